"""Captions, told by the credit that follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take, conditions_met
from cleaner.text.match import Hit
from cleaner.text.page import Page, has_words, is_closed, is_data, is_prose

_CAPTION_WORDS = 40
_HEAD_LINES = 10
_IN_BRACKETS = re.compile(r"\W*(\w[^(（\[【〔]*)[(（\[【〔][^()（）]*[)）\]】〕]\W*$")
_OWN_CAPTION_WORDS = 4
"""Words before a credit in brackets from which the caption stands there and not on the line above."""
_REPEATED_WORDS = 6
"""Words of a line that is no list's entry or refrain, which are said twice too."""
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


def repeated_caption(page: Page, rule: Rule) -> Iterator[Take]:
    """A line of some length that stands twice in a row beside prose: a picture's description and its caption, which a
    lightbox prints again. The first stays: a pull quote or a line of a song may be said twice as well.
    """
    lines = page.lines
    for position, (first, second) in enumerate(pairwise(page.filled)):
        line = lines[first]
        if line != lines[second] or not has_words(line, _REPEATED_WORDS) or is_prose(line) or is_data(line):
            continue
        beside = [page.line(p) for p in (position - 1, position + 2) if 0 <= p < len(page.filled)]
        if any(map(is_prose, beside)):
            yield Take(second, rule, ("says again what the line above says",))


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
