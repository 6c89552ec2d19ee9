"""Which rules hit which lines: context-free, in linear time, with google-re2.

A few programs for each kind of anchor find the lines that any rule may hit; a set of all rules then says which rules
those are. Programs are made per group of languages, once a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import re2

from cleaner.needles import haystack, touches
from cleaner.patterns import Pattern, line_source, patterns_of, scan_source, strip_decoration
from cleaner.rule import Rule

_PROGRAM_BYTES = 256 << 20
"""RE2's budget for one program and its lazily built automaton; the default of 8 MB makes it start over and crawl."""


_LABEL_LENGTH = 250
_CALL_LENGTH = 600
_END_LENGTH = 120
"""Code points. A line that is a label or a call as a whole is not longer than 250; one that begins with or holds a call
not longer than 600: beyond that it is a paragraph, and only its end is looked at, for a credit. Half of the bytes of
articles stand in longer lines."""


_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's pattern met a line: ``start`` and ``end`` are code point offsets in the line."""

    rule: Rule
    start: int
    end: int
    text: str


_GAP = re.compile(r"[\])}.SwLN][*+]|\{\d+,(?:\d{2,})?\}")
_APART = frozenset({"advertising", "byline", "caption", "comments", "credit", "navigation"})
"""The states of a joint automaton multiply where patterns have gaps, such as ``[^\\n]*``: these categories' patterns
with gaps are looked for apart from the others. Measured on unseen text, in ms a pass over 0.5 MB: labels with gaps 14.8
together and 3.1 apart, patterns that begin anywhere 24.5 and 10; a pass that finds nothing takes 0.7."""


def _parts(pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    """The part of a pattern without gaps and the part with them, each with the group that it is looked for in."""
    gappy = tuple(regex for regex in pattern.regexes if _GAP.search(regex))
    plain = tuple(regex for regex in pattern.regexes if not _GAP.search(regex))
    if plain or pattern.phrases:
        yield "plain", replace(pattern, regexes=plain, needles=None)
    if gappy:
        group = pattern.rule.category if pattern.rule.category in _APART else "other"
        yield group, replace(pattern, phrases=(), regexes=gappy, needles=None)


def _joined(lines: Sequence[str]) -> bytes:
    return "\n".join(lines).encode("utf-8", "surrogatepass")


class PatternError(ValueError):
    """RE2 refuses a rule's pattern; the message names the rule and says why."""


class Matcher:
    """The patterns of some rules for some languages, compiled on first use."""

    def __init__(self, patterns: Sequence[Pattern], sparse: bool = False) -> None:
        """``sparse`` is for a single short text: it does without the set of all rules, which takes long to compile."""
        self._patterns = patterns
        self._sparse = sparse
        self._programs: dict[tuple[str, ...], list[Any]] = {}
        self._set: Any = None
        self._single: dict[int, Any] = {}

    def candidates(self, lines: Sequence[str]) -> list[int]:
        """Numbers of the lines that some rule may hit, in order."""
        found: set[int] = set()
        calls = [i for i, line in enumerate(lines) if 0 < len(line) <= _CALL_LENGTH]
        text = _joined([lines[i] for i in calls])
        for anchors in (("prefix", "colon"), ("anywhere", "suffix")):
            found.update(calls[i] for i in self._scan(anchors, text))
        labels = [i for i in calls if len(lines[i]) <= _LABEL_LENGTH]
        text = text if len(labels) == len(calls) else _joined([lines[i] for i in labels])
        found.update(labels[i] for i in self._scan(("line",), text))
        if len(calls) < len(lines):
            long = [i for i, line in enumerate(lines) if len(line) > _CALL_LENGTH]
            found.update(long[i] for i in self._scan(("suffix",), _joined([lines[i][-_END_LENGTH:] for i in long])))
        return sorted(found)

    def _scan(self, anchors: tuple[str, ...], text: bytes) -> Iterator[int]:
        """Numbers of the lines of a UTF-8 text that rules of these anchors may hit."""
        if anchors not in self._programs:
            self._programs[anchors] = self._compile_programs(anchors)
        for program in self._programs[anchors] if text else ():
            line = position = 0
            while found := program.search(text, position):
                start = found.start()
                line += text.count(b"\n", position, start)
                yield line
                line += 1
                position = text.find(b"\n", start) + 1
                if not position:
                    break

    def _compile_programs(self, anchors: tuple[str, ...]) -> list[Any]:
        groups: dict[str, list[Pattern]] = {}
        for pattern in self._patterns:
            if pattern.rule.anchor in anchors:
                for group, part in [("all", pattern)] if self._sparse else _parts(pattern):
                    groups.setdefault(group, []).append(part)
        return [re2.compile(scan_source(parts), _options(captures=False)) for parts in groups.values()]

    def hits(self, line: str) -> list[Hit]:
        """All rules' hits on one line."""
        offset, core = strip_decoration(line)
        if not core.isascii():
            core = _SURROGATE.sub("\ufffd", core)  # UTF-8, and so RE2, has no word for one
        found = []
        for index in self._maybe(core):
            rule = self._patterns[index].rule
            if len(line) > _CALL_LENGTH and rule.anchor != "suffix":
                continue
            if span := self._span(index, core):
                found.append(Hit(rule, offset + span[0], offset + span[1], core[span[0] : span[1]]))
        return found

    def _maybe(self, core: str) -> Sequence[int]:
        """Indexes of the patterns to try on a line: those that match, or for a sparse matcher those that may."""
        if self._sparse:
            hay = haystack(core)
            return [i for i, pattern in enumerate(self._patterns) if touches(pattern, hay)]
        if self._set is None:
            self._set = self._compile_set()
        return sorted(self._set.Match(core) or ())  # None when nothing matches; else in no order

    def _compile_set(self) -> Any:
        patterns = re2.Set.SearchSet(_options())
        for pattern in self._patterns:
            patterns.Add(line_source(pattern))
        patterns.Compile()
        return patterns

    def _span(self, index: int, core: str) -> tuple[int, int] | None:
        if index not in self._single:
            self._single[index] = re2.compile(line_source(self._patterns[index]), _options())
        found = self._single[index].search(core)
        if found is None:
            return None
        group = next((g for g in range(1, found.re.groups + 1) if found.group(g) is not None), 0)
        return found.start(group), found.end(group)


def check_patterns(rule: Rule) -> None:
    """Raise `PatternError` when RE2 cannot compile a rule's patterns."""
    for pattern in patterns_of(rule):
        try:
            re2.compile(line_source(pattern), _options())
        except re2.error as error:
            raise PatternError(f"{rule.file}: rule {rule.id}: match.regex: RE2 refuses it: {error}") from error


def _options(captures: bool = True) -> Any:
    options = re2.Options()
    options.never_capture = not captures  # where groups start is found without the automaton, far slower
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _PROGRAM_BYTES
    return options
