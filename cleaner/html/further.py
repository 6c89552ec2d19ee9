"""Further articles on a page: what an endless page appends, in an ``<article>`` each, and rows of cards below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cleaner.html.blocks import Frame, is_heading
from cleaner.html.evidence import Kind, verdicts
from cleaner.html.page import Page

OPENING = 4
"""Blocks within which an article has its headline: a topic, a date or a name may stand above it."""

LEAST_PROSE = 2
"""Paragraphs that the article with the page's headline must have. It may be a box for the headline alone."""

CARDS, TITLE = 3, 3
"""Cards from which there is a row, and words of a link from which it is a title."""

ENOUGH, MOST = 200, 0.5
"""The least words of paragraphs in the element that holds the article, and the most words of a row's paragraphs as a
share of them. On the development pages three such rows were taken for body, and are none; below shorter articles, two
of three rows are."""


def rows_of_cards(page: Page) -> list[tuple[int, int, Kind]]:
    """The spans of rows of like boxes below the element that holds the article, each with a title that leads elsewhere.

    Whatever they are called, they are other stories, offers or voices of customers.
    """
    region = page.layout.frames[page.region]
    body = _prose(page, region)
    if body < ENOUGH:
        return []
    kind = verdicts()["row of cards"]
    return [
        (card.first, card.last, kind)
        for row in _rows(page, region.last)
        if len(row) >= CARDS and sum(_prose(page, card) for card in row) <= MOST * body
        and all(_leads_elsewhere(page, card) for card in row)
        for card in row
    ]  # fmt: skip


def _prose(page: Page, frame: Frame) -> int:
    """The words of a frame's paragraphs."""
    return sum(page.layout.blocks[i].words for i in range(frame.first, frame.last) if page.prose[i])


def _rows(page: Page, start: int) -> Iterator[Sequence[Frame]]:
    """The boxes of several blocks from ``start`` on that stand in the same element and are of the same kind."""
    boxes = [frame for frame in page.layout.frames if frame.first >= start and frame.last - frame.first > 1]
    boxes.sort(key=_likeness)
    for _, row in groupby(boxes, key=_likeness):
        yield list(row)


def _likeness(frame: Frame) -> tuple[int, int]:
    return frame.parent, frame.path


def _leads_elsewhere(page: Page, card: Frame) -> bool:
    """Whether a box has a linked title, and its links lead to other pages: not to a section that unfolds."""
    blocks = page.layout.blocks[card.first : card.last]
    titled = any(block.link_words >= (1 if is_heading(block) else max(TITLE, block.words)) for block in blocks)
    return titled and not any(address.startswith("#") for block in blocks for _, _, address in block.links)


def further_articles(page: Page, headline: int | None) -> list[tuple[int, int, Kind]]:
    """The spans of the articles after the one with the page's headline that have a headline of their own.

    Sections may be marked up as articles too: an own headline is an ``h1`` or a link. On the development pages nothing
    that these would take is body.
    """
    frames = page.layout.frames
    around = page.layout.ancestors(page.layout.blocks[headline].frame) if headline is not None else []
    own = next((frames[frame] for frame in around if frames[frame].tag == "article"), None)
    if own is None or sum(page.prose[own.first : own.last]) < LEAST_PROSE:
        return []
    kind = verdicts()["further article"]
    return [
        (frame.first, frame.last, kind)
        for frame in frames
        if frame.tag == "article" and frame.first >= own.last and _has_headline(page, frame)
    ]


def _has_headline(page: Page, article: Frame) -> bool:
    opening = page.layout.blocks[article.first : min(article.last, article.first + OPENING)]
    heading = next((block for block in opening if is_heading(block)), None)
    return heading is not None and (heading.tag == "h1" or heading.link_words * 2 > heading.words)
