"""Cuts what is in an object store into units: a file of records, or some small files of one directory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from cleaner.readers.formats import format_of
from cleaner.run.job import STATE_DIR, Job, RunError
from cleaner.run.stores import Store, last

UNIT_FILES = 512
UNIT_BYTES = 64 << 20
_CUT = 64
"""One name in so many ends a unit of small files, so that a new file moves the borders of its own unit alone."""


@dataclass(frozen=True, slots=True)
class Item:
    """One object: in which source it is, its name there, and what it looked like when it was listed."""

    source: str
    name: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Unit:
    """Some objects that are cleaned together. ``prefix`` is put before the names of their outputs."""

    items: tuple[Item, ...]
    prefix: str
    loose: bool

    @property
    def key(self) -> str:
        """Names the unit's note in the output."""
        first = f"{self.items[0].source}\n{self.items[0].name}"
        return hashlib.sha256(first.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    def stamp(self, job: Job) -> str:
        """Changes with the inputs, and with all that decides what comes out of them."""
        what = repr((job.fingerprint(), self.prefix, [(i.name, i.size, i.mtime) for i in self.items]))
        return hashlib.sha256(what.encode("utf-8", "backslashreplace")).hexdigest()


def units(job: Job, chosen: Callable[[str], bool], other: Callable[[], None]) -> Iterator[Unit]:
    """The units of all sources. What is not read is told to ``other``."""
    several = len(job.sources) > 1
    for source in job.sources:
        found = list(Store(source).files())
        if not found:
            raise RunError(f"{source}: no such object or prefix")
        name = last(source)
        if found[0].name == "":
            yield Unit((Item(source, "", found[0].size, found[0].mtime),), "", _loose(name))
            continue
        items = []
        for stored in found:
            known = format_of(stored.name.rpartition("/")[2]) is not None
            if known and chosen(stored.name) and STATE_DIR not in stored.name.split("/"):
                items.append(Item(source, stored.name, stored.size, stored.mtime))
            else:
                other()
        yield from _cut(items, f"{name}/" if several else "")


def _loose(name: str) -> bool:
    kind = format_of(name)
    return kind is None or kind.loose


def _cut(items: list[Item], prefix: str) -> Iterator[Unit]:
    """Files that share a name up to the first dot stay together: page.html beside page.txt must know of it."""
    batch: list[Item] = []
    for key, found in groupby(sorted(items, key=_together), key=_together):
        group = list(found)
        if batch and (key[0] != _together(batch[0])[0] or not all(_loose(item.name) for item in group)):
            yield Unit(tuple(batch), prefix, True)
            batch = []
        if not all(_loose(item.name) for item in group):
            yield Unit(tuple(group), prefix, False)
            continue
        batch += group
        full = len(batch) >= UNIT_FILES or sum(item.size for item in batch) >= UNIT_BYTES
        if full or crc32(repr(key).encode("utf-8", "backslashreplace")) % _CUT == 0:
            yield Unit(tuple(batch), prefix, True)
            batch = []
    if batch:
        yield Unit(tuple(batch), prefix, True)


def _together(item: Item) -> tuple[str, str]:
    folder, _, name = item.name.rpartition("/")
    return folder, name[:1] + name[1:].partition(".")[0]
