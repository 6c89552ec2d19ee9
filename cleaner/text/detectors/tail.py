"""What stands below the last paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text import belongs
from cleaner.text.decide import Take
from cleaner.text.detectors.lists import TEASER_WORDS, is_statement
from cleaner.text.labels import is_sentence
from cleaner.text.page import Page, has_words, is_closed, is_data, is_prose

_ENDS_ARTICLE = frozenset({"related", "newsletter", "account", "comments", "legal", "bio", "share"})
"""Categories whose call or label below the last paragraph says that the article is over. Advertising labels do not:
they stand between paragraphs too, and the last ones may be short."""
_BUTTONS = frozenset({"read-more-button", "shop-button"})
_BETWEEN_PARAGRAPHS = frozenset({"related", "share", "advertising", "bio", "newsletter"})
"""Those of them that stand between paragraphs as well: a short sentence with none but these above it may be the
article's last, and a line right above such a sentence its heading. This costs 0.6 points of the labelled news's core
junk and 0.2 of the blogs' junk lines; in 241 articles of our own with short paragraphs it keeps 16 body lines."""
_PLACEHOLDERS = frozenset({"embedded-content-consent", "embedded-content-label", "embed-label"})
"""The catalogue's rules for boxes that stand in for a post within the story; they end it no more than a label does."""
_REACH = 5
"""Lines that a hit vouches for on either side (research: density of hits within five lines carries best)."""
_SENTENCE_REACH = 2
_HEADLINES, _MOST_HEADLINES = 3, 20
"""Lines that a list of headlines has, from which one without a label is told and to which it is believed."""
_SHARE = 0.8
"""Share of them that have the words of a teaser. Both set by hand on 150 pages of English news."""
_ITEM_START = re.compile(r"\s*(?:[-•*·–—▪]|\d{1,2}[.)])\s")


def residue_in_tail(page: Page, rule: Rule) -> Iterator[Take]:
    """Lines without a phrase of their own, below the article's end and between lines that have one.

    Everything after the last paragraph is not junk (postscripts, lists); what is closed in by calls and labels is.
    Dates and credits stand between paragraphs too, so they do not vouch for prose, and links and calls to subscribe do
    not for sentences.
    """
    if page.last is None or not page.hits:
        return
    marked = [p for p in page.marked if p > page.last]
    hit = [p for p in marked if belongs.is_evidence(page, p) and not _is_button(page, p)]
    ends = [p for p in hit if any(h.rule.category in _ENDS_ARTICLE for h in page.hits_at(p))]
    if not ends:
        return
    among = frozenset(hit)
    over = next((p for p in ends if not _between_paragraphs(page, p)), len(page.filled))
    for position in range(ends[0] + 1, len(page.filled)):
        line = page.line(position)
        if position in among or is_data(line):
            continue
        if position < over and (is_statement(line) or _heads_sentence(page, position)):
            continue
        reach = _SENTENCE_REACH if is_closed(line) else _REACH
        vouching = ends if is_prose(line) else hit
        at = bisect_left(vouching, position)
        above, below = vouching[at - 1], vouching[at] if at < len(vouching) else None
        closed_in = below is not None and below - position <= reach
        at_the_end = below is None and len(page.filled) - position <= reach and len(hit) > 1 and reach == _REACH
        if position - above <= reach and (closed_in or at_the_end):
            yield Take(page.filled[position], rule, (_between(page, above, below),))
    for position in _headlines_to_the_end(page, hit[-1]):
        yield Take(page.filled[position], rule, (_between(page, hit[-1], None),))


def _headlines_to_the_end(page: Page, last: int) -> range:
    """The lines below the last hit, if that says that the article is over and they are headlines all, to the end."""
    below = range(last + 1, len(page.filled))
    over = any(hit.rule.category in _ENDS_ARTICLE - _BETWEEN_PARAGRAPHS for hit in page.hits_at(last))
    if not over or not _HEADLINES <= len(below) <= _MOST_HEADLINES:
        return range(0)
    lines = [page.line(p) for p in below]
    if any(is_closed(line) or is_data(line) or _ITEM_START.match(line) for line in lines):
        return range(0)
    return below if sum(has_words(line, TEASER_WORDS) for line in lines) >= _SHARE * len(lines) else range(0)


def _heads_sentence(page: Page, position: int) -> bool:
    """Whether a sentence without hits stands right below."""
    below = position + 1
    return below < len(page.filled) and not page.hits_at(below) and is_sentence(page.line(below))


def _between_paragraphs(page: Page, position: int) -> bool:
    """Whether a call or label is of a kind that parts paragraphs too."""
    return any(
        hit.rule.category in _BETWEEN_PARAGRAPHS or hit.rule.name in _PLACEHOLDERS for hit in page.hits_at(position)
    )


def _between(page: Page, above: int, below: int | None) -> str:
    first = page.line(above).strip()[:40]
    last = page.line(below).strip()[:40] if below is not None else "the end"
    return f"below the last paragraph, between {first!r} and {last!r}"


def _is_button(page: Page, position: int) -> bool:
    """Whether a line is nothing but the button that a review has below each product, or a list below each report."""
    return all(hit.rule.name in _BUTTONS for hit in page.hits_at(position))
