"""Zip and tar archives, read as directories. What climbs out of them, or is no file, is refused by name."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from cleaner.readers import Record, Records
from cleaner.readers.compressed import DAMAGED, decompress, open_binary, read_up_to
from cleaner.readers.formats import Format, format_of
from cleaner.textio import ReadError

OTHER = "other"
"""The error of a member whose suffix says that it is neither text nor page: counted, not reported."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive, and the name of its output within the archive's directory."""

    path: str
    output: str
    compression: str


Found = tuple[str, int, IO[bytes] | None, str]
"""A member's name, its size, its content (None for what is no file), and what is wrong with it."""

_BROKEN: tuple[type[Exception], ...] = (*DAMAGED, tarfile.TarError, zipfile.BadZipFile, NotImplementedError)


def read(path: str, kind: str, compression: str, name: str, resume: int, limit: int) -> Records:
    """One record a member; ``resume`` is the number of members to skip."""
    taken: set[str] = set()
    number = 0
    try:
        for number, found in enumerate(_zip(path) if kind == "zip" else _tar(path, compression), 1):
            record = _record(found, name, number, limit, taken, number <= resume)
            if record is not None and number > resume:
                yield record
    except _BROKEN as error:
        yield Record(name, None, -1, error=f"damaged archive: {error}; read up to member {number}")


def _zip(path: str) -> Iterator[Found]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                yield info.filename, 0, None, "is encrypted"
                continue
            with archive.open(info) as file:
                yield info.filename, info.file_size, file, ""


def _tar(path: str, compression: str) -> Iterator[Found]:
    if compression == "zst":
        with open_binary(path, compression) as raw, tarfile.open(fileobj=raw, mode="r|") as archive:
            yield from _members(archive)
        return
    with tarfile.open(path, "r|*") as archive:
        yield from _members(archive)


def _members(archive: tarfile.TarFile) -> Iterator[Found]:
    for info in archive:
        if info.isdir():
            continue
        file = archive.extractfile(info) if info.isreg() else None
        yield info.name, info.size, file, "" if info.isreg() else "is a link or a device, not a file"


def _record(found: Found, archive: str, number: int, limit: int, taken: set[str], skip: bool) -> Record | None:
    name, size, file, problem = found
    place = f"{archive}/{name}"
    if climbs(name):
        return Record(place, None, number, error="its name leads out of the archive; refused")
    if problem or file is None:
        return Record(place, None, number, error=problem)
    kind = format_of(name.rpartition("/")[2])
    if kind is None:
        return Record(place, None, number, error=OTHER)
    if not kind.loose:
        return Record(place, None, number, error=f"a {kind.suffix} file in an archive is not read; unpack it first")
    member = _member(name, kind, taken)
    if member is None:
        return Record(place, None, number, error="the archive holds this name twice")
    if size > limit:
        return Record(place, None, number, error=f"{size:,} bytes, more than the {limit:,} of --max-bytes")
    if skip:
        return None
    try:
        data = decompress(read_up_to(file, limit, place), kind.compression, place, limit)
    except ReadError as error:
        return Record(place, None, number, error=error.problem)
    return Record(place, data, number, kind.kind == "html", row=member)


def climbs(name: str) -> bool:
    """Whether a member's name leads out of the directory it is unpacked to, on any system.

    >>> climbs("../a.txt"), climbs("/a.txt"), climbs("C:a.txt"), climbs("a/b.txt")
    (True, True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name


def _member(name: str, kind: Format, taken: set[str]) -> Member | None:
    folder = name[: len(name) - len(kind.stem + kind.suffix)]
    output = folder + kind.stem + (".txt" if kind.kind == "html" else kind.suffix)
    if output in taken and name in taken:
        return None
    if output in taken:
        # page.html beside page.txt: the later one keeps its whole name
        output = f"{name}.txt"
    taken.update((name, output))
    return Member(name, output, kind.compression if kind.kind == "text" else "")
