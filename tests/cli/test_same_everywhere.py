"""The same bytes from the library, run, fix, filter and the git filter, for every golden case."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from cleaner import clean_text
from cleaner.cli.git_filter import _Cleaning
from cleaner.config import Resolver
from cleaner.gitproto import FilterServer
from cleaner.textio import decode, encode
from tests.cli.session import invoke
from tests.goldens import Case, cases
from tests.test_gitproto import HELLO, WELCOME, packets, request

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_same_everywhere(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = case.source.read_bytes()
    decoded = decode(data, "a.txt")
    expected = encode(clean_text(decoded.text, language=case.language).text, decoded)
    options = ["--lang", case.language] if case.language else []
    (tmp_path / "in").mkdir()
    for name in ("in/a.txt", "a.txt"):
        (tmp_path / name).write_bytes(data)
    assert invoke(["filter", "--isolated", *options], data).out == expected
    assert invoke(["run", "in", "-o", "out", *options]).code == 0
    assert (tmp_path / "out" / "a.txt").read_bytes() == expected
    assert invoke(["fix", "-q", *options, "a.txt"]).code == 0
    assert (tmp_path / "a.txt").read_bytes() == expected
    assert _through_git(data, case.language) == expected


def _through_git(data: bytes, language: str | None) -> bytes:
    """What the filter process answers git."""
    sink = io.BytesIO()
    given = {"language": language} if language else {}
    source = io.BytesIO(HELLO + request(b"clean", b"a.txt", *(data[i : i + 60000] for i in range(0, len(data), 60000))))
    FilterServer(source, sink, _Cleaning(Resolver(given, isolated=True))).serve()
    rest = io.BytesIO(sink.getvalue()[len(WELCOME) + len(packets(b"status=success\n")) :])
    content = b""
    while (length := int(rest.read(4), 16)) != 0:
        content += rest.read(length - 4)
    return content
