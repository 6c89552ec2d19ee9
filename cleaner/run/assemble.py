"""Puts an output file together from its parts, and gives it its name only when it is complete."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from cleaner.readers.formats import format_of
from cleaner.run.manifest import remove


def files(path: str, parts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """The files that ``parts`` make up: one, or of an archive its directory and the files of records in it."""
    yield path, [part for into, part in parts if not into]
    for into, group in groupby((pair for pair in parts if pair[0]), key=itemgetter(0)):
        yield os.path.join(path, into), [part for _, part in group]


def assemble(parts: Sequence[str], path: str, temporary: str) -> None:
    """Make ``path`` of ``parts``. Done again after a kill, it gives the same file."""
    kind = format_of(os.path.basename(path))
    if kind is None or kind.kind not in ("jsonl", "csv", "parquet"):
        # an archive whose members became files: they are all there
        os.makedirs(path, exist_ok=True)
        return
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    if kind.kind == "parquet":
        from cleaner.writers.parquet import assemble as parquet

        parquet(parts, temporary)
    elif kind.kind == "csv":
        from cleaner.writers.csv import assemble as csv

        csv(parts, temporary, kind.compression)
    else:
        from cleaner.writers.jsonl import assemble as jsonl

        jsonl(parts, temporary)
    os.replace(temporary, path)


def withdraw(path: str) -> None:
    """Leave no file at ``path``; a directory that holds what became of an archive stays."""
    if not os.path.isdir(path):
        remove(path)
