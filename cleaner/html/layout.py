"""Lay a page's text out as blocks, in one pass over the tree, with the facts of the elements they stand in.

The text is what a reader could see, in document order, a line a block; elements that never show text (scripts, styles,
form values) are left out, while hidden ones are kept and marked, because pages unfold them. White space collapses as in
a browser; nothing else is changed. Everything after this refers to the laid-out text by offsets.
"""

from __future__ import annotations

from typing import Any

from cleaner.html.blocks import Frame, Layout
from cleaner.html.errors import PageError
from cleaner.html.lines import WHITE, Lines
from cleaner.html.naming import is_aside, names_of
from cleaner.html.tree import MAX_DEPTH, MAX_NODES

CURTAIN = 0.5
"""A hidden element with more of the page's words is the page itself, until a script or a consent dialog shows it."""

_SILENT = (
    "script style noscript template head title svg iframe frame object embed applet audio video canvas map select "
    "datalist textarea input img picture amp-img source track param meta link base annotation annotation-xml"
)
SILENT = frozenset(_SILENT.split())
"""Elements whose content is never shown as text of the page."""

PICTURES = frozenset({"img", "picture", "amp-img", "video"})
"""Those that show something."""

_BREAKING = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol option p pre "
    "section summary table tbody td tfoot th thead tr ul"
)
BREAKING = frozenset(_BREAKING.split())
"""Elements that start a new line before and after them."""

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
            if (tag in SILENT and not _is_shadow(element)) or not isinstance(tag, str):
                if elements > MAX_NODES:
                    raise PageError(f"page has more than {MAX_NODES:,} elements")
                if tag in PICTURES:
                    walk.show()
                events.skip_subtree()
            else:
                walk.start(element, tag, depth)
                if text := element.text:
                    walk.write(text)
        else:
            if tag not in SILENT:
                walk.end(element, tag, depth)
            depth -= 1
            if (text := element.tail) and depth:
                walk.write(text)
    walk.flush()
    return _finish(walk, elements)


class _Walk(Lines):
    """The elements of the pass: frames, and what they do to the lines. One instance a page."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[Frame] = []
        self.holders: list[Any] = []
        self.deepest = 0
        # What the pass is inside of: a row (its depth), boxes that are elements of the page's own making (theirs).
        self.row = 0
        self.boxes: list[int] = []

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
        elif tag == "span":
            if self.aside is not None and (classes := element.get("class")) and is_aside(classes):
                self.asides.append((self.aside, self.length))
                self.aside = None
        elif self.boxes and self.boxes[-1] == depth:
            self.boxes.pop()
            self._close_frame()

    def show(self) -> None:
        """A picture stands here."""
        if self.open:
            self.open[-1].pictures += 1

    def _is_box(self, element: Any) -> bool:
        """Whether an element of the page's own making (``amp-sidebar``, ``x-card``) is a box, not part of a line."""
        return self.space and not self.length and len(element) > 0 and not (element.tail or "").strip(WHITE)

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
        if above:
            frame = Frame(len(self.frames), above.index, tag, above.depth + 1, len(self.blocks))
        else:
            frame = Frame(len(self.frames), -1, tag, 0, len(self.blocks))
        self.frames.append(frame)
        self.holders.append(element)
        self.open.append(frame)
        if tag == "li":
            self.bullet = above is not None and above.tag in ("ul", "menu")
        elif tag in ("ul", "ol", "dl", "table"):
            self.bullet = False

    def _close_frame(self) -> None:
        self.flush()
        frame = self.open.pop()
        frame.last = len(self.blocks)
        if frame.first == frame.last and frame.parent >= 0:
            # It holds no text, and so do those inside it, which are gone already: it is the last one.
            self.frames.pop()
            self.open[-1].pictures += frame.pictures
            self.holders.pop()


def _is_shadow(element: Any) -> bool:
    """Whether an element is a template that a browser shows at once, as the inside of the element around it."""
    return element.tag == "template" and element.get("shadowrootmode") is not None


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
    """Offsets of the blocks, names and sums of the frames."""
    _name_frames(walk.frames, walk.holders)
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
            walk.frames[frame.parent].pictures += frame.pictures
    _hide_inside(walk.frames)
    text = "".join([block.text + "\n" for block in walk.blocks])
    return Layout(text, walk.blocks, walk.frames, walk.holders, walk.deepest, elements)


def _name_frames(frames: list[Frame], holders: list[Any]) -> None:
    """What the elements call themselves, and which of them are alike."""
    paths: dict[tuple[int, str, str], int] = {}
    for frame, element in zip(frames, holders, strict=True):
        names, shape, frame.hidden = names_of(element)
        if "-" in frame.tag:
            names = f"{frame.tag} {names}".rstrip()
        frame.names = names if frame.tag not in ("html", "body") else ""
        above = frames[frame.parent].path if frame.parent >= 0 else 0
        frame.path = paths.setdefault((above, frame.tag, shape), len(paths) + 1)


def _hide_inside(frames: list[Frame]) -> None:
    """What stands in a hidden frame is hidden, unless the frame holds most of the page."""
    for frame in frames:
        frame.hidden = frame.hidden and frame.words <= CURTAIN * frames[0].words
        if frame.parent >= 0 and frames[frame.parent].hidden:
            frame.hidden = True
