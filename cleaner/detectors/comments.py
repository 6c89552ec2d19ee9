"""Comment threads: prose like the article's own, told only by what stands between the comments."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.decide import Take
from cleaner.page import Page, word_count
from cleaner.rule import Rule

_WORDS_BEFORE = 150
_MARKERS = 3
_GAP = 10
"""Lines that a single comment may have between two markers."""


def comment_thread(page: Page, rule: Rule) -> Iterator[Take]:
    """From the first comment marker that more of them follow, without long gaps, to the end of the text.

    Markers are hits of comment rules ("Reply", "12 comments", "X says:") and, once the thread has begun, of date
    lines. An article of some length must stand above; research on other pages: 1,556 junk lines cut, no body line.
    """
    comments = [p for p in _positions(page, {"comments"}) if p > 0]
    if len(comments) < _MARKERS - 1:
        return
    markers = sorted({*comments, *_positions(page, {"byline"})})
    start = _thread_start(markers, set(comments), len(page.filled))
    if start is None or not _long_enough(page, start):
        return
    count = sum(p >= start for p in markers)
    for position in range(start, len(page.filled)):
        yield Take(page.filled[position], rule, (f"in a thread of {count} comment markers that runs to the end",))


def _positions(page: Page, categories: set[str]) -> list[int]:
    found = [n for n, hits in page.hits.items() if any(hit.rule.category in categories for hit in hits)]
    return sorted(page.position(number) for number in found)


def _thread_start(markers: list[int], comments: set[int], length: int) -> int | None:
    """Walk up from the end while gaps stay short; the thread starts at the topmost comment marker reached."""
    start, below, seen = None, length, 0
    for position in reversed(markers):
        if below - position > _GAP:
            break
        seen += 1
        if position in comments:
            start, enough = position, seen >= _MARKERS
        below = position
    return start if start is not None and seen and enough else None


def _long_enough(page: Page, start: int) -> bool:
    words = 0
    for position in range(start):
        words += word_count(page.line(position))
        if words >= _WORDS_BEFORE:
            return True
    return False
