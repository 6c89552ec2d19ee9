"""Notes about the author that no phrase names, told by the label above them or by the byline that they repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.labels import is_sentence
from cleaner.text.page import Page, is_junk_hit, is_prose

_LABEL = "about-the-author"
"""The catalogue's rule for the labels of such notes."""
_BOX_LINES = 5
_BOX_PROSE = 2
"""Lines below such a label that a note takes with the name above it, and its paragraphs: what goes on for longer is a
section of the article. Set by hand; of the 28 notes on blogs one has three paragraphs, and that is kept in the body."""
_LAST_PROSE = 3
"""Paragraphs at the end of a text among which a note without a label is looked for: sites add a few of their own."""
_WORD = r"[^\W\d_a-zß-ÿ][\w'’.\-]*"
_NAMED = re.compile(
    rf"({_WORD}(?: (?:{_WORD}|(?:de|da|van|von|der|bin|al|el|la)(?= ))){{1,4}})(?:,| [^\W\d_A-ZÀ-ÖØ-Þ])"
)
"""Two to four capitalised words that a sentence goes on from."""
_OPENS_NOTE = re.compile(rf"(?:He|She|They|I|I['’]m|My|Hi|Hello)\b|(?!The |A |An |In |On |At ){_WORD},? {_WORD}")
_BYLINE_LINES = 20


def about_the_author(page: Page, rule: Rule) -> Iterator[Take]:
    """A note in sentences right below its label, with which a text ends.

    An article on its own author goes on below, and does not begin with a name or with "I".
    """
    for label in _labels(page):
        end = min(label + 1 + _BOX_LINES, len(page.filled))
        prose = [p for p in range(label + 1, len(page.filled)) if _is_own(page, p) and is_prose(page.line(p))]
        if not 0 < len(prose) <= _BOX_PROSE or prose[-1] >= end or not _OPENS_NOTE.match(page.line(prose[0])):
            continue
        for position in range(label, prose[-1] + 1):
            yield Take(page.filled[position], rule, (f"under the label {page.line(label).strip()!r}",))


def _labels(page: Page) -> list[int]:
    first = page.first
    return [] if first is None else [p for p in page.where(lambda hit: hit.rule.name == _LABEL) if p > first]


def note_on_author(page: Page, rule: Rule) -> Iterator[Take]:
    """A paragraph at the end that begins with the name of a byline above the article."""
    if page.first is None:
        return
    if not page.where(lambda hit: hit.rule.category == "byline"):
        return
    upwards = range(len(page.filled) - 1, page.first, -1)
    own = islice((p for p in upwards if _is_own(page, p) and is_sentence(page.line(p))), _LAST_PROSE)
    for position in sorted(own):
        found = _NAMED.match(page.line(position))
        if found and (byline := _byline_with(page, found[1], position)):
            yield Take(page.filled[position], rule, (f"begins with the name in {byline!r}",))


def _is_own(page: Page, position: int) -> bool:
    return not is_junk_hit(page.hits_at(position))


def _byline_with(page: Page, name: str, end: int) -> str | None:
    """The line near the top that names an author so."""
    for position in range(min(_BYLINE_LINES, end)):
        if any(hit.rule.category == "byline" and name in hit.text for hit in page.hits_at(position)):
            return page.line(position).strip()[:40]
    return None
