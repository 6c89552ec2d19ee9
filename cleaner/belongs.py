"""Signs that a line belongs to the article although a rule hit it: what an article says of calls is no call."""

from __future__ import annotations

import re

from cleaner.match import Hit
from cleaner.page import Page, is_closed, is_prose, is_truncated, word_count

_SUBHEADING_WORDS = 6
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_REPORTED = re.compile(
    r"[,”\"»] ?(?:\w+ ){0,6}?(?:says?|said|reads|wrote|told|sagte|sagt|schrieb|dit|écrit|dijo|dice|disse|diz|zei)\b",
    re.IGNORECASE,
)
"""Somebody says what a sentence says. Calls and notices speak for themselves."""
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
_WRAPPED = 40
_RAGGED = 15
_ENTRIES = 3


def line_to_article(page: Page, position: int) -> bool:
    """Whether a line heads prose, is a step of instructions or goes on with the sentence above, whatever it says."""
    line = page.line(position)
    return _heads_prose(page, position) or _is_step(line) or _continues(page, position)


def date_to_entry(page: Page, hit: Hit, position: int) -> bool:
    """Whether a date is one of three or more that each stand right above a sentence, as in a chronicle."""
    if hit.rule.category != "byline":
        return False
    alike = [page.position(n) for n, hits in page.hits.items() if any(h.rule is hit.rule for h in hits)]
    heading = [p for p in alike if p + 1 < len(page.filled) and not page.hits_at(p + 1) and is_closed(page.line(p + 1))]
    return position in heading and len(heading) >= _ENTRIES


def _heads_prose(page: Page, position: int) -> bool:
    """Whether a line is a Markdown heading with prose right below, and so of the article whatever it says."""
    below = position + 1
    if below >= len(page.filled) or not _HEADING.match(page.line(position)):
        return False
    return is_prose(page.line(below)) and not page.hits_at(below)


def _is_step(line: str) -> bool:
    """Whether a line is a numbered sentence, as the steps of instructions are; menu entries have no full stop."""
    return bool(_NUMBERED.match(line)) and is_closed(line)


def _continues(page: Page, position: int) -> bool:
    """Whether a line goes on with the sentence of the line right above, as in hard-wrapped text."""
    number = page.filled[position]
    if position < 2 or page.filled[position - 2] != number - 2 or not page.lines[number].lstrip()[:1].islower():
        return False
    above = [page.line(p).rstrip() for p in (position - 2, position - 1)]
    wrapped = min(map(len, above)) >= _WRAPPED and abs(len(above[0]) - len(above[1])) <= _RAGGED
    return wrapped and not is_closed(above[1]) and not is_truncated(above[1]) and not page.hits_at(position - 1)


def hit_to_prose(hit: Hit, line: str) -> bool:
    """Whether a line is prose that reports a call, or runs on for a sentence before what was hit in it."""
    if is_prose(line) and _REPORTED.search(line):
        return True
    breaks_off = hit.text.lstrip("[ ").startswith(("..", "…"))
    return hit.rule.anchor in ("anywhere", "suffix") and is_prose(line[: hit.start + 1]) and not breaks_off


_QUOTES = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』"}


def is_quoted(line: str, start: int) -> bool:
    """Whether a quotation was opened before an offset and not closed by then: what it says is said by somebody."""
    opened = max(_QUOTES, key=lambda mark: line.rfind(mark, 0, start))
    position = line.rfind(opened, 0, start)
    return position >= 0 and not any(mark in line[position + 1 : start] for mark in _QUOTES[opened])


def items_to_prose(page: Page, items: list[int]) -> bool:
    """Whether what stands under a label in the body is one short line right above prose, and so belongs to that."""
    if len(items) != 1 or page.zone(items[0]) != "body" or is_truncated(page.line(items[0])):
        return False
    below = items[0] + 1
    short = word_count(page.line(items[0])) <= _SUBHEADING_WORDS
    return short and below < len(page.filled) and is_prose(page.line(below))
