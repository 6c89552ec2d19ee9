"""Which rules hit which lines: context-free, in linear time, with google-re2.

One combined program over the whole document finds the few lines that any rule may hit; a set of all rules then says
which rules those are. Programs are made per group of languages, once a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import re2

from cleaner.patterns import line_source, scan_source, strip_decoration
from cleaner.rule import Rule

_PROGRAM_BYTES = 256 << 20
"""RE2's budget for one program and its lazily built automaton; the default of 8 MB makes it start over and crawl."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's pattern met a line: ``start`` and ``end`` are code point offsets in the line."""

    rule: Rule
    start: int
    end: int
    text: str


class PatternError(ValueError):
    """RE2 refuses a rule's pattern; the message names the rule and says why."""


class Matcher:
    """The patterns of some rules for some languages, compiled on first use."""

    def __init__(self, rules: tuple[Rule, ...], languages: tuple[str, ...]) -> None:
        wanted = {"*", "en", *languages}
        self._pairs = [
            (rule, language)
            for rule in rules
            for language in rule.languages
            if not rule.detector and ("all" in languages or language in wanted)
        ]
        self._scan: Any = None
        self._set: Any = None
        self._single: dict[int, Any] = {}

    def candidates(self, data: bytes) -> Iterator[int]:
        """Numbers of the lines of a UTF-8 text that some rule may hit, in order, each once."""
        if not self._pairs:
            return
        if self._scan is None:
            self._scan = re2.compile(scan_source(self._pairs), _options())
        number = position = 0
        end = len(data)
        while position <= end and (found := self._scan.search(data, position)):
            start = found.start()
            number += data.count(b"\n", position, start)
            yield number
            newline = data.find(b"\n", start)
            if newline < 0:
                return
            number, position = number + 1, newline + 1

    def hits(self, line: str) -> list[Hit]:
        """All rules' hits on one line."""
        if not self._pairs:
            return []
        if self._set is None:
            self._set = self._compile_set()
        offset, core = strip_decoration(line)
        found = []
        for index in self._set.Match(core) or ():  # None when nothing matches
            rule, _ = self._pairs[index]
            start, end = self._span(index, core)
            found.append(Hit(rule, offset + start, offset + end, core[start:end]))
        return found

    def _compile_set(self) -> Any:
        patterns = re2.Set.SearchSet(_options())
        for rule, language in self._pairs:
            _add(patterns, rule, language)
        patterns.Compile()
        return patterns

    def _span(self, index: int, core: str) -> tuple[int, int]:
        if index not in self._single:
            self._single[index] = re2.compile(line_source(*self._pairs[index]), _options())
        found = self._single[index].search(core)
        if found is None:  # the set and the single pattern are the same source, so this cannot be
            raise PatternError(f"rule {self._pairs[index][0].id} matched in the set but not alone")
        group = next((g for g in range(1, found.re.groups + 1) if found.group(g) is not None), 0)
        return found.start(group), found.end(group)


def _add(patterns: Any, rule: Rule, language: str) -> None:
    try:
        patterns.Add(line_source(rule, language))
    except re2.error as error:
        raise PatternError(f"{rule.file}: rule {rule.id}: match.regex: RE2 refuses it: {error}") from error


def check_patterns(rule: Rule) -> None:
    """Raise `PatternError` when RE2 cannot compile a rule's patterns."""
    for language in rule.languages if not rule.detector else ():
        try:
            re2.compile(line_source(rule, language), _options())
        except re2.error as error:
            raise PatternError(f"{rule.file}: rule {rule.id}: match.regex: RE2 refuses it: {error}") from error


def _options() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _PROGRAM_BYTES
    return options
