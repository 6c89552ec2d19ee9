"""Reads rules from TOML and refuses a wrong one by file, rule, field and way out.

The catalogue's own stand in ``cleaner/rules``: what a rule is in the file of its category, and what it looks for in a
language in the file of that language, where somebody who speaks it can read all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

from cleaner.catalogue.rule import ANCHORS, CATEGORIES, PLACES, SCOPES, ZONES, Example, Opens, Rule, When

RULES_DIR = Path(__file__).parent.parent / "rules"
_ID = re.compile(r"[A-Z]{2,4}\d{3}")
_LANGUAGE = re.compile(r"\*|[a-z]{2,3}")
_LARGE_REPEAT = re.compile(r"(?<!\\[xp])\{(?:\d+,)?(?:[4-9]\d|\d{3,})\}")
_MIN_EXAMPLES = 2


class RuleError(ValueError):
    """A rule that cannot be used: the message names the file, the rule, the field and what would be right."""

    def __init__(self, file: str, rule: str, field: str, problem: str) -> None:
        super().__init__(f"{file}: rule {rule}: {field}: {problem}")


def closest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word nearest to a mistyped one, or all of them when none is near."""
    options = sorted(known)
    return nearest(word, options) or f"known: {', '.join(options)}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word nearest to a mistyped one; empty when none is near."""
    import difflib  # only errors need it

    near = difflib.get_close_matches(word, sorted(known), 1)
    return f"did you mean {near[0]!r}?" if near else ""


def selector_hint(word: str, rules: Iterable[Rule]) -> str:
    """The selector nearest to a mistyped one, or the categories and where to find the ids, too many to list."""
    near = nearest(word, [*CATEGORIES, *(rule.id for rule in rules)])
    return near or f"known: {', '.join(CATEGORIES)}, and the ids that `cleaner rules list` shows"


def load_builtin() -> tuple[Rule, ...]:
    """All rules of the catalogue, in the order of their ids.

    They come from the compiled copy, without examples and with their patterns apart, as long as it was made of these
    very TOML files; else from the files.
    """
    from cleaner.catalogue import compiled

    return compiled.load() or load_sources()


def load_sources() -> tuple[Rule, ...]:
    """All rules of the catalogue with their patterns and examples, read from the TOML files."""
    files = {path.name: _toml(path).get("rule", []) for path in sorted(RULES_DIR.glob("*.toml"))}
    rules = {table["id"]: table for tables in files.values() for table in tables}
    for path in sorted((RULES_DIR / "languages").glob("*.toml")):
        _add_language(path, rules)
    parsed = chain.from_iterable(parse_rules(tables, file) for file, tables in files.items())
    return check_ids(sorted(parsed, key=attrgetter("id")))


def _add_language(path: Path, rules: Mapping[str, dict[str, Any]]) -> None:
    """Put the phrases and regexes of a language's file into the tables of their rules."""
    for identity, patterns in _toml(path).items():
        if identity not in rules:
            raise RuleError(path.name, identity, "id", "no rule of the catalogue has it")
        for kind, items in patterns.items():
            if kind not in ("phrases", "regex"):
                raise RuleError(path.name, identity, kind, "give phrases and/or regex")
            rules[identity]["match"].setdefault(kind, {})[path.stem] = items


def load_file(path: Path) -> list[Rule]:
    """The rules of one TOML file (an array of tables named ``rule``)."""
    return parse_rules(_toml(path).get("rule", []), path.name)


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # slow to import, and the compiled catalogue makes do without

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(path.name, "-", "file", f"not valid TOML: {error}") from error


def parse_rules(tables: list[dict[str, Any]], file: str) -> list[Rule]:
    """Rules from parsed TOML tables; ``file`` is named in errors."""
    return [_Reader(file, table, number).rule() for number, table in enumerate(tables, 1)]


