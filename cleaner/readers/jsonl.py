"""JSON lines. A plain file can be read from any byte offset; a compressed one is decompressed up to there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from cleaner.readers import Fields, Record, Records, Span
from cleaner.readers.compressed import DAMAGED, open_binary

SHARD_BYTES = 4 << 20
"""Plain files are cut into shards of this size: a part costs nothing, and little is lost when one is."""
MAX_SHARDS = 10_000
_SKIP = 1 << 20
_MAX_LINE = 1 << 30
"""A longer line is no record (and would take the memory of several): reading stops there with an error."""


def spans(size: int, compression: str) -> Iterator[Span]:
    """Independent parts of a file. A line belongs to the span in which it starts."""
    if compression or size <= SHARD_BYTES:
        yield Span()
        return
    step = max(SHARD_BYTES, size // MAX_SHARDS)
    for start in range(0, size, step):
        yield Span(start, start + step if start + step < size else None)


def read(path: str, compression: str, name: str, span: Span, fields: Fields, resume: int | None = None) -> Records:
    """The records whose lines start in ``span``, or after ``resume`` if an earlier run got that far."""
    with open_binary(path, compression) as file:
        position = span.start if resume is None else resume
        if position:
            position = _seek(file, position, compression, whole_lines=resume is not None)
        try:
            yield from _lines(file, position, span.stop, name, fields)
        except DAMAGED as error:
            yield Record(name, None, -1, error=f"damaged {compression or 'file'}: {error}; read up to there")


def _seek(file: IO[bytes], position: int, compression: str, whole_lines: bool) -> int:
    """Go to the first line that starts at or after ``position``."""
    back = 0 if whole_lines else 1
    if compression:
        left = position
        while left:
            left -= len(file.read(min(left, _SKIP))) or left
        return position
    file.seek(position - back)
    return position - back + (len(file.readline()) if back else 0)


def _lines(file: IO[bytes], position: int, stop: int | None, name: str, fields: Fields) -> Records:
    while stop is None or position < stop:
        line = file.readline(_MAX_LINE)
        if not line:
            return
        start, position = position, position + len(line)
        if line.isspace():
            continue
        yield _record(line, start, position, name, fields)


def _record(line: bytes, start: int, end: int, name: str, fields: Fields) -> Record:
    place = f"{name}@{start}"
    try:
        row = json.loads(line if start else line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return Record(place, None, end, error=f"line at byte {start} is not valid JSON: {error}")
    if not isinstance(row, dict):
        return Record(place, None, end, error=f"line at byte {start} is no JSON object, but {type(row).__name__}")
    return from_row(row, place, end, fields, (line, row))


def from_row(row: dict[str, Any], place: str, end: int, fields: Fields, kept: Any = None) -> Record:
    """A record from a row of named fields; it is named by its id field when it has one."""
    field = fields.html or fields.text
    data = row.get(field)
    identity = row.get(fields.id)
    name = f"{place} ({identity})" if isinstance(identity, str | int) else place
    if not isinstance(data, str):
        found = "is missing" if field not in row else f"holds {type(data).__name__}, not text"
        return Record(name, None, end, error=f"field {field!r} {found}; name the right one with --text-field")
    url = row.get(fields.url)
    return Record(name, data, end, bool(fields.html), url if isinstance(url, str) else None, kept or row)
