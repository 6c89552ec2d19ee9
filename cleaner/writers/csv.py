"""CSV. Each part has its header line; the whole has one."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Sequence
from typing import Any

from cleaner.model import Result
from cleaner.readers import Fields, Record
from cleaner.readers.compressed import create_binary
from cleaner.readers.csv import delimiter_of
from cleaner.run.job import RunError
from cleaner.writers.jsonl import row_of

_COPY = 1 << 20


class Csv:
    """One part of a CSV file, not compressed: headers could not be taken off again."""

    def __init__(self, path: str, target: str, fields: Fields) -> None:
        self._file = open(path, "w", encoding="utf-8", newline="")  # noqa: SIM115 (closed by close)
        self._fields, self._delimiter = fields, delimiter_of(target)
        self._writer: csv.DictWriter[str] | None = None

    def add(self, record: Record, result: Result) -> None:
        """Write one record."""
        row = row_of(record, result, self._fields)
        if self._writer is None:
            self._writer = csv.DictWriter(self._file, list(row), delimiter=self._delimiter, lineterminator="\n")
            self._writer.writeheader()
        self._writer.writerow(row)

    def close(self) -> None:
        """Complete the part."""
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
