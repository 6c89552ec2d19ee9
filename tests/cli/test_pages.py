"""HTML pages on the command line: shown and filtered, never rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.session import Outcome, invoke

PROSE = "It rained for a third day across the valley, and the river rose by the hour, the mayor of Lenn said on Sunday."
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Rain</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Rain over Lenn</h1><p>{PROSE}</p><p>{PROSE.replace("third", "fourth")}</p>
<p>Sign up for our newsletter</p><p>{PROSE.replace("Sunday", "Monday")}</p></article>
<footer>Copyright 2026</footer></body></html>
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


def body_of(outcome: Outcome) -> list[str]:
    assert outcome.code == 0, outcome.err
    return outcome.out.decode().split("\n")


def test_filter_and_textconv_give_the_body(page: Path) -> None:
    filtered = invoke(["filter", "--stdin-filename", "page.html", "--url", "https://example.org/rain"], PAGE.encode())
    for outcome in (filtered, invoke(["textconv", "page.html"])):
        lines = body_of(outcome)
        assert PROSE in lines
        assert "Sign up for our newsletter" not in lines
        assert "Home" not in outcome.out.decode()


def test_explain_names_the_rules_of_pages(page: Path) -> None:
    text = invoke(["explain", "page.html"]).out.decode()
    assert "newsletter" in text
    assert f"  3  {PROSE[:60]}" in text
    assert "why" not in text.splitlines()[-1]
    assert text.splitlines()[-1][:2].isupper()


@pytest.mark.parametrize("command", ["fix", "check", "diff"])
def test_what_would_rewrite_refuses_pages_by_name_and_by_content(page: Path, command: str) -> None:
    (page.parent / "saved.txt").write_text(PAGE, "utf-8")
    outcome = invoke([command, "page.html", "saved.txt"])
    assert outcome.code == 3
    assert outcome.err.count(b"is an HTML page, whose text must be extracted: use `cleaner run`") == 2
    assert page.read_text("utf-8") == PAGE


def test_a_page_beyond_reading_is_an_error(page: Path) -> None:
    page.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0")
    outcome = invoke(["explain", "page.html"])
    assert outcome.code in (0, 3)
    assert b"Traceback" not in outcome.err
