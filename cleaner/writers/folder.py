"""A file for each record, in a directory named after the archive or crawl it came from."""

from __future__ import annotations

import os

from cleaner.model import Result
from cleaner.readers import Record
from cleaner.readers.archive import Member
from cleaner.readers.compressed import compress
from cleaner.run.clean import body_of
from cleaner.run.mirror import write_whole
from cleaner.textio import Decoded, encode


class Folder:
    """Writes each document whole, at once: there is no part to complete."""

    def __init__(self, root: str, temporary: str, suffix: str) -> None:
        self._root, self._temporary, self._suffix = root, temporary, suffix

    def name(self, record: Record) -> str:
        """Where a record goes, within the directory."""
        return record.row.output if isinstance(record.row, Member) else f"{record.end:08d}{self._suffix}"

    def put(self, record: Record, result: Result, decoded: Decoded | None) -> None:
        """Write one record, a text in the encoding in which it came."""
        path = os.path.join(self._root, self.name(record))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if decoded is not None and not result.removals and isinstance(record.data, bytes):
            data = record.data
        else:
            data = encode(result.text, decoded) if decoded is not None else body_of(result).encode()
        compression = record.row.compression if isinstance(record.row, Member) else ""
        write_whole(self._temporary, path, compress(data, compression, path))
