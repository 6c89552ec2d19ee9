"""Cuts the input into tasks, leaves out what an earlier run has done, and knows when an output is complete."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from cleaner.extras import missing
from cleaner.readers import Span
from cleaner.readers.formats import ARCHIVES, LOOSE
from cleaner.run.job import Job, Source, Task
from cleaner.run.manifest import Manifest, mark
from cleaner.run.plan import Walk, walk

BATCH_FILES = 256
BATCH_BYTES = 4 << 20


class Tasks:
    """An iterator over the tasks of a job; told of finished ones, it says which outputs can be put together."""

    def __init__(self, job: Job, manifest: Manifest, found: Walk) -> None:
        self._job, self._manifest, self._found = job, manifest, found
        self._pending: dict[str, int] = {}
        self._stamps: dict[str, str] = {}
        self._planned: list[str] = []
        self._seq = 0
        self.kept = 0
        self.seen = 0
        self.loose = 0

    def __iter__(self) -> Iterator[Task]:
        if self._job.single:
            yield from self._collected()
        else:
            yield from self._mirrored()

    def done(self, task: Task) -> None:
        """Note that the last part of a task is recorded."""
        if task.target:
            self._pending[task.target] -= 1

    def complete(self) -> Iterator[tuple[str, str]]:
        """Outputs of which every part is there now, each with the stamp of its inputs."""
        for target in [target for target in self._planned if not self._pending[target]]:
            self._planned.remove(target)
            del self._pending[target]
            yield target, self._stamps.pop(target)

    # one file for each input file ------------------------------------------------------------------------------

    def _mirrored(self) -> Iterator[Task]:
        batch: list[Source] = []
        size = 0
        for source in walk(self._job, self._found):
            self.seen += 1
            if source.kind not in LOOSE:
                yield from self._records(source)
                continue
            self.loose += 1
            batch.append(source)
            size += source.size
            if len(batch) == BATCH_FILES or size >= BATCH_BYTES:
                yield from self._loose(batch)
                batch, size = [], 0
        yield from self._loose(batch)

    def _loose(self, batch: list[Source]) -> Iterator[Task]:
        todo = self._manifest.missing(batch, self._job.output) if batch else []
        self.kept += len(batch) - len(todo)
        if todo:
            sources = tuple(source for source, _ in todo)
            yield Task(sources[0].output, sources, known=tuple(digest for _, digest in todo))

    def _records(self, source: Source) -> Iterator[Task]:
        target, stamp = source.output, _stamp([source])
        if self._manifest.finished(target, stamp, os.path.join(self._job.output, target)):
            self.kept += 1
            return
        self._open(target, stamp)
        yield from self._spans(source, target)
        self._planned.append(target)

    # one file for all ------------------------------------------------------------------------------------------

    def _collected(self) -> Iterator[Task]:
        """All documents in one file. The stamp needs a look at all sources first; the walk is repeated for the work,
        so that a million names need not be held."""
        target = self._job.output
        digest, count = hashlib.sha256(), 0
        for source in walk(self._job, Walk()):
            digest.update(_stamp([source]).encode("utf-8", "surrogateescape"))
            count += 1
        if self._manifest.finished(target, digest.hexdigest(), target):
            self.kept = self.seen = count
            return
        self._open(target, digest.hexdigest())
        yield from self._collect(target)
        self._planned.append(target)

    def _collect(self, target: str) -> Iterator[Task]:
        batch: list[Source] = []
        for source in walk(self._job, self._found):
            self.seen += 1
            if source.kind in LOOSE:
                batch.append(source)
            if batch and (source.kind not in LOOSE or _full(batch)):
                yield from self._unit(tuple(batch), Span(), target, f"files {batch[0].path}")
                batch = []
            if source.kind not in LOOSE:
                yield from self._spans(source, target)
        if batch:
            yield from self._unit(tuple(batch), Span(), target, f"files {batch[0].path}")

    def _open(self, target: str, stamp: str) -> None:
        self._pending[target] = 0
        self._stamps[target] = stamp

    def _spans(self, source: Source, target: str) -> Iterator[Task]:
        from cleaner.run.records import spans

        for span in spans(source):
            yield from self._unit((source,), span, target, f"{source.path} {span.start}")

    def _unit(self, sources: tuple[Source, ...], span: Span, target: str, unit: str) -> Iterator[Task]:
        self._seq += 1
        done, number, resume = self._manifest.begin(unit, target, self._seq, _stamp(list(sources)))
        if done:
            self.kept += 1
            return
        self._pending[target] += 1
        yield Task(unit, sources, span.start, span.stop, resume, number, parts=True, target=target)


def _full(batch: list[Source]) -> bool:
    return len(batch) == BATCH_FILES or sum(source.size for source in batch) >= BATCH_BYTES


def _stamp(sources: list[Source]) -> str:
    """By what a change of files is noticed. Once an extra that they lack is installed, they are read anew."""
    what = repr([(s.path, s.size, s.mtime, mark(s), *missing(s.kind, s.compression)) for s in sources])
    return hashlib.sha256(what.encode("utf-8", "backslashreplace")).hexdigest()


def is_folder(source: Source, job: Job) -> bool:
    """Whether the documents of a file of records become a file each, in a directory named after it."""
    if job.single:
        return False
    return (source.kind in ARCHIVES and job.to in ("same", "txt", "md")) or (
        source.kind == "warc" and job.to in ("txt", "md")
    )
