"""Menus: what a text taken from a whole page has above and below the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit

_RUN = 6
_WORDS = 8
_SIGNS = 3
_LINES_PER_SIGN = 20
_MENU = frozenset({"account", "comments", "legal", "navigation", "newsletter", "related", "share"})
"""Categories of menu entries; dates and credits stand in the article's own lists."""
_ENTRYS_BUTTON = "read-more-button"
"""The catalogue's rule for "Read more" alone."""
_BESIDE_BODY = 3
"""Lines next to the prose that a menu never reaches: the headline, a kicker and a byline, or a last short line."""


def menu_runs(page: Page, rule: Rule) -> Iterator[Take]:
    """Runs of six or more lines of at most eight words without final punctuation, above or below the prose.

    A list in the article looks the same, so at least three of the lines, and one in twenty, must have hits, and not all
    be the button that each entry of a list of books has. Repetition is no sign: lists of tests and rankings repeat
    their sub-headings too. Rows of figures are no menu.
    """
    if page.first is None or page.last is None:
        return
    hits = page.hits.items()
    signs = sorted(page.position(n) for n, found in hits if any(hit.rule.category in _MENU for hit in found))
    buttons = {p for p in signs if any(hit.rule.name == _ENTRYS_BUTTON for hit in page.hits_at(p))}
    for positions in (range(page.first - _BESIDE_BODY), range(page.last + 1 + _BESIDE_BODY, len(page.filled))):
        if _count(signs, positions) < _SIGNS:
            continue
        for run in _runs(page, positions):
            count = _count(signs, run)
            if count >= max(_SIGNS, len(run) / _LINES_PER_SIGN) and count > len(buttons.intersection(run)):
                evidence = (f"one of {len(run)} short lines in a row, {count} of them with hits",)
                titles = page.title_lines - page.hits.keys()
                yield from (Take(page.filled[p], rule, evidence) for p in run if page.filled[p] not in titles)


def _count(signs: list[int], positions: range) -> int:
    """How many of some sorted positions stand among others."""
    return bisect_left(signs, positions.stop) - bisect_left(signs, positions.start)


def _runs(page: Page, positions: range) -> Iterator[range]:
    start = positions.start
    for position in positions:
        line = page.line(position)
        short = not has_words(line, _WORDS + 1) and not is_closed(line) and not is_data(line)
        if is_junk_hit(page.hits_at(position)) or short:
            continue
        if position - start >= _RUN:
            yield range(start, position)
        start = position + 1
    if positions.stop - start >= _RUN:
        yield range(start, positions.stop)
