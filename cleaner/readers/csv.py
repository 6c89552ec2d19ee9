"""CSV with a header line. Quoted line breaks rule out reading from the middle, so a resumed run skips the rows that it
has."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, cast

from cleaner.readers import BEGINS, Fields, Input, Record, Records, repeated
from cleaner.readers.compressed import DAMAGED, is_unread, open_binary
from cleaner.readers.formats import format_of
from cleaner.readers.jsonl import from_row

_LONGEST = (1 << 31) - 1
"""The csv module refuses fields over 128 KB unless told otherwise; this is the most that all systems take."""
_DELIMITERS = (",", ";", "\t", "|")
_WIDE = ("utf-16", "utf-32")
_BROKEN: tuple[type[Exception], ...] = (*DAMAGED, csv.Error, UnicodeError, LookupError)


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a file, and how the file is written. Its output is written in the same way (but UTF-8 for
    UTF-16)."""

    names: tuple[str, ...]
    delimiter: str
    newline: str = "\n"
    encoding: str = "utf-8"


def read(file: Input, fields: Fields, limit: int, resume: int, encoding: str | None = None) -> Records:
    """One record a row; ``resume`` is the number of rows to skip. The first record is the file's `Head`."""
    csv.field_size_limit(min(limit, _LONGEST))
    with open_binary(file.source, file.compression) as raw:
        try:
            yield from _rows(raw, file.name, fields, resume, encoding)
        except _BROKEN as error:
            if is_unread(error):
                raise
            yield Record(file.name, None, -1, error=f"cannot be read on: {error}{_hint(error)}")


def _hint(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "; name its encoding with --encoding"
    return " (--max-bytes; is a quotation mark not closed?)" if "field limit" in str(error) else ""


def _rows(raw: IO[bytes], name: str, fields: Fields, resume: int, encoding: str | None) -> Records:
    buffered = io.BufferedReader(cast(io.RawIOBase, raw))
    encoding = _encoding(buffered.peek(3), encoding)
    file = io.TextIOWrapper(buffered, encoding, newline="")
    first = _first(file)
    if not first:
        return
    # parts of a file in UTF-16 could not be joined
    head = _head(first, name, fields, "utf-8" if encoding.startswith(_WIDE) else encoding)
    yield Record(name, None, resume, error=BEGINS, row=head)
    twice = repeated(head.names)
    if twice is not None:
        yield Record(name, None, -1, error=f"two columns are called {twice!r}; rename one")
        return
    rows: Iterator[dict[Any, Any]] = csv.DictReader(file, head.names, delimiter=head.delimiter, restval="")
    meta = {"head": head}
    for number, row in enumerate(rows, 1):
        if number <= resume:
            continue
        place = f"{name}#{number}"
        if None in row:
            yield Record(place, None, number, error=f"row {number} has more fields than the header")
        else:
            yield from_row(row, place, number, fields, meta=meta)


def _encoding(start: bytes, given: str | None) -> str:
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return codecs.lookup(given).name if given else "utf-8"


def _first(file: io.TextIOWrapper) -> str:
    """The header with its line end; its names may hold line breaks in quotes. Blank lines before it are skipped."""
    longest = csv.field_size_limit()
    line = file.readline(longest)
    while line and not line.strip():
        line = file.readline(longest)
    while line.count('"') % 2 and (more := file.readline(longest)):
        line += more
        if len(line) > longest:
            raise csv.Error("field larger than field limit, in the header")
    return line


def _head(line: str, name: str, fields: Fields, encoding: str) -> Head:
    """The names, parted by what the file's name says, or else by whatever makes the field of texts one of them."""
    newline = "\r\n" if line.endswith("\r\n") else "\n"
    usual = delimiter_of(name)
    for delimiter in (usual, *_DELIMITERS):
        names = _split(line, delimiter)
        if (fields.html or fields.text) in names:
            return Head(names, delimiter, newline, encoding)
    return Head(_split(line, usual), usual, newline, encoding)


def _split(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), ()))


def delimiter_of(name: str) -> str:
    """What stands between the fields of a file of this name.

    >>> delimiter_of("a.tsv.gz"), delimiter_of("a.csv")
    ('\\t', ',')
    """
    kind = format_of(name)
    return "\t" if kind is not None and kind.suffix.lower().startswith(".tsv") else ","
