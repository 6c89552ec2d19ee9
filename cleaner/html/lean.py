"""The tree that trafilatura is asked about: built of what is laid out, each text marked.

Its time goes with the elements, and most elements of a page tell it nothing: what it throws away first, what only
dresses a line, boxes in boxes. So it gets a tree of its own, a third to a quarter of the page's: an element for each
frame that holds something, one for those that hold the same, and one for paragraphs that stand side by side and are
alike, for they fare alike.
"""

from __future__ import annotations

import re
from typing import Any

from cleaner.html.blocks import BULLET, Block, Frame, Layout
from cleaner.html.evidence import kinds_of_names

MARK = 0xF0000
"""First code point of the marks: supplementary private use, which no text of a page carries after `_PRIVATE`."""

_PRIVATE = re.compile("[\ud800-\udfff\ufffe\uffff\U000f0000-\U0010fffd]")
"""What must not stand in a marked text: other marks, and what lxml refuses to set (controls are gone already)."""

MARKED = re.compile("[\U000f0000-\U0010fffd]")
MAX_MARKS = 0x10FFFE - MARK

BOXES = frozenset({"aside", "footer", "nav", "button", "menu", "dialog", "label", "legend", "fieldset", "figure"})
"""Elements that trafilatura throws away before it looks at anything: half of a page, copied four times on the way.
Boxes may by mistake hold the article, and trafilatura then has a last resort."""

LINKS = 0.9
"""A box is one of links when so large a share of its words is. Leaving them out changes the answer on 6% of the pages,
by a line or two, and takes a third off the time."""

FEW_LINES = 4
MOST = 0.3
"""Boxes of links of fewer lines, or boxes of a larger share of the page's words, may be the article's own."""

SHORT_LIST = 100
"""Characters under which trafilatura throws a list of links away itself. (The same for other elements changed what it
keeps on pages of little text.)"""

SENTENCE, FEW_LINKS = 10, 0.25
"""Words from which a line is a paragraph, and the share of links under which they matter to no test. Joining such lines
changed nothing on 1,004 pages, and takes a sixth of the elements away."""

_HOLDERS = frozenset({"html", "body", "article", "main", "p", "table", "tbody", "tr", "td", "th"})
_PARAGRAPHS = frozenset({"p", "li"})
"""Elements that are joined."""

_TOLD = frozenset({"class", "id", "role", "itemprop", "style", "aria-hidden", "data-component"})
"""The attributes that trafilatura asks about."""

_PLAIN_BOXES = frozenset({"div", "section", "center", "tbody", "thead", "tfoot"})
"""Elements that say nothing by their tag: one that holds the same as another around it is no element of its own, but
its names are the other's too. That changes the answer on a tenth of the pages, by a line or two, and no mean F1 by more
than 0.0001; it takes a fifth of the elements away."""

Owner = tuple[int, int]
"""Whose a mark is: the index of a block, and the length of the text."""


def make_lean(root: Any, layout: Layout) -> tuple[Any, list[Owner]]:
    """The lean tree of a page, of elements like those of ``root``, and the owners of its marks."""
    tree = _Tree(root, layout)
    position = 0
    for block in layout.blocks:
        while position < len(layout.frames) and layout.frames[position].first <= block.index:
            tree.open(layout.frames[position])
            position += 1
        tree.write(block)
    return tree.root, tree.owners


