"""What stands above the first paragraph, beside the headline and the standfirst."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text import belongs
from cleaner.text.code import is_code
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_junk_hit, is_prose

_HEADLINE_WORDS = 5
_SHORT_HEADLINE_WORDS = 3
_LABEL_WORDS = 4
_KICKER = "kicker"
"""The catalogue's rule for the names of sections."""


def residue_in_head(page: Page, rule: Rule) -> Iterator[Take]:
    """Short unterminated lines above the headline, or between two hits: sections, menus and counters.

    Above the headline (the first line of some length) they go only where a hit stands above it too; a lone kicker
    stays, unless it is the name of a section.
    """
    if not page.first or not page.hits:
        return
    headline = _headline(page, page.first)
    if headline == 1 and _is_lone_section(page) and _is_headline(page.line(headline)):
        yield Take(page.filled[0], rule, ("the name of a section, above the headline",))
    hit = {p for p in range(page.first) if belongs.is_evidence(page, p) and not is_prose(page.line(p))}
    among_menu_lines = any(p < headline for p in hit)
    for position in range(page.first):
        line = page.line(position)
        if position in hit or position == headline or is_closed(line) or has_words(line, _LABEL_WORDS + 1):
            continue
        above = position < headline and among_menu_lines and not (position == 0 and _may_open(line))
        between = position - 1 in hit and position + 1 in hit
        if (above or between) and not is_code(line):
            where = "above the headline, among menu lines" if above else "between two lines with hits"
            yield Take(page.filled[position], rule, (where,))


def _is_headline(line: str) -> bool:
    return has_words(line, _HEADLINE_WORDS) and not is_closed(line)


def _is_lone_section(page: Page) -> bool:
    """Whether the first line is the name of a section, and no other line is: a digest has several."""
    named = [number for number, hits in page.hits.items() if any(hit.rule.name == _KICKER for hit in hits)]
    return named == [page.filled[0]]


def _may_open(line: str) -> bool:
    """Whether the first line of a text may be a short headline; logos are shorter, menu entries have bullets."""
    return line[0].isalnum() and has_words(line, _SHORT_HEADLINE_WORDS)


def _headline(page: Page, end: int) -> int:
    """The position of the first line above the prose of some length, or else of the longest; the first if all have
    hits."""
    without = [p for p in range(end) if not is_junk_hit(page.hits_at(p))]
    of_length = next((p for p in without if has_words(page.line(p), _HEADLINE_WORDS)), None)
    return max(without, key=lambda p: len(page.line(p)), default=0) if of_length is None else of_length
