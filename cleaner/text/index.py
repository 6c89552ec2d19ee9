"""Files phrases and regexes under what a line must have for them, so that few are run on a line.

A phrase or regex is known by a number: that of its pattern, shifted, plus its own within the pattern (see
`cleaner.text.patterns.line_source`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from cleaner.text.folding import OPENING_LENGTHS, fold, without_end
from cleaner.text.patterns import Pattern, core_start, is_whole

BITS = 16
"""Bits of a number that count within its pattern."""

_PHRASE_LENGTH = 200
"""Code points of the longest line that is looked up as a phrase. No phrase of the catalogue has more than 120."""
_LOOKED_AT = 64
"""Code points that hold the longest opening, with any spaces."""
LONGEST = 600
"""Code points of the longest line that is looked up by how it begins."""
_HEAD = 4
_SHORT = tuple(n for n in OPENING_LENGTHS if n < _HEAD)
"""Few lines begin with the same four letters as any longer opening, and each of these has few lengths."""


class Index:
    """What some patterns look for.

    whole     a line in the form of `fold`, `without_end` -> numbers of the phrases that it may be
    openings  the first letters of a line in the form of `fold` -> numbers of what may begin with them
    needles   UTF-8 of a literal that stands anywhere in a line -> numbers of what may meet the line
    checks    number -> sets of literals, of each of which a line must hold one besides
    apart     numbers of regexes without any such literal, by the part of the text that they are to be looked for in:
              ``labels`` (short lines), ``ends`` (ends of lines), ``anywhere``
    """

    def __init__(self, patterns: Mapping[int, Pattern]) -> None:
        self.whole: dict[str, list[int]] = {}
        self.openings: dict[str, list[int]] = {}
        self.needles: dict[bytes, list[int]] = {}
        self.checks: dict[int, Sequence[Sequence[str]]] = {}
        self.apart: dict[str, list[int]] = {"labels": [], "ends": [], "anywhere": []}
        for number, pattern in patterns.items():
            self._add(number << BITS, pattern)
        self._lengths: dict[str, list[int]] = {}
        for head, length in {(opening[:_HEAD], len(opening)) for opening in self.openings}:
            if len(head) == _HEAD:
                self._lengths.setdefault(head, []).append(length)

    @classmethod
    def merged(cls, parts: Sequence[Index]) -> Index:
        """The index of all that some indexes look for."""
        made = cls({})
        made.whole = _merged([part.whole for part in parts])
        made.openings = _merged([part.openings for part in parts])
        made.needles = _merged([part.needles for part in parts])
        made.apart = _merged([part.apart for part in parts])
        made._lengths = _merged([part._lengths for part in parts])
        for part in parts:
            made.checks |= part.checks
        return made

    def _add(self, first: int, pattern: Pattern) -> None:
        of_phrases, of_regexes = pattern.literals
        for number, (openings, held) in enumerate(of_regexes, first):
            self._file(number, pattern, openings, held)
        for number, literal in enumerate(of_phrases, first + len(of_regexes)):
            if not isinstance(literal, str):
                self._file(number, pattern, (), [literal] if literal else [])
            elif is_whole(pattern.rule, pattern.phrases[number - first - len(of_regexes)]):
                self.whole.setdefault(literal, []).append(number)
            else:
                self.openings.setdefault(literal, []).append(number)

    def _file(self, number: int, pattern: Pattern, openings: Sequence[str], held: Sequence[Sequence[str]]) -> None:
        for opening in openings:
            self.openings.setdefault(opening, []).append(number)
        if not openings and held:
            needles, *held = held
            for needle in needles:
                self.needles.setdefault(needle.encode(), []).append(number)
        elif not openings:
            place = "labels" if pattern.begins else "ends" if pattern.rule.anchor == "suffix" else "anywhere"
            self.apart[place].append(number)
        if held:
            self.checks[number] = held

    def opened(self, lines: Sequence[str]) -> dict[int, list[int]]:
        """By the numbers of lines in the form of `plain`: numbers of what may begin as each does, or be all of it."""
        whole, openings, lengths = self.whole, self.openings, self._lengths
        found: dict[int, list[int]] = {}
        for i, line in enumerate(lines):
            if not line or len(line) > LONGEST:
                continue
            core = line if line[0].isalpha() else line[core_start(line) :]
            numbers: list[int] = []
            if len(core) <= _PHRASE_LENGTH:
                folded = fold(core)
                numbers += whole.get(without_end(folded), ())
            else:
                folded = fold(core[:_LOOKED_AT])
            for length in lengths.get(folded[:_HEAD], ()):
                numbers += openings.get(folded[:length], ())
            for length in _SHORT:
                if folded[:length] in openings:
                    numbers += openings[folded[:length]]
            if numbers:
                found[i] = numbers
        return found


_Key = TypeVar("_Key")


def _merged(tables: Sequence[Mapping[_Key, list[int]]]) -> dict[_Key, list[int]]:
    """One table of several, with the numbers of all under each key."""
    found: dict[_Key, list[int]] = {}
    for table in tables:
        both = {key: list({*found[key], *table[key]}) for key in found.keys() & table.keys()}
        found |= table
        found |= both
    return found
