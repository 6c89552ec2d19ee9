"""What stands above the first paragraph, beside the headline and the standfirst."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.decide import Take
from cleaner.page import Page, is_closed, is_junk_hit, is_prose, word_count
from cleaner.rule import Rule

_HEADLINE_WORDS = 5
_LABEL_WORDS = 4
_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w'’.\-]*"
_NAME = re.compile(rf"{_CAPITALISED}(?:\s+(?:{_CAPITALISED}|de|da|van|von|der|bin|al|el|di|la|le)){{1,4}}")
_NAME_REACH = 2
_BELOW_STANDFIRST = 4
_HEAD_LINES = 12
"""Lines from the top among which an author is named; calendars and rankings have names beside dates further down."""


def residue_in_head(page: Page, rule: Rule) -> Iterator[Take]:
    """Short unterminated lines above the headline, or between two hits: sections, menus and counters.

    Above the headline (the first line of some length) they go only where a hit stands above it too; a lone kicker
    stays.
    """
    if not page.first or not page.hits:
        return
    headline = next((p for p in range(page.first) if _may_be_headline(page, p)), 0)
    hit = [p for p in range(page.first) if is_junk_hit(page.hits_at(p)) and not is_prose(page.line(p))]
    for position in range(page.first):
        line = page.line(position)
        if position in hit or position == headline or is_closed(line) or word_count(line) > _LABEL_WORDS:
            continue
        above = position < headline and any(p < headline for p in hit)
        between = position - 1 in hit and position + 1 in hit
        if above or between:
            where = "above the headline, among menu lines" if above else "between two lines with hits"
            yield Take(page.filled[position], rule, (where,))


def _may_be_headline(page: Page, position: int) -> bool:
    return not is_junk_hit(page.hits_at(position)) and word_count(page.line(position)) >= _HEADLINE_WORDS


def name_near_byline(page: Page, rule: Rule) -> Iterator[Take]:
    """A bare name of two to five capitalised words within two lines of a byline or a date, above the prose or right
    below its first line, which may be the standfirst."""
    if not page.first or not page.hits:
        return
    end = min(page.first + _BELOW_STANDFIRST, _HEAD_LINES, len(page.filled))
    bylines = [p for p in range(end) if any(h.rule.category == "byline" for h in page.hits_at(p))]
    for position in range(1, end):
        line = page.line(position).strip()
        near = [p for p in bylines if 0 < abs(p - position) <= _NAME_REACH]
        if near and not page.hits_at(position) and _NAME.fullmatch(line):
            yield Take(page.filled[position], rule, (f"a bare name beside {page.line(near[0]).strip()[:40]!r}",))
