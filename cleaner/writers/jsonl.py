"""JSON lines. A record that nothing was taken from goes out as the bytes it came in as; of the others only the text
is replaced, so that numbers, escapes and the order of other fields stay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cleaner.model import Result
from cleaner.readers import Fields, Record
from cleaner.readers.compressed import create_binary
from cleaner.readers.parquet import TableRow
from cleaner.writers import standard_row, text_of

_COPY = 1 << 20


class JsonLines:
    """One part of a file of JSON lines."""

    def __init__(self, path: str, compression: str, fields: Fields) -> None:
        self._file = create_binary(path, compression)
        self._fields = fields

    def begin(self, head: Any) -> None:
        """Lines need no head."""

    def add(self, record: Record, result: Result) -> None:
        """Write one record."""
        self._file.write(render(record, result, self._fields))

    def close(self) -> None:
        """Complete the part."""
        self._file.close()


def render(record: Record, result: Result, fields: Fields) -> bytes:
    """One record as a line with its newline."""
    if not isinstance(record.row, tuple):
        return _dump(row_of(record, result, fields))
    line, row = record.row
    if record.html:
        return _dump({**row, fields.text: text_of(record, result)})
    if not result.removals:
        return bytes(line) if line.endswith(b"\n") else line + b"\n"
    return _replaced(line, fields.text, result) or _dump({**row, fields.text: result.text})


def row_of(record: Record, result: Result, fields: Fields) -> dict[str, Any]:
    """A record as a dict, whatever it came from, with the clean text in it."""
    row, text = record.row, text_of(record, result)
    if isinstance(row, tuple):
        return {**row[1], fields.text: text}
    if isinstance(row, dict):
        return {**row, fields.text: text}
    if isinstance(row, TableRow):
        return {**row.batch.slice(row.index, 1).to_pylist()[0], fields.text: text}
    return standard_row(record, result)


def _replaced(line: bytes, field: str, result: Result) -> bytes | None:
    """The line with its text replaced in place; None when the place is not beyond doubt."""
    key = json.dumps(field).encode() + b":"
    if line.count(key) != 1:
        return None
    start = line.index(key) + len(key)
    start += line[start : start + 1] == b" "
    for ascii_only in (False, True):
        old = _literal(result.source, ascii_only)
        if old and line.startswith(old, start):
            return line[:start] + _literal(result.text, ascii_only) + _ended(line[start + len(old) :])
    return None


def _literal(text: str, ascii_only: bool) -> bytes:
    try:
        return json.dumps(text, ensure_ascii=ascii_only).encode()
    except UnicodeEncodeError:
        return b""


def _ended(rest: bytes) -> bytes:
    return rest if rest.endswith(b"\n") else rest + b"\n"


def _dump(row: dict[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False, default=_plain).encode() + b"\n"
    except UnicodeEncodeError:
        # a lone surrogate in some field: only an escape can hold it
        return json.dumps(row, default=_plain).encode() + b"\n"


def _plain(value: Any) -> Any:
    """Dates, decimals and bytes of a table, as text."""
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)


def assemble(parts: Sequence[str], path: str) -> None:
    """Join parts; compressed ones may stand one after the other as they are."""
    # one buffer for all: a new one for each piece leaves the memory of a long run in shreds
    buffer = memoryview(bytearray(_COPY))
    with open(path, "wb", buffering=0) as whole:
        for part in parts:
            with open(part, "rb", buffering=0) as file:
                while size := file.readinto(buffer):
                    rest = buffer[:size]
                    while rest:
                        rest = rest[whole.write(rest) :]
