"""Twice the text takes about twice the work, whatever it is made of. Work is counted in calls: no clock is asked."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from cleaner import Document, Removal, Settings, clean_document, clean_html, clean_text, markers, restore
from cleaner.check.findings import findings
from cleaner.text.code import is_code
from cleaner.text.match import Matcher
from cleaner.text.page import without_credit
from tests.helpers import PROSE

COMMENT = "John says:\nJanuary 3, 2020 at 4:00 pm\nnice post about it\nReply\n"
TEXTS: dict[str, Callable[[int], str]] = {
    "junk-alone": lambda n: "Sign up for our newsletter\n" * n,
    "junk-between-paragraphs": lambda n: f"{PROSE[0]}\nSign up for our newsletter\n" * n,
    "dates": lambda n: "January 3, 2020\n" * n,
    "dates-of-a-chronicle": lambda n: f"January 3, 2020\n{PROSE[0]}\n" * n,
    "comments": lambda n: f"{PROSE[1]}\n" * 9 + "3 comments\n" + COMMENT * n,
    "counts-of-comments": lambda n: f"{PROSE[1]}\n" * 9 + "3 comments\nnice post\nReply\n" * n,
    "labels-with-entries": lambda n: "Related stories\nThe mayor who would not leave\nHarbour posts profit\n" * n,
    "calls-between-paragraphs": lambda n: f"{PROSE[2]}\nRead more: Herring prices fall for a third week\n" * n,
    "notes-about-people": lambda n: "".join(
        f"{PROSE[i % 4]}\nIda van der Bratt{i:05} is a reporter at the Weekly.\n" for i in range(n)
    ),
    "captions-and-credits": lambda n: "The ferry Astrid in the yard\nPHOTO: AFP\n" * n,
    "clock-times-among-calls": lambda n: f"{PROSE[3]}\n" * 5 + "Share this\n12:30\n" * n,
    "entries-below-the-end": lambda n: f"{PROSE[3]}\n" * 5 + "Related stories\n" + "Harbour\nShare this\n" * n,
    "entries-above-the-start": lambda n: "Harbour\nShare this\n" * n + f"{PROSE[3]}\n" * 5,
    "menus": lambda n: "Home | News | Sport\n" * n + PROSE[0],
    "fences": lambda n: f"```\nshare()\n```\n{PROSE[0]}\n" * n,
    "blank-lines": lambda n: f"{PROSE[0]}\n\n\n\n" * n,
    "one-line": lambda n: f"{PROSE[0]} Sign up for our newsletter. " * n,
    "spans-in-one-line": lambda n: f"{PROSE[0]} (Photo: Anna Lindqvist) [Read more] " * n,
    "one-headline": lambda n: "The ferry Astrid leaves the yard\n" * n + f"{PROSE[0]}\n" * 3,
    "languages": lambda n: f"Lesen Sie auch: Hafen\nLire aussi : Le port\nLeia também: O porto\n{PROSE[0]}\n" * n,
}


def calls(work: Callable[[], object]) -> int:
    """How many functions are called to do some work."""
    count = 0

    def note(*event: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS.keys())
def test_work_grows_as_the_text_does(make: Callable[[int], str]) -> None:
    clean_text(make(9))  # rules are loaded and phrases looked up once
    assert calls(lambda: clean_text(make(400))) < 2.6 * calls(lambda: clean_text(make(200)))


def test_a_line_is_not_matched_anew_for_each_span_cut_from_it() -> None:
    matched = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal matched
        if event == "call" and frame.f_code is Matcher.find.__code__:
            matched += sum(map(len, frame.f_locals["lines"]))

    text = TEXTS["spans-in-one-line"](300)
    sys.setprofile(note)
    try:
        result = clean_text(text)
    finally:
        sys.setprofile(None)
    assert len(result.removals) == 600
    assert restore(result) == text
    assert matched < 6 * len(text)


LONG_LINES = {
    "spaces": " " * 200_000 + "x",
    "form-feeds": "\f" * 200_000 + "x",
    "element": "<b>" + " " * 200_000 + "x y",
    "declaration": "public " + "a" * 200_000,
    "assignment": "let " + "( " * 100_000,
    "arguments": "call(" + "'" * 200_000 + ")x",
    "commas": "call(=" + "," * 200_000 + "(x",
    "no-credit": "harbour" + " " * 200_000 + "ferry",
}


@pytest.mark.parametrize("line", LONG_LINES.values(), ids=LONG_LINES.keys())
def test_a_long_line_is_judged_in_one_go(line: str) -> None:
    """With time that grows with the square of the line, each of these would take minutes."""
    assert not is_code(line)
    assert without_credit(line) == line


SHORT_LINES = {
    "many-degrees": "Ferry, " + "ab" * 30 + "1",
    "dots": "a." * 40 + "1",
    "dashes": "a" + "-" * 200_000 + "b",
    "brackets": "(" * 200_000,
}


@pytest.mark.parametrize("line", SHORT_LINES.values(), ids=SHORT_LINES.keys())
def test_a_line_around_the_article_is_judged_in_one_go(line: str) -> None:
    body = "\n".join(PROSE)
    assert body in clean_text(f"The ferry Astrid leaves the yard\n{line}\n{body}\n{line}").text


def test_a_title_with_a_long_gap_is_read_in_one_go() -> None:
    page = f"<title>Harbour{' ' * 200_000}shut</title>"
    assert clean_html(page + "".join(f"<p>{line}</p>" for line in PROSE)).text.count(".") >= len(PROSE)


def test_findings_in_one_long_line_do_not_copy_it_each() -> None:
    def size(count: int) -> int:
        text = "Harbour x " * count
        removals = tuple(Removal(i, i + 2, "ZZ001", "share", "x ") for i in range(8, len(text), 10))
        return len(pickle.dumps(list(findings("a.txt", text, removals, {}))))

    assert size(2000) < 2.6 * size(1000)


def test_markers_are_looked_up() -> None:
    text = f"{PROSE[0]}\nSign up for our newsletter <!-- cleaner: ignore -->\nShare this article\n"

    def clean(size: int) -> int:
        result = markers.clean(Document(text * size, "a.md"), Settings(), clean_document)
        assert result.text.count("newsletter") == size
        return calls(lambda: markers.keep(result, markers.kept_spans(result.source)))

    assert clean(200) < 2.6 * clean(100)
