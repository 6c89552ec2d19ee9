"""What a person at a terminal sees: colour, widths, and none of it where it is not wanted."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.session import PROJECT

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
