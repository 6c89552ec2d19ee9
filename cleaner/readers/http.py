"""Undoes the encodings of an HTTP body: chunks and compression, as far as the limit on a document's size goes.

Crawlers differ in what they store: some undo the encodings and leave the headers, so a body that is not what its
header says, and looks like a page, is taken as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from cleaner.extras import hint
from cleaner.textio import ReadError

_GZIP, _ZLIB, _RAW = 31, 15, -15
"""The window sizes by which zlib knows its three containers."""
_MAGIC = b"\x1f\x8b"
"""How gzip data begins, and goes on, when it was packed piece by piece."""


def decoded(body: bytes, headers: Mapping[str, str], name: str, limit: int) -> tuple[bytes, bool]:
    """The body as the page's author wrote it, and whether all of it is there."""
    whole = True
    if "chunked" in _words(headers, "Transfer-Encoding"):
        body = _joined(body)
    for encoding in reversed(_words(headers, "Content-Encoding")):
        try:
            body, complete = _DECODERS.get(encoding, _as_it_is)(body, limit)
            whole = whole and complete
        except (zlib.error, ValueError) as error:
            if body.lstrip()[:1] != b"<":
                raise ReadError(name, f"its HTTP body is no valid {encoding} data: {error}") from error
        if len(body) > limit:
            raise ReadError(name, f"more than the {limit:,} bytes of --max-bytes when unpacked")
    return body, whole


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


Decoded = tuple[bytes, bool]


def _inflate(container: int) -> Callable[[bytes, int], Decoded]:
    def decode(body: bytes, limit: int) -> Decoded:
        parts, size = [], 0
        while True:
            stream = zlib.decompressobj(container)
            parts.append(stream.decompress(body, limit + 1 - size))
            size += len(parts[-1])
            body = stream.unused_data
            if size > limit or not stream.eof or container != _GZIP or body[:2] != _MAGIC:
                return b"".join(parts), stream.eof or size > limit

    return decode


def _deflate(body: bytes, limit: int) -> Decoded:
    """Called deflate, and sent with or without zlib's header: servers never agreed."""
    try:
        return _inflate(_ZLIB)(body, limit)
    except zlib.error:
        return _inflate(_RAW)(body, limit)


def _brotli(body: bytes, limit: int) -> Decoded:
    try:
        import brotli
    except ImportError:
        raise ValueError(f"brotli needs an extra: {hint('warc')}") from None
    stream = brotli.Decompressor()
    try:
        return bytes(stream.process(body, output_buffer_limit=limit + 1)), stream.is_finished()
    except brotli.error as error:
        raise ValueError(str(error)) from error


def _zstd(body: bytes, limit: int) -> Decoded:
    from cleaner.readers.compressed import decompress

    return decompress(body, "zst", "body", limit), True


def _as_it_is(body: bytes, limit: int) -> Decoded:
    return body, True


_DECODERS: dict[str, Callable[[bytes, int], Decoded]] = {
    "gzip": _inflate(_GZIP),
    "x-gzip": _inflate(_GZIP),
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
