"""Bare names: authors, told by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text import belongs
from cleaner.text.dates import is_own_date
from cleaner.text.decide import Take
from cleaner.text.page import PROSE_WORDS, Page, has_words, is_closed, is_prose
from cleaner.text.patterns import INDIC

_WORD = rf"[^\W\d_a-zß-ÿ][\w{INDIC}'’.\-]*"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_WORD}|{'|'.join(sorted(belongs.PARTICLES))})){{1,4}}")
_NAME_WORDS, _TITLE_WORDS = 3, 4
"""Words that a name has at most, and a headline at least, in a script without capitals; and a name below an article,
where five words in capitals, and four in capitals only, may be a heading."""
_TITLES = (
    *("The ", "A ", "An ", "Der ", "Die ", "Das ", "Le ", "La ", "Les ", "El ", "Los ", "Las ", "Il ", "O ", "Os "),
    *("In ", "Key ", "More "),
)
"""What the name of a book or a film, or a label, begins with, but no person's."""
_BYLINE = "byline-after-standfirst"
"""The catalogue's rule for "By Ida Bratt" that looks for another hit near by."""
_EASTERN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_NO_EASTERN_NAME = re.compile(rf"[{_EASTERN}]{{6}}|[{_EASTERN}].*\d|\d.*[{_EASTERN}]")
"""What no name of a person in Korean, Chinese or Japanese holds: words there have two to four code points, and no
digits."""
_LONG_WORD = re.compile(rf"(?:[^\W\d_]|[{INDIC}]){{4,}}")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_AROUND = " \t•·*-–"
"""What may stand around a name in a list of authors."""
_NAME_REACH = 2
_BELOW_STANDFIRST = 4
_BELOW_PROSE = 4
_BELOW_ARTICLES = frozenset({"account", "comments", "legal", "newsletter", "related", "share"})
_HEAD_LINES = 12
"""Lines from the top among which an author is named; calendars and rankings have names beside dates further down."""


def is_name(line: str) -> bool:
    """Whether a line is two to five capitalised words, or where there are no capitals two or three without a stop."""
    if not _NAME.fullmatch(line) or line.startswith(_TITLES) or _NO_EASTERN_NAME.search(line):
        return False
    initials = [word[0] for word in line.split() if word not in belongs.PARTICLES]
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
    bylines = [p for p in bylines if not is_own_date(page, p)]
    for position in range(1, end):
        line = page.line(position).strip(_AROUND)
        near = [p for p in bylines if 0 < abs(p - position) <= _NAME_REACH]
        if not near or page.hits_at(position) or not is_name(line):
            continue
        if all(_parts_paragraphs(page, p, position) for p in near) or _is_subheading(page, position):
            continue
        if not _may_be_headline(page, position):
            yield Take(page.filled[position], rule, (f"a bare name beside {page.line(near[0]).strip()[:40]!r}",))


def _parts_paragraphs(page: Page, byline: int, position: int) -> bool:
    """Whether a paragraph stands between a byline and a line, and one right below it, which is no note on a person."""
    if position + 1 == len(page.filled) or not any(is_prose(page.line(p)) for p in range(byline + 1, position)):
        return False
    below = page.line(position + 1)
    return is_prose(below) and has_words(below, PROSE_WORDS)


def _may_be_headline(page: Page, position: int) -> bool:
    """Whether a line may be the headline: no other above the prose is as long, or, of a script without capitals, none
    above it is long enough to be."""
    line = page.line(position).strip()
    head = [p for p in range(page.first or 0) if p != position and not page.hits_at(p)]
    head = [p for p in head if not page.line(p).lstrip().startswith(line)]  # the page's title, with the site's name
    if line[0].isupper():
        least = min(len(line.split()), _TITLE_WORDS)
        return not any(has_words(page.line(p), least) for p in head)
    return not any(p < position and has_words(page.line(p), _TITLE_WORDS) for p in head)


def _is_subheading(page: Page, position: int) -> bool:
    """Whether a line right above prose has a word that the article writes small: names are never written so."""
    if position + 1 == len(page.filled) or not is_prose(page.line(position + 1)):
        return False
    words = [word.lower() for word in _LONG_WORD.findall(page.line(position))]
    return any(belongs.writes(page, word) for word in words)


def byline_below_prose(page: Page, rule: Rule) -> Iterator[Take]:
    """The only byline of a text, below a standfirst that is prose and so begins the body.

    Lists of books and of songs have a byline for each entry.
    """
    bylines = page.where(lambda hit: hit.rule.name == _BYLINE)
    if len(bylines) != 1 or page.first is None or page.zone(bylines[0]) != "body":
        return
    above = [p for p in range(bylines[0]) if is_prose(page.line(p))]
    below = range(bylines[0] + 1, min(bylines[0] + 1 + _BELOW_STANDFIRST, len(page.filled)))
    if above == [page.first] and any(is_prose(page.line(p)) for p in below):
        yield Take(page.filled[bylines[0]], rule, ("the only byline, between the standfirst and the first paragraph",))


def author_below(page: Page, rule: Rule) -> Iterator[Take]:
    """A bare name right below the prose that stands above it too, or beside a note about the author, or with a call or
    label below that says that the article is over, or in brackets.

    Speakers' names repeat as well, but between their answers.
    """
    if page.last is None:
        return
    end = min((page.first or 0) + _BELOW_STANDFIRST, _HEAD_LINES, page.last)
    above = {page.line(p).strip(): p for p in range(1, end)}
    for position in range(page.last + 1, min(page.last + 1 + _BELOW_PROSE, len(page.filled))):
        line = page.line(position).strip()
        bare = _IN_BRACKETS.sub(r"\1", line)
        if page.hits_at(position) or not is_name(bare) or (line.isupper() and has_words(line, _NAME_WORDS + 1)):
            continue
        if line in above:
            yield Take(page.filled[position], rule, ("a bare name that stands above the article too",))
            yield Take(page.filled[above[line]], rule, ("a bare name that stands below the article too",))
        elif beside := [p for p in (position - 1, position + 1) if _is_bio(page, p)]:
            yield Take(page.filled[position], rule, (f"a bare name beside {page.line(beside[0]).strip()[:40]!r}",))
        elif position == page.last + 1 and not has_words(line, _NAME_WORDS + 1) and _is_call(page, position + 1):
            yield Take(page.filled[position], rule, ("a bare name between the last paragraph and a call",))
        elif position == page.last + 1 and _IN_BRACKETS.fullmatch(line):
            yield Take(page.filled[position], rule, ("a name in brackets right below the last paragraph",))


def _is_call(page: Page, position: int) -> bool:
    """Whether a line is a call or label that stands below articles: a cast or a list of winners goes on with names."""
    return any(hit.rule.category in _BELOW_ARTICLES for hit in page.hits_at(position))


def _is_bio(page: Page, position: int) -> bool:
    return any(hit.rule.category == "bio" for hit in page.hits_at(position))
