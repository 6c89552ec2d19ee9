"""Text nodes become lines: white space collapses as in a browser, links and breaks are noted, a block is closed."""

from __future__ import annotations

import re

from cleaner.html.blocks import BULLET, Block, Frame
from cleaner.html.errors import PageError
from cleaner.text.page import word_count

MAX_BLOCKS = 50_000
"""More blocks than this are refused; the longest article of the development pages has 4,000."""

BULLETS = ("•", "-", "–", "—", "*", "·", "‣", "▪", "●", "○", "◦", "✓", "✔", "➤", "►")

WHITE = " \t\n\r"
_RUNS = re.compile(r"[ \t\n\r]{2,}|[\t\n\r]")
"""White space that is not one blank already. (No tree has form feeds.)"""


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Lines:
    """The block that is open and those that are closed. What does what to them is for `cleaner.html.layout`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open: list[Frame] = []
        # The open block: its text so far, whether that ends in a blank, and what stands in it.
        self.pieces: list[str] = []
        self.length = 0
        self.space = True
        self.links: list[tuple[int, int, str]] = []
        self.breaks = 0
        self.cell = False
        self.bullet = False
        # What the text is inside of: a link (where it began), preformatted text, an aside (where it began).
        self.link: tuple[int, str] | None = None
        self.pre = 0
        self.asides: list[tuple[int, int]] = []
        self.aside: int | None = None

    def write(self, text: str) -> None:
        """Add a text node to the open block; white space collapses."""
        if self.pre:
            if not text.strip(WHITE) and not self.pieces:
                return
        elif not text.strip(WHITE):
            if not self.space:
                self.pieces.append(" ")
                self.length += 1
                self.space = True
            return
        else:
            if "\n" in text or "  " in text or "\t" in text or "\r" in text:
                text = _RUNS.sub(" ", text)
            if self.space and text[0] == " ":
                text = text[1:]
        if self.breaks or self.cell:
            self._separate()
            text = text if self.pre else text.lstrip(" ")
        if self.bullet and not self.length:
            self._open_item(text)
        self.pieces.append(text)
        self.length += len(text)
        self.space = text[-1] == " "

    def _open_item(self, text: str) -> None:
        """The bullet that a browser shows before an item of an unordered list, unless the page wrote one."""
        self.bullet = False
        if not text.lstrip().startswith(BULLETS):
            self.pieces.append(BULLET)
            self.length = len(BULLET)
            if self.link is not None:
                self.link = (self.length, self.link[1])

    def _separate(self) -> None:
        """A line break or a cell border that stands before the text to come."""
        if self.length:
            if self.space and not self.pre and self.pieces[-1].endswith(" "):
                self.pieces[-1] = self.pieces[-1][:-1]
                self.length -= 1
            mark = "\n" * self.breaks if self.pre else "\n" if self.breaks else "\t"
            self.pieces.append(mark)
            self.length += len(mark)
        self.breaks, self.cell = 0, False

    def flush(self) -> None:
        """Close the open block, if it has text."""
        self.breaks, self.cell = 0, False
        if self.pieces:
            self._flush()

    def _flush(self) -> None:
        text = "".join(self.pieces).rstrip(" \n\t")
        if text.strip():
            self._close_block(text)
        self.pieces.clear()
        self.links = []
        self.asides = []
        self.aside = None
        self.length = 0
        self.space = True
        if self.link is not None:
            self.link = (0, self.link[1])

    def _tag(self, text: str) -> str:
        """What a block is: its element, or the heading whose button it is, where a section unfolds."""
        tag = self.open[-1].tag if self.open else "div"
        if tag == "button" and len(self.open) > 1 and self.open[-2].tag in HEADINGS and any(map(str.isalnum, text)):
            return self.open[-2].tag
        return tag

    def _close_block(self, text: str) -> None:
        frame = self.open[-1] if self.open else None
        block = Block(len(self.blocks), frame.index if frame else -1, self._tag(text), text)
        block.words = word_count(text) - text.startswith(BULLET)
        if self.link is not None:
            self.links.append((self.link[0], len(text), self.link[1]))
        if self.links:
            self._add_links(block)
        if self.asides:
            block.asides = [(a, min(b, len(text))) for a, b in self.asides if a < min(b, len(text))]
        self.blocks.append(block)
        if len(self.blocks) > MAX_BLOCKS:
            raise PageError(f"page has more than {MAX_BLOCKS:,} blocks of text")

    def _add_links(self, block: Block) -> None:
        end = len(block.text)
        block.links = [(a, min(b, end), address) for a, b, address in self.links if a < min(b, end)]
        block.link_words = sum(word_count(block.text[a:b]) for a, b, _ in block.links)
