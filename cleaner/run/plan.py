"""Finds the input files, says what each becomes, and refuses plans that would write over their own input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaner.readers.formats import ARCHIVES, SUFFIXES, Format, format_of
from cleaner.run.job import FAILURES, STATE_DIR, Failure, Job, RunError, Source
from cleaner.textio import printable

_NEW_SUFFIX = {"txt": ".txt", "md": ".md", "jsonl": ".jsonl", "parquet": ".parquet", "csv": ".csv"}


@dataclass(slots=True)
class Walk:
    """What a walk over the sources came across beside the files it gave: nothing is left out in silence."""

    other: int = 0
    failures: list[Failure] = field(default_factory=list)


def check(job: Job) -> None:
    """Refuse an output that is, holds or lies in an input; and an input that is not there."""
    if not job.sources:
        raise RunError("no input is named")
    for source in job.sources:
        if not os.path.lexists(source):
            raise RunError(f"{printable(source)}: no such file or directory")
    output = os.path.realpath(job.output)
    for source in job.sources:
        real = os.path.realpath(source)
        _check_pair(printable(source), real, os.path.isdir(source), output, job)
    if job.single is None and os.path.exists(job.output) and not os.path.isdir(job.output):
        raise RunError(
            f"{printable(job.output)}: the output is a file; name a directory, or a file that ends in .jsonl, "
            ".csv or .parquet"
        )


def _check_pair(source: str, real: str, folder: bool, output: str, job: Job) -> None:
    if output == real:
        raise RunError(f"{source}: the output would be written over the input; name another one with -o")
    if folder and job.single is None and _inside(real, output):
        raise RunError(f"{source}: lies inside the output directory; name an output outside of it with -o")
    if not folder:
        return
    for path in (job.output, job.audit, job.summary):
        if path and _inside(os.path.realpath(path), real):
            raise RunError(
                f"{printable(path)}: lies inside the input directory {source}, so the next run would read it; "
                "name a place outside of it"
            )


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def walk(job: Job, found: Walk) -> Iterator[Source]:
    """All input files in a stable order, with the output path of each, relative to the output directory."""
    chosen = _chooser(job)
    prefixes = _prefixes(job)
    taken = {os.path.basename(source) for source in job.sources}
    for source, prefix in zip(job.sources, prefixes, strict=True):
        if os.path.isdir(source):
            yield from _folder(source, prefix, job, chosen, found)
        else:
            yield from _file(source, job, taken, found)


def _prefixes(job: Job) -> list[str]:
    """One directory is mirrored as it is; of several, each gets its own name in the output."""
    if len(job.sources) == 1:
        return [""]
    names = [os.path.basename(os.path.realpath(source)) for source in job.sources]
    for name in names:
        if names.count(name) > 1:
            raise RunError(f"two inputs are called {printable(name)!r} and would share their output; run them apart")
    return [name + "/" if os.path.isdir(source) else "" for name, source in zip(names, job.sources, strict=True)]


def _file(path: str, job: Job, taken: set[str], found: Walk) -> Iterator[Source]:
    """A file named by the user is taken whatever its suffix: text, when that says nothing."""
    name = os.path.basename(path)
    kind = format_of(name) or Format("text", "", name, "")
    if not os.path.isfile(path):
        found.failures.append(Failure(0, path, "not a regular file"))
        return
    status = os.stat(path)
    output = _free(name, _output(kind, job), kind, taken)
    if job.single is None and os.path.realpath(os.path.join(job.output, output)) == os.path.realpath(path):
        raise RunError(f"{printable(path)}: the output would be written over the input; name another one with -o")
    yield Source(path, path, output, kind.kind, kind.compression, status.st_size, status.st_mtime_ns)


def _folder(folder: str, prefix: str, job: Job, chosen: _Chooser, found: Walk) -> Iterator[Source]:
    try:
        with os.scandir(folder) as entries:
            listing = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        found.failures.append(Failure(0, folder, f"cannot be listed: {error.strerror}"))
        return
    taken = {entry.name for entry in listing}
    for entry in listing:
        relative = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name != STATE_DIR:
                yield from _folder(entry.path, relative + "/", job, chosen, found)
            continue
        kind = format_of(entry.name)
        if kind is None or not chosen(relative):
            found.other += 1
            continue
        source = _entry(entry, kind, prefix, job, taken, found)
        if source is not None:
            yield source


def _entry(entry: os.DirEntry[str], kind: Format, prefix: str, job: Job, taken: set[str], found: Walk) -> Source | None:
    try:
        regular, status = entry.is_file(), entry.stat()
    except OSError as error:
        found.failures.append(Failure(0, entry.path, f"cannot be read: {error.strerror}"))
        return None
    if not regular:
        found.failures.append(Failure(0, entry.path, "not a regular file (a pipe, a device or a link to a directory)"))
        return None
    output = _free(entry.name, _output(kind, job), kind, taken)
    if not prefix and output == FAILURES and job.single is None:
        raise RunError(f"{printable(entry.path)}: would overwrite the run's own {FAILURES}; rename it")
    path = entry.path
    return Source(path, path, prefix + output, kind.kind, kind.compression, status.st_size, status.st_mtime_ns)


def _free(name: str, output: str, kind: Format, taken: set[str]) -> str:
    """An output name of its own: of page.html beside page.txt the page keeps its suffix, as page.html.txt."""
    if output != name and output in taken:
        output = name + output[len(kind.stem) :]
    taken.add(output)
    return output


def _output(kind: Format, job: Job) -> str:
    """The name of a file's output: as it was, unless its format changes."""
    new = _NEW_SUFFIX.get(job.to, "")
    if kind.kind in ARCHIVES:
        return kind.stem.removesuffix(".tar") if job.to in ("same", "txt", "md") else kind.stem + new
    if kind.kind == "text":
        return kind.stem + kind.suffix
    if kind.kind == "html":
        return kind.stem + (new if job.to in ("txt", "md") else ".txt")
    if kind.kind == "warc":
        return kind.stem + (new or ".jsonl") if job.to not in ("txt", "md") else kind.stem
    if job.to in ("same", "txt", "md") or SUFFIXES[new] == kind.kind:
        return kind.stem + kind.suffix
    return kind.stem + new


class _Chooser:
    """Whether a path is chosen by --include and --exclude, which are patterns as in .gitignore."""

    def __init__(self, include: tuple[str, ...], exclude: tuple[str, ...]) -> None:
        from pathspec import PathSpec

        self._include = PathSpec.from_lines("gitignore", include) if include else None
        self._exclude = PathSpec.from_lines("gitignore", exclude)

    def __call__(self, path: str) -> bool:
        return (self._include is None or self._include.match_file(path)) and not self._exclude.match_file(path)


class _All(_Chooser):
    def __init__(self) -> None:
        pass

    def __call__(self, path: str) -> bool:
        return True


def _chooser(job: Job) -> _Chooser:
    return _Chooser(job.include, job.exclude) if job.include or job.exclude else _All()
