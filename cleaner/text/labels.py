"""Signs that a label which a rule hit is the article's own: an item of its list, a row of its table, a step, a verse.

The words of buttons and menus are plain words as well: a play has a role "Share", a list of prizes its "Most read: …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.text.match import Hit
from cleaner.text.page import Page, has_words, is_closed
from cleaner.text.patterns import INDIC

_NUMBERED = re.compile(r"\s*(\d{1,2})[.)]\s")
_BULLET = re.compile(r"\s*[•*·▪–-]\s")
_ITEMS = 3
_TITLE_WORDS = 4
_TITLED = frozenset({"caption", "navigation", "newsletter"})
"""Categories whose labels begin headlines too, as "In pictures: …" does."""
_TAGS = "tags-line"
"""The catalogue's rule for "Categories: X, Y", which no headline begins with."""
_LIST_REACH = 12
_ROW = re.compile(
    r"(?P<colon>[^:(\[<]{1,30}: *\S.{0,80})|(?P<dash>[^<]{1,40} [–—-] \S.{0,80})"
    r"|(?P<figure>[^\d:<]{1,30} [+-]?\d[\d.,:]*%?)"
)
"""A label with what it stands for, behind a colon or a dash, or a name with a figure."""
_ROWS = 2
_READING_CALL = "also-read-headline"
"""The catalogue's rule for "Read also: X"."""
_NOTES = frozenset({"advertising", "byline", "credit", "wire"})
"""Categories of notes, which stand among the rows and items of a story too."""
_CREDITS = frozenset({"credit", "wire"})
"""Those of them whose lines may be names of newspapers and agencies, as a list of them has."""
_UNLISTED = frozenset({"advertising", "legal", "wire"})
"""Categories of rows that stand beside rows without hits in notices too."""
_BUTTONS = frozenset({"account", "navigation", "share"})
_GOES_ON = 2
"""Words of a line in lower case that goes on with the one above; of one word are the counters and tags of blogs."""
_SENTENCE_WORDS = 6
_SENTENCE_END = re.compile(rf"(?<=[\w{INDIC}])[.。।۔።?？؟](?=[\"'”’»“)\s]*$)")
_LABEL_WORDS = 2
"""Words of a label that has no full stop where it is one. Of the blog and news lines of so many words with a full stop
that a label's rule meets, none but "Stay informed." is junk; with a question mark, only those about passwords."""
_ABBREVIATED = frozenset({"byline", "credit", "wire"})
"""Categories with labels that are abbreviated, and so end in a full stop themselves."""


def is_step(line: str) -> bool:
    """Whether a line is a numbered sentence, as the steps of instructions are; menu entries have no full stop.

    >>> is_step("3. Log in."), is_step("3. Log in")
    (True, False)
    """
    return bool(_NUMBERED.match(line)) and is_closed(line)


def is_counted(line: str) -> bool:
    """Whether a line begins with a number of a list.

    >>> is_counted("3. Log in"), is_counted("3 boats")
    (True, False)
    """
    return bool(_NUMBERED.match(line))


def goes_on_counting(line: str) -> bool:
    """Whether a line begins with a number of a list that is not its first.

    >>> goes_on_counting("3. Log in"), goes_on_counting("1. Log in")
    (True, False)
    """
    return (_number(line) or 0) > 1


def is_sentence(line: str, words: int = _SENTENCE_WORDS) -> bool:
    """Whether a line of so many words or more is terminated."""
    return is_closed(line) and has_words(line, words)


def is_sentence_not_label(hit: Hit, line: str) -> bool:
    """Whether what a rule has as a label is one or two words with a full stop or question mark, as an article's are."""
    if hit.rule.anchor != "line" or hit.rule.category in _ABBREVIATED:
        return False
    found = _SENTENCE_END.search(line)
    if not found or (found[0] in "?？؟" and hit.rule.category == "account"):
        return False
    return not has_words(line, _LABEL_WORDS + 1)


