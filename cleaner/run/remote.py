"""A run over object stores, from beginning to end: which units are missing, who does them, and what is reported."""

from __future__ import annotations

import atexit
import json
import logging
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, replace
from functools import lru_cache, partial
from itertools import islice
from time import monotonic
from typing import Any

from cleaner.run.job import FAILURES, Failure, Job, RunError, Tally, slowest_with
from cleaner.run.main import SMALL_BYTES, Report, cores
from cleaner.run.stores import Store, beside, inside, is_remote, last
from cleaner.run.units import Unit, units
from cleaner.run.workshop import Note, Workshop, audit_name, note_name, parse, state_of

_READERS = 16
"""Notes that are fetched at the same time: a store answers slowly, but many at once."""
_LISTED = 100


def run_remote(job: Job, jobs: int, engine: str = "local", watch: Callable[[Tally], None] | None = None) -> Report:
    """Do a job of which the input or the output is a URL."""
    started, report = monotonic(), Report()
    job = replace(job, resolver=None)
    _check(job)
    planned = _plan(job, report)
    notes = _known(planned, job)
    todo = [unit for unit in planned if unit.key not in notes]
    report.kept = sum(len(unit.items) for unit in planned) - sum(len(unit.items) for unit in todo)
    try:
        for note in _engine(engine)(todo, job, jobs) if todo else ():
            notes[note.key] = note
            tally = Tally(**note.tally)
            report.tally.add(tally)
            if watch:
                watch(tally)
    except KeyboardInterrupt:
        report.stopped = "interrupted"
    _sum_up(report, [notes[unit.key] for unit in planned if unit.key in notes], job)
    report.seconds = monotonic() - started
    return report


def _check(job: Job) -> None:
    output = _bare(job.output)
    for source in map(_bare, job.sources):
        if not is_remote(source) and not os.path.exists(source):
            raise RunError(f"{source}: no such file or directory")
        if f"{output}/".startswith(f"{source}/"):
            raise RunError(f"{job.output}: is or lies in the input {source}, so the next run would read it")
        if f"{source}/".startswith(f"{output}/"):
            raise RunError(f"{source}: lies in the output {job.output}; name another one with -o")
    names = [last(source) for source in job.sources]
    for name in names:
        if names.count(name) > 1:
            raise RunError(f"two inputs are called {name!r} and would share their output; run them apart")


def _bare(url: str) -> str:
    return url.partition("?")[0].rstrip("/")


def _plan(job: Job, report: Report) -> list[Unit]:
    from cleaner.run.plan import chooser

    def other() -> None:
        report.other += 1

    planned = list(units(job, chooser(job), other))
    if job.single and (len(planned) > 1 or (planned and planned[0].items[0].name)):
        raise RunError(
            f"{job.output}: of many objects in a store, each becomes one of its own; name a prefix with -o, or copy "
            "the input to a disk first"
        )
    report.seen = sum(len(unit.items) for unit in planned)
    return planned


def _known(planned: list[Unit], job: Job) -> dict[str, Note]:
    """The notes of the units that are done."""
    state = state_of(job)
    there = {found.name: found.size for found in Store(job.output).files()}
    noted = {found.name for found in state.files()}
    asked = [unit for unit in planned if note_name(unit.key) in noted]
    with ThreadPoolExecutor(_READERS) as readers:
        found = list(readers.map(lambda unit: parse(state.read(note_name(unit.key))), asked))
    pairs = zip(asked, found, strict=True)
    return {unit.key: note for unit, note in pairs if note is not None and note.fits(unit, job, there)}


# who does it ---------------------------------------------------------------------------------------------------

Engine = Callable[[list[Unit], Job, int], Iterator[Note]]


def _engine(name: str) -> Engine:
    return _on_ray if name == "ray" else _here


