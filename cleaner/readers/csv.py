"""CSV with a header line (tab-separated if the name ends in .tsv). Quoted line breaks rule out reading from the
middle, so a resumed run skips the rows that it has."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from cleaner.readers import Fields, Record, Records
from cleaner.readers.compressed import DAMAGED, open_binary
from cleaner.readers.jsonl import from_row

_LONGEST = (1 << 31) - 1
"""The csv module refuses fields over 128 KB unless told otherwise; this is the most that all systems take."""

_BROKEN: tuple[type[Exception], ...] = (*DAMAGED, csv.Error, UnicodeDecodeError)


def read(path: str, compression: str, name: str, fields: Fields, resume: int) -> Records:
    """One record a row; ``resume`` is the number of rows to skip."""
    csv.field_size_limit(_LONGEST)
    with open_binary(path, compression) as raw:
        file = io.TextIOWrapper(raw, "utf-8-sig", newline="")
        try:
            yield from _rows(file, delimiter_of(path), name, fields, resume)
        except _BROKEN as error:
            yield Record(name, None, -1, error=f"cannot be read on: {error}")


def delimiter_of(path: str) -> str:
    """What stands between the fields of a file of this name."""
    return "\t" if ".tsv" in path.lower()[-10:] else ","


def _rows(file: io.TextIOWrapper, delimiter: str, name: str, fields: Fields, resume: int) -> Records:
    rows: Iterator[dict[Any, Any]] = csv.DictReader(file, delimiter=delimiter, restval="")
    for number, row in enumerate(rows, 1):
        if number <= resume:
            continue
        place = f"{name}#{number}"
        if None in row:
            yield Record(place, None, number, error=f"row {number} has more fields than the header")
        else:
            yield from_row(row, place, number, fields)
