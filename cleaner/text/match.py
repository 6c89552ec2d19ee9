"""Which rules hit which lines: context-free, in linear time, with google-re2.

What a line begins with, and the rare literals that it holds, tell which few phrases and regexes it may meet (see
`cleaner.text.index`); only these are compiled and run on it. A few programs look for the rest.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from cleaner.catalogue.rule import Rule
from cleaner.text.folding import haystack
from cleaner.text.index import BITS, LONGEST, Index
from cleaner.text.patterns import Pattern, core_start, line_source, patterns_of, scan_source, strip_decoration

_PROGRAM_BYTES = 256 << 20
"""RE2's budget for one program and its lazily built automaton; the default of 8 MB makes it start over and crawl."""

_LABEL_LENGTH = 250
_END_LENGTH = 120
"""Code points. A line that is a label or a call as a whole is not longer than 250; one that begins with or holds a call
not longer than 600: beyond that it is a paragraph, which is looked at for what may stand inside of one and, at its end,
for a credit."""

_MOST_NEEDLES = 100
"""Needles from which the rest of a line, then no article's, is not searched: more would take time, not find more."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINK = re.compile(r"([\s>*+•·–-]*\[[^\[\]]+)\]\([a-z]+:[^\s()]*\)\s*", re.IGNORECASE)
"""A line that is one Markdown link to another site or an app, and what of it is text; links within the page are of the
article."""

_HIDDEN = re.compile(r"\[email[ \u00a0]protected\]")
_SHOWN = "email@protected.x"
"""What a content network writes for an e-mail address, and one of the same length that patterns know as such."""
_DOUBLED = 80
"""Code points of a line that may say a label or button twice; longer ones are not looked at."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's pattern met a line: ``start`` and ``end`` are code point offsets in the line."""

    rule: Rule
    start: int
    end: int
    text: str


class PatternError(ValueError):
    """RE2 refuses a rule's pattern; the message names the rule and says why."""


class PatternSet:
    """Patterns by number, and what lines are looked up by for them: made once, for all matchers that have them."""

    def __init__(self, patterns: dict[int, Pattern]) -> None:
        self.patterns = patterns
        self.longest = {number: _longest(pattern.rule) for number, pattern in patterns.items()}
        self.index = Index(patterns)
        self.needles = _Needles(self.index.needles)

    @classmethod
    def joined(cls, sets: Sequence[PatternSet]) -> PatternSet:
        """The patterns of some sets, whose numbers must differ."""
        made = cls({})
        for each in sets:
            made.patterns |= each.patterns
            made.longest |= each.longest
        made.index = Index.merged([each.index for each in sets])
        made.needles = _Needles(made.index.needles)
        return made


