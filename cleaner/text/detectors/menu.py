"""Menus: what a text taken from a whole page has above and below the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose
from cleaner.text.title import SIGNS, likely_titles, may_be_title, menu_signs, signs_among, title_line

_RUN = 6
_WORDS = 8
_LINES_PER_SIGN = 20
_ENTRYS_BUTTON = "read-more-button"
"""The catalogue's rule for "Read more" alone."""
_BESIDE_BODY = 3
"""Lines next to the prose that a menu never reaches: the headline, a kicker and a byline, or a last short line."""
_NEAR_TITLE, _TITLE_WORDS = 8, 5
"""Lines above what is taken for the headline that may be it instead, and their words: a caption can have a byline
below it as well."""
_SIGNS_BELOW = 2
_PARAGRAPH_WORDS = 30
"""Words of prose from which it is a paragraph of the article rather than the lead of a teaser below it."""
_TEXT = 0.1
"""Share of lines from which they may be text: sentences and, of a text that was broken at each link, their pieces. All
of these were set by hand on whole pages as inscriptis writes them, and as all their strings below each other: of the
words that are no article 51% go and 44% did before, of those of news 67% and 59%, with as few of the article's lost."""


def menu_runs(page: Page, rule: Rule) -> Iterator[Take]:
    """Runs of six or more lines of at most eight words without final punctuation, above or below the prose.

    A list in the article looks the same, so at least three of the lines, and one in twenty, must have hits, and not all
    be the button that each entry of a list of books has. Repetition is no sign: lists of tests and rankings repeat
    their sub-headings too. Rows of figures are no menu.
    """
    if page.first is None or page.last is None:
        return
    buttons = {p for p in menu_signs(page) if any(hit.rule.name == _ENTRYS_BUTTON for hit in page.hits_at(p))}
    for positions in (range(page.first - _BESIDE_BODY), range(page.last + 1 + _BESIDE_BODY, len(page.filled))):
        if signs_among(page, positions) < SIGNS:
            continue
        for run in _runs(page, positions):
            count = signs_among(page, run)
            if count >= max(SIGNS, len(run) / _LINES_PER_SIGN) and count > len(buttons.intersection(run)):
                evidence = (f"one of {len(run)} short lines in a row, {count} of them with hits",)
                yield from (Take(page.filled[p], rule, evidence) for p in run if page.filled[p] not in page.title_lines)


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


def menus_above_title(page: Page, rule: Rule) -> Iterator[Take]:
    """Whatever stands above the headline where menus do, but prose and what may be the headline instead."""
    titles = likely_titles(page) if title_line(page) is not None else []
    above = range(titles[0]) if titles else range(0)
    if _has_text(page, above, _is_text):
        return
    for position in above:
        beside = titles[0] - position <= _NEAR_TITLE and _may_be_title(page, position)
        if not (beside or is_prose(page.line(position))):
            yield Take(page.filled[position], rule, ("stands above the headline, among menus",))


def _may_be_title(page: Page, position: int) -> bool:
    return may_be_title(page, position) and has_words(page.line(position), _TITLE_WORDS)


def menus_below_end(page: Page, rule: Rule) -> Iterator[Take]:
    """Whatever stands below the article from its second call or label on, where menus stand above it.

    Leads of other stories and notices are sentences too; below a long paragraph nothing is certain yet.
    """
    if page.first is None or page.last is None or signs_among(page, range(page.first)) < SIGNS:
        return
    signs = [p for p in menu_signs(page) if p > page.last]
    if len(signs) < _SIGNS_BELOW:
        return
    over = signs[_SIGNS_BELOW - 1]
    below = range(over, len(page.filled))
    paragraphs = (p for p in reversed(below) if p > over and _is_paragraph(page, p))
    below = range(next(paragraphs, over - 1) + 1, len(page.filled))
    if not _has_text(page, below, _goes_on):
        evidence = (f"below the article and {page.line(over).strip()[:40]!r}, on a page with menus above",)
        yield from (Take(page.filled[position], rule, evidence) for position in below)


def _is_paragraph(page: Page, position: int) -> bool:
    line = page.line(position)
    return is_prose(line) and has_words(line, _PARAGRAPH_WORDS) and not is_junk_hit(page.hits_at(position))


def _has_text(page: Page, positions: range, is_text: Callable[[str], bool]) -> bool:
    """Whether too many of the lines that no rule hit are text rather than menus."""
    lines = [page.line(p) for p in positions if not is_junk_hit(page.hits_at(p))]
    return sum(map(is_text, lines)) > _TEXT * len(lines)


def _goes_on(line: str) -> bool:
    """Whether a line begins in the middle of a sentence, as text does that was broken at each link."""
    return line.lstrip()[:1].islower()


def _is_text(line: str) -> bool:
    return is_closed(line) or _goes_on(line)
