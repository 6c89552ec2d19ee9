"""What other extractors think of each block, got from the tree that was parsed once.

trafilatura rebuilds and renames elements, so its output can't be laid over the page by element; matching by text loses
up to two points. Instead each text node gets one private-use character before it is asked, and its answer is read off
from the characters that come back: which nodes it kept, exactly, even in repeated text.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from cleaner.html.blocks import Layout
from cleaner.html.lean import MARK, MARKED, make_lean
from cleaner.html.structured import agreement

WITNESS_DEPTH = 256
"""trafilatura and lxml copy trees recursively; deeper pages are judged without them."""

WITNESS_ELEMENTS = 60_000
"""trafilatura's time grows faster than the page; larger pages are judged without it. Articles have 300 to 10,000."""


def kept_by_trafilatura(root: Any, layout: Layout) -> list[float] | None:
    """The share of each block that trafilatura keeps, 0 to 1, or None when it has no answer."""
    if layout.deepest > WITNESS_DEPTH or layout.elements > WITNESS_ELEMENTS:
        return None
    tree, owners = make_lean(root, layout)
    body = _ask(tree)
    if body is None:
        return None
    kept, total = [0] * len(layout.blocks), [0] * len(layout.blocks)
    for block, length in owners:
        total[block] += length
    for found in MARKED.findall("".join(body.itertext())):
        number = ord(found) - MARK
        if number < len(owners):  # a text that is in no block has no mark, and may hold a character like one
            block, length = owners[number]
            kept[block] += length
    if not any(kept):
        # It took its text from structured data or cleaned the marks off: then by text.
        return agreement("\n".join(body.itertext()), layout.blocks)
    return [min(1.0, k / t) if t else 0.0 for k, t in zip(kept, total, strict=True)]


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
