"""Which files a command reads: those named, those of the directories named, less what is excluded."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.config import Config, ConfigError, Resolver, relative
from cleaner.config.files import shown
from cleaner.nested import unrolled

IGNORE_FILE = ".cleanerignore"
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht"})
_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, by the name that the user gave it, with the configuration that holds for it."""

    path: Path
    name: str
    config: Config
    standard_input: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that leads to no file, and why."""

    name: str
    reason: str


def collect(names: Sequence[str], resolver: Resolver, stdin_name: Path | None = None) -> Iterator[Found | Missing]:
    """The files behind names, each once, those of a directory in the order of their names; ``-`` is standard input."""
    if len(names) == 1 and names[0] != "-":
        yield from _behind(names[0], resolver)
        return
    seen: set[str] = set()
    for name in names:
        if name == "-":
            yield standard_input(resolver, stdin_name)
            continue
        for found in _behind(name, resolver):
            key = found.name if isinstance(found, Missing) else str(absolute(found.path))
            if key not in seen:
                seen.add(key)
                yield found


def is_page(found: Found) -> bool:
    """Whether a name is that of a saved page."""
    return found.path.suffix.lower() in HTML_SUFFIXES


def holds_page(data: bytes) -> bool:
    """Whether bytes begin as an HTML page does, whatever their name."""
    return _PAGE_START.match(data) is not None


def absolute(path: Path) -> Path:
    """The path from the root, without ``..``, links as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (`Path.absolute` keeps "..")


def standard_input(resolver: Resolver, name: Path | None) -> Found:
    """Standard input, as if it came from a file of a name, which decides on the configuration."""
    directory = absolute(name).parent if name else Path.cwd()
    return Found(name or Path("-"), str(name or "-"), resolver.at(directory), standard_input=True)


def _behind(name: str, resolver: Resolver) -> Iterator[Found | Missing]:
    path = Path(name)
    if path.is_dir():
        files = [*unrolled(_walk(path, absolute(path), resolver))]
        yield from files or [Missing(name, "holds no file to read (see include and exclude in `cleaner config show`)")]
        return
    if not path.exists():
        yield Missing(name, "is a broken link" if path.is_symlink() else "no such file or directory")
        return
    config = resolver.at(absolute(path).parent)
    if not (config.values["force-exclude"] and excluded(path, config)):
        yield Found(path, name, config)


def _walk(directory: Path, whole: Path, resolver: Resolver) -> Generator[Any, None, None]:
    """What a directory holds, and the walks of those in it."""
    config = resolver.at(whole)
    exclusion = Exclusion(whole, config)
    included = globs(config.values["include"])
    try:
        with os.scandir(directory) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Missing(str(directory), f"cannot be read: {error.strerror}")
        return
    for entry in ordered:
        path = directory / entry.name
        if entry.is_dir(follow_symlinks=False):
            if not exclusion.takes(entry.name, is_directory=True):
                yield _walk(path, whole / entry.name, resolver)
        elif included(entry.name.lower()) and not exclusion.takes(entry.name):
            try:
                if entry.is_file():
                    yield Found(path, str(path), config)
            except OSError as error:  # links that lead to each other, a directory that may not be entered
                yield Missing(str(path), f"cannot be read: {error.strerror}")


def excluded(path: Path, config: Config) -> bool:
    """Whether the configuration or a ``.cleanerignore`` leaves out a file, or a directory that it is in."""
    whole = absolute(path)
    if Exclusion(whole.parent, config).takes(whole.name):
        return True
    inside = [parent for parent in whole.parents if config.root in parent.parents]
    return any(Exclusion(parent.parent, config).takes(parent.name, is_directory=True) for parent in inside)


class Exclusion:
    """What is left out of one directory."""

    def __init__(self, directory: Path, config: Config) -> None:
        patterns = config.values["exclude"] + config.values["extend-exclude"]
        self._names, self._simple, spec = _split(patterns)
        specs = _ignore_files(directory) + (((config.root, spec),) if spec else ())
        self._specs = [(relative(directory, root), found) for root, found in specs]

    def takes(self, name: str, *, is_directory: bool = False) -> bool:
        """Whether a file or directory is left out."""
        if name in self._names or self._simple(name):
            return True
        slash = "/" if is_directory else ""
        return any(spec.match_file(f"{place}/{name}{slash}".removeprefix("./")) for place, spec in self._specs)


def globs(patterns: tuple[str, ...]) -> Callable[[str], object]:
    """A test whether a name fits any of some simple patterns: one expression for all of them."""
    return re.compile("|".join(map(translate, patterns)) or r"\Z.").match


@lru_cache(maxsize=64)
def _split(patterns: tuple[str, ...]) -> tuple[frozenset[str], Callable[[str], object], Any]:
    """Plain names and simple globs, which most patterns are, apart from those that need the syntax of .gitignore."""
    # A later "!" takes a pattern back, which only the library gets right, for all of them together.
    if any(pattern.startswith("!") for pattern in patterns):
        return frozenset(), globs(()), _spec(list(patterns))
    plain = frozenset(pattern for pattern in patterns if not set(pattern) & set("*?[]!/\\# "))
    simple = tuple(pattern for pattern in patterns if pattern not in plain and not set(pattern) & set("[]!/\\# "))
    rest = [pattern for pattern in patterns if pattern not in plain and pattern not in simple]
    return plain, globs(simple), _spec(rest) if rest else None


def _spec(lines: list[str]) -> Any:
    # The library is loaded only where somebody wrote a pattern.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


@lru_cache(maxsize=4096)
def _ignore_files(directory: Path) -> tuple[tuple[Path, Any], ...]:
    """The ``.cleanerignore`` files that speak of the files of a directory, each with its place."""
    above = () if directory.parent == directory else _ignore_files(directory.parent)
    file = directory / IGNORE_FILE
    if not os.path.isfile(file):  # noqa: PTH113 (a directory that may not be searched holds none for us)
        return above
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{shown(file)}: cannot be read: {error}") from error
    return (*above, (directory, _spec(lines)))
