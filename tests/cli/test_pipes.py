"""Pipes as the system makes them: readers that go away, many texts in turn, shells that ask for completion."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.session import PROJECT, in_copy, invoke, with_cleaner

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for `cleaner` is a shell script")
JUNK = (PROJECT / "junk.txt").read_bytes()


def shell(command: str, directory: Path, cwd: Path = PROJECT) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, shell=True, cwd=cwd, env=with_cleaner(directory), capture_output=True)


@posix
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(JUNK * 5000)
    for command in ("filter < long.txt", "diff long.txt", "explain long.txt", "check --isolated long.txt"):
        done = shell(f"(cleaner {command}; echo $? > code) | head -n 1", tmp_path, tmp_path)
        assert done.stderr == b""
        assert (tmp_path / "code").read_text() in ("0\n", "1\n")


@posix
def test_texts_are_answered_one_by_one(tmp_path: Path) -> None:
    process = subprocess.Popen(
        ["cleaner", "filter", "-0"], cwd=PROJECT, env=with_cleaner(tmp_path), stdin=-1, stdout=-1, bufsize=0
    )
    assert process.stdin and process.stdout
    for _ in range(3):
        process.stdin.write(b"Share this page\n\0")
        answer = b""
        while not answer.endswith(b"\0"):
            answer += process.stdout.read(1)
        assert answer in (b"\0", b"Share this page\n\0")
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


def test_a_page_is_known_by_how_it_begins() -> None:
    body = "Rain fell for a third day across the valley, and the river rose by the hour until the bridge was closed."
    page = f"<!DOCTYPE html>\n<title>Rain</title><p>{body}</p><p>{body[:-1]} to all.</p>".encode()
    assert invoke(["filter", "--isolated"], page).out.decode().splitlines() == [body, f"{body[:-1]} to all."]
    assert invoke(["explain", "--isolated", "-"], page).out.decode().count("Rain fell") == 2
    named = invoke(["filter", "--isolated", "--stdin-filename", "a.md"], page)
    assert named.out == page


def test_each_of_many_texts_is_cleaned_as_if_alone() -> None:
    with in_copy():
        alone = invoke(["filter"], JUNK).out
        assert invoke(["filter", "--null"], JUNK + b"\0" + b"\xff\xfe\0" + b"\0" + JUNK).out.split(b"\0")[0] == alone
        assert invoke(["filter", "-0"], JUNK + b"\0" + JUNK).out == alone + b"\0" + alone


def test_a_text_among_many_that_cannot_be_read_comes_back_as_it_is() -> None:
    bad = b"Z\xc3\xbcrich, \xc3\x96sterreich\xff\n"
    with in_copy():
        done = invoke(["filter", "-0"], bad + b"\0" + JUNK)
    assert done.out.startswith(bad + b"\0Ferry")
    assert (done.code, b"broken character" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("cleaner ch", "check"), ("cleaner check --select XX-", ""), ("cleaner check --output-f", "--output-format")],
)
def test_completion(words: str, expected: str, tmp_path: Path) -> None:
    asked = {"_CLEANER_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = subprocess.run(
        [sys.executable, "-m", "cleaner"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **asked},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == expected.split(), done.stderr


def test_rules_and_categories_are_completed() -> None:
    from cleaner.cli.groups import _ids_and_categories

    assert "newsletter" in _ids_and_categories("new")
    assert "ST001" in _ids_and_categories("ST00")


@posix
def test_a_terminal_without_utf8_gets_escapes_and_a_pipe_gets_utf8(tmp_path: Path) -> None:
    done = shell("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 cleaner explain legacy.txt", tmp_path)
    assert "Fähre" in done.stdout.decode("utf-8")


@posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_process_without_standard_streams_does_its_work(tmp_path: Path, closed: str) -> None:
    for command, code in (
        ("fix a.txt", 0),
        ("check a.txt", 1),
        ("diff a.txt", 1),
        ("explain a.txt", 0),
        ("run a.txt -o out", 0),
    ):
        (tmp_path / "a.txt").write_bytes(JUNK)
        done = shell(f"cleaner {command} {closed}", tmp_path, tmp_path)
        assert (done.returncode, b"Traceback" in done.stderr) == (code, False)
    assert (tmp_path / "out" / "a.txt").read_bytes() != JUNK
    assert shell("cleaner filter < a.txt >&-", tmp_path, tmp_path).stderr == b""
    assert shell("cleaner filter <&-", tmp_path, tmp_path).stdout == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "command", ["filter < a.txt", "check a.txt", "diff a.txt", "explain a.txt", "run a.txt -o out"]
)
def test_an_output_that_is_full_is_said_in_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_bytes(JUNK)
    done = shell(f"cleaner {command} > /dev/full", tmp_path, tmp_path)
    assert (done.returncode, done.stderr) == (3, b"error: standard output: No space left on device\n")


@posix
def test_work_goes_on_when_nobody_reads_its_report(tmp_path: Path) -> None:
    texts = [tmp_path / "in" / f"{name}.txt" for name in "abcdefgh"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.txt").write_bytes(b"\0")
    for text in texts:
        text.write_bytes(JUNK)
    for command in ("fix -v in", "run in -o out"):
        done = shell(f"(cleaner {command} 2>&1; echo $? > code) | true", tmp_path, tmp_path)
        assert (done.stderr, (tmp_path / "code").read_text()) == (b"", "3\n")
    assert all(text.read_bytes() != JUNK for text in texts)
