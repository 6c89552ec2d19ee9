"""Finds and reads configuration files: the closest one to a file holds, and may extend another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.config.errors import ConfigError
from cleaner.config.schema import PATHS, parse
from cleaner.textio import printable

NAMES = (".cleaner.toml", "cleaner.toml", "pyproject.toml")
"""In the order that they are looked for in each directory."""
_MOST_EXTENDS = 20

Layer = tuple[str, dict[str, Any]]
"""Where values come from, and the values."""


@lru_cache(maxsize=4096)
def find(directory: Path) -> Path | None:
    """The closest configuration file, in this directory or one above it."""
    for name in NAMES:
        path = directory / name
        if _is_file(path) and (name != "pyproject.toml" or _speaks_of_us(path)):
            return path
    return None if directory.parent == directory else find(directory.parent)


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a directory that may not be searched holds none for us."""
    try:
        return path.is_file()
    except OSError:
        return False


@lru_cache(maxsize=256)
def layers(path: Path) -> tuple[Layer, ...]:
    """The values of a configuration file and of those that it extends, the farthest first."""
    return tuple(reversed([(shown(path), values) for path, values in _chain(path)]))


def shown(path: Path) -> str:
    """A path for messages: from here when it lies below."""
    whole = os.path.normpath(path)
    here = Path.cwd()
    return printable(str(Path(whole).relative_to(here)) if Path(whole).is_relative_to(here) else whole)


def _speaks_of_us(path: Path) -> bool:
    """Whether a ``pyproject.toml`` has our table; somebody else's broken or unreadable one is none of our business."""
    try:
        return b"tool.cleaner" in path.read_bytes() and _table(path) is not None
    except OSError:
        return False


def _chain(path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for _ in range(_MOST_EXTENDS):
        values = _with_paths(parse(_table(path) or {}, shown(path)), path.parent)
        extended = values.pop("extend", "")
        yield path, values
        if not extended:
            return
        if not Path(extended).is_file():
            raise ConfigError(f"{shown(path)}: extend: no file {extended!r}; paths are relative to this file")
        path = Path(extended)
    raise ConfigError(f"{shown(path)}: extend: the files extend each other in a circle, or too deeply")


def _with_paths(values: dict[str, Any], directory: Path) -> dict[str, Any]:
    def absolute(value: Any) -> Any:
        return str(directory / value) if isinstance(value, str) else tuple(str(directory / item) for item in value)

    return {name: absolute(value) if name in PATHS else value for name, value in values.items()}


def _table(path: Path) -> dict[str, Any] | None:
    """The table of one file; None for a ``pyproject.toml`` without ``[tool.cleaner]``."""
    # Most calls find no configuration file and are spared the parser.
    import tomllib

    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{shown(path)}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{shown(path)}: not valid TOML: {error}") from error
    if path.name != "pyproject.toml":
        return data
    table = data.get("tool", {}).get("cleaner")
    return table if isinstance(table, dict) else None
