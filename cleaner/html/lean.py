"""The tree that trafilatura is asked about: the page without what its answer does not depend on, each text marked.

Its time goes with the elements, 40 microseconds each, and most of them tell it nothing: what it throws away first, and
what only dresses a line. Paragraphs that stand side by side and are alike fare alike, so they are given as one.
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

_SILENT = (
    "script style svg noscript iframe link input source picture select textarea option optgroup head embed object "
    "param track video audio canvas map area time progress rp rt rtc"
)
SILENT = tuple(_SILENT.split())
BOXES = frozenset({"aside", "footer", "nav", "button", "menu", "dialog", "label", "legend", "fieldset", "figure"})
"""Elements that trafilatura throws away before it looks at anything: half of a page, copied four times on the way.
The silent ones hold no text to judge; boxes may by mistake hold the article, and trafilatura then has a last resort."""

INLINE = ("span", "strong", "em", "b", "i", "u", "img", "template", "sup", "sub", "small", "mark")
"""Elements that only dress a part of a line."""

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
_PLACES = _HOLDERS | {"hr"}
_NEEDLESS = "x-needless"
"""What elements are renamed to that shall go, for then they go at once."""

Owner = tuple[int, int]
"""Whose a mark is: the index of a block, and the length of the text."""


def make_lean(root: Any, layout: Layout) -> list[Owner]:
    """Strip the tree of a page, and put a mark into every text that is left. Returns the owners of the marks."""
    from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

    done = [False] * len(layout.blocks)
    whole = layout.frames[0].words if layout.frames else 0
    for frame, element in zip(layout.frames, layout.holders, strict=True):
        open_ = frame.words and not done[frame.first]
        if open_ and _is_needless(layout, frame, whole) and not _is_tabular(frame, element):
            element.tag = _NEEDLESS
            done[frame.first : frame.last] = [True] * (frame.last - frame.first)
    for element in layout.empty:
        if element.tag not in _PLACES:
            element.tag = _NEEDLESS
    owners: list[Owner] = []
    _join_paragraphs(layout, owners, done)
    _mark(layout, owners, done)
    etree.strip_elements(root, _NEEDLESS, *SILENT, with_tail=False)
    etree.strip_tags(root, *INLINE)
    return owners


def _is_needless(layout: Layout, frame: Frame, whole: int) -> bool:
    """Whether a frame is a box that would be thrown away, or one of links alone."""
    if frame.words >= MOST * whole or frame.tag in _HOLDERS:
        return False
    if frame.link_words >= LINKS * frame.words:
        length = layout.blocks[frame.last - 1].end - layout.blocks[frame.first].start
        if frame.last - frame.first >= FEW_LINES or (frame.tag in ("ul", "ol") and length < SHORT_LIST):
            return True
    return frame.tag in BOXES


def _is_tabular(frame: Frame, element: Any) -> bool:
    """Whether a frame is a figure that holds a table, which trafilatura keeps."""
    return frame.tag == "figure" and element.find(".//table") is not None


def _join_paragraphs(layout: Layout, owners: list[Owner], done: list[bool]) -> None:
    """Put one element in the place of each run of paragraphs, its texts marked, and note their blocks as done.

    The last one of a run stays by itself: trafilatura goes on looking when it has found a single paragraph.
    """
    runs: list[list[Block]] = [[]]
    for block, gone in zip(layout.blocks, done, strict=True):
        plain = not gone and block.tag in ("p", "li") and _is_plain(layout, block)
        if runs[-1] and not (plain and _are_alike(layout, runs[-1][-1], block)):
            runs.append([])
        if plain:
            runs[-1].append(block)
    for run in runs:
        _join(layout, run[:-1], owners, done)
        _join(layout, run[-1:], owners, done)


def _join(layout: Layout, run: list[Block], owners: list[Owner], done: list[bool]) -> None:
    if not run or len(owners) + len(run) > MAX_MARKS:
        return
    first = layout.holders[run[0].frame]
    whole = first.makeelement(first.tag)
    texts = []
    for block in run:
        text = _unmarked(block.text.removeprefix(BULLET))
        texts.append(chr(MARK + len(owners)) + text)
        owners.append((block.index, len(text)))
        layout.holders[block.frame].tag = _NEEDLESS
        done[block.index] = True
    whole.text = " ".join(texts)
    first.addprevious(whole)


def _is_plain(layout: Layout, block: Block) -> bool:
    """Whether a block is all of a paragraph or an item, of which neither links nor names say anything."""
    frame = layout.frames[block.frame]
    if block.frame < 0 or frame.last - frame.first > 1 or (frame.names and kinds_of_names(frame.names)):
        return False
    if block.tag == "li" and not layout.frames[frame.parent].link_words:
        return True
    return block.words >= SENTENCE and block.link_words < FEW_LINKS * block.words


def _are_alike(layout: Layout, one: Block, other: Block) -> bool:
    """Whether two paragraphs stand in the same element under the same names."""
    a, b = layout.frames[one.frame], layout.frames[other.frame]
    return a.parent == b.parent and a.path == b.path and a.hidden == b.hidden


def _unmarked(text: str) -> str:
    """A text without what must not stand in a marked one."""
    return text if text.isascii() else _PRIVATE.sub("", text)


def _mark(layout: Layout, owners: list[Owner], done: list[bool]) -> None:
    """Put a mark into every text node of the blocks that are not done."""
    for element, tail, block in layout.nodes:
        if done[block]:
            continue
        text = _unmarked((element.tail if tail else element.text) or "")
        visible = text.lstrip()
        if not visible or len(owners) >= MAX_MARKS:
            continue
        marked = text[: len(text) - len(visible)] + chr(MARK + len(owners)) + visible
        if tail:
            element.tail = marked
        else:
            element.text = marked
        owners.append((block, len(visible)))
