"""CSV, written as its input was: with the same delimiter, line ends and byte order mark. Each part has its header line;
the whole has one."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Sequence
from typing import Any

from cleaner.model import Result
from cleaner.readers import Fields, Record
from cleaner.readers.compressed import create_binary
from cleaner.readers.csv import Head, delimiter_of
from cleaner.run.job import RunError
from cleaner.writers.jsonl import row_of

_COPY = 1 << 20


class Csv:
    """One part of a CSV file, not compressed: headers could not be taken off again."""

    def __init__(self, path: str, target: str, fields: Fields) -> None:
        self._path, self._fields = path, fields
        self._usual = Head((), delimiter_of(target))
        self._file: Any = None
        self._writer: csv.DictWriter[str] | None = None

    def begin(self, head: Any) -> None:
        """The header of the input is that of the output, even if no row follows."""
        if isinstance(head, Head):
            names = head.names if self._fields.text in head.names else (*head.names, self._fields.text)
            self._open(head, names)

    def add(self, record: Record, result: Result) -> None:
        """Write one record."""
        row = row_of(record, result, self._fields)
        if self._writer is None:
            self._open(self._usual, row)
        assert self._writer is not None
        self._writer.writerow(row)

    def _open(self, head: Head, names: Iterable[str]) -> None:
        self._file = open(self._path, "w", encoding=head.encoding, newline="")  # noqa: SIM115 (closed by close)
        self._writer = csv.DictWriter(self._file, list(names), delimiter=head.delimiter, lineterminator=head.newline)
        self._writer.writeheader()

    def close(self) -> None:
        """Complete the part."""
        if self._file is None:
            self._file = open(self._path, "wb")  # noqa: SIM115 (closed at once)
        self._file.close()


def assemble(parts: Sequence[str], path: str, compression: str) -> None:
    """Join parts under one header."""
    header = b""
    with create_binary(path, compression) as whole:
        for part in parts:
            with open(part, "rb") as file:
                first = _header(file)
                if first and not header:
                    header = first
                    whole.write(header)
                if first and first != header:
                    raise RunError(f"the inputs have different columns ({_shown(header)}; {_shown(first)}); use .jsonl")
                shutil.copyfileobj(file, whole, _COPY)


def _header(file: Any) -> bytes:
    """The header row, whose names may hold line breaks in quotes."""
    line = bytes(file.readline())
    while line.count(b'"') % 2 and (more := file.readline()):
        line += more
    return line


def _shown(header: bytes) -> str:
    return io.BytesIO(header).read(200).decode("utf-8", "replace").strip()
