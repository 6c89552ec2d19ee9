"""Where the body of a text begins and ends: the stretch of its lines with most prose for and fewest hits against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from cleaner.text.match import Hit
from cleaner.text.page import Page, has_words, is_closed, is_junk_hit, is_prose, without_credit


def make_page(
    lines: Sequence[str], hits: Mapping[int, tuple[Hit, ...]], weights: dict[int, float] | None = None
) -> Page:
    """Find the filled lines and the prose body among them.

    ``weights`` keeps what lines count for without hits, by their numbers, from one view of a text to the next.
    """
    filled = tuple([i for i, line in enumerate(lines) if line and not line.isspace()])
    if _takes(hits):
        first, last = _body(lines, hits, filled, {} if weights is None else weights, _weight)
        brief: list[Callable[[str], float]] = [partial(_brief_weight, least) for least in _BRIEF_WORDS]
        for weigh in (*brief, _endless_weight):
            if first is None:
                first, last = _body(lines, hits, filled, {}, weigh)
    else:
        first, last = _outermost_prose(lines, filled)
    return Page(lines, hits, filled, first, last)


def _takes(hits: Mapping[int, tuple[Hit, ...]]) -> bool:
    return any(is_junk_hit(found) for found in hits.values())


def _outermost_prose(lines: Sequence[str], filled: Sequence[int]) -> tuple[int | None, int | None]:
    """Positions of the first and last line of prose: the body of a text without any hit."""
    first = next((p for p, i in enumerate(filled) if is_prose(lines[i])), None)
    if first is None:
        return None, None
    return first, next(p for p in range(len(filled) - 1, -1, -1) if is_prose(lines[filled[p]]))


_BETWEEN_PARAGRAPHS = frozenset({"related", "advertising", "newsletter"})
_NOTES = frozenset({"advertising", "caption", "credit"})
"""Categories of notes that part the paragraphs of a story as often as they stand below it: with a full score against
the body, captions and advertising labels between short paragraphs ended it too early."""
_GAP = 2
"""Lines without hits, such as a sub-heading, that may stand between two paragraphs of the body."""
_PROSE_SCORE = 1.0
_LONG_PROSE_SCORE = 2.0
_LONG_PROSE_WORDS = 30
_HIT_SCORE = -1.0
_WEAK_HIT_SCORE = -0.5
_OPEN_SCORE = -0.2
"""Scores of `_body`. Set by hand on the labelled news lines, so that a single sentence of prose among calls and teasers
does not stretch the body, and calls between paragraphs do not end it. With the last three halved, 1.4 points less of
the core junk goes; with them doubled, five times as many body lines are lost."""


def _body(
    lines: Sequence[str],
    hits: Mapping[int, tuple[Hit, ...]],
    filled: Sequence[int],
    weights: dict[int, float],
    weigh: Callable[[str], float],
) -> tuple[int | None, int | None]:
    """The stretch of lines with the highest score, where prose counts for and hits against it.

    This is maximum subsequence segmentation (Pasternack and Roth, 2009) on lines. Lines with hits do not count as
    prose: calls to subscribe and reporters' notes are often long, terminated sentences.
    """
    best: tuple[float, int | None, int | None] = (0.0, None, None)
    total, start = 0.0, None
    for position, number in enumerate(filled):
        if number in hits and is_junk_hit(hits[number]):
            score = _WEAK_HIT_SCORE if all(map(_is_weak, hits[number])) else _HIT_SCORE
        elif number in weights:
            score = weights[number]
        else:
            score = weights[number] = weigh(lines[number])
        if start is None and score <= 0:
            continue
        start = position if start is None else start
        total += score
        if total < 0:
            total, start = 0.0, None
        elif total >= best[0] and score > 0:  # of equals the longest: no paragraph may end as tail
            best = (total, start, position)
    return (None if best[1] is None else _upward(lines, hits, filled, best[1])), best[2]


def _is_weak(hit: Hit) -> bool:
    """Whether a hit says little of where the body ends: it needs another near by, or parts paragraphs as well."""
    return hit.rule.when.near > 0 or hit.rule.category in _NOTES


def _upward(lines: Sequence[str], hits: Mapping[int, tuple[Hit, ...]], filled: Sequence[int], first: int) -> int:
    """Where the body begins when prose above is parted from it by nothing but calls, which stand between paragraphs.

    Bylines, dates and share buttons stand between the standfirst and the body, so they end it.
    """
    start, gap = first, 0
    for position in range(first - 1, -1, -1):
        line, found = lines[filled[position]], hits.get(filled[position], ())
        if is_junk_hit(found):
            if not all(hit.rule.category in _BETWEEN_PARAGRAPHS for hit in found):
                break
            continue
        if is_prose(line):
            start, gap = position, 0
            continue
        gap += 1
        if gap > _GAP:
            break
    return start


def _weight(line: str) -> float:
    if not is_closed(line):
        return _OPEN_SCORE
    if not is_prose(line):
        return 0.0
    return _LONG_PROSE_SCORE if has_words(line, _LONG_PROSE_WORDS) else _PROSE_SCORE


_BRIEF_WORDS = (8, 4)
"""Words of a sentence that counts as prose where there is none, tried in turn: items of news in brief, of live reports
and of languages that say much in few words. Calls without a phrase of their own are mostly shorter than the first."""


_ENDLESS_WORDS = 25
"""Words of a line that counts as prose where nothing ends in a full stop, as on sites that set none below a paragraph.
Set by hand: headlines, captions and teasers are shorter."""


def _brief_weight(least: int, line: str) -> float:
    return _PROSE_SCORE if has_words(line, least) and is_closed(without_credit(line)) else 0.0


def _endless_weight(line: str) -> float:
    return _PROSE_SCORE if has_words(line, _ENDLESS_WORDS) else 0.0
