"""Zip and tar archives, read as directories: texts and pages, and files of records too. What climbs out of them, or is
no file, is refused by name."""

from __future__ import annotations

import io
import os
import posixpath
import re
import shutil
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO, Any, cast

from cleaner.readers import BEGINS, OTHER, Fields, Input, Record, Records, Span
from cleaner.readers.compressed import DAMAGED, decompress, is_unread, open_binary, read_up_to
from cleaner.readers.formats import ARCHIVES, Format, folded, format_of, free_name
from cleaner.textio import ReadError


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive, and the name of its output within the archive's directory."""

    path: str
    output: str
    compression: str


@dataclass(frozen=True, slots=True)
class Unpacking:
    """How the members of an archive are read.

    limit     the most bytes that a document may have
    output    the name of a member's output, by its format
    folder    whether each member has an output of its own, rather than all in one file
    pages     the suffix of the files that the pages of a crawl become; nothing, if they stay in one file
    scratch   a file that a table or crawl in an archive is copied to, for they are not read from front to back
    """

    fields: Fields
    limit: int
    output: Callable[[Format], str]
    folder: bool
    pages: str
    scratch: str
    encoding: str | None = None


Found = tuple[str, int, IO[bytes] | None, str]
"""A member's name, its size, its content (None for what is no file), and what is wrong with it."""

_NO_NAME = re.compile(
    r'[<>:"|?*\x00-\x1f]|[. ](?:/|\Z)|(?:\A|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?(?:/|\Z)', re.IGNORECASE
)
"""What Windows allows in no name: to open ``nul.txt`` there is to write to nowhere."""
_NOTES = "__MACOSX/"
"""Where the Mac's zip program puts icons and the like, under the names of the files that they belong to."""
_BROKEN: tuple[type[Exception], ...] = (*DAMAGED, tarfile.TarError, zipfile.BadZipFile)
_LOCKED: tuple[type[Exception], ...] = (*_BROKEN, NotImplementedError)


def read(file: Input, kind: str, how: Unpacking, resume: int) -> Records:
    """The records of all members, counted through; ``resume`` is the number of records to skip."""
    archive = _Archive(file.name, how, resume, alone=kind == "zip")
    try:
        for found in _zip(file.path) if kind == "zip" else _tar(file.path, file.compression):
            yield from archive.member(*found)
    except _BROKEN as error:
        if is_unread(error):
            raise
        yield Record(file.name, None, -1, error=f"damaged archive: {error}; read up to member {archive.members}")
    finally:
        with suppress(OSError):
            os.unlink(how.scratch)


def _zip(path: str) -> Iterator[Found]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                yield info.filename, 0, None, "is encrypted"
                continue
            try:
                file = archive.open(info)
            except _LOCKED as error:
                yield info.filename, 0, None, f"cannot be unpacked: {error}"
                continue
            with file:
                yield info.filename, info.file_size, file, ""


def _tar(path: str, compression: str) -> Iterator[Found]:
    if compression == "zst":
        with open_binary(path, compression) as raw, tarfile.open(fileobj=raw, mode="r|") as archive:
            yield from _members(archive)
        return
    with tarfile.open(path, "r|*") as archive:
        yield from _members(archive)


def _members(archive: tarfile.TarFile) -> Iterator[Found]:
    while (info := archive.next()) is not None:
        archive.members = []  # type: ignore[attr-defined] # the library would remember them all
        if info.isdir():
            continue
        # asked for the content of a link, the library looks for its target, which a stream has not
        file = archive.extractfile(info) if info.isreg() else None
        if file is not None:
            yield info.name, info.size, cast(IO[bytes], io.BufferedReader(_Once(file))), ""
        else:
            yield info.name, info.size, None, "is a link or a device, not a file"


