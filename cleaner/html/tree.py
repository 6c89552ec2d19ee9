"""From characters to one lxml tree that every witness shares, inside fixed limits."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import Any

from cleaner.html.encoding import decode
from cleaner.html.errors import PageError

MAX_BYTES = 50_000_000
"""Larger pages are refused: saved articles have 0.1 to 3 MB, and time grows with size."""

MAX_DEPTH = 512
"""Elements nested deeper are laid out as part of their ancestor; the recursive witness is then not asked."""

_NESTING = re.compile(
    r"</?(?:div|span|section|table|tbody|tr|td|font|center|b|i|em|strong|ul|li|blockquote)\b[^<>]*>", re.IGNORECASE
)
"""What is flattened to paragraphs when a page nests deeper than the parser goes (2,048)."""

MAX_NODES = 400_000
"""More elements than that are refused: no article has them, and every step costs time in proportion."""

_HEAD = frozenset(("title", "meta", "link", "script", "style", "base", "basefont", "noscript", "template", "object"))
"""What a head may hold."""

_CONTROLS = bytes({*range(32)} - {9, 10, 13})
"""No text may hold them. (Form feeds go with them: the parser takes them for text.)"""

_BINARY = re.compile("[\x01-\x08\x0b\x0e-\x1f]")
_LOOKED_AT, _MOST_BINARY = 10_000, 0.02
"""A page whose beginning has more control characters than one in fifty is none: random bytes have one in ten. (Zeros
are not counted: UTF-16 that nothing declares has every second one.)"""

_ENDS = re.compile(rb"</(?:html|body|HTML|BODY)\s*>")
"""Where page and body end. Templates write it twice; a browser reads on, while the parser would stop at the first."""

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")
_DOCTYPE = re.compile(r"^\s*<!doctype[^>]*>", re.IGNORECASE)


def parse(page: bytes | str, encoding: str | None = None) -> tuple[Any, str]:
    """The root element of a page and its characters. Raises `PageError` over a limit or when nothing can be parsed."""
    if len(page) > MAX_BYTES:
        raise PageError(f"page has {len(page):,} bytes, the limit is {MAX_BYTES:,}")
    text = page if isinstance(page, str) else decode(page, encoding)[0]
    binary = len(_BINARY.findall(text, 0, _LOOKED_AT)) > _MOST_BINARY * min(len(text), _LOOKED_AT)
    text = _DOCTYPE.sub("", _REFERENCE.sub(_valid_reference, _readable(text)), count=1)
    if binary:
        raise PageError("page is no text but binary data")
    if not text.strip():
        raise PageError("page is empty")
    root, too_deep = _parse(text)
    if too_deep:
        root, _ = _parse(_NESTING.sub("<p>", text))
    _mend_head(root)
    return root, text


def _mend_head(root: Any) -> None:
    """Move what is no part of a head to the body.

    A page may leave out ``<head>`` and ``<body>``; the parser then takes the elements that it does not know, those of
    HTML 5, for more of the head, and the article with them.
    """
    head = root.find("head")
    strays = [] if head is None else list(dropwhile(lambda child: child.tag in _HEAD, head))
    if not strays:
        return
    body = root.find("body")
    if body is None:
        body = root.makeelement("body")
        head.addnext(body)
    if body.text and body.text.strip():
        strays[-1].tail = (strays[-1].tail or "") + body.text
        body.text = None
    for place, element in enumerate(strays):
        body.insert(place, element)


def _readable(text: str) -> str:
    """A text without the characters that a tree refuses, and without the ends of page and body.

    In bytes, where that costs a tenth of what regular expressions over characters do.
    """
    data = _ENDS.sub(b"", text.encode("utf-8", "replace").translate(None, _CONTROLS))
    return data.decode("utf-8").replace("\ufffe", "").replace("\uffff", "")


def _valid_reference(found: re.Match[str]) -> str:
    """A character reference, unless it stands for what no text may hold: controls, halves of pairs."""
    code = int(found[1], 16) if found[1] else int(found[2])
    good = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return found[0] if good else ""


def _parse(text: str) -> tuple[Any, bool]:
    """The root element, and whether the parser gave up on the nesting."""
    from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types

    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=True,
    )
    # lxml.html looks the class of each element up in Python; nothing here needs more than the plain one.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PageError(f"page cannot be parsed: {error}") from error
    return root, any("depth" in entry.message for entry in parser.error_log.filter_from_fatals())
