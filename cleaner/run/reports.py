"""The files that tell of a run: failures, audit, summary. Each appears whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from cleaner.run.job import Failure, Job
from cleaner.run.manifest import remove

if TYPE_CHECKING:
    from cleaner.run.main import Report


@contextmanager
def whole(path: str) -> Iterator[IO[str]]:
    """A text file that takes its name only when it is complete. A device or a pipe, such as /dev/stdout, is written to
    as it is: a name that was taken from it would be gone."""
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    path = os.path.realpath(path)
    folder, name = os.path.split(path)
    os.makedirs(folder or ".", exist_ok=True)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "w", encoding="utf-8", newline="\n") as file:
            yield file
        os.replace(temporary, path)
    except BaseException:
        remove(temporary)
        raise


def write_failures(job: Job, failures: Iterable[Failure]) -> int:
    """List the failed documents with their reasons; no failure, no file."""
    rows = iter(failures)
    first = next(rows, None)
    if first is None:
        remove(job.failures)
        return 0
    count = 0
    with whole(job.failures) as file:
        for failure in _with(first, rows):
            file.write(json.dumps({"name": failure.name, "reason": failure.reason}) + "\n")
            count += 1
    return count


def _with(first: Failure, rest: Iterator[Failure]) -> Iterator[Failure]:
    yield first
    yield from rest


def write_audit(job: Job, lines: Iterable[str]) -> None:
    """The audit as JSON lines, or as Parquet when its name says so."""
    if job.audit.endswith((".parquet", ".pq")):
        from cleaner.writers.parquet import write_audit_table

        write_audit_table(job.audit, lines)
        return
    with whole(job.audit) as file:
        for line in lines:
            file.write(line + "\n")


def summary(report: Report, job: Job) -> dict[str, Any]:
    """The report as JSON: totals of the whole input, and what this run did of it."""
    rate = report.seconds or 1.0
    return {
        "output": job.output,
        "status": report.stopped or ("failures" if report.failures else "complete"),
        "documents": report.total.documents,
        **_counts(asdict(report.total)),
        "removals": {
            category: {"count": count, "characters": characters}
            for category, (count, characters) in sorted(report.total.removed.items())
        },
        "this_run": {
            "documents": report.tally.documents,
            "already_done": report.kept,
            "other_files": report.other,
            "seconds": round(report.seconds, 3),
            "documents_per_second": round(report.tally.documents / rate, 1),
            "megabytes_per_second": round(report.tally.bytes / rate / 1e6, 3),
        },
        "failures_file": report.failures_file,
        "failures": [{"name": failure.name, "reason": failure.reason} for failure in report.first_failures],
        "flagged_documents": [{"name": name, "reason": reason} for name, reason in report.flagged],
        "slowest": [{"name": name, "seconds": round(seconds, 4)} for seconds, name in report.slowest],
    }


def _counts(total: dict[str, Any]) -> dict[str, Any]:
    return {name: total[name] for name in ("unchanged", "flagged", "empty", "failed", "bytes", "characters")}


def write_summary(report: Report, job: Job) -> None:
    """The summary as a JSON file."""
    with whole(job.summary) as file:
        json.dump(summary(report, job), file, indent=2)
        file.write("\n")
