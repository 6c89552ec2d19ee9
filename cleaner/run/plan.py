"""Finds the input files, says what each becomes, and refuses plans that would write over their own input."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from cleaner.extras import missing
from cleaner.nested import unrolled
from cleaner.readers.compressed import MissingExtraError
from cleaner.readers.formats import ARCHIVES, COMPRESSIONS, SUFFIXES, Format, folded, format_of, free_name
from cleaner.run.job import FAILURES, STATE_DIR, Failure, Job, RunError, Source
from cleaner.textio import printable

if TYPE_CHECKING:
    from cleaner.run.configured import Place

_NEW_SUFFIX = {"txt": ".txt", "md": ".md", "jsonl": ".jsonl", "parquet": ".parquet", "csv": ".csv"}


@dataclass(slots=True)
class Walk:
    """What a walk over the sources came across beside the files it gave: nothing is left out in silence."""

    other: int = 0
    failures: list[Failure] = field(default_factory=list)


def check(job: Job) -> None:
    """Refuse an output that is, holds or lies in an input; an input that is not there; and reports over either."""
    if not all(job.sources) or not job.sources:
        raise RunError("no input is named")
    if not job.output:
        raise RunError("no output is named")
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
    _check_name(job)
    _check_reports(job, output)
    _check_extra(job)


def _check_extra(job: Job) -> None:
    """Refuse to write what needs a library that is not there before any work is done. Then the extras that the named
    inputs need are told as well; by themselves they are no reason to leave the other inputs undone."""
    outputs = [(path, format_of(os.path.basename(path))) for path in (job.audit, job.output if job.single else "")]
    if job.to == "parquet":
        outputs.append((job.output, format_of("x.parquet")))
    lacking = {path: missing(kind.kind, kind.compression) for path, kind in outputs if kind is not None}
    path = next((path for path, extras in lacking.items() if extras), None)
    if path is None:
        return
    inputs = [format_of(os.path.basename(source)) for source in job.sources]
    of_inputs = [missing(kind.kind, kind.compression) for kind in inputs if kind and kind.kind not in ARCHIVES]
    extras = dict.fromkeys(chain(*lacking.values(), *of_inputs))
    raise RunError(str(MissingExtraError(path, *extras)))


def _check_name(job: Job) -> None:
    """Refuse ``-o clean.txt`` and ``-o clean.zip``, which would become directories, unless there are such."""
    name = os.path.basename(job.output)
    if os.path.isdir(job.output) or job.single or not (name.lower().endswith(".json") or format_of(name)):
        return
    raise RunError(
        f"{printable(job.output)}: an output is a directory, or one file for all that ends in .jsonl, .csv or "
        ".parquet; to clean a single text to a file there is `cleaner filter < TEXT > FILE`"
    )


def _check_reports(job: Job, output: str) -> None:
    """Refuse an audit or summary that would be written over an input, the output or the run's own state."""
    reports = {option: path for option, path in (("--audit", job.audit), ("--summary-json", job.summary)) if path}
    taken = {os.path.realpath(source): "an input" for source in job.sources} | {output: "the output"}
    for option, path in reports.items():
        real = os.path.realpath(path)
        over = next((what for path, what in taken.items() if _same(path, real)), "")
        if over or _inside(real, os.path.realpath(job.state)):
            what = over or "the run's own state"
            raise RunError(f"{option} {printable(path)}: would be written over {what}; name another file")
        if os.path.isdir(real):
            raise RunError(f"{option} {printable(path)}: is a directory; name a file")
        taken[real] = f"what {option} names"
    if os.path.splitext(job.audit)[1].lower() in COMPRESSIONS:
        raise RunError(f"--audit {printable(job.audit)}: an audit is not compressed; name a file in .jsonl or .parquet")
    kind = format_of(os.path.basename(job.audit))
    if kind is not None and kind.kind not in ("jsonl", "parquet"):
        raise RunError(f"--audit {printable(job.audit)}: an audit is no such file; name one in .jsonl or .parquet")


def _check_pair(source: str, real: str, folder: bool, output: str, job: Job) -> None:
    if _same(output, real):
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
    """Whether a path is a folder or leads into it. The system is asked, for names that differ can be the same place."""
    above = os.path.dirname(path)
    return _same(path, folder) or (above != path and _inside(above, folder))


def walk(job: Job, found: Walk) -> Iterator[Source]:
    """All input files in a stable order, with the output path of each, relative to the output directory."""
    yield from _Walker(job, found).sources()


def _prefixes(job: Job) -> list[str]:
    """One directory is mirrored as it is; of several, each gets its own name in the output."""
    if len(job.sources) == 1:
        return [""]
    names = [os.path.basename(os.path.realpath(source)) for source in job.sources]
    for name in names:
        if names.count(name) > 1:
            raise RunError(f"two inputs are called {printable(name)!r} and would share their output; run them apart")
    return [name + "/" if os.path.isdir(source) else "" for name, source in zip(names, job.sources, strict=True)]


