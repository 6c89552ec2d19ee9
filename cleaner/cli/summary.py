"""The summary table of a run, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.textio import printable

if TYPE_CHECKING:
    from cleaner.run import Job, Report

_SLOW_SECONDS = 1.0


def table(report: Report, job: Job) -> str:
    """Documents, removals by category, flagged and failed ones, and how fast it went."""
    lines = [*_documents(report), *_removals(report), *_notes(report, job)]
    return "\n".join(lines)


def _documents(report: Report) -> list[str]:
    total, tally = report.total, report.tally
    rate = report.seconds or 1.0
    speed = f"{tally.documents / rate:,.0f} documents/s, {tally.bytes / rate / 1e6:,.1f} MB/s"
    return [
        f"documents   {total.documents:>12,}",
        f"  unchanged {total.unchanged:>12,}",
        f"  empty     {total.empty:>12,}",
        f"  flagged   {total.flagged:>12,}",
        f"  failed    {total.failed:>12,}",
        f"this run    {tally.documents:>12,} in {report.seconds:,.1f} s ({speed})",
        *([f"done before {report.kept:>12,}"] if report.kept else []),
        *([f"other files {report.other:>12,} left out: excluded, or of no kind that is read"] if report.other else []),
    ]


def _removals(report: Report) -> list[str]:
    removed = report.total.removed
    if not removed:
        return ["nothing was removed"]
    rows = sorted(removed.items(), key=lambda item: (-item[1][1], item[0]))
    wide = max(len("category"), *(len(category) for category in removed))
    head = f"{'category':<{wide}} {'removals':>10} {'characters':>12}"
    return ["", head, *(f"{category:<{wide}} {count:>10,} {size:>12,}" for category, (count, size) in rows)]


def _notes(report: Report, job: Job) -> list[str]:
    notes = [f"flagged: {printable(name)}: {printable(reason)}" for name, reason in report.flagged[:10]]
    notes += [
        f"slow: {printable(name)}: {seconds:.1f} s" for seconds, name in report.slowest if seconds > _SLOW_SECONDS
    ]
    if report.loose and job.to in ("jsonl", "csv", "parquet"):
        notes.append(
            f"texts and pages became a file each: --to {job.to} is for records; for one file of all, name it with -o"
        )
    if report.failures_file:
        notes.append(f"failed documents are listed in {printable(report.failures_file)}")
    if job.audit and not report.stopped:
        notes.append(f"audit: {printable(job.audit)}")
    return ["", *notes] if notes else []