class _Once(io.RawIOBase):
    """A member of a tar archive as a stream that can be read, and nothing else: going back is asked for in vain."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Archive:
    """One archive under way. ``alone`` says that a damaged member does not spoil those after it."""

    def __init__(self, name: str, how: Unpacking, resume: int, alone: bool) -> None:
        self._name, self._how, self._resume, self._alone = name, how, resume, alone
        self._names: set[str] = set()
        self._taken: defaultdict[str, set[str]] = defaultdict(set)
        self._number = 0
        self.members = 0

    def member(self, name: str, size: int, file: IO[bytes] | None, problem: str) -> Records:
        """The records of one member."""
        self.members += 1
        place = f"{self._name}/{name}"
        kind = format_of(name.rpartition("/")[2])
        if climbs(name):
            problem = "its name leads out of the archive; refused"
        elif sys.platform == "win32" and not _possible_on_windows(name):
            problem = "Windows can have no file of this name; unpack and rename it"
        elif not problem and file is not None and kind is not None and kind.kind in ARCHIVES:
            problem = "an archive in an archive is not read; unpack it first"
        if problem or file is None or kind is None or name.startswith(_NOTES):
            yield from self._counted(Record(place, None, 0, error=problem or OTHER))
            return
        output = self._free(posixpath.normpath(name), kind)
        if not output:
            yield from self._counted(Record(place, None, 0, error="the archive holds this name twice"))
            return
        try:
            if kind.loose:
                yield from self._document(file, size, place, Member(name, output, ""), kind)
            else:
                yield from self._records(file, place, output, kind)
        except _BROKEN as error:
            if not self._alone or is_unread(error):
                raise
            yield from self._counted(Record(place, None, 0, error=f"damaged: {error}"))

    def _counted(self, record: Record) -> Records:
        """A record with its number, unless an earlier run has it."""
        self._number += 1
        if self._number > self._resume:
            yield replace(record, end=self._number)

    def _document(self, file: IO[bytes], size: int, place: str, member: Member, kind: Format) -> Records:
        if self._number < self._resume:
            self._number += 1
            return
        limit = self._how.limit
        if size > limit:
            problem = f"{size:,} bytes, more than the {limit:,} of --max-bytes"
            yield from self._counted(Record(place, None, 0, error=problem))
            return
        try:
            data = decompress(read_up_to(file, limit, place), kind.compression, place, limit)
        except ReadError as error:
            yield from self._counted(Record(place, None, 0, error=error.problem))
            return
        member = replace(member, compression=kind.compression if kind.kind == "text" else "")
        yield from self._counted(Record(place, data, 0, kind.kind == "html", row=member))

    def _records(self, file: IO[bytes], place: str, output: str, kind: Format) -> Records:
        """The records of a file of records, each told which output it belongs to."""
        into = output if self._how.folder else ""
        pages = bool(into and kind.kind == "warc" and self._how.pages)
        if not pages:
            yield from self._counted(Record(place, None, 0, error=BEGINS, into=into))
        for record in self._safely(self._inner(file, place, kind), place):
            if pages:
                page = Member(record.name, f"{output}/{record.end:08d}{self._how.pages}", "")
                yield from self._counted(replace(record, row=page))
            else:
                yield from self._counted(replace(record, into=into))

    def _inner(self, file: IO[bytes], place: str, kind: Format) -> Records:
        how = self._how
        if kind.kind == "jsonl":
            from cleaner.readers import jsonl

            return jsonl.read(Input(file, kind.compression, place), Span(), how.fields, how.limit)
        if kind.kind == "csv":
            from cleaner.readers import csv

            return csv.read(Input(file, kind.compression, place), how.fields, how.limit, 0, how.encoding)
        with open(how.scratch, "wb") as copy:
            shutil.copyfileobj(file, copy)
        if kind.kind == "warc":
            from cleaner.readers import warc

            return warc.read(Input(how.scratch, kind.compression, place), 0, how.limit)
        from cleaner.readers import parquet

        return parquet.read(Input(how.scratch, "", place), Span(), how.fields, 0)

    def _safely(self, records: Records, place: str) -> Records:
        """A member that its library cannot read is reported; those after it are read."""
        try:
            yield from records
        except _BROKEN:
            raise
        except ReadError as error:
            yield Record(place, None, 0, error=error.problem)
        except Exception as error:  # whatever a damaged file does to its library
            yield Record(place, None, 0, error=f"cannot be read on: {type(error).__name__}: {error}")

    def _free(self, name: str, kind: Format) -> str:
        """The name of a member's output; nothing when there was a member of this name."""
        folder, base = posixpath.split(name)
        if name in self._names:
            return ""
        self._names.add(name)
        kind = replace(kind, stem=base[: len(base) - len(kind.suffix)])
        return posixpath.join(folder, free_name(base, self._how.output(kind), kind, self._taken[folded(folder)]))


def climbs(name: str) -> bool:
    """Whether a member's name leads out of the directory it is unpacked to, on any system.

    >>> climbs("../a.txt"), climbs("/a.txt"), climbs("C:a.txt"), climbs("a/b.txt")
    (True, True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name


def _possible_on_windows(name: str) -> bool:
    """Whether Windows can have a file of a member's name.

    >>> [_possible_on_windows(name) for name in ("a/nul.txt", "COM1", "a?.txt", "a./b.txt", "a/null.txt")]
    [False, False, False, False, True]
    """
    return _NO_NAME.search(name.replace("\\", "/")) is None
