"""Captions, told by the credit that follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.code import is_code
from cleaner.text.decide import Take, conditions_met
from cleaner.text.match import Hit
from cleaner.text.page import PROSE_WORDS, Page, has_words, is_closed, is_junk_hit, is_prose

_CAPTION_WORDS = 40
_HEADLINE_WORDS = 4
"""Words from which a line above may be the headline; sections and kickers are shorter."""
_HEAD_LINES = 10
_IN_BRACKETS = re.compile(r"\W*(\w[^(（\[【〔]*)[(（\[【〔][^()（）]*[)）\]】〕]\W*$")
_OWN_CAPTION_WORDS = 4
"""Words before a credit in brackets from which the caption stands there and not on the line above."""
_BARRED = re.compile(r"\|\s?[^\W\d_a-zß-ÿ][^|]+")
_DATELINE = re.compile(r"[A-ZÀ-ÖØ-Þ]{3}[\w .,'’()/-]{0,40}\s[–—-]{1,2}\s")


def caption_above_credit(page: Page, rule: Rule) -> Iterator[Take]:
    """A line right above a photo credit, before the article begins.

    Below the first prose it may as well be a sub-heading or a paragraph of one sentence, so it stays: in whole-page
    texts of blogs there are 174 such body lines for 189 captions. A line as long as prose must have a dateline below
    it, which shows that the article begins only there. The first line of some length without hits is the headline, and
    a sentence below a line without hits is the story's own.
    """
    for number in page.hits:
        position = page.position(number)
        credit = next((hit for hit in page.hits_at(position) if _is_credit(hit, page, position)), None)
        if credit is None or position < 2 or page.hits_at(position - 1):
            continue
        if _has_headline_above(page, position - 1) and _is_caption(page, position - 1):
            yield Take(page.filled[position - 1], rule, (f"stands above the credit {credit.text!r}",))


def _is_credit(hit: Hit, page: Page, position: int) -> bool:
    if hit.rule.category != "credit" or hit.rule.scope != "line":
        return False
    if any(other.rule.category == "share" for other in page.hits_at(position)):
        return False  # "Facebook" is a button as well
    own = _IN_BRACKETS.match(page.line(position))
    if own and has_words(own[1], _OWN_CAPTION_WORDS):
        return False
    return conditions_met(hit, page, position) is not None


def _has_headline_above(page: Page, position: int) -> bool:
    above = (p for p in range(position) if not is_junk_hit(page.hits_at(p)))
    return any(has_words(page.line(p), _HEADLINE_WORDS) for p in above)


def _is_caption(page: Page, position: int) -> bool:
    line = page.line(position)
    if page.first is None or position > min(page.first, _HEAD_LINES) or has_words(line, _CAPTION_WORDS + 1):
        return False
    if (is_closed(line) or has_words(line, PROSE_WORDS)) and not page.hits_at(position - 1):
        return False  # right below the headline a sentence is the standfirst, below another a paragraph
    return not is_prose(line) or _article_begins_below(page, position)


def _article_begins_below(page: Page, position: int) -> bool:
    below = (page.line(p) for p in range(position + 1, len(page.filled)))
    return any(_DATELINE.match(line) for line in (next((x for x in below if is_prose(x)), ""),))


def caption_behind_bar(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that opens with its only bar and a capital, where the lines around open with none: no row of a table."""
    for position, number in enumerate(page.filled):
        line = page.lines[number].strip()
        if line[0] != "|" or not _BARRED.fullmatch(line) or is_code(line):
            continue
        around = range(max(0, position - 1), min(position + 2, len(page.filled)))
        if sum(page.line(p).lstrip()[0] == "|" for p in around) == 1:
            yield Take(number, rule, ("opens with a bar, and is no row of a table",))
