"""Lines without a word: what is left of icons, separators and counters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page

_SPECKS = frozenset((*".,:;|_/\\·•‧×\ufeff\u200b", "-->", "<!--"))
_COUNTER_LENGTH = 8
_COUNTER = re.compile(r"[#+(]?\d+(?:[:/ ]+\d+)*[)+]?")
"""Counts, clock times and places in a gallery; sums, shares and ratings are facts."""
_TIME = re.compile(r"\d{1,2}[:.]\d\d")
_END_MARK = re.compile(r"###|# # #|[-–—] ?30 ?[-–—]")
"""What newsrooms and press offices set under the end of a text, three hashes or a thirty between dashes."""
_ENTRIES = 3
_REACH = 2


def symbol_lines(page: Page, rule: Rule) -> Iterator[Take]:
    """A lone punctuation mark anywhere; marks for the end, and a short line of digits and signs near a hit, outside the
    prose.

    Rows of asterisks, dashes and rhombs part scenes, so they stay.
    """
    lines = page.lines
    for number in [i for i in page.filled if len(lines[i]) <= 2 * _COUNTER_LENGTH]:
        bare = lines[number].strip()
        if bare in _SPECKS:
            yield Take(number, rule, ("a lone punctuation mark",))
        elif _END_MARK.fullmatch(bare) and page.zone(page.position(number)) == "tail":
            yield Take(number, rule, ("a mark for the end, below the body",))
        elif _is_counter(bare) and page.hits and _beside_hit(page, page.position(number)) and not _is_live(page, bare):
            yield Take(number, rule, ("a counter outside the body, beside a hit",))


def _is_live(page: Page, bare: str) -> bool:
    """Whether a line is one of several clock times, as above the entries of a live report."""
    if not _TIME.fullmatch(bare):
        return False
    if "times" not in page.memory:
        page.memory["times"] = sum(bool(_TIME.fullmatch(page.lines[i].strip())) for i in page.filled)
    return bool(page.memory["times"] >= _ENTRIES)


def _is_counter(bare: str) -> bool:
    return len(bare) <= _COUNTER_LENGTH and bool(_COUNTER.fullmatch(bare)) and not bare.endswith(("/5", "/10", "/100"))


def _beside_hit(page: Page, position: int) -> bool:
    near = range(position - _REACH, position + _REACH + 1)
    return page.zone(position) != "body" and any(page.hits_at(p) for p in near if p != position)
