"""What other extractors think of each block, got from the tree that was parsed once.

trafilatura rebuilds and renames elements, so its output can't be laid over the page by element; matching by text loses
up to two points. Instead each text node gets one private-use character before it is asked, and its answer is read off
from the characters that come back: which nodes it kept, exactly, even in repeated text.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

from cleaner.html.blocks import Frame, Layout
from cleaner.html.structured import agreement

MARK = 0xF0000
"""First code point of the marks: supplementary private use, which no text of a page carries after `_PRIVATE`."""

_PRIVATE = re.compile("[\ud800-\udfff\ufffe\uffff\U000f0000-\U0010fffd]")
"""What must not stand in a marked text: other marks, and what lxml refuses to set (controls are gone already)."""

_MARKED = re.compile("[\U000f0000-\U0010fffd]")
MAX_MARKS = 0x10FFFE - MARK
WITNESS_DEPTH = 256
"""trafilatura and lxml copy trees recursively; deeper pages are judged without them."""

WITNESS_ELEMENTS = 60_000
"""trafilatura's time grows faster than the page; larger pages are judged without it. Articles have 300 to 10,000."""


_SILENT = (
    "script style svg noscript iframe link input source picture select textarea option optgroup head embed object "
    "param track video audio canvas map area time progress rp rt rtc"
)
SILENT = tuple(_SILENT.split())
BOXES = frozenset({"aside", "footer", "nav", "button", "menu", "dialog", "label", "legend", "fieldset", "figure"})
"""Elements that trafilatura throws away before it looks at anything: half of a page, copied four times on the way.
The silent ones hold no text to judge; boxes may by mistake hold the article, and trafilatura then has a last resort."""

LINKS = 0.9
"""A box is one of links when so large a share of its words is. Leaving them out changes the answer on 6% of the pages,
by a line or two, and takes a third off the time."""

FEW_LINES = 4
MOST = 0.3
"""Boxes of links of fewer lines, or boxes of a larger share of the page's words, may be the article's own."""

_HOLDERS = frozenset({"html", "body", "article", "main", "p", "table", "tbody", "tr", "td", "th"})


def mark(layout: Layout) -> list[tuple[int, int]]:
    """Put a mark into every text node of the layout. Returns (block, length) by mark. Changes the tree."""
    owners: list[tuple[int, int]] = []
    for element, tail, block in layout.nodes[:MAX_MARKS]:
        text = (element.tail if tail else element.text) or ""
        if not text.isascii():
            text = _PRIVATE.sub("", text)
        visible = text.lstrip()
        if not visible:
            owners.append((block, 0))
            continue
        marked = text[: len(text) - len(visible)] + chr(MARK + len(owners)) + visible
        if tail:
            element.tail = marked
        else:
            element.text = marked
        owners.append((block, len(visible)))
    return owners


def kept_by_trafilatura(root: Any, layout: Layout) -> list[float] | None:
    """The share of each block that trafilatura keeps, 0 to 1, or None when it has no answer. Changes the tree."""
    if layout.deepest > WITNESS_DEPTH or layout.elements > WITNESS_ELEMENTS:
        return None
    owners = mark(layout)
    make_lean(root, layout)
    body = _ask(root)
    if body is None:
        return None
    kept, total = [0] * len(layout.blocks), [0] * len(layout.blocks)
    for block, length in owners:
        total[block] += length
    for found in _MARKED.findall("".join(body.itertext())):
        number = ord(found) - MARK
        if number < len(owners):  # a text that is in no block has no mark, and may hold a character like one
            block, length = owners[number]
            kept[block] += length
    if not any(kept):
        # It took its text from structured data or cleaned the marks off: then by text.
        return agreement("\n".join(body.itertext()), layout.blocks)
    return [min(1.0, k / t) if t else 0.0 for k, t in zip(kept, total, strict=True)]


def make_lean(root: Any, layout: Layout) -> None:
    """Take out of the tree what the answer does not depend on: the time trafilatura needs goes with the elements."""
    from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

    etree.strip_elements(root, *SILENT, with_tail=False)
    whole = layout.frames[0].words if layout.frames else 0
    for frame, element in zip(layout.frames, layout.holders, strict=True):
        if _is_needless(frame, whole) and element.getparent() is not None and not _is_tabular(frame, element):
            element.drop_tree()


def _is_tabular(frame: Frame, element: Any) -> bool:
    """Whether a frame is a figure that holds a table, which trafilatura keeps."""
    return frame.tag == "figure" and element.find(".//table") is not None


def _is_needless(frame: Frame, whole: int) -> bool:
    """Whether a frame holds no text, or no more than a box that would be thrown away, or links alone."""
    if not frame.words:
        return frame.first == frame.last and frame.tag not in _HOLDERS and frame.tag != "hr"
    if frame.words >= MOST * whole or frame.tag in _HOLDERS:
        return False
    return frame.tag in BOXES or (
        frame.link_words >= LINKS * frame.words and frame.last - frame.first >= FEW_LINES
    )


@cache
def _options() -> Any:
    """The fast face of trafilatura: the slow one asks readability and jusText, for no gain here."""
    from trafilatura.settings import DEFAULT_CONFIG, Extractor

    return Extractor(config=DEFAULT_CONFIG, fast=True, comments=False, tables=True, output_format="xml")


def _ask(root: Any) -> Any:
    """trafilatura's body as an element."""
    import trafilatura

    # It logs each page it finds nothing on; that is this package's to report, in the page's status.
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    try:
        document = trafilatura.bare_extraction(root, options=_options())
    except Exception as error:  # a witness that fails is a witness without an answer, whatever the reason
        logging.getLogger(__name__).debug("trafilatura failed: %s", error)
        return None
    return getattr(document, "body", None)
