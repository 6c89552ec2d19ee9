"""Git's long-running filter protocol: one process cleans all files of a command (gitattributes(5), version 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

_LARGEST = 65516
"""Bytes that one packet may carry."""
_FLUSH = b"0000"
_NOT_GIT = "what came in is not git's filter protocol: git starts this command itself; see `cleaner git-filter --help`"


class ProtocolError(ValueError):
    """The other side does not speak the protocol."""


class FilterServer:
    """Answers git on two streams. ``clean`` gives the new content of a path, or None when it cannot."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, clean: Callable[[str, bytes], bytes | None]) -> None:
        self.source, self.sink, self.clean = source, sink, clean

    def serve(self) -> None:
        """Greet git and answer its requests until it closes the stream."""
        hello = [line.strip() for line in self._packets()]
        if hello[:1] != [b"git-filter-client"] or b"version=2" not in hello:
            raise ProtocolError(_NOT_GIT)
        self._send(b"git-filter-server\n", b"version=2\n")
        list(self._packets())
        # Without smudge a filter marked as required could not check files out: it gives back what it gets.
        self._send(b"capability=clean\n", b"capability=smudge\n")
        while request := self._request():
            self._answer(*request)

    def _request(self) -> tuple[str, str, bytes] | None:
        """The next command, path and content; None at the end."""
        head = dict(line.rstrip(b"\n").partition(b"=")[::2] for line in self._packets(end_is_fine=True))
        if not head:
            return None
        path = head.get(b"pathname", b"").decode("utf-8", "surrogateescape")
        return head.get(b"command", b"").decode("utf-8", "replace"), path, b"".join(self._packets())

    def _answer(self, command: str, path: str, data: bytes) -> None:
        content = self.clean(path, data) if command == "clean" else data if command == "smudge" else None
        if content is None:
            self._send(b"status=error\n")
            return
        self._send(b"status=success\n")
        self._send(*(content[i : i + _LARGEST] for i in range(0, len(content), _LARGEST)))
        self._send()

    def _packets(self, end_is_fine: bool = False) -> Iterator[bytes]:
        """Packets up to the next flush."""
        while True:
            size = self.source.read(4)
            if not size and end_is_fine:
                return
            if not re.fullmatch(rb"[0-9a-f]{4}", size):
                raise ProtocolError(_NOT_GIT)
            length = int(size, 16)
            if length == 0:
                return
            packet = self.source.read(length - 4) if length >= 4 else b""
            if len(packet) != length - 4:
                raise ProtocolError(_NOT_GIT)
            yield packet

    def _send(self, *packets: bytes) -> None:
        """Packets and a flush."""
        for packet in packets:
            self.sink.write(b"%04x" % (len(packet) + 4) + packet)
        self.sink.write(_FLUSH)
        self.sink.flush()
