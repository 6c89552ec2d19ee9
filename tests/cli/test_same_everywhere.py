"""The same bytes from the library, run, fix, filter and the git filter, for every golden case; of pages, from those
that take pages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from cleaner import clean_text
from cleaner.check.gitproto import FilterServer
from cleaner.cli.git_filter import Cleaning
from cleaner.config import Resolver
from cleaner.textio import decode, encode
from tests.cli.session import invoke
from tests.goldens import ROOT, Case, cases
from tests.test_gitproto import HELLO, WELCOME, packets, request

CASES = cases()
PAGES = sorted((ROOT / "fixtures" / "html").glob("*/page.*"))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``run`` makes of all cases, in one run for each language that a caller knows."""
    directory = tmp_path_factory.mktemp("ran")
    sources = [(case.language, f"{case.name}.txt", case.source) for case in CASES]
    sources += [(None, f"{page.parent.name}-page{page.suffix}", page) for page in PAGES]
    for language, name, source in sources:
        (directory / f"in-{language}").mkdir(exist_ok=True)
        (directory / f"in-{language}" / name).write_bytes(source.read_bytes())
    for language in {language for language, _, _ in sources}:
        options = ["--lang", language] if language else []
        done = invoke(["run", str(directory / f"in-{language}"), "-o", str(directory / f"out-{language}"), *options])
        assert done.code == 0, done.err
    return directory


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_same_everywhere(case: Case, ran: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = case.source.read_bytes()
    decoded = decode(data, "a.txt")
    expected = encode(clean_text(decoded.text, language=case.language).text, decoded)
    options = ["--lang", case.language] if case.language else []
    (tmp_path / "a.txt").write_bytes(data)
    assert invoke(["filter", "--isolated", *options], data).out == expected
    assert invoke(["fix", "-q", *options, "a.txt"]).code == 0
    assert (tmp_path / "a.txt").read_bytes() == expected
    assert (ran / f"out-{case.language}" / f"{case.name}.txt").read_bytes() == expected
    assert _through_git(data, case.language) == expected


def _through_git(data: bytes, language: str | None) -> bytes:
    """What the filter process answers git."""
    sink = io.BytesIO()
    given = {"language": language} if language else {}
    source = io.BytesIO(HELLO + request(b"clean", b"a.txt", *(data[i : i + 60000] for i in range(0, len(data), 60000))))
    FilterServer(source, sink, Cleaning(Resolver(given, isolated=True))).serve()
    rest = io.BytesIO(sink.getvalue()[len(WELCOME) + len(packets(b"status=success\n")) :])
    content = b""
    while (length := int(rest.read(4), 16)) != 0:
        content += rest.read(length - 4)
    return content


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_pages_same_everywhere(page: Path, ran: Path) -> None:
    from cleaner.html import clean_html

    expected = clean_html(page.read_bytes(), name=page.name).text.encode()
    assert invoke(["filter", "--isolated", "--stdin-filename", page.name], page.read_bytes()).out == expected
    assert invoke(["textconv", "--isolated", str(page)]).out == expected
    assert (ran / "out-None" / f"{page.parent.name}-page.txt").read_bytes() == expected
