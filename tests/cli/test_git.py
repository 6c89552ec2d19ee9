"""Real git: the filter process, the plain filter, textconv, and what happens when one of them fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.session import PROJECT, with_cleaner

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for `cleaner` is a shell script"),
]

JUNK = (PROJECT / "junk.txt").read_bytes()
CLEAN = JUNK.replace(b"Read on: Herring prices fall for a third week\n", b"").replace(b"Share this page\n", b"")
CLEAN = CLEAN.replace(b" LENNPRESS", b"")
Git = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def git(tmp_path: Path) -> Iterator[Git]:
    """Runs git in a fresh repository that has the sample project's rules."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "repo").mkdir()
    environment = with_cleaner(tmp_path / "bin")

    def call(*arguments: str, fails: bool = False) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(["git", *arguments], cwd=tmp_path / "repo", env=environment, capture_output=True)
        assert bool(done.returncode) == fails, done.stderr.decode()
        return done

    call("init", "-q")
    shutil.copy(PROJECT / "cleaner.toml", tmp_path / "repo")
    yield call


@pytest.fixture
def repo(tmp_path: Path, git: Git) -> Path:
    """The repository's directory, with the filter set up as the documentation says."""
    directory = tmp_path / "repo"
    (directory / ".gitattributes").write_text("*.txt filter=cleaner diff=cleaner\n")
    git("config", "filter.cleaner.process", "cleaner git-filter")
    git("config", "filter.cleaner.required", "true")
    git("config", "core.autocrlf", "false")
    return directory


def test_git_stores_clean_texts_and_leaves_the_work_tree_alone(repo: Path, git: Git) -> None:
    (repo / "a b.txt").write_bytes(JUNK)
    (repo / "Zürich.txt").write_bytes(JUNK)
    (repo / "empty.txt").write_bytes(b"")
    git("add", ".")
    assert git("show", ":a b.txt").stdout == CLEAN
    assert git("show", ":Zürich.txt").stdout == CLEAN
    assert git("show", ":empty.txt").stdout == b""
    assert (repo / "a b.txt").read_bytes() == JUNK


def test_files_are_checked_out_as_they_are_stored(repo: Path, git: Git) -> None:
    (repo / "a.txt").write_bytes(JUNK)
    git("add", ".")
    git("commit", "-qm", "texts")
    (repo / "a.txt").unlink()
    git("checkout", "-q", "--", "a.txt")
    assert (repo / "a.txt").read_bytes() == CLEAN
    assert git("status", "--porcelain").stdout == b""


def test_two_thousand_files_go_through_one_process(repo: Path, git: Git) -> None:
    for number in range(2000):
        (repo / f"{number}.txt").write_bytes(JUNK if number % 2 else CLEAN)
    git("add", ".")
    git("commit", "-qm", "texts")
    stored = {line.split()[1] for line in git("ls-files", "-s", "*.txt").stdout.decode().splitlines()}
    assert len(stored) == 1
    assert git("cat-file", "blob", stored.pop()).stdout == CLEAN
    assert (repo / "1.txt").read_bytes() == JUNK


@pytest.mark.parametrize("data", [b"Ferry\0\n", b"Z\xc3\xbcrich \xc3\xa9t\xc3\xa9\xff\n"], ids=["nul", "broken-utf8"])
def test_a_file_that_cannot_be_cleaned_is_left_alone(repo: Path, git: Git, data: bytes) -> None:
    (repo / "bad.txt").write_bytes(data)
    (repo / "good.txt").write_bytes(JUNK)
    done = git("add", ".", fails=True)
    assert b"bad.txt" in done.stderr
    assert (repo / "bad.txt").read_bytes() == data
    assert (repo / "good.txt").read_bytes() == JUNK
    assert b"bad.txt" not in git("ls-files").stdout


def test_a_filter_that_dies_leaves_the_work_tree_alone(repo: Path, git: Git) -> None:
    git("config", "filter.cleaner.process", "cleaner git-filter --level nonsense")
    (repo / "a.txt").write_bytes(JUNK)
    done = git("add", ".", fails=True)
    assert b"level: unknown value 'nonsense'" in done.stderr
    assert (repo / "a.txt").read_bytes() == JUNK


def test_the_plain_filter_does_the_same(repo: Path, git: Git) -> None:
    git("config", "--unset", "filter.cleaner.process")
    git("config", "filter.cleaner.clean", "cleaner filter --stdin-filename %f")
    git("config", "filter.cleaner.smudge", "cat")
    (repo / "a.txt").write_bytes(JUNK)
    git("add", ".")
    assert git("show", ":a.txt").stdout == CLEAN


def test_diff_shows_clean_texts(repo: Path, git: Git) -> None:
    (repo / ".gitattributes").write_text("*.txt diff=cleaner\n")
    git("config", "diff.cleaner.textconv", "cleaner textconv")
    (repo / "a.txt").write_bytes(CLEAN)
    git("add", ".")
    (repo / "a.txt").write_bytes(JUNK.replace(b"on Monday", b"on Tuesday"))
    lines = git("diff").stdout.decode().splitlines()
    assert [line for line in lines if line[:1] in "+-" and line[:3] not in ("---", "+++")] == [
        "-" + CLEAN.decode().splitlines()[1],
        "+" + CLEAN.decode().splitlines()[1].replace("on Monday", "on Tuesday"),
    ]


def test_the_diff_of_cleaner_is_one_that_git_applies(repo: Path, git: Git, tmp_path: Path) -> None:
    (repo / ".gitattributes").write_text("* -text\n")
    texts = {"a.txt": JUNK, "crlf.txt": JUNK.replace(b"\n", b"\r\n"), "open.txt": JUNK.rstrip(b"\n")}
    for name, data in texts.items():
        (repo / name).write_bytes(data)
    environment = with_cleaner(tmp_path / "bin")
    diff = subprocess.run(["cleaner", "diff", "."], cwd=repo, env=environment, capture_output=True).stdout
    subprocess.run(["git", "apply", "-"], cwd=repo, env=environment, input=diff, check=True)
    applied = {name: (repo / name).read_bytes() for name in texts}
    for name, data in texts.items():
        (repo / name).write_bytes(data)
    subprocess.run(["cleaner", "fix", "."], cwd=repo, env=environment, check=True, capture_output=True)
    assert applied == {name: (repo / name).read_bytes() for name in texts}


def test_the_hook_of_the_documentation_stops_a_commit_with_junk(repo: Path, git: Git) -> None:
    page = (PROJECT.parents[2] / "docs" / "repository.md").read_text("utf-8")
    script = page.partition("```sh\n#!/bin/sh")[2].partition("```")[0]
    hook = repo / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh" + script)
    hook.chmod(0o755)
    (repo / ".gitattributes").unlink()
    (repo / "articles").mkdir()
    git("add", "-A")
    git("commit", "-qm", "nothing to check")
    (repo / "articles" / "a b.txt").write_bytes(JUNK)
    git("add", "-A")
    stopped = git("commit", "-qm", "junk", fails=True)
    assert b"articles/a b.txt:3:1" in stopped.stdout + stopped.stderr
    (repo / "articles" / "a b.txt").write_bytes(CLEAN)
    git("add", "-A")
    git("commit", "-qm", "clean")
