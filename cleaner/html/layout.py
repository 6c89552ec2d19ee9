"""Lay a page's text out as blocks, in one pass over the tree, with the facts of the elements they stand in.

The text is what a reader could see, in document order, a line a block; elements that never show text (scripts, styles,
form values) are left out, while hidden ones are kept and marked, because pages unfold them. White space collapses as in
a browser; nothing else is changed. Everything after this refers to the laid-out text by offsets.
"""

from __future__ import annotations

import re
from typing import Any

from cleaner.html.blocks import BULLET, Block, Frame, Layout
from cleaner.html.errors import PageError
from cleaner.html.naming import is_aside, names_of
from cleaner.html.tree import MAX_DEPTH, MAX_NODES
from cleaner.page import word_count

CURTAIN = 0.5
"""A hidden element with more of the page's words is the page itself, until a script or a consent dialog shows it."""

MAX_BLOCKS = 50_000
"""More blocks than this are refused; the longest article of the development pages has 4,000."""

_SILENT = (
    "script style noscript template head title svg iframe frame object embed applet audio video canvas map select "
    "datalist textarea input img picture source track param meta link base annotation annotation-xml"
)
SILENT = frozenset(_SILENT.split())
"""Elements whose content is never shown as text of the page."""

_BREAKING = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol option p pre "
    "section summary table tbody td tfoot th thead tr ul"
)
BREAKING = frozenset(_BREAKING.split())
"""Elements that start a new line before and after them."""

BULLETS = ("•", "-", "–", "—", "*", "·", "‣", "▪", "●", "○", "◦", "✓", "✔", "➤", "►")

