"""Loose files: each is read, cleaned and written under the same name in the output, whole or not at all.

This is the library's hot loop: no Path objects, no objects kept a document beyond its row, one system call where one
is enough.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from time import perf_counter

from cleaner.audit import entry
from cleaner.model import Result
from cleaner.readers.compressed import compress, decompress, is_full
from cleaner.run.clean import Beat, Cleaners, body_of, count, reason_of, removed
from cleaner.run.job import Done, Job, Outcome, Source, Tally, Task, slowest_with
from cleaner.textio import Decoded, ReadError, encode

_CHUNK = 1 << 20
_O_BINARY = getattr(os, "O_BINARY", 0)


class Mirror:
    """Cleans loose files in one process. ``temporary`` is this process's own file in the state directory."""

    def __init__(self, job: Job) -> None:
        self._cleaners = Cleaners(job)
        self._max_bytes = job.limits.max_bytes
        self._root = job.output
        self._audit = bool(job.audit)
        self._temporary = os.path.join(job.state, "tmp", f"{os.getpid()}")
        self._made: set[str] = set()

    def run(self, task: Task, beat: Beat) -> Iterator[Outcome]:
        """Clean the files of a task."""
        self._made.clear()
        tally, rows, skip = Tally(), [], dict(task.skip)
        known = task.known or (b"",) * len(task.sources)
        slowest: list[tuple[float, str]] = []
        for place, source in enumerate(task.sources):
            beat(place)
            start = perf_counter()
            row = self._failed(source, skip[place]) if place in skip else self._try(source, known[place], tally)
            rows.append(row)
            slowest = slowest_with(slowest, perf_counter() - start, source.name)
            if row.status == "failed":
                tally.documents += 1
                tally.failed += 1
        beat(-1)
        yield Outcome(task.unit, True, tally, tuple(rows), slowest=tuple(slowest))

    def _try(self, source: Source, known: bytes, tally: Tally) -> Done:
        try:
            return self._file(source, known, tally)
        except OSError as error:
            if is_full(error):
                raise
            return self._failed(source, reason_of(error))
        except Exception as error:  # whatever a document does to the pipeline, the others must go on
            return self._failed(source, reason_of(error))

    def _failed(self, source: Source, reason: str) -> Done:
        # what an earlier run made of other content, or by other rules, is not this document's
        with suppress(OSError):
            os.unlink(os.path.join(self._root, source.output))
        return Done(source, b"", -1, "failed", reason)

    def _file(self, source: Source, known: bytes, tally: Tally) -> Done:
        data = self._read(source)
        digest = hashlib.sha256(data).digest()[:16]
        if known and digest == known:
            return Done(source, digest, -1, "kept")
        cleaner = self._cleaners.of(source)
        if source.compression:
            data = decompress(data, source.compression, source.name, self._max_bytes)
        if source.kind == "html":
            result, decoded = cleaner.page(data, source.name, None), None
            clean = body_of(result).encode()
        else:
            decoded = cleaner.decode(data, source.name)
            result = cleaner.text(decoded.text, source.name)
            # untouched text goes out as the bytes it came in as
            clean = encode(result.text, decoded) if result.removals else data
        written = self._write(source.output, compress(clean, source.compression, source.name))
        taken = removed(result) if result.removals else {}
        count(tally, result, source.size, taken)
        line = self._line(result, source, decoded, data) if self._audit else ""
        return Done(source, digest, written, result.status, result.reason, taken, len(result.source), line)

    def _line(self, result: Result, source: Source, decoded: Decoded | None, data: bytes) -> str:
        return entry(result, source.output, decoded, data, source.kind == "html")

    def _read(self, source: Source) -> bytes:
        if source.size > self._max_bytes:
            raise ReadError(source.name, f"{source.size:,} bytes, more than the {self._max_bytes:,} of --max-bytes")
        return read_whole(source.path, source.size)

    def _write(self, output: str, data: bytes) -> int:
        """Write one file through a temporary one, so that nobody ever sees half of it."""
        path = os.path.join(self._root, output)
        folder = os.path.dirname(path)
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        write_whole(self._temporary, path, data)
        return len(data)


def read_whole(path: str, size: int) -> bytes:
    """All of a file of which the size is about known, without the questions that a file object asks the system."""
    file = os.open(path, os.O_RDONLY | _O_BINARY)
    try:
        data = os.read(file, size + 1)
        if len(data) == size:
            return data
        chunks = [data]
        while chunk := os.read(file, _CHUNK):
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        os.close(file)


def write_whole(temporary: str, path: str, data: bytes) -> None:
    """Put ``data`` at ``path`` by way of a temporary file and a rename."""
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _O_BINARY, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
    finally:
        os.close(file)
    os.replace(temporary, path)
