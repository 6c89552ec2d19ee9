"""Menus: what a text taken from a whole page has above and below the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose
from cleaner.text.title import BULLETS, likely_titles, title_line

_RUN = 6
_WORDS = 8
_SIGNS = 3
_LINES_PER_SIGN = 20
_MENU = frozenset({"account", "comments", "legal", "navigation", "newsletter", "related", "share"})
"""Categories of menu entries; dates and credits stand in the article's own lists."""
_ENTRYS_BUTTON = "read-more-button"
"""The catalogue's rule for "Read more" alone."""
_BESIDE_TITLE = 8
_OF_TEXT = 0.1
_TITLE_WORDS = 5
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
                yield from (Take(page.filled[p], rule, evidence) for p in run if page.filled[p] not in page.title_lines)


def menus_above_title(page: Page, rule: Rule) -> Iterator[Take]:
    """Whatever stands above the headline on a page with menus, but prose and what may be the headline instead."""
    if title_line(page) is None or not (titles := likely_titles(page)):
        return
    title = titles[0]
    rest = [p for p in range(title) if not is_junk_hit(page.hits_at(p))]
    if sum(_is_of_text(page.line(p)) for p in rest) > _OF_TEXT * len(rest):
        return
    for position in range(title):
        line = page.line(position)
        if is_prose(line) or (title - position <= _BESIDE_TITLE and _may_be_title(page, position)):
            continue
        yield Take(page.filled[position], rule, ("stands above the headline on a page with menus",))


def menus_below_end(page: Page, rule: Rule) -> Iterator[Take]:
    """Whatever stands below the article, from its second call or label on, on a page with menus above."""
    if page.first is None or page.last is None or _count(signs_of_menus(page), range(page.first)) < _SIGNS:
        return
    signs = [p for p in signs_of_menus(page) if p > page.last]
    if len(signs) < 2:
        return
    paragraphs = (p for p in range(len(page.filled) - 1, signs[1], -1) if _is_paragraph(page, p))
    start = next(paragraphs, signs[1] - 1) + 1
    rest = [p for p in range(start, len(page.filled)) if not is_junk_hit(page.hits_at(p))]
    if sum(page.line(p).lstrip()[:1].islower() for p in rest) > _OF_TEXT * len(rest):
        return
    for position in range(start, len(page.filled)):
        yield Take(page.filled[position], rule, ("stands below the article's end on a page with menus",))


def _is_paragraph(page: Page, position: int) -> bool:
    line = page.line(position)
    return is_prose(line) and has_words(line, 30) and not is_junk_hit(page.hits_at(position))


def signs_of_menus(page: Page) -> list[int]:
    return page.where(lambda hit: hit.rule.category in _MENU)


def _may_be_title(page: Page, position: int) -> bool:
    line = page.line(position).lstrip()
    return has_words(line, _TITLE_WORDS) and line[0] not in BULLETS and not is_junk_hit(page.hits_at(position))


def _is_of_text(line: str) -> bool:
    return is_closed(line) or line.lstrip()[:1].islower()


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
