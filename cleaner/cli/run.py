"""``cleaner run``: files and directories in, clean ones out; recorded, so that it can be stopped and resumed."""

from __future__ import annotations

import signal
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleaner.cli.groups import FAILED, USAGE, Selection, Talk, command, fail, split, tell
from cleaner.textio import printable

if TYPE_CHECKING:
    from cleaner.run import Job, Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_INTERRUPTED = 130
_SIZES = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


@dataclass(frozen=True)
class Output:
    """What is written beside the clean documents, and in which format they are."""

    to: Annotated[
        str, typer.Option(metavar="FORMAT", help="same, txt, md, jsonl, csv or parquet: the format of the output.")
    ] = "same"
    audit: Annotated[
        str, typer.Option(metavar="FILE", help="List each removal here (.jsonl or .parquet); undo reads it.")
    ] = ""
    summary_json: Annotated[str, typer.Option(metavar="FILE", help="Write the summary here as JSON.")] = ""


@dataclass(frozen=True)
class Records:
    """Which fields of JSON lines, CSV and Parquet hold what, and which files of a directory are read."""

    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field that holds the text.")] = "text"
    html_field: Annotated[str, typer.Option(metavar="NAME", help="Field that holds an HTML page instead.")] = ""
    id_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names a document in reports.")] = "id"
    url_field: Annotated[str, typer.Option(metavar="NAME", help="Field that holds the page's address.")] = "url"
    include: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Only these files of a directory.")] = (
        None
    )
    exclude: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Not these.")] = None


@dataclass(frozen=True)
class Pages:
    """What is wanted of HTML pages beyond their bodies."""

    title: Annotated[bool, typer.Option("--title", help="Of pages, the headline too, at the top of the body.")] = False
    metadata: Annotated[
        bool, typer.Option("--metadata", help="Of pages, author, date and site too, as fields of records.")
    ] = False
    links: Annotated[bool, typer.Option("--links", help="Of pages, links too, with --to md.")] = False


@dataclass(frozen=True)
class Work:
    """How many processes do the work, and what one document may cost."""

    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Worker processes; 0: as many as cores, if it pays.")
    ] = 0
    engine: Annotated[str, typer.Option(metavar="NAME", help="local, or ray (needs the extra 'ray').")] = "local"
    timeout: Annotated[float, typer.Option(metavar="SECONDS", min=0, help="Time for one document; 0: no limit.")] = 60.0
    max_bytes: Annotated[
        str, typer.Option(metavar="SIZE", help="Refuse larger documents, such as 64M; 0: no limit.")
    ] = "256M"
    memory_limit: Annotated[
        str, typer.Option(metavar="SIZE", help="Memory that one worker may take, such as 2G; 0: no limit.")
    ] = "0"


