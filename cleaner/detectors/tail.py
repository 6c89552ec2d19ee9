"""What stands below the last paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from cleaner import belongs
from cleaner.decide import Take
from cleaner.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose, is_truncated
from cleaner.rule import Rule

_TEASER_RUN = 2
_TEASER_WORDS = 5
_AND_SO_ON = re.compile("[,;，、；] ?(?:…|[.]{3})$")
_ENDS_ARTICLE = frozenset({"related", "newsletter", "account", "comments", "legal", "bio", "share"})
"""Categories whose call or label below the last paragraph says that the article is over. Advertising labels do not:
they stand between paragraphs too, and the last ones may be short."""
_SHOP_BUTTON = "shop-button"
_REACH = 5
"""Lines that a hit vouches for on either side (research: density of hits within five lines carries best)."""
_SENTENCE_REACH = 2
_ENDS_FOR_GOOD = _ENDS_ARTICLE - {"related"}
_TEASERS = 1
"""Lines that a call between paragraphs may have under it."""
_SENTENCE_WORDS = 4
_FULL_STOP = re.compile(r"[.。．।۔።։။។][\"'”’»“)\s]*$")


def truncated_teasers(page: Page, rule: Rule) -> Iterator[Take]:
    """A run of two or more lines that break off in an ellipsis after the last prose: teasers of other stories."""
    if page.last is None:
        return
    run: list[int] = []
    for position in range(page.last + 1, len(page.filled) + 1):
        if position < len(page.filled) and _is_teaser(page.line(position)):
            run.append(position)
            continue
        if len(run) >= _TEASER_RUN:
            for member in run:
                yield Take(page.filled[member], rule, (f"one of {len(run)} lines that break off after the last prose",))
        run = []


def _sells(page: Page, position: int) -> bool:
    """Whether a line is nothing but a shop's button, which a review has below each product."""
    return all(hit.rule.name == _SHOP_BUTTON for hit in page.hits_at(position))


def _is_teaser(line: str) -> bool:
    """Whether a line breaks off in the middle of a headline: entries of a menu ("Save as…") and of a list do not."""
    return is_truncated(line) and has_words(line, _TEASER_WORDS) and not _AND_SO_ON.search(line.rstrip())


def residue_in_tail(page: Page, rule: Rule) -> Iterator[Take]:
    """Lines without a phrase of their own, below the article's end and between lines that have one.

    Everything after the last paragraph is not junk (postscripts, lists); what is closed in by calls and labels is.
    Dates and credits stand between paragraphs too, so they do not vouch for prose.
    """
    if page.last is None or not page.hits:
        return
    hit = [p for p in range(page.last + 1, len(page.filled)) if belongs.counts(page, p) and not _sells(page, p)]
    ends = [p for p in hit if any(h.rule.category in _ENDS_ARTICLE for h in page.hits_at(p))]
    if not ends:
        return
    among = frozenset(hit)
    for position in range(max(ends[0], _last_sentence(page)) + 1, len(page.filled)):
        if position in among or is_data(page.line(position)):
            continue
        reach = _SENTENCE_REACH if is_closed(page.line(position)) else _REACH
        vouching = ends if is_prose(page.line(position)) else hit
        at = bisect_left(vouching, position)
        above, below = vouching[at - 1], vouching[at] if at < len(vouching) else None
        closed_in = below is not None and below - position <= reach
        at_the_end = below is None and len(page.filled) - position <= reach and len(hit) > 1 and reach == _REACH
        if position - above <= reach and (closed_in or at_the_end):
            yield Take(page.filled[position], rule, (_between(page, above, below),))


def _last_sentence(page: Page) -> int:
    """The position of the last sentence that only notes and calls to read another story part from the last prose.

    They stand between paragraphs, and the last paragraphs may be short.
    """
    last = position = page.last or 0
    gap = 0
    while gap <= _TEASERS and (position := position + 1) < len(page.filled):
        line, found = page.line(position), page.hits_at(position)
        if is_junk_hit(found):
            if any(hit.rule.category in _ENDS_FOR_GOOD for hit in found):
                break
            gap = 0
        elif _FULL_STOP.search(line) and has_words(line, _SENTENCE_WORDS):
            last, gap = position, 0
        else:
            gap += 1
    return last


def _between(page: Page, above: int, below: int | None) -> str:
    first = page.line(above).strip()[:40]
    last = page.line(below).strip()[:40] if below is not None else "the end"
    return f"below the last paragraph, between {first!r} and {last!r}"
