"""From bytes to characters, in the order a browser uses: BOM, what the caller declares, ``<meta>``, detection."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:\-]{2,40})", re.IGNORECASE)
_META_WINDOW = 8192
"""HTML says 1,024 bytes; saved pages put scripts before the declaration."""

# The encoding standard reads these labels as the larger set that pages of that name really use.
_WIDER = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "cp874", "big5": "big5hkscs",
    "utf8": "utf-8", "unicode": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
# A <meta> that could be read as ASCII cannot truly be in UTF-16: the standard reads it as UTF-8.


def decode(page: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters of ``page`` and the name of the encoding that gave them. Never fails: bad bytes become U+FFFD.

    ``declared`` is what came with the page (an HTTP header); it gives way to a byte order mark only. Without either,
    strict UTF-8 is tried before a declaration in the page is believed: bytes that are valid UTF-8 and not plain ASCII
    are practically never anything else, while wrong ``<meta>`` tags are common.

    >>> decode("<meta charset=iso-8859-2><p>Łódź".encode("iso-8859-2"))
    ('<meta charset=iso-8859-2><p>Łódź', 'iso8859-2')
    """
    for mark, name in _BOMS:
        if page.startswith(mark):
            return page[len(mark) :].decode(name, "replace"), name
    if declared and (codec := _codec(declared, wide=declared.lower().startswith("utf-16"))):
        return page.decode(codec, "replace"), codec
    try:
        return page.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    return _decode_legacy(page)


def _decode_legacy(page: bytes) -> tuple[str, str]:
    """Bytes that are not valid UTF-8: the page's own declaration, then detection, then Windows-1252."""
    head = page[:_META_WINDOW]
    found = _META.search(head) or _XML.search(head) or _META.search(page[:200_000])
    codec = _codec(found.group(1).decode("ascii")) if found else None
    if codec is None or (codec == "utf-8" and _broken(page)):
        codec = _detected(page) or codec or "cp1252"
    return page.decode(codec, "replace"), codec


def _codec(label: str, wide: bool = False) -> str | None:
    """Python's name for an encoding label, or None when nothing is known by that name."""
    name = label.strip().strip("\"'").lower()
    name = name if wide else _WIDER.get(name, name)
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _broken(page: bytes) -> bool:
    """Whether a page that says UTF-8 is something else: more than one bad byte in a thousand, not a torn end."""
    text = page.decode("utf-8", "replace")
    return text.count("\ufffd") * 1000 > len(text)


def _detected(page: bytes) -> str | None:
    """What charset-normalizer makes of a part of the page; it is slow, so no more than a part."""
    from charset_normalizer import from_bytes

    best = from_bytes(page[:100_000], steps=5, chunk_size=512).best()
    return best.encoding if best else None
