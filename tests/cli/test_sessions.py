"""The transcripts of sessions/ and the console blocks of docs/ come out as they stand there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import typer

from tests.cli.session import PAGES, SAMPLE, SESSIONS, in_copy, replay, replay_page

TYPER = "0.29."
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="transcripts pin slashes and use POSIX commands")


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_session(path: Path) -> None:
    if path.stem == "help" and not typer.__version__.startswith(TYPER):
        pytest.skip(f"help texts are drawn by typer, and pinned with {TYPER}")
    expected = path.read_text("utf-8")
    with in_copy():
        assert replay(expected) == expected, "run `python -m tests.cli.session` and review what it changes"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    expected = path.read_text("utf-8")
    with in_copy(SAMPLE):
        assert replay_page(expected) == expected, "run `python -m tests.cli.session` and review what it changes"


def test_there_are_sessions_and_pages() -> None:
    assert len(SESSIONS) > 5
    assert len(PAGES) > 3