def check_ids(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The same rules; two of one id are refused."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise RuleError(rule.file, rule.id, "id", f"also used in {seen[rule.id].file}; ids are never reused")
        seen[rule.id] = rule
    return tuple(seen.values())


class _Reader:
    """Turns one table into a rule, checking each field where it is read."""

    def __init__(self, file: str, table: dict[str, Any], number: int) -> None:
        self.file, self.table = file, table
        self.label = str(table.get("id", f"number {number}"))

    def fail(self, field: str, problem: str) -> RuleError:
        return RuleError(self.file, self.label, field, problem)

    def rule(self) -> Rule:
        elsewhere = {"file", "must", "must_not", "speaks", "anchor", "phrases", "regex", "detector"}
        known = {f.name for f in fields(Rule)} - elsewhere
        self._known("rule", self.table, known | {"match", "examples"})
        identity = self._text("id")
        if not _ID.fullmatch(identity):
            raise self.fail("id", "two to four capital letters and three digits, such as RL001")
        match = self._table("match", {"anchor", "phrases", "regex", "detector"})
        patterns = [key for key in ("phrases", "regex", "detector") if key in match]
        if not patterns or ("detector" in match and len(patterns) > 1):
            raise self.fail("match", "give phrases and/or regex, or a detector alone")
        category = self._choice("category", self._text("category"), tuple(CATEGORIES))
        examples = self._table("examples", {"must", "must_not"})
        return Rule(
            id=identity,
            name=self._text("name"),
            category=category,
            scope=cast(Any, self._choice("scope", self._text("scope"), SCOPES)),
            why=self._text("why"),
            anchor=cast(Any, self._choice("match.anchor", match.get("anchor", "line"), ANCHORS)),
            phrases=self._by_language("match.phrases", match.get("phrases")),
            regex=self._regex(match.get("regex")),
            detector=match.get("detector"),
            when=self._when(),
            opens=Opens(**self._table("opens", {f.name for f in fields(Opens)})),
            safety=cast(Any, self._choice("safety", self.table.get("safety", "safe"), ("safe", "unsafe"))),
            light=bool(self.table.get("light", False)),
            must=self._examples("must", examples.get("must", [])),
            must_not=self._examples("must_not", examples.get("must_not", [])),
            file=self.file,
        )

    def _known(self, field: str, table: Mapping[str, Any], known: set[str]) -> None:
        for key in table:
            if key not in known:
                raise self.fail(field, f"unknown key {key!r}; {closest(key, known)}")

    def _text(self, field: str) -> str:
        value = self.table.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(field, "a text is needed")
        return value

    def _table(self, field: str, known: set[str]) -> dict[str, Any]:
        value = self.table.get(field, {})
        if not isinstance(value, dict):
            raise self.fail(field, "a table is needed")
        self._known(field, value, known)
        return value

    def _choice(self, field: str, value: Any, known: Iterable[str]) -> str:
        known = tuple(known)
        if value not in known:
            raise self.fail(field, f"unknown value {value!r}; {closest(str(value), known)}")
        return str(value)

    def _by_language(self, field: str, value: Any) -> dict[str, tuple[str, ...]] | None:
        if value is None:
            return None
        table = value if isinstance(value, dict) else {"*": value}
        for language, items in table.items():
            if not _LANGUAGE.fullmatch(language):
                raise self.fail(field, f"{language!r} is no language code; use ISO 639-1 such as 'de', or '*'")
            if not isinstance(items, list) or not items or not all(isinstance(x, str) and x.strip() for x in items):
                raise self.fail(f"{field}.{language}", "a list of texts is needed")
        return {language: tuple(items) for language, items in table.items()}

    def _regex(self, value: Any) -> dict[str, tuple[str, ...]] | None:
        regexes = self._by_language("match.regex", value)
        for language, items in (regexes or {}).items():
            for item in items:
                if found := _LARGE_REPEAT.search(item):
                    raise self.fail(
                        f"match.regex.{language}",
                        f"{found[0]} makes the program as many times as large; use * or +, and when.max_words",
                    )
        return regexes

    def _when(self) -> When:
        value = self._table("when", {f.name for f in fields(When)})
        for key in ("zone", "after", "before"):
            known = ZONES if key == "zone" else tuple(CATEGORIES)
            items = value.get(key, [])
            value = {**value, key: tuple(self._choice(f"when.{key}", item, known) for item in items)}
        if value.get("ends") is not None:
            self._choice("when.ends", value["ends"], ("open", "closed"))
        return When(**value)

    def _examples(self, field: str, items: list[Any]) -> tuple[Example, ...]:
        if len(items) < _MIN_EXAMPLES:
            raise self.fail(f"examples.{field}", f"at least {_MIN_EXAMPLES} are needed")
        found = []
        for item in items:
            table = item if isinstance(item, dict) else {"text": item}
            self._known(f"examples.{field}", table, {"text", "language", "at"})
            if not isinstance(table.get("text"), str):
                raise self.fail(f"examples.{field}", "an example needs a text")
            self._choice(f"examples.{field}.at", table.get("at", "body"), PLACES)
            found.append(Example(**table))
        return tuple(found)
