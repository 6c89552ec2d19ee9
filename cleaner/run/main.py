"""A run from beginning to end: plan, do, record, put together, report."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING

from cleaner.extras import hint
from cleaner.readers.compressed import is_full
from cleaner.run.job import Failure, Job, Outcome, RunError, Tally, Task, slowest_with
from cleaner.run.manifest import Manifest
from cleaner.run.plan import Walk, check
from cleaner.run.tasks import Tasks

if TYPE_CHECKING:
    from cleaner.engines.base import Engine
    from cleaner.engines.pool import Pool

Watch = Callable[[Tally], None]
"""Told of each finished part, for a progress bar."""
SMALL_BYTES = 2 << 20
_LISTED = 100


@dataclass(slots=True)
class Report:
    """What a run did. ``total`` counts all documents of the input, ``tally`` those that this run worked on, ``loose``
    the texts and pages that became a file each."""

    total: Tally = field(default_factory=Tally)
    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    kept: int = 0
    other: int = 0
    seen: int = 0
    loose: int = 0
    failures: int = 0
    failures_file: str = ""
    first_failures: list[Failure] = field(default_factory=list)
    flagged: list[tuple[str, str]] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    stopped: str = ""


def run(job: Job, jobs: int = 0, engine: str = "local", watch: Watch | None = None, pool: Pool | None = None) -> Report:
    """Do a job. ``jobs`` is the number of worker processes, 0 as many as there are cores and work for; ``pool`` holds
    workers that several jobs share."""
    _check_engine(engine)
    if any("://" in path for path in (*job.sources, job.output)):
        # objects in a store are read and written with pyarrow
        from cleaner.run.remote import run_remote

        return run_remote(job, jobs, engine, watch)
    check(job)
    try:
        os.makedirs(job.state, exist_ok=True)
    except OSError as error:
        raise RunError(f"{job.output}: cannot be written: {error.strerror}") from error
    manifest = Manifest(job.state, job.fingerprint())
    try:
        # workers are told with each file how to clean it
        bare = replace(job, resolver=None)
        return _run(job, manifest, lambda tasks: choose(bare, tasks, jobs, engine, pool), watch)
    finally:
        manifest.close()


def _check_engine(name: str) -> None:
    """Refuse an engine that is not there before a directory is made."""
    if name not in ("local", "ray"):
        raise RunError(f"no engine {name!r}; known: local, ray")
    if name == "ray" and find_spec("ray") is None:
        raise RunError(f"--engine ray needs an extra: {hint('ray')}")


def _run(job: Job, manifest: Manifest, chosen: Callable[[Iterable[Task]], tuple[Engine, Iterator[Task]]],
         watch: Watch | None) -> Report:  # fmt: skip
    started, report, found = monotonic(), Report(), Walk()
    manifest.clear()
    tasks = Tasks(job, manifest, found)
    engine, queue = chosen(tasks)
    try:
        for task, outcome in engine.run(queue):
            manifest.commit(outcome, task)
            _note(report, outcome, watch)
            if outcome.final:
                tasks.done(task)
                _assemble(job, manifest, tasks, found)
        _assemble(job, manifest, tasks, found)
    except KeyboardInterrupt:
        report.stopped = "interrupted"
    except OSError as error:
        if not is_full(error):
            raise
        report.stopped = f"{error.strerror}: free some space"
    except sqlite3.OperationalError as error:
        manifest.undo()
        report.stopped = f"{manifest.path}: {error}: free some space"
    finally:
        engine.close()
    if report.stopped:
        # on a full disk the next run may not even begin while they are there
        with suppress(OSError):
            manifest.clear()
    report.seconds = monotonic() - started
    report.kept += tasks.kept
    report.seen, report.loose, report.other = tasks.seen, tasks.loose, found.other
    try:
        _finish(job, manifest, found, report)
    except OSError as error:
        report.stopped = report.stopped or f"{error.filename or 'a report'}: {error.strerror or error}"
    return report


def _note(report: Report, outcome: Outcome, watch: Watch | None) -> None:
    report.tally.add(outcome.tally)
    report.kept += sum(done.status == "kept" for done in outcome.documents)  # read, and found to be the same
    for seconds, name in outcome.slowest:
        report.slowest = slowest_with(report.slowest, seconds, name)
    if watch:
        watch(outcome.tally)


def _assemble(job: Job, manifest: Manifest, tasks: Tasks, found: Walk) -> None:
    for target, stamp in tasks.complete():
        from cleaner.run.assemble import assemble, files, withdraw

        path = target if job.single else os.path.join(job.output, target)
        try:
            if manifest.barren(target):
                # neither an empty file nor what an earlier run made of other content
                withdraw(path)
            else:
                for file, parts in files(path, manifest.parts(target)):
                    assemble(parts, file, os.path.join(job.state, "tmp", "assembled"))
        except OSError as error:
            if is_full(error):
                raise
            # its parts stay where they are, so the next run needs only to put them together
            found.failures.append(Failure(0, path, f"cannot be written: {error.strerror or error}"))
        else:
            manifest.finish(target, stamp, path)


def _finish(job: Job, manifest: Manifest, found: Walk, report: Report) -> None:
    """Totals, the list of failures and the audit: all from the manifest, so that a resumed run tells the same."""
    from cleaner.run.reports import write_audit, write_failures

    totals = manifest.totals
    report.total = totals.tally()
    report.total.documents += len(found.failures)
    report.total.failed += len(found.failures)
    report.flagged = list(islice(totals.flagged(), _LISTED))
    report.failures = write_failures(job, chain(found.failures, totals.failures()))
    report.failures_file = job.failures if report.failures else ""
    report.first_failures = list(islice(chain(found.failures, totals.failures()), _LISTED))
    if job.audit and not report.stopped:
        write_audit(job, totals.audit())


def choose(
    job: Job, tasks: Iterable[Task], jobs: int, engine: str, pool: Pool | None = None
) -> tuple[Engine, Iterator[Task]]:
    """The engine for this work. Small inputs of text are done in this process: nothing there can hang, and starting
    a worker would take longer."""
    queue = iter(tasks)
    if engine == "ray":
        from cleaner.engines.ray import Ray

        return Ray(job, jobs), queue
    first = list(_first(queue)) if not jobs else []
    rest = chain(first, queue)
    if not jobs and sum(_size(task) for task in first) < SMALL_BYTES and all(_is_text(task) for task in first):
        from cleaner.engines.inline import Inline

        return Inline(job), rest
    if pool is not None:
        return pool, rest
    from cleaner.engines.pool import Pool

    return Pool(job, jobs or cores()), rest


def cores() -> int:
    """The cores that this process may use, which in a container or under a scheduler are not all."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _first(queue: Iterator[Task]) -> Iterator[Task]:
    size = 0
    for task in queue:
        yield task
        size += _size(task)
        if size >= SMALL_BYTES or not _is_text(task):
            return


def _size(task: Task) -> int:
    return sum(source.size for source in task.sources)


def _is_text(task: Task) -> bool:
    return all(source.kind in ("text", "jsonl", "csv") and not source.compression for source in task.sources)
