"""Undoes the encodings of an HTTP body: chunks and compression, as far as the limit on a document's size goes.

Crawlers differ in what they store: some undo the encodings and leave the headers, so a body that is not what its
header says, and looks like a page, is taken as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from cleaner.textio import ReadError

_GZIP, _ZLIB, _RAW = 31, 15, -15
"""The window sizes by which zlib knows its three containers."""


def decoded(body: bytes, headers: Mapping[str, str], name: str, limit: int) -> bytes:
    """The body as the page's author wrote it."""
    if "chunked" in _words(headers, "Transfer-Encoding"):
        body = _joined(body)
    for encoding in reversed(_words(headers, "Content-Encoding")):
        try:
            body = _DECODERS.get(encoding, _as_it_is)(body, limit)
        except (zlib.error, ValueError) as error:
            if body.lstrip()[:1] != b"<":
                raise ReadError(name, f"its HTTP body is no valid {encoding} data: {error}") from error
        if len(body) > limit:
            raise ReadError(name, f"more than the {limit:,} bytes of --max-bytes when unpacked")
    return body


def _words(headers: Mapping[str, str], name: str) -> list[str]:
    return [word.strip().lower() for word in (headers.get(name) or "").split(",") if word.strip()]


def _joined(body: bytes) -> bytes:
    """The chunks of a body without their lengths; the whole body when that is not how it is made."""
    parts: list[bytes] = []
    position = 0
    while True:
        end = body.find(b"\r\n", position)
        try:
            size = int(body[position:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return body if not parts else b"".join(parts)
        if not size:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        position = end + 2 + size + 2


def _inflate(container: int) -> Callable[[bytes, int], bytes]:
    def decode(body: bytes, limit: int) -> bytes:
        return zlib.decompressobj(container).decompress(body, limit + 1)

    return decode


def _deflate(body: bytes, limit: int) -> bytes:
    """Called deflate, and sent with or without zlib's header: servers never agreed."""
    try:
        return _inflate(_ZLIB)(body, limit)
    except zlib.error:
        return _inflate(_RAW)(body, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise ValueError("brotli needs an extra: pip install 'cleaner[warc]'") from None
    try:
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=limit + 1))
    except brotli.error as error:
        raise ValueError(str(error)) from error


def _zstd(body: bytes, limit: int) -> bytes:
    from cleaner.readers.compressed import decompress

    return decompress(body, "zst", "body", limit)


def _as_it_is(body: bytes, limit: int) -> bytes:
    return body


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflate(_GZIP),
    "x-gzip": _inflate(_GZIP),
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
