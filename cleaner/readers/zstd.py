"""Zstandard as a stream that knows when it was cut off, which the library's own reader takes for its end."""

from __future__ import annotations

import io
from typing import IO, Any, cast

from cleaner.readers.compressed import zstandard

_CHUNK = 1 << 17
_STEP = 1 << 10
"""Packed bytes that are unpacked at once. Four of them can stand for 128 KB, so this is what bounds the memory that a
file made to fill it can take, to 32 MB; data of the usual kind is read as fast as in large steps."""


def open_zstd(path: str) -> IO[bytes]:
    """A compressed file as a stream of plain bytes, over as many frames as there are."""
    return unpack(open(path, "rb"), path)  # closed with the stream


def unpack(file: IO[bytes], name: str) -> IO[bytes]:
    """The plain bytes of a compressed stream."""
    return cast(IO[bytes], io.BufferedReader(_Frames(file, zstandard(name)), _CHUNK))


class _Frames(io.RawIOBase):
    def __init__(self, file: IO[bytes], library: Any) -> None:
        self._file, self._library = file, library
        self._frame: Any = None
        self._rest = self._plain = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._plain:
            if not self._rest:
                self._rest = memoryview(self._file.read(_CHUNK))
            if not self._rest:
                if self._frame is not None:
                    raise EOFError("the file ended in the middle of a frame")
                return 0
            self._step()
        size = min(len(buffer), len(self._plain))
        buffer[:size] = self._plain[:size]
        self._plain = self._plain[size:]
        return size

    def _step(self) -> None:
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor().decompressobj()
        try:
            self._plain = memoryview(self._frame.decompress(self._rest[:_STEP]))
        except self._library.ZstdError as error:
            raise OSError(str(error)) from error
        self._rest = self._rest[_STEP:]
        if self._frame.eof:
            unused = self._frame.unused_data
            self._rest, self._frame = memoryview(unused + self._rest) if unused else self._rest, None

    def close(self) -> None:
        self._file.close()
        super().close()
