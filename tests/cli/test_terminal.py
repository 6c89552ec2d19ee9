"""What a person at a terminal sees: colour, widths, and none of it where it is not wanted."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.session import PROJECT
from tests.run_inputs import cli

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(*arguments: str, columns: int = 80, **environment: str) -> str:
    """What ``cleaner`` writes to a terminal of so many columns, at the sample project."""
    blank = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    env = {**blank, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[2]), **environment}
    child = pexpect.spawn(
        sys.executable, ["-m", "cleaner", *arguments], cwd=str(PROJECT), env=env, dimensions=(40, columns), timeout=60
    )
    text: str = child.read().decode()
    child.close()
    return text


def test_explain_is_coloured_and_fits_the_terminal() -> None:
    text = on_terminal("explain", "junk.txt", columns=60)
    assert "\x1b[31mShare this page\x1b[0m" in text
    kept = [line for line in _ESCAPE.sub("", text).splitlines() if re.match(r"  \d  ", line)]
    assert len(kept) == 3
    assert max(map(len, kept)) <= 60


def test_check_is_coloured() -> None:
    text = on_terminal("check", "--output-format", "concise", "junk.txt")
    assert "\x1b[1mjunk.txt\x1b[0m" in text
    assert _ESCAPE.sub("", text).startswith("junk.txt:3:1: XX001")


def test_diff_is_coloured() -> None:
    assert "\x1b[31m-Share this page\x1b[0m" in on_terminal("diff", "junk.txt")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["no-color", "dumb"])
def test_no_colour_where_none_is_wanted(environment: dict[str, str]) -> None:
    for command in (["explain", "junk.txt"], ["check", "junk.txt"], ["diff", "junk.txt"]):
        assert "\x1b" not in on_terminal(*command, **environment)


def test_an_empty_no_color_means_nothing() -> None:
    assert "\x1b[" in on_terminal("diff", "junk.txt", NO_COLOR="")


def test_the_git_filter_tells_a_person_what_it_is_for() -> None:
    assert "started by git" in on_terminal("git-filter")


@pytest.mark.parametrize("watched", [True, False], ids=["terminal", "quiet"])
def test_a_run_shows_its_progress_to_who_watches(tmp_path: Path, watched: bool) -> None:
    (tmp_path / "in").mkdir()
    text = (PROJECT / "clean.txt").read_bytes()
    for number in range(1500):
        (tmp_path / "in" / f"{number}.txt").write_bytes(text)
    options = ["--jobs", "1", *([] if watched else ["-q"])]
    shown = on_terminal("run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *options)
    assert ("█" in shown or "░" in shown) is watched
    assert "\r\x1b[K" in shown or not watched


HOSTILE = (
    "The ferry \x1b[31msails\x1b[0m on Monday after four months in the yard, the harbour \x9b2Jcompany said.\n"
    "Sign up for our newsletter \x1b]0;owned\x07\n"
    "The mayor would not leave\rher office until \x7f the last lamp was out, an islander told the council \x1b[2J.\n"
    "Also read: Herring prices \x1b[2J\u009b31m fall for a third week \x08\x08\x08\n"
)


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        *(["check", "--output-format", name] for name in ("concise", "json", "jsonl", "github", "sarif")),
        ["diff"],
        ["explain"],
        ["explain", "--output-format", "json"],
    ],
    ids=" ".join,
)
def test_a_text_cannot_command_the_terminal(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8", newline="")
    text = on_terminal(*command, "--isolated", str(tmp_path / "a.txt"), columns=200)
    assert "newsletter" in text
    assert not re.findall(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)", _ESCAPE.sub("", text.replace("\x1b[K", ""))
    )
    # the codes of our own colours are the ones that are left
    assert "\x1b[0msails" not in text and "\x1b[31msails" not in text


def test_carets_stand_under_what_goes_among_control_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8", newline="")
    lines = on_terminal("check", "--isolated", str(tmp_path / "a.txt"), columns=200, NO_COLOR="1").splitlines()
    line, carets = next((line, lines[at + 1]) for at, line in enumerate(lines) if line.startswith("4 | "))
    assert line == r"4 | Also read: Herring prices \x1b[2J\x9b31m fall for a third week \x08\x08\x08"
    assert carets == "  | " + "^" * (len(line) - 4)


def test_a_diff_that_goes_elsewhere_is_exact(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8", newline="")
    done = cli("diff", "--isolated", "a.txt", cwd=tmp_path)
    assert f"-{HOSTILE.splitlines(keepends=True)[1]}" in done.stdout
