"""Captions of pictures, by their element: a ``<figcaption>``, and what is named so, beside a picture."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.html.blocks import Frame, is_heading
from cleaner.html.evidence import Kind, kinds_of_names, vocabulary
from cleaner.html.page import PageFacts

MOST = 0.3
"""The most words of captions, as a share of what the witness keeps. With more, the story may be told in its captions.
On the development pages the weights took 31 captions on ten pages for body; two of them are."""

WORDS = 60
"""The most words of an element that holds a picture and its caption, and nothing else."""

_NAMES = re.compile(
    r"caption|bildunter|bildtext|(?:^|[ _-])(?:images?|photos?|pictures?|img|bild)"
    r"(?:[ _-]{1,2}(?:block|box|component|container|group|holder|inner|item|widget|wrap(?:per)?))*(?:__[^ ]*)?(?: |$)"
)
"""Names of captions, and of elements for a picture alone. (``image-text`` is one for a picture and a text.)"""


_BODY = next(i for i, kind in enumerate(vocabulary().kinds) if kind.name == "body")


def captions(page: PageFacts) -> list[tuple[int, int, Kind]]:
    """The spans of captions: figcaptions that the witness leaves out too, in figures without a text of their own, and
    lines in an element with a picture that is named for one.

    What stands under a quotation, a table or a listing belongs to it.
    """
    frames = page.layout.frames
    by_tag = [frame for frame in frames if frame.tag == "figcaption" and _is_of_a_picture(page, frame)]
    by_name = [frame for frame, around in zip(frames, _pictured(frames), strict=True)
               if around and frame.words > 0 and _is_beside_a_picture(page, frame, around)]  # fmt: skip
    kind = next(kind for kind in vocabulary().kinds if kind.name == "caption")
    return [(block, block + 1, kind) for found in (by_tag, by_name) for block in _few(page, found)]


def _few(page: PageFacts, captions: list[Frame]) -> set[int]:
    """The blocks of some captions, if they are few enough."""
    found = {i for frame in captions for i in range(frame.first, frame.last)}
    words = sum(page.layout.blocks[i].words for i in found)
    return found if words <= MOST * page.frames.kept[0] else set()


@lru_cache(maxsize=8192)
def _is_named_so(names: str) -> bool:
    """Whether names are a caption's or a picture's. Pages repeat their names, so the last ones are kept."""
    return _NAMES.search(names) is not None


def _is_of_a_picture(page: PageFacts, caption: Frame) -> bool:
    frames = page.layout.frames
    figure = frames[caption.parent] if caption.parent >= 0 else caption
    return figure.words == caption.words > 0 and not page.frames.kept[caption.index]


def _pictured(frames: list[Frame]) -> list[Frame | None]:
    """Of each frame: the next one out, or itself, that holds a picture, if that holds few words and is no figure."""
    found: list[Frame | None] = []
    for frame in frames:
        if frame.pictures:
            found.append(frame if frame.words <= WORDS and frame.tag != "figure" else None)
        else:
            found.append(found[frame.parent] if frame.parent >= 0 else None)
    return found


def _is_beside_a_picture(page: PageFacts, caption: Frame, around: Frame) -> bool:
    """Whether an element named for a picture stands alone with one: no heading, no quotation, nothing named body."""
    if not caption.names or not _is_named_so(caption.names):
        return False
    frames = page.layout.frames
    blocks = page.layout.blocks[around.first : around.last]
    if any(is_heading(block) or block.tag in ("blockquote", "tr", "pre") for block in blocks):
        return False
    inside = (frame.names for frame in frames[around.index : blocks[-1].frame + 1] if frame.names)
    return "caption" in caption.names or not any(_BODY in kinds_of_names(names) for names in inside)
