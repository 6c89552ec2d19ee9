"""Files of records: read in spans, cleaned one by one, written in parts that are recorded as they are completed.

A part is the unit of safety. It is written to the state directory under a temporary name, renamed, and only then
told to the manifest, with the position at which reading goes on; so whenever a run is killed, no record is lost and
none is there twice.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from cleaner.audit import entry
from cleaner.model import Result
from cleaner.readers import BEGINS, OTHER, Input, Record, Records, Span
from cleaner.readers.compressed import MissingExtraError, UnwritableError, is_full, is_unread
from cleaner.readers.formats import format_of
from cleaner.run.clean import Beat, Cleaner, Cleaners, count, reason_of, removed
from cleaner.run.job import Failure, Job, Outcome, Source, Tally, Task, slowest_with
from cleaner.run.plan import output_of
from cleaner.run.tasks import is_folder
from cleaner.textio import Decoded, decode
from cleaner.writers import Writer
from cleaner.writers.folder import Folder

if TYPE_CHECKING:
    from cleaner.readers.archive import Unpacking

PART_CHARACTERS = 8 << 20
PART_RECORDS = 20_000


def spans(source: Source) -> Iterator[Span]:
    """The parts of a file that can be read independently of each other."""
    if source.kind == "jsonl":
        from cleaner.readers.jsonl import spans as lines

        return lines(source.size, source.compression)
    if source.kind == "parquet":
        from cleaner.readers.parquet import spans as groups

        return groups(source.path)
    return iter((Span(),))


def read(task: Task, job: Job) -> Records:
    """The records of a task, from where an earlier run left off."""
    source, limit, resume = task.sources[0], job.limits.max_bytes, task.resume or 0
    file, span = Input(source.path, source.compression, source.name), Span(task.start, task.stop)
    if source.kind == "jsonl":
        from cleaner.readers import jsonl

        return jsonl.read(file, span, job.fields, limit, task.resume)
    if source.kind == "csv":
        from cleaner.readers import csv

        encoding = source.manner.encoding if source.manner else job.encoding
        return csv.read(file, job.fields, limit, resume, encoding)
    if source.kind == "parquet":
        from cleaner.readers import parquet

        return parquet.read(file, span, job.fields, resume)
    if source.kind == "warc":
        from cleaner.readers import warc

        return warc.read(file, resume, limit)
    if source.kind in ("zip", "tar"):
        from cleaner.readers import archive

        return archive.read(file, source.kind, _unpacking(task, job), resume)
    from cleaner.readers import loose

    return loose.read(task.sources, resume, limit)


def _unpacking(task: Task, job: Job) -> Unpacking:
    """How the members of an archive are read, and what they become."""
    from cleaner.readers.archive import Unpacking

    source = task.sources[0]
    return Unpacking(
        job.fields,
        job.limits.max_bytes,
        partial(output_of, job=job),
        is_folder(source, job),
        _page_suffix(job) if job.to in ("txt", "md") else "",
        os.path.join(job.state, "tmp", f"{os.getpid()}-table"),
        source.manner.encoding if source.manner else job.encoding,
    )


def _page_suffix(job: Job) -> str:
    return ".md" if job.to == "md" else ".txt"


def run_records(job: Job, task: Task, beat: Beat) -> Iterator[Outcome]:
    """Clean the records of a task, a part at a time."""
    records = _safely(read(task, job), task)
    cleaners, skip, number = Cleaners(job), dict(task.skip), task.number
    record = next(records, None)
    while True:
        part = Part(job, task, number, record.into if record else "")
        while record is not None and not part.full and record.into == part.into:
            part.take(record, cleaners.of(_source(record, task)), skip, beat)
            record = next(records, None)
        yield part.commit(final=record is None)
        if record is None:
            return
        number += 1


def _source(record: Record, task: Task) -> Source:
    """The file that a record is from: of a batch of loose files, each is a record."""
    return task.sources[record.end - 1 if len(task.sources) > 1 else 0]


def _safely(records: Records, task: Task) -> Records:
    """The same records; a reader that breaks off gives an error record instead of stopping the run."""
    try:
        yield from records
    except Exception as error:  # whatever a damaged file does to its library
        if is_full(error):
            raise
        yield Record(task.sources[0].name, None, -1, error=reason_of(error), unread=is_unread(error))


class Part:
    """One part under way: what was written, counted and noted since the last commit. ``into`` is the file in an
    archive's directory that it is a part of, if any."""

    def __init__(self, job: Job, task: Task, number: int, into: str = "") -> None:
        self._job, self._task, self._number = job, task, number
        self._temporary = os.path.join(job.state, "tmp", f"{os.getpid()}-part")
        self._folder = None if into else _folder(job, task)
        self.into = into
        self._target = f"{task.target}/{into}" if into else task.target
        self._writer: Writer | None = None
        self._tally = Tally()
        self._records = 0
        self._unread = False
        self._position = task.resume or 0
        self._failures: list[Failure] = []
        self._flagged: list[tuple[str, str]] = []
        self._audit: list[str] = []
        self._slowest: list[tuple[float, str]] = []

    @property
    def full(self) -> bool:
        """Whether it is time to commit."""
        return self._tally.characters >= PART_CHARACTERS or self._tally.documents >= PART_RECORDS

    def take(self, record: Record, cleaner: Cleaner, skip: dict[int, str], beat: Beat) -> None:
        """Clean one record and write it, or note why not."""
        self._position = record.end if record.end >= 0 else self._position
        if record.error == OTHER:
            self._tally.other += 1
            return
        if record.error == BEGINS:
            self._begin(record)
            return
        problem = record.error or skip.get(record.end, "")
        if problem:
            self._unread |= record.unread
            self._fail(record, problem)
            return
        start = perf_counter()
        beat(record.end)
        try:
            result, decoded = _clean(record, cleaner)
            self._write(record, result, decoded)
        except OSError as error:
            if is_full(error):
                raise
            self._fail(record, reason_of(error))
        except Exception as error:  # whatever a document does to the pipeline, the others must go on
            self._fail(record, reason_of(error))
        beat(-1)
        self._slowest = slowest_with(self._slowest, perf_counter() - start, record.name)

    def _begin(self, record: Record) -> None:
        """A file without records still has a header or a schema, unless it is one of many that become one."""
        if self._folder is not None or self._job.single:
            return
        with suppress(MissingExtraError):  # its reader, which lacks the same library, is about to say so
            self._opened().begin(record.row)

    def _opened(self) -> Writer:
        if self._writer is None:
            self._writer = part_writer(self._temporary, self._job, self._target)
        return self._writer

    def _write(self, record: Record, result: Result, decoded: Decoded | None) -> None:
        if self._folder is not None:
            self._folder.put(record, result, decoded)
        else:
            try:
                self._opened().add(record, result)
            except OSError as error:
                raise UnwritableError(error.errno, f"{error.strerror} ({self._target})") from error
        self._records += 1
        data = record.data or ""
        taken = removed(result)
        count(self._tally, result, len(data), taken)
        if result.status in ("flagged", "not-article"):
            self._flagged.append((record.name, result.reason))
        elif "flag" in record.meta:
            self._tally.flagged += 1
            self._flagged.append((record.name, record.meta["flag"]))
        if self._job.audit:
            self._note(record, result, decoded)

    def _note(self, record: Record, result: Result, decoded: Decoded | None) -> None:
        output = os.path.basename(self._target) if self._job.single else self._target
        source = None
        if self._folder is not None:
            output = f"{output}/{self._folder.name(record)}"
            source = record.data if isinstance(record.data, bytes) else None
        line = entry(result, output, decoded if self._folder else None, source, record.html)
        if line:
            self._audit.append(f"{self._records}\t{line[1:]}")

    def _fail(self, record: Record, reason: str) -> None:
        self._tally.documents += 1
        self._tally.failed += 1
        self._failures.append(Failure(record.end, record.name, reason))

    def commit(self, final: bool) -> Outcome:
        """Complete the part file and say what is in it."""
        name = ""
        if self._writer is not None:
            try:
                self._writer.close()
            except OSError as error:
                raise UnwritableError(error.errno, f"{error.strerror} ({self._target})") from error
            digest = hashlib.sha256(self._task.unit.encode("utf-8", "surrogateescape")).hexdigest()[:24]
            name = f"{digest}-{self._number}"
            os.replace(self._temporary, os.path.join(self._job.state, "parts", name))
        return Outcome(
            self._task.unit,
            final,
            self._tally,
            number=self._number,
            position=self._position,
            file=name,
            records=self._records,
            failures=tuple(self._failures),
            flagged=tuple(self._flagged),
            audit="\n".join(self._audit),
            slowest=tuple(self._slowest),
            into=self.into,
            unread=self._unread,
        )


