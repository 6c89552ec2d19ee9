"""Git's filter protocol, byte for byte."""

from __future__ import annotations

import io

import pytest

from cleaner.check.gitproto import FilterServer, ProtocolError


def packets(*lines: bytes) -> bytes:
    return b"".join(b"%04x" % (len(line) + 4) + line for line in lines) + b"0000"


HELLO = packets(b"git-filter-client\n", b"version=2\n") + packets(b"capability=clean\n", b"capability=delay\n")
WELCOME = packets(b"git-filter-server\n", b"version=2\n") + packets(b"capability=clean\n", b"capability=smudge\n")


def answer(*requests: bytes) -> bytes:
    sink = io.BytesIO()
    replies = {"a.txt": lambda data: data.upper(), "bad.txt": lambda data: None}
    FilterServer(io.BytesIO(HELLO + b"".join(requests)), sink, lambda name, data: replies[name](data)).serve()
    assert sink.getvalue().startswith(WELCOME)
    return sink.getvalue()[len(WELCOME) :]


def request(command: bytes, name: bytes, *content: bytes) -> bytes:
    return packets(b"command=" + command + b"\n", b"pathname=" + name + b"\n") + packets(*content)


def test_contents_are_answered_in_turn() -> None:
    success = packets(b"status=success\n")
    requests = request(b"clean", b"a.txt", b"one ", b"two"), request(b"smudge", b"bad.txt", b"as is")
    assert answer(*requests) == (success + packets(b"ONE TWO") + packets() + success + packets(b"as is") + packets())


def test_an_error_is_told_and_the_next_file_goes_on() -> None:
    done = answer(request(b"clean", b"bad.txt", b"x"), request(b"clean", b"a.txt"))
    assert done == packets(b"status=error\n") + packets(b"status=success\n") + packets() + packets()


def test_large_contents_are_cut_into_packets() -> None:
    done = answer(request(b"clean", b"a.txt", b"x" * 60000, b"x" * 60000))
    assert done == packets(b"status=success\n") + packets(b"X" * 65516, b"X" * (120000 - 65516)) + packets()


@pytest.mark.parametrize("data", [b"", b"Some text", packets(b"git-filter-client\n", b"version=1\n")])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        FilterServer(io.BytesIO(data), io.BytesIO(), lambda name, content: content).serve()


HALF = packets(b"command=clean\n", b"pathname=a.txt\n") + b"0009he"


@pytest.mark.parametrize("data", [b"0001", b"0003", b"00", HELLO + b"0002", HELLO + HALF], ids=repr)
def test_lengths_that_cannot_be_and_packets_that_break_off_are_refused(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        FilterServer(io.BytesIO(data), io.BytesIO(), lambda name, content: content).serve()


def test_a_command_in_no_encoding_is_one_that_is_not_known() -> None:
    assert answer(request(b"\xff", b"a.txt", b"x")) == packets(b"status=error\n")
