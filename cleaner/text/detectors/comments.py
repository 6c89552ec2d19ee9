"""Comment threads: prose like the article's own, told only by what stands between the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, word_count

_WORDS_BEFORE = 150
_WORDS_BEFORE_COUNT = 50
"""Words of the article that stand above a thread, and above one whose heading has its count and is borne out."""
_MARKERS = 3
_GAP, _HEADED_GAP = 10, 30
"""Lines that a single comment may have between two markers, and that where the thread has a heading with its count."""
_RIGHT_BELOW = 4
"""Lines below such a heading within which the first comment begins."""
_MANY = 20
"""Comments from which a count is no list's: articles have headings such as "10 comments" too."""
_HEADINGS = 20
"""Headings with a count that are tried: a page has one, a list of stories one for each of them."""
_LINES_EACH = 4
"""Lines that the comments between a heading with their count and the call to add one have each, at most."""
_CALL, _MARKER = "comment-call", "comment-marker"
"""The catalogue's rules for "Post a comment" and for "Ingrid said…"."""
_COUNT = re.compile(r"\d+")
_ON = re.compile(r"\b(?:on|to) [\"“‘'«](.+?)(?:…|\.\.\.)?[\"”’'»]?$")
_HEADLINE_LINES = 6
"""Lines from the top among which the headline stands that a thread's heading repeats."""
_CUT_HEADLINE = 30
"""Code points from which a thread's heading may break the headline off."""
_NUMBERED = re.compile(r"\W*(\d{1,4})[.)]\s")


def comment_thread(page: Page, rule: Rule) -> Iterator[Take]:
    """From the first comment marker that more of them follow, without long gaps, to the end of the text.

    Markers are hits of comment rules ("Reply", "12 comments", "X says:") and, once the thread has begun, of date
    lines. An article of some length must stand above, unless the thread's heading has the headline in it; research on
    other pages: 1,556 junk lines cut, no body line. Comments without a marker are those that a heading with their count
    and the call to add one enclose.
    """
    comments = [p for p in _positions(page, {"comments"}) if p > 0]
    if not comments:
        return
    markers = sorted({*comments, *_positions(page, {"byline"})})
    start, least = _start_on_headline(page, comments), 0
    if start is None:
        start, least = _headed_start(page, comments, markers), _WORDS_BEFORE_COUNT
    if start is None and len(comments) >= _MARKERS - 1:
        start, least = _thread_start(markers, set(comments), len(page.filled)), _WORDS_BEFORE
    if start is None:
        yield from _enclosed(page, rule, comments)
    elif _long_enough(page, start, least):
        count = sum(p >= start for p in markers)
        for position in range(start, len(page.filled)):
            yield Take(page.filled[position], rule, (f"in a thread of {count} comment markers that runs to the end",))


def _enclosed(page: Page, rule: Rule, comments: list[int]) -> Iterator[Take]:
    """Lines without hits between the only heading with a count of comments and the first call to add one."""
    headings = [p for p in comments if _count(page, p)]
    calls = [p for p in comments if any(hit.rule.name == _CALL for hit in page.hits_at(p))]
    if len(headings) != 1 or not calls or calls[0] < headings[0]:
        return
    heading, call = headings[0], calls[0]
    between = range(heading + 1, call)
    count = _count(page, heading)
    if not count <= len(between) <= _LINES_EACH * count or any(page.hits_at(p) for p in between):
        return
    if _long_enough(page, heading, _WORDS_BEFORE_COUNT):
        for position in between:
            above, below = page.line(heading).strip(), page.line(call).strip()
            yield Take(page.filled[position], rule, (f"a comment, between {above!r} and {below!r}",))


def _start_on_headline(page: Page, comments: list[int]) -> int | None:
    """The first heading with a count of comments on the headline: "3 thoughts on “Herring prices fall”"."""
    titles = [page.line(p).strip().casefold() for p in range(min(_HEADLINE_LINES, len(page.filled)))]
    for position in comments:
        found = _ON.search(page.line(position).strip()) if _counts(page, position) else None
        named = found[1].casefold() if found else None
        if named in titles[:position]:
            return position
        if named and len(named) >= _CUT_HEADLINE and any(title.startswith(named) for title in titles[:position]):
            return position
    return None


def _positions(page: Page, categories: set[str]) -> list[int]:
    return page.where(lambda hit: hit.rule.category in categories)


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


def _headed_start(page: Page, comments: list[int], markers: list[int]) -> int | None:
    """The topmost heading with a count of comments that comments follow at once and to the end, though they be long."""
    headings = [(p, count) for p in comments if (count := _count(page, p))]
    for heading, count in headings[:_HEADINGS]:
        numbered = _numbered_below(page, heading, count)
        named = [p for p in comments if p > heading]
        below = sorted({*(p for p in markers if p > heading), *numbered})
        enough = len(named) >= _MARKERS or (len(numbered) >= _MARKERS and (named or count >= _MANY))
        enough = enough or (count < _MARKERS and _begins_comment(page, heading + 1))
        if not enough or below[0] - heading > _RIGHT_BELOW:
            continue
        if all(b - a <= _HEADED_GAP for a, b in zip(below, [*below[1:], len(page.filled)], strict=True)):
            return heading
    return None


def _counts(page: Page, position: int) -> bool:
    return any(hit.rule.name in ("comment-count", "thread-heading") for hit in page.hits_at(position))


def _begins_comment(page: Page, position: int) -> bool:
    return any(hit.rule.name == _MARKER for hit in page.hits_at(position))


def _count(page: Page, position: int) -> int:
    """The number in a line that says how many comments there are, else 0."""
    found = _COUNT.search(page.line(position).replace(",", "")) if _counts(page, position) else None
    return int(found[0]) if found else 0


def _numbered_below(page: Page, heading: int, count: int) -> list[int]:
    """Positions of the lines below a heading that begin with ever higher numbers up to the count, as in a list."""
    positions, last = [], 0
    for position in range(heading + 1, len(page.filled)):
        found = _NUMBERED.match(page.line(position))
        if found and last < int(found[1]) <= count:
            last = int(found[1])
            positions.append(position)
    return positions


def _long_enough(page: Page, start: int, least: int) -> bool:
    words = 0
    for position in range(start):
        words += word_count(page.line(position))
        if words >= least:
            return True
    return False
