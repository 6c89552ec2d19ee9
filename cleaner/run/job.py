"""What a run is asked to do, as frozen values that travel to worker processes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cleaner.readers import Fields
from cleaner.readers.formats import Format, format_of
from cleaner.settings import PageOptions, Settings

if TYPE_CHECKING:
    from cleaner.config import Resolver

To = Literal["same", "txt", "md", "jsonl", "parquet", "csv"]
STATE_DIR = ".cleaner"
FAILURES = "failures.jsonl"
MAX_BYTES = 256 << 20
TIMEOUT = 60.0
_SLOWEST = 5


class RunError(Exception):
    """A run that cannot start or cannot go on; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. ``memory`` is in bytes above what an idle worker holds; 0 sets no limit."""

    timeout: float = TIMEOUT
    max_bytes: int = MAX_BYTES
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document is cleaned; ``mark`` is a digest of it, by which the manifest notices a change."""

    settings: Settings
    language: str | None
    encoding: str | None
    mark: str


@dataclass(frozen=True, slots=True)
class Job:
    """One run: from which sources, to where, and how. ``single`` collects all documents in one file.

    ``function`` names the cleaning function as ``module:name``, so that a worker process can import it.
    ``resolver`` finds the configuration files that hold for each input file; without one, the job's own settings,
    language and encoding hold for all. ``called`` is what the one source is called in reports, if not by its path.
    """

    sources: tuple[str, ...]
    output: str
    to: To = "same"
    settings: Settings = Settings()
    language: str | None = None
    encoding: str | None = None
    fields: Fields = Fields()
    limits: Limits = Limits()
    pages: PageOptions = PageOptions()
    audit: str = ""
    summary: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    function: str = ""
    resolver: Resolver | None = None
    called: str = ""

    @property
    def single(self) -> Format | None:
        """The format of the one output file, or None when the output is a directory."""
        if os.path.isdir(self.output) or self.output.endswith(("/", os.sep)):
            return None
        found = format_of(os.path.basename(self.output))
        return found if found and found.kind in ("jsonl", "csv", "parquet") else None

    @property
    def state(self) -> str:
        """The directory that holds the manifest and unfinished parts: in the output, or hidden beside it."""
        if self.single is None:
            return os.path.join(self.output, STATE_DIR)
        folder, name = os.path.split(self.output)
        return os.path.join(folder, f".{name}{STATE_DIR}")

    @property
    def failures(self) -> str:
        """Where failed documents are listed."""
        if self.single is None:
            return os.path.join(self.output, FAILURES)
        folder, name = os.path.split(self.output)
        return os.path.join(folder, f"{name}.{FAILURES}")

    def fingerprint(self) -> str:
        """A digest of all that decides what comes out: version, rules, settings. Another one means another run."""
        from cleaner import __version__
        from cleaner.catalogue import compiled

        digest = hashlib.sha256(f"{__version__} {compiled.digest()}".encode())
        kind = self.single.suffix if self.single else "directory"
        # of configured files the manner stands in the manifest file by file
        manner = (self.settings, self.language, self.encoding) if self.resolver is None else ()
        what = (manner, self.to, self.fields, self.pages, self.limits.max_bytes)
        digest.update(repr((what, bool(self.audit), kind, self.function)).encode("utf-8", "backslashreplace"))
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: how it is called in reports, where it is, what it looked like when it was found, and how it is
    to be cleaned if not as the job says."""

    name: str
    path: str
    output: str
    kind: str
    compression: str
    size: int
    mtime: int
    manner: Manner | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Work for one worker: a batch of loose files, or a span of one file of records.

    unit    names the work in the manifest
    start, stop, resume   the span, and where in it an earlier run got to
    number  the number of the next part
    known   for each loose file, the digest of the content that is done already, or nothing
    skip    documents (by their place in the task) that killed or hung a worker, with the reason
    parts   whether the documents go to part files rather than to a file each
    """

    unit: str
    sources: tuple[Source, ...]
    start: int = 0
    stop: int | None = None
    resume: int | None = None
    number: int = 0
    known: tuple[bytes, ...] = ()
    skip: tuple[tuple[int, str], ...] = ()
    parts: bool = False
    target: str = ""


@dataclass(slots=True)
class Tally:
    """What happened to a number of documents; tallies add up."""

    documents: int = 0
    unchanged: int = 0
    flagged: int = 0
    empty: int = 0
    failed: int = 0
    bytes: int = 0
    characters: int = 0
    other: int = 0
    """Members of archives that are no text and no page."""
    removed: dict[str, list[int]] = field(default_factory=dict)
    """By category: the number of removals and of characters."""

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        for name in ("documents", "unchanged", "flagged", "empty", "failed", "bytes", "characters", "other"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for category, (count, characters) in other.removed.items():
            mine = self.removed.setdefault(category, [0, 0])
            mine[0] += count
            mine[1] += characters


def slowest_with(known: list[tuple[float, str]], seconds: float, name: str) -> list[tuple[float, str]]:
    """The few documents that took longest, the slowest first: those ``known`` and another one, if it is among them."""
    if len(known) == _SLOWEST and seconds <= known[-1][0]:
        return known
    return sorted([*known, (seconds, name)], reverse=True)[:_SLOWEST]


@dataclass(frozen=True, slots=True)
class Done:
    """One loose file that was cleaned or failed: its row in the manifest."""

    source: Source
    digest: bytes
    written: int
    status: str
    reason: str = ""
    removed: dict[str, list[int]] | None = None
    characters: int = 0
    audit: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be cleaned. ``place`` keeps the list in the order of the input."""

    place: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker hands back for each part of its task; the last one of a task is ``final``.

    ``documents`` are loose files; ``file`` names the part file of records, which ends at ``position`` of the input;
    ``into`` the file in an archive's directory that it is a part of; ``unread`` says that an input could not be read,
    so that the next run does the task again.
    """

    unit: str
    final: bool
    tally: Tally
    documents: tuple[Done, ...] = ()
    number: int = 0
    position: int = 0
    file: str = ""
    records: int = 0
    failures: tuple[Failure, ...] = ()
    flagged: tuple[tuple[str, str], ...] = ()
    audit: str = ""
    slowest: tuple[tuple[float, str], ...] = ()
    into: str = ""
    unread: bool = False
