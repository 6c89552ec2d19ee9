"""Object stores and file systems behind URLs: listed, read and written whole. pyarrow knows some, fsspec the others."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cleaner.extras import hint
from cleaner.run.job import RunError

_COPY = 4 << 20


def is_remote(path: str) -> bool:
    """Whether a path is a URL.

    >>> is_remote("s3://bucket/a.parquet"), is_remote("C:/articles")
    (True, False)
    """
    return "://" in path


def inside(url: str, name: str) -> str:
    """The URL of a file in a place.

    >>> inside("s3://bucket/clean/?region=eu-1", "a.txt")
    's3://bucket/clean/a.txt?region=eu-1'
    """
    base, mark, query = url.partition("?")
    return f"{base.rstrip('/')}/{name}{mark}{query}"


def beside(url: str, name: str) -> str:
    """The URL of another file in the same place."""
    base, mark, query = url.partition("?")
    folder = base.rstrip("/").rpartition("/")[0]
    return f"{folder}/{name}{mark}{query}" if folder else name


def last(url: str) -> str:
    """The name that a URL or path ends in.

    >>> last("s3://bucket/clean/?region=eu-1")
    'clean'
    """
    return url.partition("?")[0].rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in a store: its name relative to what was listed (nothing, if that is a file itself), and its state."""

    name: str
    size: int
    mtime: int


class Store:
    """One place, by URL or path."""

    def __init__(self, url: str) -> None:
        self.url = url.partition("?")[0].rstrip("/")
        self._fs, path = _filesystem(url)
        self._root = path.rstrip("/")
        self._local = not is_remote(url)

    def files(self) -> Iterator[Stored]:
        """All files of the place, in the order of their names; none, if there is no such place."""
        from pyarrow import fs

        info = self._asked(self._fs.get_file_info, self._root)
        if info.type == fs.FileType.File:
            yield Stored("", info.size, info.mtime_ns or 0)
        elif info.type == fs.FileType.Directory:
            listing = self._asked(self._fs.get_file_info, fs.FileSelector(self._root, recursive=True))
            for item in sorted(listing, key=lambda item: str(item.path)):
                if item.type == fs.FileType.File:
                    yield Stored(item.path[len(self._root) :].lstrip("/"), item.size, item.mtime_ns or 0)

    def get(self, name: str, path: str) -> None:
        """Copy a file from the store to the disk."""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with self._fs.open_input_stream(self._at(name), compression=None) as source, open(path, "wb") as copy:
            while chunk := source.read(_COPY):
                copy.write(chunk)

    def put(self, path: str, name: str) -> None:
        """Copy a file from the disk to the store, where it appears whole: by a rename where there is one, and otherwise
        because a store shows an object when its upload is complete."""
        target = self._at(name)
        if self._local:
            folder = os.path.dirname(target)
            os.makedirs(folder, exist_ok=True)
            # threads write side by side, and the file's own name may be as long as names can be
            temporary = os.path.join(folder, f".{os.getpid()}-{threading.get_ident()}.tmp")
            shutil.copyfile(path, temporary)
            os.replace(temporary, target)
            return
        try:
            self._upload(path, target)
        except OSError as error:
            with suppress(OSError):
                self._fs.delete_file(target)
            raise RunError(f"{self.url}/{name}: cannot be written: {error}") from error

    def _upload(self, path: str, target: str) -> None:
        folder = target.rpartition("/")[0]
        if self._fs.type_name in ("local", "hdfs") and folder:
            self._fs.create_dir(folder, recursive=True)
        with open(path, "rb") as source, self._fs.open_output_stream(target, compression=None) as copy:
            while chunk := source.read(_COPY):
                copy.write(chunk)

    def read(self, name: str) -> bytes:
        """A small file; nothing, if it is not there."""
        try:
            with self._fs.open_input_stream(self._at(name), compression=None) as file:
                return bytes(file.read())
        except FileNotFoundError:
            return b""

    def remove(self, name: str) -> None:
        """Remove a file that may not be there."""
        with suppress(FileNotFoundError):
            self._fs.delete_file(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _asked(self, what: Any, *arguments: Any) -> Any:
        try:
            return what(*arguments)
        except OSError as error:
            raise RunError(f"{self.url}: cannot be listed: {error}") from error


def _filesystem(url: str) -> tuple[Any, str]:
    """The file system of a URL or path, and the path within it: pyarrow's own, else fsspec's."""
    try:
        from pyarrow import fs
    except ImportError:
        raise RunError(f"{url}: URLs need an extra: {hint('parquet')}") from None
    if not is_remote(url):
        return fs.LocalFileSystem(), os.path.abspath(url)
    try:
        found: tuple[Any, str] = fs.FileSystem.from_uri(url)
        return found
    except (ValueError, OSError) as error:
        return _by_fsspec(url, error)


def _by_fsspec(url: str, error: Exception) -> tuple[Any, str]:
    from pyarrow import fs

    try:
        import fsspec
    except ImportError:
        raise RunError(f"{url}: {error}; other stores need an extra: {hint('remote')}") from None
    try:
        found, path = fsspec.core.url_to_fs(url)
    except (ValueError, ImportError) as problem:
        raise RunError(f"{url}: {problem}") from problem
    return fs.PyFileSystem(fs.FSSpecHandler(found)), path