class _Tree:
    """The tree as it grows, in the order of the page. One instance a page."""

    def __init__(self, root: Any, layout: Layout) -> None:
        from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

        self.owners: list[Owner] = []
        self.root = root.makeelement("html")
        self._add = etree.SubElement
        self._layout = layout
        self._joined = _joined(layout)
        self._whole = layout.frames[0].words if layout.frames else 0
        self._elements: list[Any] = []
        self._before: Any = None

    def open(self, frame: Frame) -> None:
        """Give a frame its element: a new one, that of the frame around, or none if it is needless."""
        around = self._elements[frame.parent] if frame.parent >= 0 else self.root
        if around is None or not frame.words or frame.parent < 0:
            self._elements.append(around if frame.words else None)
        elif frame.first in self._joined and frame.tag in _PARAGRAPHS:
            self._elements.append(self._before)
        elif _is_needless(self._layout, frame, self._whole):
            self._elements.append(None)
        else:
            self._elements.append(self._element(frame, around))

    def _element(self, frame: Frame, around: Any) -> Any:
        """The element of a frame that holds something: that of the frame around too, if a plain box holds the same."""
        names = {key: _unmarked(value) for key, value in self._layout.holders[frame.index].items() if key in _TOLD}
        above = self._layout.frames[frame.parent]
        alike = (above.first, above.last) == (frame.first, frame.last) and around is not self.root
        if alike and frame.tag in _PLAIN_BOXES and (above.tag in _PLAIN_BOXES or not names):
            for key, value in names.items():
                more = around.get(key)
                around.set(key, f"{more} {value}" if more else value)
            return around
        added = self._add(around, "x-box" if "-" in frame.tag else frame.tag, names)
        added.tail = "\n"
        return added

    def write(self, block: Block) -> None:
        """Put a block into the element of its frame, or that of the paragraph that it is joined to."""
        element = self._before = self._elements[block.frame] if block.frame >= 0 else None
        if element is None:
            return
        text = block.text.removeprefix(BULLET)
        if block.index in self._joined:
            element.text += " " + self._marked(block, text)
        elif block.tag == "tr" and "\t" in text:
            self._add(element, "td").text = self._marked(block, text)
        elif len(element) or element.text or "\n" in text or not _has_few_links(block):
            self._write_parts(element, block)
        else:
            element.text = self._marked(block, text)

    def _write_parts(self, element: Any, block: Block) -> None:
        """Write a block that has links or line breaks, or is not the first in its element."""
        last = element[-1] if len(element) else None
        if element.text if last is None else (last.tail or "").strip():
            self._add(element, "br")
        position = len(BULLET) if block.text.startswith(BULLET) else 0
        for start, end, _ in () if _has_few_links(block) else block.links:
            self._say(element, block, block.text[position:start])
            self._add(element, "a", href="#").text = self._marked(block, block.text[max(start, position) : end])
            position = end
        self._say(element, block, block.text[position:])

    def _say(self, element: Any, block: Block, text: str) -> None:
        """Add text at the end of an element, its lines set apart as in the page."""
        for number, line in enumerate(text.split("\n") if element.tag in _PLAIN_BOXES else (text,)):
            if number:
                self._add(element, "br")
            if line and len(element):
                element[-1].tail = self._marked(block, line)
            elif line:
                element.text = self._marked(block, line)

    def _marked(self, block: Block, text: str) -> str:
        """A text with its mark, if it is more than white space."""
        text = _unmarked(text)
        visible = text.lstrip()
        if not visible or len(self.owners) >= MAX_MARKS:
            return text
        mark = chr(MARK + len(self.owners))
        self.owners.append((block.index, len(visible)))
        return text[: len(text) - len(visible)] + mark + visible


def _is_needless(layout: Layout, frame: Frame, whole: int) -> bool:
    """Whether a frame is a box that would be thrown away, or one of links alone."""
    if frame.words >= MOST * whole or frame.tag in _HOLDERS:
        return False
    if frame.link_words >= LINKS * frame.words:
        length = layout.blocks[frame.last - 1].end - layout.blocks[frame.first].start
        if frame.last - frame.first >= FEW_LINES or (frame.tag in ("ul", "ol") and length < SHORT_LIST):
            return not _is_tabular(layout, frame)
    return frame.tag in BOXES and not _is_tabular(layout, frame)


def _is_tabular(layout: Layout, frame: Frame) -> bool:
    """Whether a frame is a figure that holds a table, which trafilatura keeps."""
    if frame.tag != "figure":
        return False
    inside = layout.frames[frame.index + 1 : layout.blocks[frame.last - 1].frame + 1]
    return any(inner.tag == "table" for inner in inside)


def _joined(layout: Layout) -> set[int]:
    """The blocks that stand in one element with the one before: those of a run of paragraphs after its first.

    The last one of a run stays by itself: trafilatura goes on looking when it has found a single paragraph.
    """
    found: set[int] = set()
    before: Block | None = None
    for block in layout.blocks:
        plain = block.tag in _PARAGRAPHS and _is_plain(layout, block)
        if plain and before is not None and _are_alike(layout, before, block):
            found.add(block.index)
        elif before is not None:
            found.discard(before.index)
        before = block if plain else None
    if before is not None:
        found.discard(before.index)
    return found


def _is_plain(layout: Layout, block: Block) -> bool:
    """Whether a block is all of a paragraph or an item, of which neither links nor names say anything."""
    frame = layout.frames[block.frame]
    if block.frame < 0 or frame.last - frame.first > 1 or (frame.names and kinds_of_names(frame.names)):
        return False
    if block.tag == "li" and not layout.frames[frame.parent].link_words:
        return True
    return block.words >= SENTENCE and _has_few_links(block)


def _has_few_links(block: Block) -> bool:
    return block.link_words < FEW_LINKS * block.words


def _are_alike(layout: Layout, one: Block, other: Block) -> bool:
    """Whether two paragraphs stand in the same element under the same names."""
    a, b = layout.frames[one.frame], layout.frames[other.frame]
    return a.parent == b.parent and a.path == b.path and a.hidden == b.hidden


def _unmarked(text: str) -> str:
    """A text without what must not stand in a marked one."""
    return text if text.isascii() else _PRIVATE.sub("", text)
