"""From layers of values (default, extended files, file, command line) to the configuration that holds for a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.catalogue.read import check_ids, load_builtin, load_file, parse_rules, selector_hint
from cleaner.catalogue.rule import Rule
from cleaner.config.errors import ConfigError
from cleaner.config.files import Layer, find, layers
from cleaner.config.schema import ADDING, KEYS, parse
from cleaner.settings import Settings, is_selector
from cleaner.textio import printable

COMMAND_LINE = "command line"
DEFAULT = "default"


@dataclass(frozen=True)
class Config:
    """What holds for the files of one directory: values by key, where each came from, and the settings they make."""

    values: Mapping[str, Any]
    origins: Mapping[str, str]
    root: Path
    settings: Settings = field(default_factory=Settings)

    def settings_for(self, path: Path) -> Settings:
        """The settings for one file: ``per-file-ignores`` are added where its patterns match."""
        ignores = self.values["per-file-ignores"]
        if not ignores:
            return self.settings
        name = relative(Path(os.path.abspath(path)), self.root)  # noqa: PTH100 (`Path.absolute` keeps "..")
        extra = tuple(word for pattern, words in ignores if _matches(pattern, name) for word in words)
        return replace(self.settings, ignore=self.settings.ignore + extra) if extra else self.settings


@dataclass(frozen=True)
class Resolver:
    """Answers which configuration holds where. ``given`` are the values of the command line, by key."""

    given: Mapping[str, Any]
    file: Path | None = None
    isolated: bool = False
    _known: dict[Path | None, Config] = field(default_factory=dict)

    def at(self, directory: Path) -> Config:
        """The configuration for the files of a directory."""
        path = None if self.isolated else self.file or find(directory)
        if path not in self._known:
            self._known[path] = self._resolve(path, directory)
        return self._known[path]

    def _resolve(self, path: Path | None, directory: Path) -> Config:
        stack: list[Layer] = list(layers(path)) if path else []
        root = path.parent if path else Path.cwd()
        stack.append((COMMAND_LINE, parse(self.given, COMMAND_LINE)))
        values, origins = merge(stack)
        return Config(values, origins, root, _settings(values, origins))


def merge(stack: Iterable[Layer]) -> tuple[dict[str, Any], dict[str, str]]:
    """Values and their origins, each layer over those before; ``select`` starts a selection anew, as in ruff."""
    values = {name: key.default for name, key in KEYS.items() if name != "extend"}
    origins = dict.fromkeys(values, DEFAULT)
    for origin, layer in stack:
        if "select" in layer:
            for name in ("ignore", "extend-select"):
                values[name], origins[name] = KEYS[name].default, DEFAULT
        for name, value in layer.items():
            adds = name in ADDING and values[name]
            values[name] = values[name] + value if adds else value
            origins[name] = f"{origins[name]}, {origin}" if adds else origin
    return values, origins


def relative(path: Path, root: Path) -> str:
    """A path as patterns see it: from the root, with forward slashes; the whole path when it lies elsewhere."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _settings(values: Mapping[str, Any], origins: Mapping[str, str]) -> Settings:
    rules = _rules(values, origins)
    _check_selectors(values, origins, rules)
    return Settings(
        level=values["level"],
        select=values["select"],
        extend_select=values["extend-select"],
        ignore=values["ignore"],
        unsafe=values["unsafe"],
        drop_headline=values["drop-headline"],
        max_removed=values["max-removed"],
        rules=rules,
    )


def _rules(values: Mapping[str, Any], origins: Mapping[str, str]) -> tuple[Rule, ...]:
    """The user's own rules, each checked as strictly as those of the catalogue."""
    rules = parse_rules(list(values["rule"]), origins["rule"]) if values["rule"] else []
    for name in values["rule-files"]:
        if not Path(name).is_file():
            raise ConfigError(f"{origins['rule-files']}: rule-files: no file {printable(name)!r}")
        rules += load_file(Path(name))
    if rules:
        # The matcher is only needed here for a user's own patterns.
        from cleaner.text.match import PatternError, check_patterns

        check_ids((*load_builtin(), *rules))
        try:
            for rule in rules:
                check_patterns(rule)
        except PatternError as error:
            raise ConfigError(str(error)) from error
    return tuple(rules)


def _check_selectors(values: Mapping[str, Any], origins: Mapping[str, str], rules: tuple[Rule, ...]) -> None:
    """Refuse a selector that selects nothing: a mistyped one would switch a rule on or off in silence."""
    named = [(key, word) for key in ("select", "extend-select", "ignore") for word in values[key]]
    named += [("per-file-ignores", word) for _, words in values["per-file-ignores"] for word in words]
    if not named:
        return
    known = (*load_builtin(), *rules)
    for key, word in named:
        if not is_selector(word, known):
            raise ConfigError(f"{origins[key]}: {key}: no rule or category {word!r}; {selector_hint(word, known)}")


@lru_cache(maxsize=256)
def _pattern(text: str) -> Any:
    # The library is loaded only where somebody wrote a pattern.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([text])


def _matches(pattern: str, name: str) -> bool:
    return bool(_pattern(pattern).match_file(name))
