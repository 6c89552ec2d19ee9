"""JSON lines. A plain file can be read from any byte offset; a compressed one is decompressed up to there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import IO, Any

from cleaner.readers import Fields, Input, Record, Records, Span
from cleaner.readers.compressed import DAMAGED, is_unread, open_binary

SHARD_BYTES = 4 << 20
"""Plain files are cut into shards of this size: a part costs nothing, and little is lost when one is."""
MAX_SHARDS = 10_000
_CHUNK = 1 << 20
_NAMES = 12


def spans(size: int, compression: str) -> Iterator[Span]:
    """Independent parts of a file. A line belongs to the span in which it starts."""
    if compression or size <= SHARD_BYTES:
        yield Span()
        return
    step = max(SHARD_BYTES, size // MAX_SHARDS)
    for start in range(0, size, step):
        yield Span(start, start + step if start + step < size else None)


def read(file: Input, span: Span, fields: Fields, limit: int, resume: int | None = None) -> Records:
    """The records whose lines start in ``span``, or after ``resume`` if an earlier run got that far. A line longer than
    ``limit`` is no record, and is never held in memory."""
    with open_binary(file.source, file.compression) as lines:
        try:
            position = span.start if resume is None else resume
            if position:
                position = _seek(lines, position, file.compression, whole_lines=resume is not None)
            yield from _lines(lines, position, span.stop, file.name, fields, limit)
        except DAMAGED as error:
            if is_unread(error):
                raise
            problem = f"damaged {file.compression or 'file'}: {error}; read up to there"
            yield Record(file.name, None, -1, error=problem)


def _seek(file: IO[bytes], position: int, compression: str, whole_lines: bool) -> int:
    """Go to the first line that starts at or after ``position``."""
    back = 0 if whole_lines else 1
    if compression:
        left = position
        while left:
            left -= len(file.read(min(left, _CHUNK))) or left
        return position
    file.seek(position - back)
    return position - back + (_skip_line(file) if back else 0)


def _skip_line(file: IO[bytes]) -> int:
    """Go to the next line, however far it is; returns the bytes between."""
    size = 0
    while piece := file.readline(_CHUNK):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def _lines(file: IO[bytes], position: int, stop: int | None, name: str, fields: Fields, limit: int) -> Records:
    while stop is None or position < stop:
        line = file.readline(limit + 1)
        if not line:
            return
        start, position = position, position + len(line)
        if len(line) > limit and not line.endswith(b"\n"):
            position += _skip_line(file)
            problem = f"line at byte {start} has {position - start:,} bytes, more than the {limit:,} of --max-bytes"
            yield Record(f"{name}@{start}", None, position, error=problem)
        elif not line.isspace():
            yield _record(line, start, position, name, fields)


def _record(line: bytes, start: int, end: int, name: str, fields: Fields) -> Record:
    place = f"{name}@{start}"
    try:
        row = json.loads((line if start else line.removeprefix(b"\xef\xbb\xbf")).decode())
    except UnicodeDecodeError as error:
        return Record(place, None, end, error=f"line at byte {start} is not UTF-8, as JSON lines are: {error.reason}")
    except (ValueError, RecursionError) as error:
        return Record(place, None, end, error=f"line at byte {start} is not valid JSON: {error}")
    if not isinstance(row, dict):
        return Record(place, None, end, error=f"line at byte {start} is no JSON object, but {kind_of(row)}")
    return from_row(row, place, end, fields, (line, row))


def from_row(
    row: dict[str, Any], place: str, end: int, fields: Fields, kept: Any = None, meta: Mapping[str, Any] | None = None
) -> Record:
    """A record from a row of named fields; it is named by its id field when it has one."""
    field = fields.html or fields.text
    data = row.get(field)
    identity = row.get(fields.id)
    name = f"{place} ({identity})" if isinstance(identity, str | int) else place
    if not isinstance(data, str) and (data is not None or field not in row):
        found = "is missing" if field not in row else f"holds {kind_of(data)}, not text"
        problem = f"field {field!r} {found}; name the right one with --text-field (there are: {_listed(row)})"
        return Record(name, None, end, error=problem)
    url = row.get(fields.url)
    return Record(
        name, data, end, bool(fields.html), url if isinstance(url, str) else None, kept or row, meta=meta or {}
    )


def _listed(names: Iterable[str]) -> str:
    """Names for a message, as many as a reader looks through."""
    first = list(islice(names, _NAMES + 1))
    return ", ".join(first[:_NAMES]) + (", …" if len(first) > _NAMES else "")


_KINDS = {
    type(None): "null",
    bool: "a truth value",
    int: "a number",
    float: "a number",
    dict: "an object",
    list: "a list",
    str: "a text",
}


def kind_of(value: Any) -> str:
    """What a value of JSON or of a table is called where users of it speak, not those of Python.

    >>> kind_of(None), kind_of([]), kind_of("")
    ('null', 'a list', 'a text')
    """
    return _KINDS.get(type(value), type(value).__name__)