def is_the_articles_label(page: Page, hit: Hit, position: int) -> bool:
    """Whether a label is of a headline, a list or a table of the story, parts sentences, or begins one."""
    rule, line = hit.rule, page.line(position)
    titled = rule.category in _TITLED and rule.name != _TAGS
    if position == 0 and rule.anchor == "colon" and titled and has_words(line, _TITLE_WORDS):
        return True
    if rule.category not in _UNLISTED and _is_row(page, position, among_sentences=rule.name != _READING_CALL):
        return True
    if rule.category in _NOTES:
        return rule.category in _CREDITS and rule.anchor == "line" and _is_bulleted_item(page, position)
    if rule.anchor != "line" or (rule.category == "comments" and len(hit.text.split()) > 1):
        return False
    if rule.scope == "line" and (not rule.light or " " not in hit.text.strip()) and _goes_on_below(page, position):
        return True
    if rule.scope == "line" and rule.category in _BUTTONS and rule.when.zone and _parts_sentences(page, position):
        return True
    return bool(_NUMBERED.match(line)) and _is_item(page, position)


def _is_row(page: Page, position: int, among_sentences: bool) -> bool:
    """Whether two rows of the same shape without hits stand right by, above and below taken together.

    Sentences behind labels are rows as well, but a report set in such parts has calls to read another story between.
    """
    row = _ROW.fullmatch(page.line(position))
    if not row:
        return False
    rows = 0
    for step in (-1, 1):
        beside = position + step
        while 0 <= beside < len(page.filled) and not page.hits_at(beside):
            other = _ROW.fullmatch(page.line(beside))
            if not other or other.lastgroup != row.lastgroup:
                break
            if not among_sentences and is_closed(page.line(beside)):
                return False
            rows, beside = rows + 1, beside + step
    return rows >= _ROWS


def _is_bulleted_item(page: Page, position: int) -> bool:
    """Whether a line with a bullet stands between two others without hits, as a newspaper's name does in a list."""
    if not 0 < position < len(page.filled) - 1:
        return False
    if page.hits_at(position - 1) or page.hits_at(position + 1):
        return False
    return all(_BULLET.match(page.line(p)) for p in (position - 1, position, position + 1))


def _goes_on_below(page: Page, position: int) -> bool:
    """Whether the line below, in lower case, goes on with a sentence that this one begins, as in verse."""
    line, below = page.line(position), position + 1
    if below == len(page.filled) or page.hits_at(below) or is_closed(line) or not line[0].isupper():
        return False
    words = page.line(below).split()
    return len(words) >= _GOES_ON and words[0].islower() and words[0].isalpha()


def _parts_sentences(page: Page, position: int) -> bool:
    """Whether a line below the last paragraph stands between two sentences without hits, of which one may be a step."""
    above, below = position - 1, position + 1
    if page.zone(position) != "tail" or below == len(page.filled) or page.hits_at(above) or page.hits_at(below):
        return False
    first, second = page.line(above), page.line(below)
    return (is_step(first) and is_closed(second)) or (is_sentence(first) and is_sentence(second))


def _is_item(page: Page, position: int) -> bool:
    """Whether a line is one of three or more items with sentences between, or the only one of a longer list with a hit.

    Breadcrumbs are numbered too, but stand above the article.
    """
    items = sorted([position, *_counted(page, position, -1), *_counted(page, position, 1)])
    if len(items) < _ITEMS:
        return False
    if len(items) > _ITEMS and page.zone(position) != "head" and sum(bool(page.hits_at(p)) for p in items) == 1:
        return True
    between = (p for p in range(items[0], items[-1]) if p not in items)
    return any(is_closed(page.line(p)) and not page.hits_at(p) for p in between)


def _counted(page: Page, position: int, step: int) -> Iterator[int]:
    """Positions of the lines that count on from a numbered line, up or down, within reach of it."""
    number = _number(page.line(position))
    for p in range(position + step, position + step * _LIST_REACH, step):
        if not 0 <= p < len(page.filled):
            return
        if number is not None and _number(page.line(p)) == number + step:
            number += step
            yield p


def _number(line: str) -> int | None:
    found = _NUMBERED.match(line)
    return int(found[1]) if found else None
