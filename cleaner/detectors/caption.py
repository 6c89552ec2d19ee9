"""Captions, told by the credit that follows them."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.decide import Take
from cleaner.page import Page, is_closed, word_count
from cleaner.rule import Rule

_HEAD_LINES = 6
_CAPTION_WORDS = 40
_CAPTION_WORDS_IN_BODY = 25


def caption_above_credit(page: Page, rule: Rule) -> Iterator[Take]:
    """A caption stands right above a photo credit. In the head any short line does; in the body, where paragraphs of
    one sentence are common, only one without final punctuation. The first line of a text is its headline."""
    for number in page.hits:
        position = page.position(number)
        credit = next((h for h in page.hits_at(position) if h.rule.category == "credit" and h.rule.scope == "line"), None)
        if credit is None or position < 2 or page.hits_at(position - 1):
            continue
        line = page.line(position - 1)
        head = page.first is None or position < _HEAD_LINES or page.zone(position) == "head"
        if word_count(line) <= (_CAPTION_WORDS if head else _CAPTION_WORDS_IN_BODY) and (head or not is_closed(line)):
            yield Take(page.filled[position - 1], rule, (f"stands above the credit {credit.text!r}",))