class Matcher:
    """The patterns of some rules for some languages. What a text needs of them is compiled when it comes.

    Each of its sets has its needles looked for by a program of its own. A line's hits come in the order of the numbers.
    """

    def __init__(self, *sets: PatternSet) -> None:
        joined = PatternSet.joined(sets) if len(sets) > 1 else sets[0]
        self._patterns, self._longest, self._index = joined.patterns, joined.longest, joined.index
        self._needles = [each.needles for each in sets]
        self._programs: dict[int, Any] = {}
        self._scans: dict[str, Any] = {}

    def find(self, lines: Sequence[str]) -> dict[int, tuple[Hit, ...]]:
        """The hits of all lines that have any, by their numbers, in order."""
        lines = [_plain(line) if len(line) <= _DOUBLED or "[" in line else line for line in lines]
        hay = haystack("\n".join(lines))
        plain = hay.decode("utf-8", "surrogatepass").split("\n")
        possible = self._index.opened(plain)
        for needles in self._needles:
            for i, held in needles.find(hay):
                possible.setdefault(i, []).extend(held)
        if self._index.apart["anywhere"]:
            self._look(possible, "anywhere", range(len(lines)), [strip_decoration(line)[1] for line in lines])
        labels = [i for i, line in enumerate(lines) if 0 < len(line) <= _LABEL_LENGTH]
        self._look(possible, "labels", labels, [lines[i] for i in labels])
        self._look(possible, "ends", range(len(lines)), [line[-_END_LENGTH:] for line in lines])
        found = {}
        for i in sorted(possible):
            if (numbers := self._wanted(lines[i], plain[i], possible[i])) and (hits := self._try(lines[i], numbers)):
                found[i] = hits
        return found

    def hits(self, line: str) -> tuple[Hit, ...]:
        """All rules' hits on one line."""
        return self.find([line]).get(0, ())

    def _look(self, possible: dict[int, list[int]], part: str, places: Sequence[int], lines: Sequence[str]) -> None:
        """Add the regexes that are filed apart to those of some places whose lines any of them may meet."""
        numbers = self._index.apart[part]
        if not numbers or not lines:
            return
        if part not in self._scans:
            self._scans[part] = _compile(scan_source([self._part(number) for number in numbers]), captures=False)
        data = "\n".join(lines).encode("utf-8", "surrogatepass")
        line = position = 0
        while found := self._scans[part].search(data, position):
            start = found.start()
            line += data.count(b"\n", position, start)
            possible.setdefault(places[line], []).extend(numbers)
            line += 1
            position = data.find(b"\n", start) + 1
            if not position:
                break

    def _part(self, number: int) -> tuple[Pattern, int]:
        return self._patterns[number >> BITS], number & (1 << BITS) - 1

    def _wanted(self, line: str, plain: str, numbers: Iterable[int]) -> list[int]:
        """Those of some numbers for which a line is not too long, and which hold what else they need."""
        length, longest, checks = len(line), self._longest, self._index.checks
        return sorted(
            [
                number
                for number in set(numbers)
                if length <= longest[number >> BITS] and (number not in checks or _holds(plain, checks[number]))
            ]
        )

    def _try(self, line: str, numbers: Iterable[int]) -> tuple[Hit, ...]:
        """The hits of those patterns of which any of these regexes and phrases meets the line, the first of each."""
        offset, core = strip_decoration(line)
        try:
            data = core.encode()
        except UnicodeEncodeError:
            data = _SURROGATE.sub("\ufffd", core).encode()  # UTF-8, and so RE2, has no word for one
        spans: dict[int, tuple[int, int, int]] = {}
        for number in numbers:
            index = number >> BITS
            if index in spans and self._patterns[index].begins:
                continue
            span = self._span(number, data)
            if span and (index not in spans or span < spans[index]):
                spans[index] = span
        hits = []
        for index, first in sorted(spans.items()):
            rule = self._patterns[index].rule
            for start, end in _code_points(data, [first[1:], *self._further(index, numbers, data, first[2])], core):
                hits.append(Hit(rule, offset + start, offset + end, core[start:end]))
        return tuple(hits)

    def _further(self, index: int, numbers: Iterable[int], data: bytes, position: int) -> Iterator[tuple[int, int]]:
        """Where else, beyond a position, a rule for spans anywhere in a line meets it: all are found in one look, for a
        line may hold thousands."""
        rule = self._patterns[index].rule
        if rule.scope != "span" or rule.anchor != "anywhere":
            return
        own = [self._program(number) for number in numbers if number >> BITS == index]
        for _, start, end in sorted(_span_of(found) for program in own for found in program.finditer(data, position)):
            if start >= position:
                yield start, end
                position = end

    def _span(self, number: int, data: bytes) -> tuple[int, int, int] | None:
        """Where a regex or phrase meets a line first."""
        found = self._program(number).search(data)
        return None if found is None else _span_of(found)

    def _program(self, number: int) -> Any:
        program = self._programs.get(number)
        if program is None:
            program = self._programs[number] = _compile(line_source(*self._part(number)))
        return program


def _holds(plain: str, sets: Sequence[Sequence[str]]) -> bool:
    """Whether a line holds a literal of each of some sets."""
    for literals in sets:
        for literal in literals:
            if literal in plain:
                break
        else:
            return False
    return True


def _span_of(found: Any) -> tuple[int, int, int]:
    """Where a match begins, and the span of its group, or of all of it: offsets of bytes of UTF-8."""
    group = next((g for g in range(1, found.re.groups + 1) if found.start(g) >= 0), 0)
    return found.start(), *found.span(group)


