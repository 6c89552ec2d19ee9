"""Runs over object stores (``s3://``, ``gs://`` and whatever fsspec knows), by Ray Data from end to end.

An object store has no rename, so there are no parts and no manifest here: Ray reads, runs `clean_batch` and writes a
directory of files, in which each row tells by its ``status`` and ``reason`` what became of it. For runs that must
survive being killed, copy to a file system that all machines see and use the ordinary ``--engine ray``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from time import monotonic
from typing import Any

from cleaner.batch import BatchConfig, clean_batch
from cleaner.readers.formats import format_of
from cleaner.run.job import Failure, Job, RunError, Tally
from cleaner.run.main import Report

_ROWS = 1024
_LISTED = 100


def is_remote(path: str) -> bool:
    """Whether a path is a URL of an object store.

    >>> is_remote("s3://bucket/a.parquet"), is_remote("C:/articles")
    (True, False)
    """
    return "://" in path


def run_remote(job: Job, jobs: int) -> Report:
    """Do a job of which the input or the output is a URL."""
    from cleaner.engines.ray import connect

    if job.audit:
        raise RunError("--audit: a remote run has its removals in the column `removals` of its output")
    connect(jobs)
    started = monotonic()
    kind = _kind(job)
    _write(_read(job, kind).map_batches(_function(job), batch_format="pyarrow", batch_size=_ROWS), job, kind)
    report = _report(job, kind)
    report.seconds = monotonic() - started
    return report


def _function(job: Job) -> Any:
    fields = job.fields
    config = BatchConfig(fields.text, fields.html, fields.id, fields.url, job.language, job.settings)
    return partial(clean_batch, config=config)


def filesystem(url: str) -> tuple[Any, str]:
    """The file system of a URL or path, and the path within it: pyarrow's own, else fsspec's."""
    from pyarrow import fs

    try:
        return fs.FileSystem.from_uri(url) if is_remote(url) else (fs.LocalFileSystem(), url)
    except (ValueError, OSError) as error:
        try:
            import fsspec
        except ImportError:
            raise RunError(f"{url}: {error}; other stores need an extra: pip install 'cleaner[remote]'") from None
        found, path = fsspec.core.url_to_fs(url)
        return fs.PyFileSystem(fs.FSSpecHandler(found)), path


def _kind(job: Job) -> str:
    """Parquet or JSON lines, by the names of the sources, or of the files in them."""
    from pyarrow import fs

    kinds = set()
    for source in job.sources:
        store, path = filesystem(source)
        info = store.get_file_info(path)
        if info.type == fs.FileType.NotFound:
            raise RunError(f"{source}: no such object or prefix")
        selector = fs.FileSelector(path, recursive=True)
        found = store.get_file_info(selector) if info.type == fs.FileType.Directory else [info]
        kinds |= {format_of(item.base_name) for item in found if item.type == fs.FileType.File}
    names = {kind.kind for kind in kinds if kind is not None}
    if len(names) != 1 or not names <= {"parquet", "jsonl"}:
        shown = ", ".join(sorted(names)) or "none that is known"
        raise RunError(f"a remote run reads files of one format, .parquet or .jsonl; found: {shown}")
    return names.pop()


def _read(job: Job, kind: str) -> Any:
    import ray.data

    places = [filesystem(source) for source in job.sources]
    read = ray.data.read_parquet if kind == "parquet" else ray.data.read_json
    return read([path for _, path in places], filesystem=places[0][0])


def _write(found: Any, job: Job, kind: str) -> None:
    store, path = filesystem(job.output)
    to = job.to if job.to in ("parquet", "jsonl") else kind
    write = found.write_parquet if to == "parquet" else found.write_json
    write(path, filesystem=store)


def _report(job: Job, kind: str) -> Report:
    """What came out, counted in what was written: the cleaning is done once."""
    written = Job((job.output,), job.output)
    to = job.to if job.to in ("parquet", "jsonl") else kind
    counts = _read(written, to).map_batches(partial(_count, field=job.fields), batch_format="pyarrow")
    report = Report()
    for row in counts.iter_rows():
        report.total.add(Tally(**json.loads(row["tally"])))
        failures = [Failure(0, name, reason) for name, reason in json.loads(row["failures"])]
        report.failures += len(failures)
        report.first_failures = [*report.first_failures, *failures][:_LISTED]
    report.tally, report.seen = report.total, report.total.documents
    return report


def _count(table: Any, field: Any) -> Any:
    import pyarrow

    tally = Tally(documents=len(table))
    failures = []
    columns = [name for name in ("status", "reason", "removals", field.text, field.id) if name in table.column_names]
    for row in table.select(columns).to_pylist():
        _count_row(tally, row, field.text)
        if row["status"] == "failed":
            failures.append((str(row.get(field.id)), row["reason"]))
    return pyarrow.table({"tally": [json.dumps(asdict(tally))], "failures": [json.dumps(failures)]})


def _count_row(tally: Tally, row: dict[str, Any], text: str) -> None:
    status, removals = row["status"], row["removals"] or []
    for word in ("flagged", "empty", "failed"):
        setattr(tally, word, getattr(tally, word) + (status == word))
    tally.unchanged += not removals and status != "failed"
    tally.bytes += len(row[text] or "") + _characters(removals)
    tally.characters += len(row[text] or "") + _characters(removals)
    for removal in removals:
        mine = tally.removed.setdefault(removal["category"], [0, 0])
        mine[0] += 1
        mine[1] += removal["end"] - removal["start"]


def _characters(removals: Iterable[dict[str, Any]]) -> int:
    return sum(removal["end"] - removal["start"] for removal in removals)