@command(app)
def run(
    sources: Annotated[list[str], typer.Argument(metavar="SRC...", help="Files, directories and URLs.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="Directory, URL, or one file for all.")],
    what: Output = Output(),
    records: Records = Records(),
    pages: Pages = Pages(),
    work: Work = Work(),
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    talk: Talk = Talk(),  # noqa: B008 (frozen)
) -> int:
    """Clean files and directories into a new directory, or into one file.

    \b
    cleaner run articles -o clean                    the tree of articles, mirrored
    cleaner run articles -o clean --audit a.jsonl    with a list of all removals, for `cleaner undo`
    cleaner run crawl.warc.gz -o clean.parquet       all pages of a crawl in one file
    cleaner run a.jsonl.zst -o out --text-field body
    cleaner run s3://bucket/in -o s3://bucket/out    objects in a store

    The same command again does what is missing or changed. A killed run goes on where it stopped.
    Exit codes: 0 done, 2 wrong usage, 3 some documents failed (see failures.jsonl), 130 interrupted.
    """
    from cleaner.run import RunError
    from cleaner.run import run as start
    from cleaner.settings import PageOptions

    if "-" in (*sources, output):
        fail("a run reads and writes files; for standard input and output there is `cleaner filter`")
    if "-" in (what.audit, what.summary_json):
        fail("an audit or summary is a file; for standard output write /dev/stdout")
    job = _job(sources, output, what, records, work, selection)
    job = replace(job, pages=PageOptions(pages.title, pages.metadata, links=pages.links))
    _stop_cleanly()
    bar = _bar(job, talk)
    try:
        report = start(job, work.jobs, work.engine, bar)
    except RunError as error:
        fail(str(error))
    except KeyboardInterrupt:
        print("stopped before anything was done", file=sys.stderr)
        return _INTERRUPTED
    finally:
        if bar is not None:
            bar.close()
    return _finish(report, job, talk)


def _stop_cleanly() -> None:
    """A scheduler stops jobs with SIGTERM: that is as good a reason to stop cleanly as Ctrl-C."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _job(sources: list[str], output: str, what: Output, records: Records, work: Work, selection: Selection) -> Job:
    from cleaner.config import Resolver
    from cleaner.readers import Fields
    from cleaner.readers.formats import STORED_LIMIT
    from cleaner.run import Job, Limits

    if what.to not in ("same", "txt", "md", "jsonl", "csv", "parquet"):
        fail(f"--to: unknown format {what.to!r}; known: same, txt, md, jsonl, csv, parquet")
    resolver = Resolver(selection.given(), selection.config, selection.isolated)
    config = resolver.at(Path.cwd())
    return Job(
        sources=tuple(sources),
        output=output,
        to=what.to,  # type: ignore[arg-type]
        settings=config.settings,
        language=config.values["language"],
        encoding=config.values["encoding"],
        fields=Fields(records.text_field, records.html_field, records.id_field, records.url_field),
        limits=Limits(
            work.timeout,
            _bytes(work.max_bytes, "--max-bytes") or STORED_LIMIT,
            _bytes(work.memory_limit, "--memory-limit"),
        ),
        audit=what.audit,
        summary=what.summary_json,
        include=tuple(split(records.include or [])),
        exclude=tuple(split(records.exclude or [])),
        resolver=resolver,
    )


def _bytes(text: str, option: str) -> int:
    number, factor = (text[:-1], _SIZES[text[-1].lower()]) if text[-1:].lower() in _SIZES else (text, 1)
    try:
        size = int(float(number) * factor)
    except (ValueError, OverflowError):
        size = -1
    if size < 0:
        fail(f"{option}: {text!r} is no size; write 64M, 2G or a number of bytes")
    return size


def _bar(job: Job, talk: Talk) -> Any:
    """A progress bar, if somebody is there to look at it, or lines for a log, if they are asked for."""
    terminal = sys.stderr.isatty()
    if talk.quiet or not (terminal or talk.verbose):
        return None
    from cleaner.cli.progress import Bar

    return Bar(job, sys.stderr, plain=not terminal)


def _finish(report: Report, job: Job, talk: Talk) -> int:
    from cleaner.cli.summary import table
    from cleaner.run.reports import write_summary

    if job.summary:
        try:
            write_summary(report, job)
        except OSError as error:
            report.stopped = report.stopped or f"{job.summary}: {error.strerror}"
    if not talk.quiet:
        tell(table(report, job), sys.stdout)
    for failure in report.first_failures[:10]:
        tell(f"error: {printable(failure.name)}: {printable(failure.reason)}", sys.stderr)
    if len(report.first_failures) > 10:
        tell(f"error: … and {report.failures - 10:,} more, see {printable(report.failures_file)}", sys.stderr)
    if report.stopped:
        tell(f"stopped ({report.stopped}): run the same command again to go on where it stopped", sys.stderr)
        return _INTERRUPTED if report.stopped == "interrupted" else FAILED
    if not report.seen and not report.failures:
        tell(f"error: no matching file in {', '.join(map(printable, job.sources))}", sys.stderr)
        return USAGE
    return FAILED if report.failures else 0
