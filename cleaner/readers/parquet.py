"""Parquet, row group by row group and in small batches within one: memory holds a batch, not a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cleaner.readers import BEGINS, Fields, Input, Record, Records, Span, repeated
from cleaner.readers.compressed import MissingExtraError
from cleaner.readers.jsonl import kind_of

BATCH_ROWS = 512


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of an Arrow batch: the other columns stay where they are, with their types."""

    batch: Any
    index: int


def open_parquet(path: str) -> Any:
    """A Parquet file, opened by its path, or an error that names the extra to install."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError(path, "parquet") from None
    return pyarrow.parquet.ParquetFile(path)


def spans(path: str) -> Iterator[Span]:
    """One span a row group; a file that cannot be opened is one span, whose reader says why."""
    try:
        with open_parquet(path) as file:
            groups = file.metadata.num_row_groups
    except Exception:  # whatever is wrong with it, the worker meets it again and reports it
        groups = 0
    if not groups:
        yield Span()
    for group in range(groups):
        yield Span(group, group + 1)


def read(file: Input, span: Span, fields: Fields, resume: int) -> Records:
    """The rows of a span (or all); ``resume`` is the number of its rows to skip. The first record is the schema."""
    with open_parquet(file.path) as table:
        twice = repeated(table.schema_arrow.names)
        if twice is not None:
            yield Record(file.name, None, -1, error=f"two columns are called {twice!r}; rename one")
            return
        groups = None if span.stop is None else list(range(span.start, span.stop))
        yield Record(file.name, None, resume, error=BEGINS, row=table.schema_arrow)
        first = 0
        for batch in table.iter_batches(BATCH_ROWS, row_groups=groups):
            if first + len(batch) > resume:
                yield from _rows(batch, first, f"{file.name}#{span.start}", fields, resume)
            first += len(batch)


def _rows(batch: Any, first: int, place: str, fields: Fields, resume: int) -> Records:
    field = fields.html or fields.text
    names = batch.schema.names
    if field not in names:
        known = ", ".join(names)
        for index in range(max(0, resume - first), len(batch)):
            problem = f"no column {field!r}; name the right one with --text-field (there are: {known})"
            yield Record(f"{place}.{first + index}", None, first + index + 1, error=problem)
        return
    texts = batch.column(field).to_pylist()
    ids = batch.column(fields.id).to_pylist() if fields.id in names else None
    urls = batch.column(fields.url).to_pylist() if fields.html and fields.url in names else None
    for index in range(max(0, resume - first), len(texts)):
        number, text = first + index, texts[index]
        label = f"{place}.{number} ({ids[index]})" if ids else f"{place}.{number}"
        if not isinstance(text, str | bytes | None):
            problem = f"column {field!r} holds {kind_of(text)}, not text"
            yield Record(label, None, number + 1, error=problem)
            continue
        url = urls[index] if urls else None
        yield Record(label, text, number + 1, bool(fields.html), url, TableRow(batch, index))
