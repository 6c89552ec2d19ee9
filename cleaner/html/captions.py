"""Captions of pictures, by their element: a ``<figcaption>`` beside a picture is one, whatever it says."""

from __future__ import annotations

from cleaner.html.blocks import Frame
from cleaner.html.evidence import Kind, vocabulary
from cleaner.html.page import Page

MOST = 0.3
"""The most words of captions, as a share of what the witness keeps. With more, the story may be told in its captions.
On the development pages the weights took 31 captions on ten pages for body; two of them are."""


def captions(page: Page) -> list[tuple[int, int, Kind]]:
    """The spans of captions that the witness leaves out too, in figures without a text of their own.

    What stands under a quotation, a table or a listing belongs to it.
    """
    found = [frame for frame in page.layout.frames if frame.tag == "figcaption" and _is_of_a_picture(page, frame)]
    if sum(frame.words for frame in found) > MOST * page.frames.kept[0]:
        return []
    kind = next(kind for kind in vocabulary().kinds if kind.name == "caption")
    return [(frame.first, frame.last, kind) for frame in found]


def _is_of_a_picture(page: Page, caption: Frame) -> bool:
    frames = page.layout.frames
    figure = frames[caption.parent] if caption.parent >= 0 else caption
    return figure.words == caption.words > 0 and not page.frames.kept[caption.index]
