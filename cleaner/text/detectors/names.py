"""Bare names: authors, told by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text import belongs
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_prose
from cleaner.text.patterns import INDIC

_PARTICLES = frozenset({"de", "da", "van", "von", "der", "bin", "al", "el", "di", "la", "le"})
_WORD = rf"[^\W\d_a-zß-ÿ][\w{INDIC}'’.\-]*"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_WORD}|{'|'.join(sorted(_PARTICLES))})){{1,4}}")
_NAME_WORDS, _TITLE_WORDS = 3, 4
"""Words that a name has at most, and a headline at least, in a script without capitals."""
_TITLES = (
    *("The ", "A ", "An ", "Der ", "Die ", "Das ", "Le ", "La ", "Les ", "El ", "Los ", "Las ", "Il ", "O ", "Os "),
    *("In ", "Key ", "More "),
)
"""What the name of a book or a film, or a label, begins with, but no person's."""
_LONG_WORD = re.compile(rf"(?:[^\W\d_]|[{INDIC}]){{4,}}")
_NAME_REACH = 2
_BELOW_STANDFIRST = 4
_BELOW_PROSE = 4
_HEAD_LINES = 12
"""Lines from the top among which an author is named; calendars and rankings have names beside dates further down."""


def _is_name(line: str) -> bool:
    """Whether a line is two to five capitalised words, or where there are no capitals two or three without a stop."""
    if not _NAME.fullmatch(line) or line.startswith(_TITLES):
        return False
    initials = [word[0] for word in line.split() if word not in _PARTICLES]
    if all(map(str.isupper, initials)):
        return True
    return len(initials) <= _NAME_WORDS and not is_closed(line) and not any(map(_is_lower, initials))


def _is_lower(letter: str) -> bool:
    """Whether a letter is a small one of a script whose texts have capitals; Georgian has them for display only."""
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff"


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
        if not near or page.hits_at(position) or not _is_name(line):
            continue
        if not _may_be_headline(page, position) and not _is_subheading(page, position):
            yield Take(page.filled[position], rule, (f"a bare name beside {page.line(near[0]).strip()[:40]!r}",))


def _may_be_headline(page: Page, position: int) -> bool:
    """Whether a line without capitals may be a short headline, as no line above is long enough to be one."""
    if page.line(position).lstrip()[0].isupper():
        return False
    return not any(has_words(page.line(p), _TITLE_WORDS) and not page.hits_at(p) for p in range(position))


def _is_subheading(page: Page, position: int) -> bool:
    """Whether a line right above prose has a word that the article writes small: names are never written so."""
    if position + 1 == len(page.filled) or not is_prose(page.line(position + 1)):
        return False
    words = [word.lower() for word in _LONG_WORD.findall(page.line(position))]
    return any(belongs.writes(page, word) for word in words)


def author_below(page: Page, rule: Rule) -> Iterator[Take]:
    """A bare name right below the prose that stands above it too, or beside a note about the author.

    Speakers' names repeat as well, but between their answers.
    """
    if page.last is None:
        return
    end = min((page.first or 0) + _BELOW_STANDFIRST, _HEAD_LINES, page.last)
    above = {page.line(p).strip(): p for p in range(1, end)}
    for position in range(page.last + 1, min(page.last + 1 + _BELOW_PROSE, len(page.filled))):
        line = page.line(position).strip()
        if page.hits_at(position) or not _is_name(line):
            continue
        if line in above:
            yield Take(page.filled[position], rule, ("a bare name that stands above the article too",))
            yield Take(page.filled[above[line]], rule, ("a bare name that stands below the article too",))
        elif beside := [p for p in (position - 1, position + 1) if _is_bio(page, p)]:
            yield Take(page.filled[position], rule, (f"a bare name beside {page.line(beside[0]).strip()[:40]!r}",))


def _is_bio(page: Page, position: int) -> bool:
    return any(hit.rule.category == "bio" for hit in page.hits_at(position))
