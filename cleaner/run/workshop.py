"""Runs over object stores (``s3://``, ``gs://`` and whatever fsspec knows), a few objects at a time.

A store has no rename, and nothing to lock. So the input is cut into units, each of which is copied to the disk,
cleaned there by an ordinary run, and its outputs are uploaded whole; last comes a note of what was done,
``units/*.json`` in the state directory of the output. A unit whose note fits its inputs, its outputs and the job is
done; whatever is killed, and whenever, only units without a note are done again, over themselves.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from typing import Any

from cleaner.engines.pool import Pool
from cleaner.readers.compressed import is_full
from cleaner.run.job import STATE_DIR, Job, RunError, Tally
from cleaner.run.main import Report, cores, run
from cleaner.run.stores import Store, beside, inside, last
from cleaner.run.units import Unit

_AT_ONCE = 16
"""Objects that are copied at the same time: a store answers slowly, but many at once."""


@dataclass(slots=True)
class Note:
    """What became of a unit."""

    key: str
    stamp: str
    outputs: dict[str, int]
    tally: dict[str, Any]
    failures: list[tuple[str, str]]
    flagged: list[tuple[str, str]]
    slowest: list[tuple[float, str]]
    error: bool = False
    """The unit could not even be read: it is tried again by the next run."""

    def fits(self, unit: Unit, job: Job, there: dict[str, int]) -> bool:
        """Whether the unit is done. Small files that failed are tried again, as in runs over paths."""
        whole = all(there.get(name) == size for name, size in self.outputs.items())
        return self.stamp == unit.stamp(job) and whole and not (unit.loose and self.failures)


def parse(data: bytes) -> Note | None:
    """A note as it was stored; None for none, or one that another version wrote."""
    try:
        return Note(**json.loads(data))
    except (ValueError, TypeError):
        return None


def note_name(key: str) -> str:
    """What a unit's note is called in the state directory."""
    return f"units/{key}.json"


def audit_name(key: str) -> str:
    """What a unit's part of the audit is called there."""
    return f"units/{key}.audit.jsonl"


def state_of(job: Job) -> Store:
    """Where the notes are: in the output, or beside a single file."""
    return Store(beside(job.output, f".{last(job.output)}{STATE_DIR}") if job.single else inside(job.output, STATE_DIR))


class Workshop:
    """Where units are cleaned, one after the other: a directory, and workers that outlive a unit. Several may be at
    work in one process, each in a thread of its own."""

    def __init__(self, job: Job, jobs: int) -> None:
        self._job, self._jobs = job, jobs
        sweep()
        self._folder = tempfile.mkdtemp(prefix=f"{_mine()}{os.getpid()}-")
        self._in, output = os.path.join(self._folder, "in"), os.path.join(self._folder, "out")
        self._inner = replace(
            job,
            sources=(),
            output=os.path.join(output, last(job.output)) if job.single else output,
            audit=os.path.join(self._folder, "audit.jsonl") if job.audit else "",
            include=(),
            exclude=(),
        )
        self._pool = Pool(self._inner, jobs or cores(), keep=True)

    def stop(self) -> None:
        """Have `clean`, which is at work in another thread, end as Ctrl-C ends it in the main one."""
        self._pool.stop()

    def close(self) -> None:
        """Leave nothing behind."""
        self._pool.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def clean(self, unit: Unit) -> Note:
        """Do one unit: copy, clean, upload, note. Done twice, it gives the same."""
        try:
            return self._clean(unit)
        finally:
            for name in ("in", "out"):
                shutil.rmtree(os.path.join(self._folder, name), ignore_errors=True)

    def _clean(self, unit: Unit) -> Note:
        source = Store(unit.items[0].source)
        try:
            with ThreadPoolExecutor(_AT_ONCE) as threads:
                paths = [os.path.join(self._in, item.name or last(source.url)) for item in unit.items]
                list(threads.map(source.get, [item.name for item in unit.items], paths))
        except OSError as error:
            if is_full(error):
                raise self._no_room() from error
            return _unread(unit, error)
        alone = unit.items[0].name == ""
        path = os.path.join(self._in, last(source.url)) if alone else self._in
        inner = replace(self._inner, sources=(path,), called=source.url)
        report = run(inner, self._jobs, pool=self._pool)
        if report.stopped == "interrupted":
            raise KeyboardInterrupt
        if report.stopped:
            raise self._no_room()
        return self._upload(unit, inner, report)

    def _upload(self, unit: Unit, inner: Job, report: Report) -> Note:
        target, state, outputs = Store(self._job.output), state_of(self._job), dict[str, str]()
        for path in _outputs(inner):
            name = "" if inner.single else unit.prefix + os.path.relpath(path, inner.output).replace(os.sep, "/")
            outputs[name] = path
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            list(threads.map(target.put, outputs.values(), outputs))
        if inner.audit:
            _prefix(inner.audit, unit.prefix)
            state.put(inner.audit, audit_name(unit.key))
        tally = asdict(report.total)
        tally["other"] += report.other
        stamp = unit.stamp(self._job)
        sizes = {name: os.path.getsize(path) for name, path in outputs.items()}
        note = Note(unit.key, stamp, sizes, tally, _failures(inner), report.flagged, report.slowest)
        path = os.path.join(self._folder, "note")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            json.dump(asdict(note), file)
        state.put(path, note_name(unit.key))
        return note

    def _no_room(self) -> RunError:
        return RunError(f"{self._folder}: no space left; set TMPDIR to a larger place, and the same command goes on")


def _mine() -> str:
    """How this machine's scratch directories begin; containers that share them have names of their own."""
    return f"cleaner-{re.sub(r'[^A-Za-z0-9]', '', platform.node())}-"


def sweep() -> None:
    """Remove the scratch directories of runs, and of Ray's workers, that were killed on this machine."""
    if sys.platform == "win32":
        return  # there is no asking whether a process lives without ending it
    start = _mine()
    with os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            owner = entry.name.removeprefix(start).partition("-")[0]
            if entry.name.startswith(start) and owner.isdigit() and not _lives(int(owner)):
                shutil.rmtree(entry.path, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _outputs(job: Job) -> Iterator[str]:
    """The paths of what a run over a unit wrote."""
    if job.single:
        yield from [job.output] if os.path.exists(job.output) else []
        return
    for folder, folders, names in os.walk(job.output):
        folders[:] = sorted(name for name in folders if name != STATE_DIR)
        paths = (os.path.join(folder, name) for name in sorted(names))
        yield from (path for path in paths if path != job.failures)


def _failures(job: Job) -> list[tuple[str, str]]:
    if not os.path.exists(job.failures):
        return []
    with open(job.failures, encoding="utf-8") as file:
        return [(line["name"], line["reason"]) for line in map(json.loads, file)]


def _unread(unit: Unit, error: OSError) -> Note:
    """All objects of a unit have failed: one was removed or locked since it was listed."""
    reason = f"cannot be read: {error.strerror or error}"
    failures = [(f"{item.source.rstrip('/')}/{item.name}".rstrip("/"), reason) for item in unit.items]
    tally = asdict(Tally(documents=len(failures), failed=len(failures)))
    return Note(unit.key, "", {}, tally, failures, [], [], error=True)


def _prefix(path: str, prefix: str) -> None:
    """Name the outputs of an audit as they are in the whole output."""
    if not prefix:
        return
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps({**line, "output": prefix + line["output"]}) + "\n")
