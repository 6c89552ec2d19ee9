"""Which files a command reads: those named, those of the directories named, less what is excluded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.config import Config, Resolver, relative

IGNORE_FILE = ".cleanerignore"
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht"})


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


def collect(names: Iterable[str], resolver: Resolver, stdin_name: Path | None = None) -> Iterator[Found | Missing]:
    """The files behind names, each once, those of a directory in the order of their names; ``-`` is standard input."""
    seen: set[str] = set()
    for name in names:
        if name == "-":
            yield standard_input(resolver, stdin_name)
            continue
        for found in _behind(name, resolver):
            key = found.name if isinstance(found, Missing) else os.path.abspath(found.path)  # noqa: PTH100 (for speed)
            if key not in seen:
                seen.add(key)
                yield found


def standard_input(resolver: Resolver, name: Path | None) -> Found:
    """Standard input, as if it came from a file of a name, which decides on the configuration."""
    directory = Path(os.path.abspath(name)).parent if name else Path.cwd()  # noqa: PTH100 (`absolute` keeps "..")
    return Found(name or Path("-"), str(name or "-"), resolver.at(directory), standard_input=True)


def _behind(name: str, resolver: Resolver) -> Iterator[Found | Missing]:
    path = Path(name)
    if path.is_dir():
        files: list[Found | Missing] = [*_walk(path, resolver)]
        yield from files or [Missing(name, "holds no file to read (see include and exclude in `cleaner config show`)")]
        return
    if not path.exists():
        yield Missing(name, "is a broken link" if path.is_symlink() else "no such file or directory")
        return
    config = resolver.at(Path(os.path.abspath(path)).parent)  # noqa: PTH100 (`absolute` keeps "..")
    if not (config.values["force-exclude"] and _excluded_with_parents(path, config)):
        yield Found(path, name, config)


def _walk(directory: Path, resolver: Resolver) -> Iterator[Found]:
    config = resolver.at(Path(os.path.abspath(directory)))  # noqa: PTH100 (`absolute` keeps "..")
    with os.scandir(directory) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        path = directory / entry.name
        if entry.is_dir(follow_symlinks=False):
            if not excluded(path, config, is_directory=True):
                yield from _walk(path, resolver)
        elif _included(entry.name, config) and entry.is_file() and not excluded(path, config):
            yield Found(path, str(path), config)


def _included(name: str, config: Config) -> bool:
    return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in config.values["include"])


def _excluded_with_parents(path: Path, config: Config) -> bool:
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (`absolute` keeps "..")
    inside = [parent for parent in whole.parents if parent != config.root and config.root in parent.parents]
    return excluded(whole, config) or any(excluded(parent, config, is_directory=True) for parent in inside)


def excluded(path: Path, config: Config, *, is_directory: bool = False) -> bool:
    """Whether the configuration or a ``.cleanerignore`` leaves a file or directory out."""
    names, globs, patterns = _split(config.values["exclude"] + config.values["extend-exclude"])
    if path.name in names or any(fnmatchcase(path.name, glob) for glob in globs):
        return True
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (`absolute` keeps "..")
    slash = "/" if is_directory else ""
    if patterns is not None and patterns.match_file(relative(whole, config.root).lstrip("/") + slash):
        return True
    return any(spec.match_file(relative(whole, root) + slash) for root, spec in _ignore_files(whole.parent))


@lru_cache(maxsize=64)
def _split(patterns: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...], Any]:
    """Plain names and simple globs, which most patterns are, apart from those that need the syntax of .gitignore."""
    plain = frozenset(pattern for pattern in patterns if not set(pattern) & set("*?[]!/\\# "))
    globs = tuple(pattern for pattern in patterns if pattern not in plain and not set(pattern) & set("[]!/\\# "))
    rest = [pattern for pattern in patterns if pattern not in plain and pattern not in globs]
    # A later "!" takes a pattern back, which only the library gets right, for all of them together.
    if any(pattern.startswith("!") for pattern in rest):
        return frozenset(), (), _spec(list(patterns))
    return plain, globs, _spec(rest) if rest else None


def _spec(lines: list[str]) -> Any:
    # The library is loaded only where somebody wrote a pattern.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


@lru_cache(maxsize=4096)
def _ignore_files(directory: Path) -> tuple[tuple[Path, Any], ...]:
    """The ``.cleanerignore`` files that speak of the files of a directory, each with its place."""
    above = () if directory.parent == directory else _ignore_files(directory.parent)
    file = directory / IGNORE_FILE
    if not file.is_file():
        return above
    return (*above, (directory, _spec(file.read_text("utf-8").splitlines())))