class _Walker:
    """Goes through the sources of a job once."""

    def __init__(self, job: Job, found: Walk) -> None:
        self._job, self._found = job, found
        self._chosen = chooser(job)
        self._place = _places(job)
        # the names that no document may have in the output
        self._own = {FAILURES, *(_within(path, job.output) for path in (job.audit, job.summary) if path)}

    def sources(self) -> Iterator[Source]:
        """All input files."""
        taken = {STATE_DIR, FAILURES, *(folded(os.path.basename(source)) for source in self._job.sources)}
        for source, prefix in zip(self._job.sources, _prefixes(self._job), strict=True):
            if os.path.isdir(source):
                yield from unrolled(self._folder(source, prefix))
            else:
                yield from self._file(source, taken)

    def _file(self, path: str, taken: set[str]) -> Iterator[Source]:
        """A file named by the user is taken whatever its suffix: text, when that says nothing."""
        name, place = os.path.basename(path), self._place(os.path.dirname(path))
        kind = format_of(name) or Format("text", "", name, "")
        if not os.path.isfile(path):
            self._found.failures.append(Failure(0, path, "not a regular file"))
            return
        if place is not None and place.refuses(path):
            self._found.other += 1
            return
        if name.lower().endswith(".json"):
            problem = "JSON is no text; write one object a line to a file that ends in .jsonl"
            self._found.failures.append(Failure(0, path, problem))
            return
        output = self._output(name, kind, taken)
        if self._job.single is None and output in self._own:
            raise RunError(f"{printable(path)}: would overwrite the run's own {output}; rename one of them")
        if self._job.single is None and _same(os.path.join(self._job.output, output), path):
            raise RunError(f"{printable(path)}: the output would be written over the input; name another one with -o")
        yield _source(self._job.called or path, path, output, kind, os.stat(path), place)

    def _folder(self, folder: str, prefix: str) -> Generator[Any, None, None]:
        """The files of a directory, and the walks of those in it."""
        try:
            with os.scandir(folder) as entries:
                listing = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            self._found.failures.append(Failure(0, folder, f"cannot be listed: {error.strerror}"))
            return
        place, taken = self._place(folder), {folded(entry.name) for entry in listing}
        if not prefix:
            taken.update((STATE_DIR, FAILURES))
        while listing:
            entry = listing.pop()  # with it goes what it learns of its file: two thirds of a large directory's memory
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if name == STATE_DIR:
                    continue
                if place is None or place.enters(name):
                    yield self._folder(entry.path, f"{prefix}{name}/")
                else:
                    self._found.other += 1
                continue
            kind = format_of(name)
            if kind is None or not self._chosen(prefix + name) or not (place is None or place.reads(name)):
                self._found.other += 1
                continue
            yield from self._entry(entry, kind, prefix, taken, place)

    def _output(self, name: str, kind: Format, taken: set[str]) -> str:
        taken.discard(folded(name))  # each file's own name is free for it
        return free_name(name, output_of(kind, self._job), kind, taken)

    def _entry(
        self, entry: os.DirEntry[str], kind: Format, prefix: str, taken: set[str], place: Place | None
    ) -> Iterator[Source]:
        try:
            regular, status = entry.is_file(), entry.stat()
        except OSError as error:
            self._found.failures.append(Failure(0, entry.path, f"cannot be read: {error.strerror}"))
            return
        if not regular:
            problem = "not a regular file (a pipe, a device or a link to a directory)"
            self._found.failures.append(Failure(0, entry.path, problem))
            return
        output = self._output(entry.name, kind, taken)
        if self._job.single is None and prefix + output in self._own:
            raise RunError(
                f"{printable(entry.path)}: would overwrite the run's own {prefix + output}; rename one of them"
            )
        called = f"{self._job.called}/{prefix}{entry.name}" if self._job.called else entry.path
        yield _source(called, entry.path, prefix + output, kind, status, place)


def _source(name: str, path: str, output: str, kind: Format, status: os.stat_result, place: Place | None) -> Source:
    manner = place.manner(path) if place is not None else None
    return Source(name, path, output, kind.kind, kind.compression, status.st_size, status.st_mtime_ns, manner)


def _places(job: Job) -> Callable[[str], Place | None]:
    if job.resolver is None:
        return lambda folder: None
    # configuration needs a TOML parser, which a program that names its settings itself is spared
    from cleaner.run.configured import Configured

    return Configured(job.resolver).at


def _within(path: str, folder: str) -> str:
    try:
        return os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        return path


def _same(path: str, other: str) -> bool:
    """Whether two names are the same place: by a link, or because the system does not tell A from a."""
    if os.path.realpath(path) == os.path.realpath(other):
        return True
    with suppress(OSError):
        return os.path.samefile(path, other)
    return False


def output_of(kind: Format, job: Job) -> str:
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


def chooser(job: Job) -> Callable[[str], bool]:
    """The test whether a path, seen from its source, is chosen by --include and --exclude."""
    return _Chooser(job.include, job.exclude) if job.include or job.exclude else lambda path: True
