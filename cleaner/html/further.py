"""Further articles on a page, in an ``<article>`` each: what an endless page appends, or cards of other stories."""

from __future__ import annotations

from cleaner.html.blocks import Frame, is_heading
from cleaner.html.evidence import Kind, verdicts
from cleaner.html.page import Page

OPENING = 4
"""Blocks within which an article has its headline: a topic, a date or a name may stand above it."""

LEAST_PROSE = 2
"""Paragraphs that the article with the page's headline must have. It may be a box for the headline alone."""


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
