"""Writers: one small module a format. Each fills a part; `assemble` of the same module makes a file of the parts."""

from __future__ import annotations

from typing import Any, Protocol

from cleaner.model import Result
from cleaner.readers import Record

STANDARD = ("id", "url", "title", "language")
DESCRIPTION = ("author", "date", "site")
"""Metadata of pages that become fields of records."""


class Writer(Protocol):
    """Takes the clean records of one part, in order."""

    def begin(self, head: Any) -> None:
        """Told what the input file says before its records: the head of a CSV file, the schema of a table."""

    def add(self, record: Record, result: Result) -> None:
        """Write one record."""

    def close(self) -> None:
        """Complete the part."""


def text_of(record: Record, result: Result) -> str | None:
    """What is written for a record's text: the clean one, or the null that it had."""
    return None if record.data is None else result.text


def standard_row(record: Record, result: Result) -> dict[str, str | None]:
    """The fields of a document that comes from no table but from a file, an archive or a crawl; of a page also author,
    date and site, where its metadata were asked for."""
    described = {key: result.meta[key] for key in DESCRIPTION if key in result.meta}
    return {
        "id": record.meta.get("id") or record.name,
        "url": record.url,
        "title": result.title,
        "language": result.language,
        **described,
        "text": result.text,
    }
