"""Undo for files of records: each clean record beside its audit line, in order, streaming."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from cleaner.audit import AuditError, removals_of, restore_text
from cleaner.model import Result
from cleaner.readers import BEGINS, Fields, Record, Records
from cleaner.readers.formats import Format
from cleaner.run.assemble import assemble
from cleaner.run.job import Job, Limits, Source, Task
from cleaner.run.records import part_writer, read, spans

_PART = 10_000
Line = dict[str, Any]


def restore_records(source: str, target: str, kind: Format, lines: Iterator[Line], fields: Fields) -> int:
    """Write ``target``: the records of ``source`` with what the audit says put back. Returns how many were changed."""
    folder = os.path.join(os.path.dirname(target), f".{os.getpid()}.parts")
    job = Job((source,), target, fields=fields, limits=Limits(max_bytes=1 << 40))
    os.makedirs(os.path.join(folder, "tmp"), exist_ok=True)
    try:
        pairs = _Pairs(source, lines)
        parts = list(_parts(pairs, _records(source, kind, job), folder, job))
        assemble(parts, target, os.path.join(folder, "tmp", "assembled"))
        return pairs.restored
    finally:
        shutil.rmtree(folder)


def _records(source: str, kind: Format, job: Job) -> Records:
    status = os.stat(source)
    found = Source(source, source, source, kind.kind, kind.compression, status.st_size, status.st_mtime_ns)
    tasks = (Task("undo", (found,), span.start, span.stop, parts=True, target=source) for span in spans(found))
    return chain.from_iterable(read(task, job) for task in tasks)


class _Pairs:
    """Joins records and audit lines, both in order."""

    def __init__(self, source: str, lines: Iterator[Line]) -> None:
        self._source, self._lines = source, lines
        self.head: Any = None
        self.restored = 0

    def of(self, records: Records) -> Iterator[tuple[Record, Result]]:
        """Each record with its restored text."""
        waiting = next(self._lines, None)
        for number, record in enumerate(self._headless(records), 1):
            if record.error:
                raise AuditError(f"{record.name}: {record.error}")
            clean = record.data.decode() if isinstance(record.data, bytes) else record.data or ""
            if waiting is None or waiting["record"] != number:
                yield record, Result(clean, clean)
                continue
            # seen from the writer, the restored text replaces the clean one
            yield record, Result(restore_text(clean, waiting), clean, removals_of(waiting))
            self.restored += 1
            waiting = next(self._lines, None)
        if waiting is not None:
            raise AuditError(f"{self._source}: has no record {waiting['record']:,}, of which the audit speaks")

    def _headless(self, records: Records) -> Records:
        for record in records:
            if record.error == BEGINS:
                self.head = record.row
            else:
                yield record


def _parts(joined: _Pairs, records: Records, folder: str, job: Job) -> Iterator[str]:
    pairs, number = joined.of(records), 0
    while (first := next(pairs, None)) or not number:
        path = os.path.join(folder, str(number))
        writer = part_writer(path, job, job.output)
        writer.begin(joined.head)
        for record, result in chain([first] if first else [], islice(pairs, _PART - 1)):
            writer.add(record, result)
        writer.close()
        yield path
        number += 1
