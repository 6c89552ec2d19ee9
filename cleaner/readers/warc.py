"""WARC and WET files: pages out of responses, texts out of conversions, with HTTP encodings undone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from cleaner.readers import Record, Records
from cleaner.readers.compressed import DAMAGED, MissingExtraError, open_binary, read_up_to
from cleaner.textio import ReadError

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)

_BROKEN: tuple[type[Exception], ...] = (*DAMAGED, ValueError)


def read(path: str, compression: str, name: str, resume: int, limit: int) -> Records:
    """One record a page or text; ``resume`` is the number of WARC records to skip."""
    number = 0
    try:
        for number, found in enumerate(_iterate(path, compression), 1):
            if number > resume:
                record = _record(found, f"{name}#{number}", number, limit)
                if record is not None:
                    yield record
        _check_end(path, compression)
    except _BROKEN as error:
        yield Record(f"{name}#{number + 1}", None, -1, error=f"damaged or cut off: {error}; read up to there")


def _iterate(path: str, compression: str) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtraError(path, "warc") from None
    kinds = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    with open_binary(path, compression) as file:
        yield from ArchiveIterator(file, record_types=kinds, auto_decode="all", stream_detect=False)


def _record(found: Any, place: str, number: int, limit: int) -> Record | None:
    """The document in a WARC record; None for pictures, scripts and error pages, which are no articles."""
    kind = (found.http_content_type or found.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    url = found.headers.get("WARC-Target-URI")
    status = found.http_headers.status_code if found.http_headers is not None else None
    if kind not in _PAGES + _TEXTS or (status is not None and status >= 300):
        return None
    name = f"{place} ({url})" if url else place
    try:
        data = read_up_to(found.reader, limit, place)
    except ReadError as error:
        return Record(name, None, number, error=error.problem)
    except _BROKEN as error:
        return Record(name, None, number, error=f"its HTTP body cannot be decoded: {error}")
    meta = {"id": found.record_id, "charset": found.http_charset, "date": found.headers.get("WARC-Date")}
    return Record(name, data, number, kind in _PAGES, url, meta=meta)


def _check_end(path: str, compression: str) -> None:
    """A record that is cut off at the end of the file is taken by the parser for the end of the archive."""
    size = os.path.getsize(path)
    if compression or not size:
        return
    with open(path, "rb") as file:
        file.seek(max(0, size - 4))
        if file.read() != b"\r\n\r\n":
            raise ValueError("the last record is incomplete")
