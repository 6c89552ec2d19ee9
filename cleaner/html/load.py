"""Saved pages in their wrappings: gzip, and the MHTML that browsers write."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from cleaner.html.errors import PageError
from cleaner.html.tree import MAX_BYTES

_GZIP = b"\x1f\x8b"
_MHTML = (".mhtml", ".mht")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of a page, and what its wrapping told: where it was saved from, and its declared encoding."""

    html: bytes
    url: str | None = None
    encoding: str | None = None


def load(data: bytes, name: str = "") -> Loaded:
    """Unwrap a saved page: ``.gz`` and ``.mhtml`` by content or name; anything else is taken to be the page itself."""
    if data.startswith(_GZIP):
        data = _unzip(data)
        name = name.removesuffix(".gz")
    if len(data) > MAX_BYTES:
        raise PageError(f"page has {len(data):,} bytes, the limit is {MAX_BYTES:,}")
    if name.lower().endswith(_MHTML) or _looks_like_mhtml(data):
        return _open_mhtml(data)
    return Loaded(data)


def _unzip(data: bytes) -> bytes:
    """The content of a gzip file, unpacked no further than the limit."""
    found = bytearray()
    try:
        while data:
            unpack = zlib.decompressobj(wbits=31)
            found += unpack.decompress(data, MAX_BYTES + 1 - len(found))
            if len(found) > MAX_BYTES:
                raise PageError(f"page unpacks to more than {MAX_BYTES:,} bytes")
            if not unpack.eof:
                raise PageError("gzip file is cut off")
            data = unpack.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise PageError(f"gzip file is damaged: {error}") from error
    return bytes(found)


def _looks_like_mhtml(data: bytes) -> bool:
    head = data[:2000].lower()
    if head.lstrip().startswith(b"<"):
        return False
    return b"content-type: multipart/related" in head and b"mime-version:" in head


def _open_mhtml(data: bytes) -> Loaded:
    """The page among the parts: the one that the message names as its start, else the first HTML part."""
    message = message_from_bytes(data, policy=policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise PageError("MHTML file holds no HTML part")
    address = _header(message, "Snapshot-Content-Location")
    start = message.get_param("start")
    named = (p for p in pages if p.get("Content-ID") == start or (address and p.get("Content-Location") == address))
    chosen = next(named, pages[0])
    payload = chosen.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise PageError("MHTML file's HTML part cannot be read")
    charset = chosen.get_content_charset()
    return Loaded(payload, address or _header(chosen, "Content-Location"), charset)


def _header(part: Message, name: str) -> str | None:
    value = part.get(name)
    return str(value).strip() if value and str(value).startswith(("http:", "https:")) else None
