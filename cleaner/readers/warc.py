"""WARC and WET files: pages out of responses, texts out of conversions, with HTTP encodings undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from cleaner.readers import Input, Record, Records
from cleaner.readers.compressed import DAMAGED, MissingExtraError, is_unread, open_binary
from cleaner.readers.http import decoded
from cleaner.textio import ReadError

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_KNOWN = (*_PAGES, *_TEXTS, "")
_STARTS = (b"<!doctype html", b"<html")
"""How pages begin that a server sent without saying what they are."""
_NATIVE = ("", "gz", "zst")
"""What the library unpacks by itself: faster, and it hands over all records before a cut."""
_NO_PAGE = 300
"""HTTP status codes from here on are redirections and errors, not articles."""
_BROKEN: tuple[type[Exception], ...] = (*DAMAGED, ValueError)


def read(file: Input, resume: int, limit: int) -> Records:
    """One record a page or text; ``resume`` is the number of WARC records to skip."""
    number = 0
    try:
        with open_binary(file.source, "" if file.compression in _NATIVE else file.compression) as raw:
            for number, found in enumerate(_iterate(raw, file.name), 1):
                record = _record(found, f"{file.name}#{number}", number, limit) if number > resume else None
                if record is not None:
                    yield record
    except MissingExtraError:
        raise
    except _BROKEN as error:
        if is_unread(error):
            raise
        yield Record(f"{file.name}#{number + 1}", None, -1, error=f"damaged or cut off: {error}; read up to there")


def _iterate(file: IO[bytes], name: str) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtraError(name, "warc") from None
    kinds = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    # HTTP encodings are undone here: one bad body would end the library's iteration
    yield from ArchiveIterator(file, record_types=kinds, auto_decode="none")


def _record(found: Any, place: str, number: int, limit: int) -> Record | None:
    """The document in a WARC record; None for pictures, scripts and error pages, which are no articles."""
    url = found.headers.get("WARC-Target-URI")
    name = f"{place} ({url})" if url else place
    if found.headers.get("Content-Length") is None:
        return Record(name, None, number, error="the record is cut off in its header")
    http = found.http_headers
    kind = ((found.http_content_type if http is not None else found.headers.get("Content-Type")) or "").split(";")[0]
    kind = kind.strip().lower()
    if kind not in _KNOWN or (http is not None and (http.status_code or 0) >= _NO_PAGE):
        return None
    if found.content_length > limit:
        return Record(name, None, number, error=f"{found.content_length:,} bytes, more than {limit:,} (--max-bytes)")
    data = found.reader.read()
    if len(data) < found.content_length:
        return Record(name, None, number, error=f"cut off: {len(data):,} of {found.content_length:,} bytes are there")
    whole = True
    try:
        if http is not None:
            data, whole = decoded(data, http, name, limit)
    except ReadError as error:
        return Record(name, None, number, error=error.problem)
    if not kind and not data.lstrip()[:15].lower().startswith(_STARTS):
        return None
    meta = {"id": found.record_id, "charset": _charset(found.http_charset, data) if http is not None else "utf-8"}
    cut = found.headers.get("WARC-Truncated")
    if cut or not whole:
        meta["flag"] = f"the crawler cut it off ({cut})" if cut else "its HTTP body is cut off"
    return Record(name, data, number, kind not in _TEXTS, url, meta=meta)


def _charset(charset: str | None, data: bytes) -> str | None:
    """What the server says of the encoding, but for UTF-16 without a single NUL: that is none."""
    wide = (charset or "").lower().startswith(("utf-16", "utf-32"))
    return None if wide and b"\0" not in data[:1024] else charset
