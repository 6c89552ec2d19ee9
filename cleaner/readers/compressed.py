"""Opens compressed files as streams, and says what is missing when a format needs an extra."""

from __future__ import annotations

import bz2
import errno
import gzip
import lzma
import zlib
from typing import IO, Any, cast

from cleaner.extras import hint
from cleaner.readers import Stream
from cleaner.textio import ReadError

_CHUNK = 1 << 18
_BUFFER = 1 << 18
"""Of plain files: the usual 8 KB would mean a system call for every second document."""
DAMAGED: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What the standard decoders raise for an unreadable, truncated or damaged stream."""
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class UnwritableError(OSError):
    """An output of many documents that cannot be written: half of it may be there, so the run must stop."""


def is_full(error: BaseException) -> bool:
    """Whether there is no room left to write, or no way to: that is no document's fault, and others would meet it."""
    return isinstance(error, UnwritableError) or (isinstance(error, OSError) and error.errno in _FULL)


def is_unread(error: BaseException) -> bool:
    """Whether a file could not be read, rather than that it holds what nobody can read: it is locked, was moved, or its
    disk fails. Only then the system has given a number. Decoders that meet damage give none, and an archive that points
    to a place before its beginning gives EINVAL."""
    return isinstance(error, OSError) and error.errno not in (None, errno.EINVAL)


class MissingExtraError(ReadError):
    """A format whose library is not installed: the message names the extras to install."""

    def __init__(self, name: str, *extras: str) -> None:
        super().__init__(name, f"this format needs an extra: {hint(*extras)}")


def open_binary(source: Stream, compression: str) -> IO[bytes]:
    """A file as a stream of plain bytes."""
    if compression == "gz":
        return cast(IO[bytes], gzip.open(source, "rb"))
    if compression == "bz2":
        return bz2.open(source, "rb")
    if compression == "xz":
        return lzma.open(source, "rb")
    if compression == "zst":
        from cleaner.readers.zstd import open_zstd, unpack

        return open_zstd(source) if isinstance(source, str) else unpack(source, "archive")
    return open(source, "rb", _BUFFER) if isinstance(source, str) else source


def create_binary(path: str, compression: str) -> IO[bytes]:
    """A new file that compresses what is written to it. The same bytes in give the same bytes out: no time, no name."""
    if compression == "gz":
        return cast(IO[bytes], _Gzip(path))
    if compression == "bz2":
        return bz2.open(path, "wb")
    if compression == "xz":
        return lzma.open(path, "wb", preset=2)
    if compression == "zst":
        return cast(IO[bytes], zstandard(path).open(path, "wb"))
    return open(path, "wb", _BUFFER)


class _Gzip(gzip.GzipFile):
    """A gzip file whose header holds neither a time nor a name, closing the file under it as well."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "wb")  # noqa: SIM115 (closed with the gzip file)
        super().__init__("", "wb", 6, self._file, mtime=0)

    def close(self) -> None:
        super().close()
        self._file.close()


def decompress(data: bytes, compression: str, name: str, limit: int) -> bytes:
    """The plain bytes of one compressed document, refused as soon as they pass ``limit``: a small file can hold a
    huge one."""
    import io

    if not compression:
        return data
    decoders: dict[str, Any] = {"gz": gzip.GzipFile, "bz2": bz2.BZ2File, "xz": lzma.LZMAFile}
    raw = io.BytesIO(data)
    if compression == "zst":
        from cleaner.readers.zstd import unpack

        stream: Any = unpack(raw, name)
    else:
        stream = decoders[compression](fileobj=raw) if compression == "gz" else decoders[compression](raw)
    try:
        return read_up_to(stream, limit, name)
    except DAMAGED as error:
        raise ReadError(name, f"damaged {compression} data: {error}") from error


def read_up_to(stream: Any, limit: int, name: str) -> bytes:
    """All of a stream, in chunks (asked for ``limit`` bytes at once, some streams allocate them), or an error."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise ReadError(name, f"more than the {limit:,} bytes of --max-bytes when unpacked")
    return b"".join(chunks)


def compress(data: bytes, compression: str, name: str) -> bytes:
    """One document's bytes, compressed."""
    if compression == "gz":
        return gzip.compress(data, 6, mtime=0)
    if compression == "bz2":
        return bz2.compress(data)
    if compression == "xz":
        return lzma.compress(data, preset=2)
    if compression == "zst":
        return cast(bytes, zstandard(name).ZstdCompressor().compress(data))
    return data


def zstandard(name: str) -> Any:
    """The library for zstd, which older Pythons do not bring along."""
    try:
        import zstandard as library
    except ImportError:
        raise MissingExtraError(name, "zstd") from None
    return library
