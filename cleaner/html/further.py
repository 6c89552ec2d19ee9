"""Further articles on a page: those an endless page appends and teasers, an ``<article>`` each; rows of cards below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from cleaner.html.blocks import Block, Frame, is_heading
from cleaner.html.evidence import Kind, verdicts
from cleaner.html.page import PageFacts

OPENING = 4
"""Blocks within which an article has its headline: a topic, a date or a name may stand above it."""

LEAST_PROSE = 2
"""Paragraphs that the article with the page's headline must have. It may be a box for the headline alone."""

_LIVE = re.compile(r"live-?(?:blog|post|entry|entries|event|update|feed|ticker)|(?:^|[ _-])ticker")
"""Names of live blogs and their entries."""

MOST_TEASERS = 0.3
"""The most words that teasers within the article may have, as a share of its words. On the development pages seven such
teasers were taken for body, and none is; of a page that is a list of them they are nearly all."""

CARDS, TITLE = 3, 3
"""Cards from which there is a row, and words of a link from which it is a title."""

ENOUGH, MOST = 200, 0.5
"""The least words of paragraphs in the element that holds the article, and the most words of a row's paragraphs as a
share of them. On the development pages three such rows were taken for body, and are none; below shorter articles, two
of three rows are."""


def rows_of_cards(page: PageFacts) -> list[tuple[int, int, Kind]]:
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


def _prose(page: PageFacts, frame: Frame) -> int:
    """The words of a frame's paragraphs."""
    return sum(page.layout.blocks[i].words for i in range(frame.first, frame.last) if page.prose[i])


def _rows(page: PageFacts, start: int) -> Iterator[Sequence[Frame]]:
    """The boxes of several blocks from ``start`` on that stand in the same element and are of the same kind."""
    boxes = [frame for frame in page.layout.frames if frame.first >= start and frame.last - frame.first > 1]
    boxes.sort(key=_likeness)
    for _, row in groupby(boxes, key=_likeness):
        yield list(row)


def _likeness(frame: Frame) -> tuple[int, int]:
    return frame.parent, frame.path


def _leads_elsewhere(page: PageFacts, card: Frame) -> bool:
    """Whether a box has a linked title, and its links lead to other pages: not to a section that unfolds."""
    blocks = page.layout.blocks[card.first : card.last]
    titled = any(block.link_words >= (1 if is_heading(block) else max(TITLE, block.words)) for block in blocks)
    return titled and not _leads_within(page, card)


def further_articles(page: PageFacts, headline: int | None) -> list[tuple[int, int, Kind]]:
    """The spans of the articles after the one with the page's headline that have a headline of their own.

    Sections may be marked up as articles too: an own headline is an ``h1`` or a teaser's link. On the development pages
    nothing that these would take is body, and the witness keeps none of the teasers. Entries of a live blog may look
    like teasers, so on a page that declares itself one, and in elements named so, there are none.
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
        if frame.tag == "article"
        and frame.first >= own.last
        and (_opens_with_h1(page, frame) or _is_teaser(page, frame))
        and not _is_entry(page, frame)
    ]


def teasers_within(page: PageFacts, headline: int | None) -> list[tuple[int, int, Kind]]:
    """The spans of teasers among the paragraphs that are articles of their own: a linked headline and little else.

    If they hold many of its words, or are of one kind with longer ones, the page is a list of them.
    """
    region = page.layout.frames[page.region]
    inner = [frame for frame in page.layout.frames[page.region + 1 :] if frame.tag == "article"]
    inner = [frame for frame in inner if frame.last <= region.last and not _holds(frame, headline)]
    longer = {frame.path for frame in inner if not _is_teaser(page, frame) or _is_entry(page, frame)}
    found = [frame for frame in inner if frame.path not in longer]
    if sum(frame.words for frame in found) > MOST_TEASERS * region.words:
        return []
    kind = verdicts()["further article"]
    return [(frame.first, frame.last, kind) for frame in found]


def _holds(frame: Frame, block: int | None) -> bool:
    return block is not None and frame.first <= block < frame.last


def _heading(page: PageFacts, article: Frame) -> Block | None:
    """The heading that an article opens with."""
    opening = page.layout.blocks[article.first : min(article.last, article.first + OPENING)]
    return next((block for block in opening if is_heading(block)), None)


def _opens_with_h1(page: PageFacts, article: Frame) -> bool:
    heading = _heading(page, article)
    return heading is not None and heading.tag == "h1"


def _is_teaser(page: PageFacts, article: Frame) -> bool:
    """Whether an article has a linked headline, one paragraph at most, and leads to another page."""
    heading = _heading(page, article)
    if heading is None or heading.link_words * 2 <= heading.words:
        return False
    return sum(page.prose[article.first : article.last]) < LEAST_PROSE and not _leads_within(page, article)


def _is_entry(page: PageFacts, article: Frame) -> bool:
    """Whether an article is an entry of a live blog."""
    return page.clues.live or any(
        _LIVE.search(page.layout.frames[frame].names) for frame in page.layout.ancestors(article.index)
    )


def _leads_within(page: PageFacts, box: Frame) -> bool:
    """Whether a box links to a place on its own page: to a section that unfolds, an entry of a live blog."""
    return any(
        address.startswith("#") for block in page.layout.blocks[box.first : box.last] for _, _, address in block.links
    )
