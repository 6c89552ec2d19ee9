"""Loose files as records, for outputs that collect many of them in one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleaner.readers import Record, Records
from cleaner.readers.compressed import decompress
from cleaner.textio import ReadError

if TYPE_CHECKING:
    from cleaner.run.job import Source


def read(sources: Sequence[Source], resume: int, limit: int) -> Records:
    """One record a file; a file larger than ``limit`` is not even opened."""
    for place, source in enumerate(sources, 1):
        if place > resume:
            yield _record(source, place, limit)


def _record(source: Source, place: int, limit: int) -> Record:
    try:
        if source.size > limit:
            raise ReadError(source.name, f"{source.size:,} bytes, more than the {limit:,} of --max-bytes")
        with open(source.path, "rb", buffering=0) as file:  # a batch of small files: no buffer to set up
            data = file.read()
        if source.compression:
            data = decompress(data, source.compression, source.name, limit)
    except ReadError as error:
        return Record(source.name, None, place, error=error.problem)
    except OSError as error:
        return Record(source.name, None, place, error=f"cannot be read: {error.strerror}", unread=True)
    return Record(source.name, data, place, source.kind == "html")