def _clean(record: Record, cleaner: Cleaner) -> tuple[Result, Decoded | None]:
    data = record.data
    if data is None:
        return Result("", "", name=record.name, status="empty", reason="the text is null"), None
    if record.html:
        return cleaner.page(data, record.name, record.url, record.meta.get("charset")), None
    if isinstance(data, str):
        return cleaner.text(data, record.name), None
    charset = record.meta.get("charset")
    decoded = decode(data, record.name, charset) if charset else cleaner.decode(data, record.name)
    return cleaner.text(decoded.text, record.name), decoded


def _folder(job: Job, task: Task) -> Folder | None:
    if not is_folder(task.sources[0], job):
        return None
    temporary = os.path.join(job.state, "tmp", f"{os.getpid()}")
    return Folder(os.path.join(job.output, task.target), temporary, _page_suffix(job))


def part_writer(path: str, job: Job, name: str) -> Writer:
    """The writer of one part of the output called ``name``, whose suffix decides on the format."""
    target = format_of(os.path.basename(name))
    if target is not None and target.kind == "parquet":
        from cleaner.writers.parquet import Parquet

        return Parquet(path, job.fields)
    if target is not None and target.kind == "csv":
        from cleaner.writers.csv import Csv

        return Csv(path, name, job.fields)
    from cleaner.writers.jsonl import JsonLines

    return JsonLines(path, target.compression if target else "", job.fields)