_WHITE = " \t\n\r\f"
_RUNS = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""White space that is not one blank already."""

_IN_ROW = frozenset({"td", "th", "p", "label", "button", "center"})
_INLINE_IN_ROW = BREAKING - _IN_ROW - {"tr", "tbody", "thead", "tfoot"}


def lay_out(root: Any) -> Layout:
    """The blocks of a parsed page. The tree is not changed."""
    from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    depth = elements = 0
    for event, element in events:
        tag = element.tag
        if event == "start":
            depth += 1
            elements += 1
            if tag in SILENT or not isinstance(tag, str):
                if elements > MAX_NODES:
                    raise PageError(f"page has more than {MAX_NODES:,} elements")
                events.skip_subtree()
            else:
                walk.start(element, tag, depth)
                if text := element.text:
                    walk.write(element, False, text)
        else:
            if tag not in SILENT:
                walk.end(element, tag, depth)
            depth -= 1
            if (text := element.tail) and depth:
                walk.write(element, True, text)
    walk.flush()
    return _finish(walk, elements)


class _Walk:
    """The state of the pass. One instance a page; `lay_out` is the way in."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.frames: list[Frame] = []
        self.holders: list[Any] = []
        self.nodes: list[tuple[Any, bool, int]] = []
        self.paths: dict[tuple[int, str, str], int] = {}
        self.open: list[Frame] = []
        self.deepest = 0
        # The open block: its text so far, whether that ends in a blank, and what stands in it.
        self.pieces: list[str] = []
        self.length = 0
        self.space = True
        self.links: list[tuple[int, int, str]] = []
        self.strong = 0
        self.breaks = 0
        self.cell = False
        self.bullet = False
        # What the pass is inside of: a link (where it began), bold text, preformatted text, a row (its depth), boxes
        # that are elements of the page's own making (their depths), an aside (where it began).
        self.link: tuple[int, str] | None = None
        self.in_strong = 0
        self.pre = 0
        self.row = 0
        self.boxes: list[int] = []
        self.asides: list[tuple[int, int]] = []
        self.aside: int | None = None

    # -- text ---------------------------------------------------------------------------------------------------

    def write(self, element: Any, tail: bool, text: str) -> None:
        """Add a text node to the open block; white space collapses."""
        if self.pre:
            if not text.strip(_WHITE) and not self.pieces:
                return
        elif not text.strip(_WHITE):
            if not self.space:
                self.pieces.append(" ")
                self.length += 1
                self.space = True
            return
        else:
            text = _RUNS.sub(" ", text)
            if self.space and text[0] == " ":
                text = text[1:]
        if self.breaks or self.cell:
            self._separate()
            text = text if self.pre else text.lstrip(" ")
        if self.bullet and not self.length:
            self._open_item(text)
        self.pieces.append(text)
        if self.in_strong:
            self.strong += len(text)
        self.length += len(text)
        self.space = text[-1] == " "
        self.nodes.append((element, tail, len(self.blocks)))

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
        if not self.pieces:
            return
        text = "".join(self.pieces).rstrip(" \n\t")
        if text.strip():
            self._close_block(text)
        else:
            while self.nodes and self.nodes[-1][2] == len(self.blocks):
                self.nodes.pop()
        self.pieces.clear()
        self.links = []
        self.asides = []
        self.aside = None
        self.length = self.strong = 0
        self.space = True
        if self.link is not None:
            self.link = (0, self.link[1])

    def _close_block(self, text: str) -> None:
        if self.link is not None:
            self.links.append((self.link[0], len(text), self.link[1]))
        links = [(a, b if b < len(text) else len(text), href) for a, b, href in self.links if a < min(b, len(text))]
        frame = self.open[-1] if self.open else None
        block = Block(len(self.blocks), frame.index if frame else -1, frame.tag if frame else "div", text)
        block.words = word_count(text) - text.startswith(BULLET)
        if links:
            block.links = links
            block.link_words = sum(word_count(text[a:b]) for a, b, _ in links)
        block.strong = self.strong
        if self.asides:
            block.asides = [(a, min(b, len(text))) for a, b in self.asides if a < min(b, len(text))]
        self.blocks.append(block)
        if len(self.blocks) > MAX_BLOCKS:
            raise PageError(f"page has more than {MAX_BLOCKS:,} blocks of text")

    # -- elements -----------------------------------------------------------------------------------------------

    def start(self, element: Any, tag: str, depth: int) -> None:
        """An element begins."""
        if depth > self.deepest:
            self.deepest = depth
        if tag in BREAKING:
            if self.row:
                if tag in _IN_ROW:
                    self._in_row(tag)
            elif depth <= MAX_DEPTH:
                if tag == "tr" and _is_simple_row(element):
                    self.row = depth
                self._open_frame(element, tag)
                self.pre += tag == "pre"
        elif tag == "br":
            self.breaks += 1
            if self.breaks > 1 and not self.row and not self.pre:
                self.flush()
        elif tag == "a":
            if self.link is None and (address := element.get("href")):
                self.link = (self.length, address)
        elif tag in ("b", "strong"):
            self.in_strong += 1
        elif tag == "span":
            if (classes := element.get("class")) and is_aside(classes):
                self.aside = self.length
        elif "-" in tag and self._is_box(element) and depth <= MAX_DEPTH and not self.row:
            self._open_frame(element, tag)
            self.boxes.append(depth)

    def end(self, element: Any, tag: str, depth: int) -> None:
        """An element ends."""
        if tag in BREAKING:
            if self.row:
                if depth == self.row:
                    self.row = 0
                    self._close_frame()
            elif depth <= MAX_DEPTH:
                self._close_frame()
                self.pre -= tag == "pre"
        elif tag == "a":
            if self.link is not None and element.get("href"):
                if self.length > self.link[0]:
                    self.links.append((self.link[0], self.length, self.link[1]))
                self.link = None
        elif tag in ("b", "strong"):
            self.in_strong = max(0, self.in_strong - 1)
        elif tag == "span":
            if self.aside is not None and (classes := element.get("class")) and is_aside(classes):
                self.asides.append((self.aside, self.length))
                self.aside = None
        elif self.boxes and self.boxes[-1] == depth:
            self.boxes.pop()
            self._close_frame()

    def _is_box(self, element: Any) -> bool:
        """Whether an element of the page's own making (``amp-sidebar``, ``x-card``) is a box, not part of a line."""
        return self.space and not self.length and len(element) > 0 and not (element.tail or "").strip(_WHITE)

    def _in_row(self, tag: str) -> None:
        """A cell, or an element that would break lines elsewhere, inside a row that is one block."""
        if tag in ("td", "th"):
            self.cell = self.length > 0
        elif self.length and not self.space:
            self.pieces.append(" ")
            self.length += 1
            self.space = True

    def _open_frame(self, element: Any, tag: str) -> None:
        self.flush()
        above = self.open[-1] if self.open else None
        names, shape, hidden = names_of(element)
        if tag in ("html", "body"):
            names = ""
        elif "-" in tag:
            names = f"{tag} {names}".rstrip()
        path = self.paths.setdefault((above.path if above else 0, tag, shape), len(self.paths) + 1)
        index, first = len(self.frames), len(self.blocks)
        if above:
            frame = Frame(index, above.index, tag, names, above.depth + 1, hidden, path, first)
        else:
            frame = Frame(index, -1, tag, names, 0, hidden, path, first)
        self.frames.append(frame)
        self.holders.append(element)
        self.open.append(frame)
        if tag == "li":
            self.bullet = above is not None and above.tag in ("ul", "menu")
        elif tag in ("ul", "ol", "dl", "table"):
            self.bullet = False

    def _close_frame(self) -> None:
        self.flush()
        self.open.pop().last = len(self.blocks)


def _is_simple_row(element: Any) -> bool:
    """Whether a table row holds cells of running text only: then it is one block, its cells set apart by tabs."""
    cells = breaks = 0
    for inner in element.iter("*"):
        if inner is not element and inner.tag in _INLINE_IN_ROW:
            return False
        cells += inner.tag in ("td", "th")
        breaks += inner.tag == "br"
    return cells > 1 and breaks <= cells


def _finish(walk: _Walk, elements: int) -> Layout:
    """Offsets of the blocks, sums of the frames."""
    position = 0
    for block in walk.blocks:
        block.start, block.end = position, position + len(block.text)
        position = block.end + 1
        if block.frame >= 0:
            frame = walk.frames[block.frame]
            frame.words += block.words
            frame.link_words += block.link_words
    for frame in reversed(walk.frames):
        if frame.parent >= 0 and frame.words:
            walk.frames[frame.parent].words += frame.words
            walk.frames[frame.parent].link_words += frame.link_words
    _hide_inside(walk.frames)
    text = "".join([block.text + "\n" for block in walk.blocks])
    return Layout(text, walk.blocks, walk.frames, walk.nodes, walk.holders, walk.deepest, elements)


def _hide_inside(frames: list[Frame]) -> None:
    """What stands in a hidden frame is hidden, unless the frame holds most of the page."""
    for frame in frames:
        frame.hidden = frame.hidden and frame.words <= CURTAIN * frames[0].words
        if frame.parent >= 0 and frames[frame.parent].hidden:
            frame.hidden = True
