"""Captions, told by the credit that follows them, or by being said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take, conditions_met
from cleaner.text.match import Hit
from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose

_CAPTION_WORDS = 40
_HEAD_LINES = 10
_IN_BRACKETS = re.compile(r"\W*(\w[^(（\[【〔]*)[(（\[【〔][^()（）]*[)）\]】〕]\W*$")
_OWN_CAPTION_WORDS = 4
"""Words before a credit in brackets from which the caption stands there and not on the line above."""
_HEAD_COPY_WORDS, _BODY_COPY_WORDS = 5, 8
"""Words from which both copies of a caption go, above the story and between its paragraphs: a shorter line may be the
heading of a list's entry, which the picture below it has as its text. Set by hand on 100 pages of English news."""
_OF_PICTURE = re.compile(r"\s*(?:\d{1,2}:\d\d$|(?:(?:Photo|Image|Picture)(?: [Cc]redit)?|Credit|Source):\s?\S)")
"""What a caption has behind the words that it shares with its picture: a credit, or the length of a video."""
_TITLE_WORDS = 4
_REACH = 2
"""Lines from a copy to the prose that it stands beside, as a byline or a credit may stand between."""
_DATELINE = re.compile(r"[A-ZÀ-ÖØ-Þ]{3}[\w .,'’()/-]{0,40}\s[–—-]{1,2}\s")


def caption_above_credit(page: Page, rule: Rule) -> Iterator[Take]:
    """A line right above a photo credit, before the article begins.

    Below the first prose it may as well be a sub-heading or a paragraph of one sentence, so it stays: in whole-page
    texts of blogs there are 174 such body lines for 189 captions. A line as long as prose must have a dateline below
    it, which shows that the article begins only there. The first line of a text is its headline.
    """
    for number in page.hits:
        position = page.position(number)
        credit = next((hit for hit in page.hits_at(position) if _is_credit(hit, page, position)), None)
        if credit is not None and position >= 2 and not page.hits_at(position - 1) and _is_caption(page, position - 1):
            yield Take(page.filled[position - 1], rule, (f"stands above the credit {credit.text!r}",))


def _is_credit(hit: Hit, page: Page, position: int) -> bool:
    if hit.rule.category != "credit" or hit.rule.scope != "line":
        return False
    own = _IN_BRACKETS.match(page.line(position))
    if own and has_words(own[1], _OWN_CAPTION_WORDS):
        return False
    return conditions_met(hit, page, position) is not None


def _is_caption(page: Page, position: int) -> bool:
    line = page.line(position)
    if page.first is None or position > min(page.first, _HEAD_LINES) or has_words(line, _CAPTION_WORDS + 1):
        return False
    if is_closed(line) and is_closed(page.line(position - 1)) and not page.hits_at(position - 1):
        return False  # two sentences in a row are paragraphs
    return not is_prose(line) or _article_begins_below(page, position)


def _article_begins_below(page: Page, position: int) -> bool:
    below = (page.line(p) for p in range(position + 1, len(page.filled)))
    return any(_DATELINE.match(line) for line in (next((x for x in below if is_prose(x)), ""),))


def caption_said_twice(page: Page, rule: Rule) -> Iterator[Take]:
    """A line without a full stop and the same right below it, or any line and the same with a credit: the text of a
    picture and its caption.

    The headline that is printed twice is another rule's; refrains stand among verses and rows of a table among rows.
    """
    if page.first is None or page.last is None:
        return
    for position in range(1, len(page.filled) - 2):
        if not _is_copied(page, position):
            continue
        evidence = ("said twice in a row, as a picture's text and its caption are",)
        yield Take(page.filled[position + 1], rule, evidence)
        if has_words(page.line(position), _HEAD_COPY_WORDS if position < page.first else _BODY_COPY_WORDS):
            yield Take(page.filled[position], rule, evidence)


def _is_copied(page: Page, position: int) -> bool:
    line, below = page.line(position).strip(), page.line(position + 1).strip()
    more = below[len(line) :] if below.startswith(line) else None
    if more is None or is_data(line) or not has_words(line, 2):
        return False
    if not _OF_PICTURE.match(more) if more else is_closed(line):
        return False
    if line in (page.line(position - 1).strip(), page.line(min(position + 2, len(page.filled) - 1)).strip()):
        return False
    if not any(is_prose(page.line(p)) for p in range(position + 2, min(position + 3 + _REACH, len(page.filled)))):
        return False
    if position < (page.first or 0):
        return any(has_words(page.line(p), _TITLE_WORDS) and not is_junk_hit(page.hits_at(p)) for p in range(position))
    return any(is_prose(page.line(p)) for p in range(max(0, position - _REACH), position))
