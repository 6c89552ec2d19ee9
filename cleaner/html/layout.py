"""Lay a page's text out as blocks, in one pass over the tree, with the facts of the elements they stand in.

The text is what a reader could see, in document order, a line a block; elements that never show text (scripts, styles,
form values) are left out, while hidden ones are kept and marked, because pages unfold them. White space collapses as in
a browser; nothing else is changed. Everything after this refers to the laid-out text by offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from cleaner.html.errors import PageError
from cleaner.html.tree import MAX_DEPTH, MAX_NODES

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

BULLET = "• "
BULLETS = ("•", "-", "–", "—", "*", "·", "‣", "▪", "●", "○", "◦", "✓", "✔", "➤", "►")

_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE_IN_ROW = BREAKING - {"tr", "td", "th", "tbody", "thead", "tfoot", "p", "label", "button", "center"}


@dataclass(slots=True)
class Frame:
    """An element that holds blocks: its tag, its names, its place, and what it holds (summed up after the pass)."""

    index: int
    parent: int
    tag: str
    names: str
    depth: int
    hidden: bool
    path: int
    first: int = 0
    last: int = 0
    words: int = 0
    link_words: int = 0


@dataclass(slots=True)
class Block:
    """A line of the laid-out text. ``start`` and ``end`` are offsets into it, the line break not included.

    ``frame`` is the innermost frame around it, ``tag`` what it is (``p``, ``h2``, ``li``, ``tr``, ``a`` …). ``links``
    are (start, end, address) inside the block's text, ``strong`` the number of its characters in bold.
    """

    index: int
    frame: int
    tag: str
    text: str
    start: int = 0
    end: int = 0
    links: list[tuple[int, int, str]] = field(default_factory=list)
    strong: int = 0
    words: int = 0
    link_words: int = 0


@dataclass(slots=True)
class Layout:
    """A page as blocks in frames. ``nodes`` are the text nodes, as (element, is tail, block index), in order."""

    text: str
    blocks: list[Block]
    frames: list[Frame]
    nodes: list[tuple[Any, bool, int]]
    deepest: int
    elements: int = 0

    def ancestors(self, frame: int) -> list[int]:
        """The indexes of a frame and of all around it, innermost first."""
        found = []
        while frame >= 0:
            found.append(frame)
            frame = self.frames[frame].parent
        return found


def count_words(text: str) -> int:
    """Words of a text; scripts without spaces count two characters as one."""
    spaced = text.split()
    if len(text) > 8 * len(spaced) and (wide := sum(1 for c in text if c >= "\u2e80" or "\u0e00" <= c <= "\u0e7f")):
        return len(spaced) + wide // 2
    return len(spaced)


def names_of(element: Any) -> str:
    """Class, id, role and the like, as one lower-case string to look names up in; camelCase is split."""
    get = element.get
    parts = [
        value
        for key in ("class", "id", "role", "itemprop", "data-testid", "data-component", "aria-label", "data-name")
        if (value := get(key))
    ]
    return _split_names(" ".join(parts)[:400]) if parts else ""


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _split_names(names: str) -> str:
    return _HUMP.sub("-", names).lower()


class _Walk:
    """The state of the pass. One instance a page; `lay_out` is the way in."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.frames: list[Frame] = []
        self.nodes: list[tuple[Any, bool, int]] = []
        self.paths: dict[tuple[int, str], int] = {}
        self.pieces: list[str] = []
        self.length = 0
        self.space = True
        self.links: list[tuple[int, int, str]] = []
        self.bullet = False
        self.strong = 0
        self.in_strong = 0
        self.link: tuple[int, str] | None = None
        self.breaks = 0
        self.pre = 0
        self.row = 0
        self.row_cell = False
        self.tag = "div"
        self.stack = [-1]
        self.tags: list[str] = []
        self.deepest = 0

    # -- text ---------------------------------------------------------------------------------------------------

    def write(self, element: Any, tail: bool, text: str) -> None:
        """Add a text node to the open block; white space collapses."""
        if not self.pre:
            text = _SPACE.sub(" ", text)
        if not text or (text == " " and self.space):
            return
        if self.space and text[0] == " " and not self.pre:
            text = text[1:]
        if not text.strip(" \n\t"):
            if not self.space:
                self.pieces.append(" ")
                self.length += 1
                self.space = True
            return
        if self.breaks or self.row_cell:
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
        if self.pieces and self.length:
            if self.space and self.pieces[-1].endswith(" ") and not self.pre:
                self.pieces[-1] = self.pieces[-1][:-1]
                self.length -= 1
            self.pieces.append("\n" if self.breaks else "\t")
            self.length += 1
        self.breaks, self.row_cell = 0, False

    def flush(self) -> None:
        """Close the open block, if it has text."""
        text = "".join(self.pieces)
        stripped = text.rstrip(" \n\t")
        if not stripped.strip():
            while self.nodes and self.nodes[-1][2] == len(self.blocks):
                self.nodes.pop()
        else:
            if self.link is not None:
                self.links.append((self.link[0], len(stripped), self.link[1]))
            links = [(a, min(b, len(stripped)), href) for a, b, href in self.links if a < min(b, len(stripped))]
            block = Block(len(self.blocks), self.stack[-1], self.tag, stripped, links=links, strong=self.strong)
            block.words = count_words(stripped) - stripped.startswith(BULLET)
            block.link_words = sum(count_words(stripped[a:b]) for a, b, _ in links)
            self.blocks.append(block)
            if len(self.blocks) > MAX_BLOCKS:
                raise PageError(f"page has more than {MAX_BLOCKS:,} blocks of text")
        self.pieces.clear()
        self.links = []
        self.length = self.strong = self.breaks = 0
        self.space, self.row_cell = True, False
        if self.link is not None:
            self.link = (0, self.link[1])

    # -- elements -----------------------------------------------------------------------------------------------

    def open_frame(self, element: Any, tag: str) -> None:
        """A breaking element begins."""
        self.flush()
        parent = self.stack[-1]
        above = self.frames[parent] if parent >= 0 else None
        names = "" if tag in ("html", "body") else names_of(element)
        hidden = bool(above and above.hidden) or _is_hidden(element)
        key = (above.path if above else 0, f"{tag} {names}" if len(names) < 120 else tag)
        path = self.paths.setdefault(key, len(self.paths) + 1)
        depth = above.depth + 1 if above else 0
        frame = Frame(len(self.frames), parent, tag, names, depth, hidden, path, len(self.blocks))
        self.frames.append(frame)
        self.stack.append(frame.index)
        self.tags.append(tag)
        self.tag = tag
        if tag == "li":
            self.bullet = above is not None and above.tag in ("ul", "menu")
        elif tag in ("ul", "ol", "dl", "table"):
            self.bullet = False

    def close_frame(self) -> None:
        """A breaking element ends."""
        self.flush()
        self.frames[self.stack.pop()].last = len(self.blocks)
        self.tags.pop()
        self.tag = self.tags[-1] if self.tags else "div"


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and _HIDDEN_STYLE.search(style) is not None


