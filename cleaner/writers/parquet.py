"""Parquet. Parts are Arrow streams, cheap to write and read; the file is made of them with one schema for all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from cleaner.model import Result
from cleaner.readers import Fields, Record
from cleaner.readers.compressed import MissingExtraError
from cleaner.readers.parquet import TableRow
from cleaner.writers import STANDARD, text_of
from cleaner.writers.columns import aligned, table_of, text_column, unified
from cleaner.writers.jsonl import row_of

_GROUP_BYTES = 64 << 20
_AUDIT_ROWS = 1000


def _arrow(path: str) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError(path, "parquet") from None
    return pyarrow


class Parquet:
    """One part: rows of the same Arrow batch leave as a batch, with all their columns and types."""

    def __init__(self, path: str, fields: Fields) -> None:
        self._pa = _arrow(path)
        self._path, self._fields = path, fields
        self._schema: Any = None
        self._batch: Any = None
        self._kept: list[int] = []
        self._texts: list[str | None] = []
        self._rows: list[dict[str, Any]] = []
        self._tables: list[Any] = []

    def begin(self, head: Any) -> None:
        """The schema of the input is that of the output, even if no row follows."""
        if isinstance(head, self._pa.Schema):
            text = self._pa.field(self._fields.text, self._pa.string())
            self._schema = head if text.name in head.names else head.append(text)

    def add(self, record: Record, result: Result) -> None:
        """Write one record."""
        row = record.row
        _encodable(result.text)
        if not isinstance(row, TableRow):
            self._rows.append(row_of(record, result, self._fields))
            return
        if row.batch is not self._batch:
            self._flush()
            self._batch = row.batch
        self._kept.append(row.index)
        self._texts.append(text_of(record, result))

    def _flush(self) -> None:
        if self._rows:
            self._tables.append(table_of(self._pa, self._rows))
        if self._kept:
            self._tables.append(_with_texts(self._pa, self._batch, self._kept, self._texts, self._fields.text))
        self._rows, self._kept, self._texts = [], [], []

    def close(self) -> None:
        """Complete the part."""
        self._flush()
        if not self._tables:
            self._tables.append((self._schema or _standard(self._pa)).empty_table())
        schema = unified(self._pa, [table.schema for table in self._tables])
        table = self._pa.concat_tables([aligned(self._pa, table, schema) for table in self._tables])
        options = self._pa.ipc.IpcWriteOptions(compression="lz4" if self._pa.Codec.is_available("lz4") else None)
        with (
            self._pa.OSFile(self._path, "wb") as file,
            self._pa.ipc.new_stream(file, table.schema, options=options) as out,
        ):
            out.write_table(table)


def _encodable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("the text holds half a surrogate pair, which Parquet cannot store; write .jsonl") from None


def _with_texts(pa: Any, batch: Any, kept: list[int], texts: list[str | None], field: str) -> Any:
    """The rows ``kept`` of a batch, with other texts; the column keeps its type, be it dictionary or large string."""
    table = pa.Table.from_batches([batch])
    if len(kept) != len(batch):
        # not by `take`, which not all types of columns have
        table = pa.concat_tables([table.slice(start, length) for start, length in _runs(kept)])
    if field not in table.schema.names:
        return table.append_column(field, pa.array(texts, pa.string()))
    index = table.schema.get_field_index(field)
    column = table.schema.field(index)
    return table.set_column(index, column, text_column(pa, texts, column.type))


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Where each run of successive numbers starts, and how long it is.

    >>> list(_runs([0, 1, 2, 5, 7, 8]))
    [(0, 3), (5, 1), (7, 2)]
    """
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], len(run)


def assemble(parts: Sequence[str], path: str) -> None:
    """One Parquet file of all parts."""
    pa = _arrow(path)
    schemas = [_schema(pa, part) for part in parts]
    filled = [schema for schema, rows in schemas if rows] or [schema for schema, _ in schemas]
    schema = unified(pa, filled) if filled else _standard(pa)
    with pa.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in _groups(pa, parts, schema):
            writer.write_table(table)


def _standard(pa: Any) -> Any:
    return pa.schema([(name, pa.string()) for name in (*STANDARD, "text")])


def _schema(pa: Any, part: str) -> tuple[Any, bool]:
    with pa.memory_map(part) as file, pa.ipc.open_stream(file) as stream:
        return stream.schema, any(len(batch) for batch in islice(stream, 1))


def _groups(pa: Any, parts: Sequence[str], schema: Any) -> Iterator[Any]:
    """The parts' rows in row groups of a good size, never more than one in memory."""
    held: list[Any] = []
    size = 0
    for part in parts:
        with pa.memory_map(part) as file, pa.ipc.open_stream(file) as stream:
            table = stream.read_all()
        if not len(table):
            continue
        held.append(aligned(pa, table, schema))
        size += table.nbytes
        if size >= _GROUP_BYTES:
            yield pa.concat_tables(held)
            held, size = [], 0
    if held:
        yield pa.concat_tables(held)


def audit_schema(pa: Any) -> Any:
    """The columns of an audit as a table."""
    removal = pa.struct([
        ("start", pa.int64()), ("end", pa.int64()), ("rule", pa.string()), ("category", pa.string()),
        ("text", pa.string()), ("evidence", pa.list_(pa.string())),
    ])  # fmt: skip
    texts = [(name, pa.string()) for name in ("name", "output", "status", "reason", "encoding", "bom", "sha256")]
    return pa.schema([
        ("record", pa.int64()), ("html", pa.bool_()), ("markdown", pa.bool_()), *texts,
        ("removals", pa.list_(removal)), ("withheld", pa.list_(removal)),
    ])  # fmt: skip


def write_audit_table(path: str, lines: Iterable[str]) -> None:
    """An audit as Parquet, a thousand documents at a time."""
    pa = _arrow(path)
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    rows = (json.loads(line) for line in lines)
    with pa.parquet.ParquetWriter(temporary, audit_schema(pa), compression="zstd") as writer:
        while group := list(islice(rows, _AUDIT_ROWS)):
            writer.write_table(pa.Table.from_pylist(group, schema=audit_schema(pa)))
    os.replace(temporary, path)


def read_audit_table(path: str) -> Iterator[dict[str, Any]]:
    """The lines of an audit in Parquet."""
    with _arrow(path).parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(_AUDIT_ROWS):
            yield from batch.to_pylist()