def _code_points(data: bytes, spans: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Spans of UTF-8, in order, as spans of the text."""
    if len(data) == len(text):
        yield from spans
        return
    position = passed = 0
    for start, end in spans:
        first = passed + len(data[position:start].decode())
        position, passed = end, first + len(data[start:end].decode())
        yield first, passed


def _plain(line: str) -> str:
    """A line as its rules know it, with the same offsets: without the address of a link, said once, with its e-mail.

    >>> _plain("Advertisement Advertisement"), _plain("Ida Bratt [email\u00a0protected]")
    ('Advertisement', 'Ida Bratt email@protected.x')
    """
    if "](" in line:
        line = _unlinked(line)
    if "[email" in line:
        line = _HIDDEN.sub(_SHOWN, line)
    return _said_once(line) if len(line) <= _DOUBLED else line


def _said_once(line: str) -> str:
    """The first half of a line that says the same twice, as a button does that is text and picture."""
    half = len(line) // 2
    twice = len(line) % 2 and line[half].isspace() and line[:half] == line[half + 1 :]
    return line[:half] if twice else line


def _unlinked(line: str) -> str:
    """A line up to where the address begins if it is one link, so that a button in Markdown is read as a button.

    >>> _unlinked("- [Share](https://example.org/share)"), _unlinked("- [Share](#share)")
    ('- [Share', '- [Share](#share)')
    """
    found = _LINK.fullmatch(line) if "](" in line else None
    return found[1] if found else line


def _longest(rule: Rule) -> int:
    """Code points of the longest line that a rule may take, or take from."""
    if rule.anchor == "suffix" or (rule.anchor == "anywhere" and rule.scope == "span"):
        return sys.maxsize
    return _LABEL_LENGTH if rule.anchor == "line" else LONGEST


class _Needles:
    """Finds all needles in a text at once."""

    def __init__(self, numbers: Mapping[bytes, Sequence[int]]) -> None:
        self._numbers = numbers
        self._longer: dict[bytes, list[bytes]] = {}
        self._program: Any = None

    def find(self, hay: bytes) -> Iterator[tuple[int, Sequence[int]]]:
        """(line, numbers of what may meet it) for each needle in a `haystack`."""
        if not self._numbers:
            return
        if self._program is None:
            self._program = self._compile()
        line = position = 0
        left = _MOST_NEEDLES
        while found := self._program.search(hay, position):
            start, end = found.span()
            if passed := hay.count(b"\n", position, start):
                line, left = line + passed, _MOST_NEEDLES
            left -= 1
            for needle in self._longer[hay[start:end]]:
                if hay.startswith(needle, start):
                    yield line, self._numbers[needle]
            position = start + 1 if left else hay.find(b"\n", start)
            if position < 0:
                break

    def _compile(self) -> Any:
        """A program that finds the next needle, the shortest of those that begin there; the longer ones by it."""
        needles = sorted(self._numbers)
        self._longer = {needle: [] for needle in needles}
        shorter: list[bytes] = []
        for needle in needles:
            while shorter and not needle.startswith(shorter[-1]):
                shorter.pop()
            shorter.append(needle)
            for start in shorter:
                self._longer[start].append(needle)
        return re2.compile(b"|".join(map(re2.escape, needles)), _options(captures=False, fold=False))


@lru_cache(maxsize=8192)
def _compile(source: str, captures: bool = True) -> Any:
    return re2.compile(source, _options(captures))


def check_patterns(rule: Rule) -> None:
    """Raise `PatternError` when RE2 cannot compile a rule's patterns, or one of them can never match."""
    for pattern in patterns_of(rule):
        for own in range(len(pattern.regexes)):
            try:
                _compile(line_source(pattern, own))
            except re2.error as error:
                reason = error.args[0].decode("utf-8", "replace")
                raise PatternError(f"{rule.file}: rule {rule.id}: match.regex: RE2 refuses it: {reason}") from error
            openings = pattern.literals[1][own][0]
            if openings and all(core_start(opening + "x") for opening in openings):
                raise PatternError(
                    f"{rule.file}: rule {rule.id}: match.regex: {pattern.regexes[own]!r} can never match: bullets, "
                    "brackets and other marks at the beginning of a line are looked past; leave them out"
                )


def _options(captures: bool = True, fold: bool = True) -> Any:
    options = re2.Options()
    options.never_capture = not captures  # where groups start is found without the automaton, far slower
    options.case_sensitive = not fold
    options.log_errors = False
    options.max_mem = _PROGRAM_BYTES
    return options
