"""Readers: one small module a format, each a generator of records that can start again where it stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

BEGINS = "begins"
"""The error of a record that is none, but the head of a file of records: its ``row`` is what a file without records
still has, a header line or a schema."""
OTHER = "other"
"""The error of a member of an archive whose suffix says that nobody reads it: counted, not reported."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document as a reader found it.

    name   names it in reports: the file, and the place in it
    data   the text, or bytes that are still to be decoded; None when ``error`` says why there is nothing, and for the
           null of a row that has no text: such a row goes through as it is
    html   whether it is a page and not a text
    row    what came with it: a dict of other fields, a raw line, a row of a table
    end    where reading goes on after it: a byte offset or a count, as the format likes it
    into   of a record in a file in an archive, the name of that file's output in the archive's directory
    unread the file could not be read for now, so the next run is to try it again
    """

    name: str
    data: str | bytes | None
    end: int
    html: bool = False
    url: str | None = None
    row: Any = None
    error: str = ""
    into: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a row hold what. ``html`` names a field that holds a page, and then the clean text is written
    to ``text`` all the same."""

    text: str = "text"
    html: str = ""
    id: str = "id"
    url: str = "url"


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of a file to read. ``stop`` is exclusive; None reads to the end."""

    start: int = 0
    stop: int | None = None


Records = Iterator[Record]

Stream = str | IO[bytes]
"""Where a file of records is: a path, or a stream of bytes that can be read once, such as a file in an archive."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file of records: where it is, how it is compressed, and what it is called in reports."""

    source: Stream
    compression: str
    name: str

    @property
    def path(self) -> str:
        """Where it is, for formats that are not read from front to back."""
        assert isinstance(self.source, str)
        return self.source


def repeated(names: Iterable[str]) -> str | None:
    """The first name that is there a second time.

    >>> repeated(["id", "text", "id"])
    'id'
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
