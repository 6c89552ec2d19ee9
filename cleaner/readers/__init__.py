"""Readers: one small module a format, each a generator of records that can start again where it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One document as a reader found it.

    name   names it in reports: the file, and the place in it
    data   the text, or bytes that are still to be decoded; None when ``error`` says why there is nothing
    html   whether it is a page and not a text
    row    what came with it: a dict of other fields, a raw line, a row of a table
    end    where reading goes on after it: a byte offset or a count, as the format likes it
    """

    name: str
    data: str | bytes | None
    end: int
    html: bool = False
    url: str | None = None
    row: Any = None
    error: str = ""
    meta: dict[str, Any] = field(default_factory=dict)


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