def _is_simple_row(element: Any) -> bool:
    """Whether a table row holds cells of running text only: then it is one block, its cells set apart by tabs."""
    cells = breaks = 0
    for inner in element.iter("*"):
        if inner is not element and inner.tag in _INLINE_IN_ROW:
            return False
        cells += inner.tag in ("td", "th")
        breaks += inner.tag == "br"
    return cells > 1 and breaks <= cells


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
            if elements > MAX_NODES:
                raise PageError(f"page has more than {MAX_NODES:,} elements")
            if not isinstance(tag, str) or tag in SILENT:
                events.skip_subtree()
                continue
            if depth > walk.deepest:
                walk.deepest = depth
            _start(walk, element, tag, depth)
        else:
            depth -= 1
            if isinstance(tag, str) and tag not in SILENT:
                _end(walk, element, tag, depth + 1)
            if element.tail and element is not root:
                walk.write(element, True, element.tail)
    walk.flush()
    return _finish(walk, elements)


def _start(walk: _Walk, element: Any, tag: str, depth: int) -> None:
    if tag == "br":
        walk.breaks += 1
        if walk.breaks > 1 and not walk.row:
            walk.flush()
        return
    if tag == "tr" and not walk.row and _is_simple_row(element):
        walk.open_frame(element, tag)
        walk.row = depth
    elif walk.row and tag in ("td", "th", "p", "label", "button", "center"):
        if tag in ("td", "th"):
            walk.row_cell = walk.length > 0
        elif walk.length and not walk.space:
            walk.pieces.append(" ")
            walk.length += 1
            walk.space = True
    elif tag in BREAKING and depth <= MAX_DEPTH:
        walk.open_frame(element, tag)
        if tag == "pre":
            walk.pre += 1
    elif tag == "a" and walk.link is None and element.get("href"):
        walk.link = (walk.length, element.get("href"))
    elif tag in ("b", "strong"):
        walk.in_strong += 1
    if element.text:
        walk.write(element, False, element.text)


def _end(walk: _Walk, element: Any, tag: str, depth: int) -> None:
    if tag == "br":
        return
    if walk.row:
        if depth == walk.row:
            walk.row = 0
            walk.close_frame()
            return
        if tag in BREAKING:
            return
    elif tag in BREAKING and depth <= MAX_DEPTH:
        walk.close_frame()
        if tag == "pre":
            walk.pre -= 1
        return
    if tag == "a" and walk.link is not None and element.get("href"):
        if walk.length > walk.link[0]:
            walk.links.append((walk.link[0], walk.length, walk.link[1]))
        walk.link = None
    elif tag in ("b", "strong"):
        walk.in_strong = max(0, walk.in_strong - 1)


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
        if frame.parent >= 0:
            walk.frames[frame.parent].words += frame.words
            walk.frames[frame.parent].link_words += frame.link_words
    text = "".join(block.text + "\n" for block in walk.blocks)
    return Layout(text, walk.blocks, walk.frames, walk.nodes, walk.deepest, elements)
