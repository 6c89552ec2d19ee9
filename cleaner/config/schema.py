"""Every key of a configuration file: its type, default and meaning. Documentation and checks read it here."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cleaner.catalogue.read import closest
from cleaner.config.errors import ConfigError
from cleaner.model import is_language

LEVELS = ("light", "default", "strict")
FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif")
INCLUDE = ("*.txt", "*.text", "*.md", "*.markdown")
_CACHES = (".direnv", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__", "__pypackages__")
_TOOLS = (".bzr", ".git", ".hg", ".nox", ".svn", ".tox", ".venv", ".vscode", "node_modules", "venv")
# Files of programs that look like texts: their blank lines and odd words mean something.
_PROGRAMS = (
    "CMakeLists.txt",
    "LICENSE*",
    "LICENCE*",
    "constraints*.txt",
    "llms*.txt",
    "requirements*.txt",
    "robots.txt",
)
EXCLUDE = _CACHES + _TOOLS + _PROGRAMS


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``parse`` gives the value or raises `ConfigError` with what would be right."""

    name: str
    default: Any
    parse: Callable[[Any], Any]
    meaning: str


def _fail(wanted: str, value: Any) -> ConfigError:
    return ConfigError(f"{wanted} is needed, not {value!r}")


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _fail("true or false", value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _fail("a text", value)
    return value


def _language(value: Any) -> str:
    if not is_language(_text(value)):
        raise _fail("an ISO 639-1 code such as 'de'", value)
    return str(value)


def _encoding(value: Any) -> str:
    try:
        codecs.lookup(_text(value))
    except LookupError:
        raise ConfigError(f"unknown encoding {value!r}; try utf-8, cp1252, gb18030 or shift_jis") from None
    return str(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item for item in value):
        raise _fail("a list of texts", value)
    return tuple(value)


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise _fail("a number from 0 to 1", value)
    return float(value)


def _one_of(known: tuple[str, ...]) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        if value not in known:
            raise ConfigError(f"unknown value {value!r}; {closest(str(value), known)}")
        return str(value)

    return parse


def _ignores(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, Mapping):
        raise _fail('a table such as {"drafts/*.md" = ["related"]}', value)
    return tuple((pattern, _texts(selectors)) for pattern, selectors in value.items())


def _tables(value: Any) -> tuple[dict[str, Any], ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, dict) for item in value):
        raise _fail("an array of tables, [[rule]],", value)
    return tuple(value)


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("extend", "", _text, "another configuration file whose values hold where this one says nothing"),
        Key("level", "default", _one_of(LEVELS), "light: unmistakable lines only; strict: the unsafe rules too"),
        Key("select", (), _texts, "rule ids, prefixes of ids or categories, in place of the default selection"),
        Key("extend-select", (), _texts, "the same, beside the default selection"),
        Key("ignore", (), _texts, "the same, taken away from the selection"),
        Key("per-file-ignores", (), _ignores, "a table: file pattern = what to ignore in files that it matches"),
        Key("unsafe", False, _boolean, "obey unsafe rules"),
        Key("drop-headline", False, _boolean, "leave the headline out as well"),
        Key("max-removed", 0.7, _share, "the guard: the largest share of a text's words that rules may take"),
        Key("language", None, _language, "ISO 639-1 code of the texts; guessed when not given"),
        Key("encoding", None, _encoding, "encoding of the files; found out when not given"),
        Key("include", INCLUDE, _texts, "the files of a directory to read"),
        Key("exclude", EXCLUDE, _texts, "files and directories to leave out, in the syntax of .gitignore"),
        Key("extend-exclude", (), _texts, "the same, beside the default list"),
        Key("force-exclude", False, _boolean, "leave out excluded files even when they are named on the command line"),
        Key("baseline", None, _text, "file of findings to live with; see check --write-baseline"),
        Key("output-format", "full", _one_of(FORMATS), "how check shows its findings"),
        Key("rule", (), _tables, "rules of your own, in the catalogue's schema"),
        Key("rule-files", (), _texts, "files of such rules"),
    )
}
ADDING = frozenset({"extend-select", "ignore", "per-file-ignores", "extend-exclude", "rule", "rule-files"})
"""Keys whose values add to those of an extended file; of the others the closest one holds."""
PATHS = frozenset({"extend", "baseline", "rule-files"})
"""Keys whose values are paths, relative to the file that they stand in."""


def parse(table: Mapping[str, Any], origin: str) -> dict[str, Any]:
    """The checked values of one table; errors name ``origin`` and the key."""
    values = {}
    for name, value in table.items():
        if name not in KEYS:
            hint = closest(name.replace("_", "-"), KEYS)
            raise ConfigError(f"{origin}: unknown key {name!r}; {hint}")
        try:
            values[name] = KEYS[name].parse(value)
        except ConfigError as error:
            raise ConfigError(f"{origin}: {name}: {error}") from None
    return values
