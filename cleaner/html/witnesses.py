"""What other extractors think of each block, got from the tree that was parsed once.

trafilatura rebuilds and renames elements, so its output can't be laid over the page by element; matching by text loses
up to two points. Instead each text node gets one private-use character before it is asked, and its answer is read off
from the characters that come back: which nodes it kept, exactly, even in repeated text.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from cleaner.html.layout import Layout
from cleaner.html.structured import agreement

MARK = 0xF0000
"""First code point of the marks: supplementary private use, which no text of a page carries after `_PRIVATE`."""

_PRIVATE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\U000f0000-\U0010fffd]")
"""What must not stand in a marked text: other marks, and what lxml refuses to set."""

_MARKED = re.compile("[\U000f0000-\U0010fffd]")
MAX_MARKS = 0x10FFFE - MARK
WITNESS_DEPTH = 256
"""trafilatura and lxml copy trees recursively; deeper pages are judged without them."""

WITNESS_ELEMENTS = 60_000
"""trafilatura's time grows faster than the page; larger pages are judged without it. Articles have 300 to 10,000."""


def mark(layout: Layout) -> list[tuple[int, int]]:
    """Put a mark into every text node of the layout. Returns (block, length) by mark. Changes the tree."""
    owners: list[tuple[int, int]] = []
    for element, tail, block in layout.nodes[:MAX_MARKS]:
        text = _PRIVATE.sub("", (element.tail if tail else element.text) or "")
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


def kept_by_trafilatura(root: Any, layout: Layout, url: str | None = None) -> list[float] | None:
    """The share of each block that trafilatura keeps, 0 to 1, or None when it has no answer. Changes the tree."""
    if layout.deepest > WITNESS_DEPTH or layout.elements > WITNESS_ELEMENTS:
        return None
    owners = mark(layout)
    body = _ask(root, url)
    if body is None:
        return None
    kept, total = [0] * len(layout.blocks), [0] * len(layout.blocks)
    for block, length in owners:
        total[block] += length
    for found in _MARKED.findall("".join(body.itertext())):
        block, length = owners[ord(found) - MARK]
        kept[block] += length
    if not any(kept):
        # It took its text from structured data or cleaned the marks off: then by text.
        return agreement("\n".join(body.itertext()), layout.blocks)
    return [min(1.0, k / t) if t else 0.0 for k, t in zip(kept, total, strict=True)]


def _ask(root: Any, url: str | None) -> Any:
    """trafilatura's body as an element. Its fast face: the slow one asks readability and jusText, for no gain here."""
    import trafilatura

    # It logs each page it finds nothing on; that is this package's to report, in the page's status.
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    try:
        document = trafilatura.bare_extraction(
            root, url=url, fast=True, include_comments=False, include_tables=True, output_format="xml"
        )
    except Exception as error:  # a witness that fails is a witness without an answer, whatever the reason
        logging.getLogger(__name__).debug("trafilatura failed: %s", error)
        return None
    return getattr(document, "body", None)
