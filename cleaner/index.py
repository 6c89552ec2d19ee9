"""Files phrases and regexes under what a line must have for them, so that few are run on a line.

A phrase or regex is known by a number: that of its pattern, shifted, plus its own within the pattern (see
`cleaner.patterns.line_source`).
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.literals import OPENING_LENGTHS, fold, fold_whole
from cleaner.patterns import Pattern, core_start, is_whole

BITS = 16
"""Bits of a number that count within its pattern."""

_PHRASE_LENGTH = 200
"""Code points of the longest line that is looked up as a phrase. No phrase of the catalogue has more than 120."""
_LOOKED_AT = 64
"""Code points that hold the longest opening, with any spaces."""
_TELLING_OPENING, _TELLING_NEEDLE = 3, 6
"""Letters: where an opening has fewer and all needles have as many, the needles tell more."""
_FEW = 40
"""Needles that are looked for in less time than it takes to run a regex."""
_GATE, _HEAD = 4, 6
_MARKS = (" ", "- ", "* ", "| ")
"""What often stands before the first letter of a line: the marks of lists and tables."""
_SHORT = tuple(n for n in OPENING_LENGTHS if n < _GATE)
"""Few lines begin with the same four letters as any opening, so that longer ones are looked up for few."""


class Index:
    """What some patterns look for.

    whole     a line in the form of `fold_whole` -> numbers of the phrases that it may be
    openings  the first letters of a line in the form of `fold` -> numbers of what may begin with them
    needles   UTF-8 of a literal that stands anywhere in a line -> numbers of what may meet the line
    checks    number -> needles, where it is filed under something else and they are few
    widths    number -> code points of its longest match, of regexes that must match a whole line
    apart     numbers of regexes without any such literal, by the part of the text that they are to be looked for in:
              ``labels`` (short lines), ``ends`` (ends of lines), ``anywhere``
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.whole: dict[str, list[int]] = {}
        self.openings: dict[str, list[int]] = {}
        self.needles: dict[bytes, list[int]] = {}
        self.checks: dict[int, Sequence[str]] = {}
        self.widths: dict[int, int] = {}
        self.apart: dict[str, list[int]] = {"labels": [], "ends": [], "anywhere": []}
        for number, pattern in enumerate(patterns):
            self._add(number << BITS, pattern)
        self._gate = {opening[:_GATE] for opening in self.openings if len(opening) >= _GATE}
        self._heads = {opening[:_HEAD] for opening in self.openings}
        self._short_heads = self._heads | {phrase[:_HEAD] for phrase in self.whole if len(phrase) >= _HEAD - 1}

    def _add(self, first: int, pattern: Pattern) -> None:
        of_phrases, of_regexes = pattern.literals
        for number, (openings, needles, width) in enumerate(of_regexes, first):
            self._file(number, pattern, openings, needles)
            if width and pattern.rule.anchor == "line":
                self.widths[number] = width
        number = first + len(of_regexes)
        for phrase, literal in zip(pattern.phrases, of_phrases, strict=True):
            if not isinstance(literal, str):
                self._file(number, pattern, (), literal)
            elif is_whole(pattern.rule, phrase):
                self.whole.setdefault(literal, []).append(number)
            else:
                self.openings.setdefault(literal, []).append(number)
            number += 1

    def _file(self, number: int, pattern: Pattern, openings: Sequence[str], needles: Sequence[str]) -> None:
        if 0 < len(needles) <= _FEW:
            self.checks[number] = needles
        if openings and not _tell_more(needles, openings):
            for opening in openings:
                self.openings.setdefault(opening, []).append(number)
        elif needles:
            for needle in needles:
                self.needles.setdefault(needle.encode(), []).append(number)
        else:
            place = "labels" if pattern.begins else "ends" if pattern.rule.anchor == "suffix" else "anywhere"
            self.apart[place].append(number)

    def opening_lines(self, text: str) -> list[int]:
        """Numbers of the lines of a `haystack` that may begin as something does, or be it.

        This is a quick look at the first six letters, where they need no folding; all other lines are among them. Six
        letters show the punctuation after a phrase of four, and twelve that a line is more than a phrase of three.
        """
        while "  " in text:
            text = text.replace("  ", " ")
        for mark in _MARKS:
            text = text.replace("\n" + mark, "\n").removeprefix(mark)
        return [
            i
            for i, line in enumerate(text.split("\n"))
            if (line and len(line) < 2 * _HEAD)
            or (head := line[:_HEAD]) in (heads := self._short_heads if len(line) <= _PHRASE_LENGTH else self._heads)
            or head[:5] in heads
            or head[:4] in heads
            or head[:3] in heads
            or head[:2] in heads
            or not (head.isascii() and head.replace(" ", "").isalpha())
        ]

    def opened(self, line: str) -> list[int]:
        """Numbers of what may begin as a line does, or be all of it."""
        start = core_start(line)
        found: list[int] = []
        if len(line) - start <= _PHRASE_LENGTH:
            found += self.whole.get(fold_whole(line[start:]), ())
        folded = fold(line[start : start + _LOOKED_AT])
        for length in OPENING_LENGTHS if folded[:_GATE] in self._gate else _SHORT:
            found += self.openings.get(folded[:length], ())
        return found


def _tell_more(needles: Sequence[str], openings: Sequence[str]) -> bool:
    return (
        bool(needles) and min(map(len, openings)) < _TELLING_OPENING and min(map(len, needles)) >= _TELLING_NEEDLE
    )
