"""Files that cannot be read, written or cleaned: each is named, and the others go on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import cleaner.check.rewrite
import cleaner.pipeline
from cleaner.model import Document, Result
from tests.cli.session import PROJECT, Outcome, invoke

JUNK = (PROJECT / "junk.txt").read_bytes()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with two files with junk, and the sample project's rules."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_bytes((PROJECT / "cleaner.toml").read_bytes())
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(JUNK)
    return tmp_path


def only_b_was_fixed(here: Path, outcome: Outcome, message: bytes) -> None:
    assert outcome.code == 3
    assert b"error: a.txt: " in outcome.err
    assert message in outcome.err
    assert outcome.out == b"fixed b.txt: 3 removals\n"
    assert (here / "b.txt").read_bytes() != JUNK


def test_a_read_only_file_is_reported_and_left(here: Path) -> None:
    (here / "a.txt").chmod(0o444)
    only_b_was_fixed(here, invoke(["fix", "."]), b"is read-only, and was left as it is")
    assert (here / "a.txt").read_bytes() == JUNK


def test_a_file_that_vanishes_is_reported(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = cleaner.pipeline.clean_document

    def slow(document: Document, *rest: object) -> Result:
        if document.name == "a.txt":
            (here / "a.txt").unlink()
        return clean(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(cleaner.pipeline, "clean_document", slow)
    only_b_was_fixed(here, invoke(["fix", "."]), b"vanished while it was read")


def test_a_document_that_breaks_the_engine_does_not_stop_the_others(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = cleaner.pipeline.clean_document

    def broken(document: Document, *rest: object) -> Result:
        if document.name == "a.txt":
            raise RecursionError("too deep")
        return clean(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(cleaner.pipeline, "clean_document", broken)
    only_b_was_fixed(here, invoke(["fix", "."]), b"RecursionError: too deep; please report this")


def test_a_full_disk_leaves_the_old_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cleaner.check.rewrite, "rewrite", full)
    outcome = invoke(["fix", "."])
    assert (outcome.code, outcome.err.count(b"No space left on device")) == (3, 2)
    assert (here / "a.txt").read_bytes() == JUNK


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights on Windows")
def test_a_link_is_followed_and_stays_one(here: Path) -> None:
    (here / "elsewhere").mkdir()
    (here / "a.txt").rename(here / "elsewhere" / "real.dat")
    (here / "a.txt").symlink_to(Path("elsewhere", "real.dat"))
    assert invoke(["fix", "a.txt"]).code == 0
    assert (here / "a.txt").is_symlink()
    assert (here / "elsewhere" / "real.dat").read_bytes() != JUNK


def test_a_text_of_which_most_would_go_is_flagged(here: Path) -> None:
    (here / "a.txt").write_bytes(b"Share this page\n" * 30)
    outcome = invoke(["check", "-v", "--output-format", "concise", "a.txt"])
    assert b"warning: a.txt: the rules would leave nothing of the text" in outcome.err


def test_two_fixes_at_once_leave_a_whole_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process wins; this one says so and touches nothing."""
    clean = cleaner.pipeline.clean_document

    def overtaken(document: Document, *rest: object) -> Result:
        result = clean(document, *rest)  # type: ignore[arg-type]
        if document.name == "a.txt":
            (here / "a.txt").write_bytes(b"Written by another process.\n")
        return result

    monkeypatch.setattr(cleaner.pipeline, "clean_document", overtaken)
    only_b_was_fixed(here, invoke(["fix", "."]), b"changed while it was read")
    assert (here / "a.txt").read_bytes() == b"Written by another process.\n"


def test_a_baseline_is_not_written_over_a_text(here: Path) -> None:
    outcome = invoke(["check", "--write-baseline", "b.txt", "."])
    assert (outcome.code, b"is one of the texts that are checked" in outcome.err) == (2, True)
    assert (here / "b.txt").read_bytes() == JUNK


@pytest.mark.parametrize(
    ("regex", "said"),
    [
        ("(?=a)", "RE2 refuses it: invalid perl operator: (?="),
        ("[", "RE2 refuses it: missing"),
        (r"\(a", "can never match"),
    ],
)
@pytest.mark.parametrize("command", [["check", "--config", "cleaner.toml", "a.txt"], ["rules", "test", "mine.toml"]])
def test_a_rule_whose_pattern_cannot_be_used_is_told_in_one_line(
    here: Path, command: list[str], regex: str, said: str
) -> None:
    (here / "mine.toml").write_text(
        "[[rule]]\nid = 'XX001'\nname = 'own'\ncategory = 'related'\nscope = 'line'\nwhy = 'Ours.'\n"
        f"match = {{ regex = ['{regex}'] }}\nexamples = {{ must = ['a', 'aa'], must_not = ['b', 'c'] }}\n",
        "utf-8",
    )
    (here / "cleaner.toml").write_text('rule-files = ["mine.toml"]\n')
    outcome = invoke(command)
    assert (outcome.code, outcome.err.count(b"\n")) == (2, 1)
    assert (
        outcome.err.decode().startswith("error: mine.toml: rule XX001: match.regex: ") and said in outcome.err.decode()
    )