def _here(todo: list[Unit], job: Job, jobs: int) -> Iterator[Note]:
    """As many units at once as there are workers for them, the largest first; each by its share of the workers. None
    is started for what is small, as for small inputs on a disk."""
    small = not jobs and sum(map(_size, todo)) < SMALL_BYTES
    at_once = 1 if small else min(jobs or cores(), len(todo))
    share = (jobs or cores()) // at_once if at_once > 1 else jobs
    workshops = [Workshop(job, share) for _ in range(at_once)]
    idle = list(workshops)

    def clean(unit: Unit) -> Note:
        workshop = idle.pop()
        try:
            return workshop.clean(unit)
        finally:
            idle.append(workshop)

    threads = ThreadPoolExecutor(at_once)
    try:
        for done in as_completed([threads.submit(clean, unit) for unit in sorted(todo, key=_size, reverse=True)]):
            yield done.result()
    finally:
        for workshop in workshops:
            workshop.stop()
        threads.shutdown(cancel_futures=True)
        for workshop in workshops:
            workshop.close()


def _size(unit: Unit) -> int:
    return sum(item.size for item in unit.items)


def _on_ray(todo: list[Unit], job: Job, jobs: int) -> Iterator[Note]:
    """As many units at once as the cluster has cores, each by one worker. What Ray gives up is done here."""
    from cleaner.engines.ray import connect

    library, started = connect(jobs)
    left = {unit.key: unit for unit in todo}
    try:
        yield from _spread(left, job, jobs)
    except library.exceptions.RayError as error:
        logging.getLogger("cleaner").debug("given up by Ray", exc_info=error)
        yield from _here(list(left.values()), job, 1)
    finally:
        if started:
            library.shutdown()


def _spread(left: dict[str, Unit], job: Job, jobs: int) -> Iterator[Note]:
    import ray.data

    if not left:
        return
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = False
    items = [{"unit": pickle.dumps(unit)} for unit in left.values()]
    found = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
        partial(work, job=pickle.dumps(job)),
        batch_size=1,
        batch_format="pyarrow",
        compute=ray.data.TaskPoolStrategy(size=jobs or None),
    )
    for row in found.iter_rows():
        note = parse(row["note"].encode())
        assert note is not None
        del left[note.key]
        yield note


def work(batch: Any, job: bytes) -> Iterator[Any]:
    """What a Ray worker does with a batch of units."""
    import pyarrow

    for text in batch.column("unit").to_pylist():
        note = _workshop(job).clean(pickle.loads(text))
        yield pyarrow.table({"note": [json.dumps(asdict(note))]})


@lru_cache(maxsize=1)
def _workshop(job: bytes) -> Workshop:
    """This Ray worker's own. It outlives the unit: starting a process takes longer than many units do."""
    workshop = Workshop(pickle.loads(job), 1)
    atexit.register(workshop.close)
    return workshop


# what is reported ----------------------------------------------------------------------------------------------


def _sum_up(report: Report, notes: list[Note], job: Job) -> None:
    """Totals, failures and audit: from the notes, so that a resumed run tells the same."""
    failures: list[Failure] = []
    for note in notes:
        report.total.add(Tally(**note.tally))
        failures += [Failure(0, name, reason) for name, reason in note.failures]
        report.flagged = [*report.flagged, *((name, reason) for name, reason in note.flagged)][:_LISTED]
        for seconds, name in note.slowest:
            report.slowest = slowest_with(report.slowest, seconds, name)
    report.failures, report.first_failures = len(failures), list(islice(failures, _LISTED))
    report.failures_file = _put_failures(failures, job)
    if job.audit and not report.stopped:
        _put_audit(notes, job)


def _put_failures(failures: list[Failure], job: Job) -> str:
    url = beside(job.output, f"{last(job.output)}.{FAILURES}") if job.single else inside(job.output, FAILURES)
    store = Store(url)
    if not failures:
        store.remove("")
        return ""
    with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
        path = os.path.join(folder, FAILURES)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps({"name": failure.name, "reason": failure.reason}) + "\n" for failure in failures)
        store.put(path, "")
    return store.url


def _put_audit(notes: list[Note], job: Job) -> None:
    """The parts of the audit, joined, at a path or at a URL."""
    from cleaner.run.reports import write_audit

    state = state_of(job)
    lines = (
        line for note in notes if not note.error for line in state.read(audit_name(note.key)).decode().splitlines()
    )
    if not is_remote(job.audit):
        write_audit(job, lines)
        return
    with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
        path = os.path.join(folder, last(job.audit))
        write_audit(replace(job, audit=path), lines)
        Store(job.audit).put(path, "")
