"""What a page is laid out into: blocks of text, the frames (elements) around them, the text nodes they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BULLET = "• "
"""What an item of an unordered list begins with, as a browser shows it."""


@dataclass(slots=True)
class Frame:
    """An element that holds blocks, or the root: its tag, its place, its names, and its sums.

    It holds the blocks from ``first`` up to ``last``, and so many ``pictures``. ``names`` are its class, id, role and
    the like in lower case; ``path`` is the same number for elements of the same tags and classes all the way up.
    """

    index: int
    parent: int
    tag: str
    depth: int
    first: int
    last: int = 0
    names: str = ""
    hidden: bool = False
    path: int = 0
    words: int = 0
    link_words: int = 0
    pictures: int = 0


@dataclass(slots=True)
class Block:
    """A line of the laid-out text. ``start`` and ``end`` are offsets into it, the line break not included.

    ``frame`` is the innermost frame around it, ``tag`` what it is (``p``, ``h2``, ``li``, ``tr``, ``a`` …). ``links``
    are (start, end, address) inside the block's text, ``asides`` the (start, end) of what is no part of its sentence:
    words for screen readers, explanations that pop up.
    """

    index: int
    frame: int
    tag: str
    text: str
    start: int = 0
    end: int = 0
    links: list[tuple[int, int, str]] = field(default_factory=list)
    words: int = 0
    link_words: int = 0
    asides: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A page as blocks in frames.

    ``holders`` are the elements of the frames; ``deepest`` is how deep elements are nested, ``elements`` how many there
    are.
    """

    text: str
    blocks: list[Block]
    frames: list[Frame]
    holders: list[Any]
    deepest: int
    elements: int = 0

    def ancestors(self, frame: int) -> list[int]:
        """The indexes of a frame and of all around it, innermost first."""
        found = []
        while frame >= 0:
            found.append(frame)
            frame = self.frames[frame].parent
        return found


def is_heading(block: Block) -> bool:
    """Whether a block is an HTML heading."""
    return block.tag[0] == "h" and block.tag[1:].isdigit()


def is_code(layout: Layout, block: Block) -> bool:
    """Whether a block stands in preformatted text: a program, a listing, verse."""
    frame = block.frame
    while frame >= 0:
        if layout.frames[frame].tag == "pre":
            return True
        frame = layout.frames[frame].parent
    return False
