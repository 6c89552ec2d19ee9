"""Markers that keep parts of a Markdown text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Document, Result, Settings, clean_document, markers, restore
from cleaner.cut import cut
from cleaner.markers import keep, kept_spans
from tests.helpers import removal
from tests.strategies import articles


def kept(text: str) -> list[str]:
    return [text[span.start : span.end] for span in kept_spans(text)]


OFF, ON, IGNORE = "<!-- cleaner: off -->\n", "<!-- cleaner: on -->\n", "<!-- cleaner: ignore -->"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a\nb\n", []),
        ("The cleaner: on time.\n", []),
        (f"a\n{OFF}b\n{ON}c\n", [f"{OFF}b\n{ON}"]),
        (f"a\n{OFF}b\nc", [f"{OFF}b\nc"]),
        (f"{OFF}a\n{OFF}b\n{ON}c\n{ON}", [f"{OFF}a\n{OFF}b\n{ON}"]),
        (f"a\nb {IGNORE}\nc\n", [f"b {IGNORE}\n"]),
        (f"a\n{IGNORE}\n\nb\nc\n", [f"{IGNORE}\n", "b\n"]),
        (f"a\n{IGNORE}", [IGNORE, ""]),
        (f"a\r\n{IGNORE}\r\nb\r\nc\r\n", [f"{IGNORE}\r\n", "b\r\n"]),
    ],
    ids=["none", "prose", "off-on", "never-on", "twice-off", "same-line", "next-filled-line", "last-line", "crlf"],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert kept(text) == spans


def test_removals_that_a_span_touches_are_refused() -> None:
    source = f"Kitten\n{OFF}Kitten\n{ON}Kitten\n"
    starts = [i for i in range(len(source)) if source.startswith("Kitten", i)]
    removals = tuple(removal(start, "Kitten\n") for start in starts)
    result = keep(Result(cut(source, removals), source, removals), kept_spans(source))
    assert result.text == f"{OFF}Kitten\n{ON}"
    assert [r.start for r in result.removals] == [starts[0], starts[2]]


@pytest.mark.parametrize(("selector", "stays"), [("related", True), ("ZZ", True), ("share", False), ("ZZ002", False)])
def test_ignore_can_name_rules_and_categories(selector: str, stays: bool) -> None:
    source = f"Kitten <!-- cleaner: ignore[RL009, {selector}] -->\n"
    removals = (removal(0, source),)
    assert bool(keep(Result("", source, removals), kept_spans(source)).text) is stays


def clean(text: str) -> Result:
    return markers.clean(Document(text), Settings(), clean_document)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(articles, st.sampled_from([OFF, ON, f"{IGNORE}\n"])), min_size=1, max_size=5).map("".join))
def test_kept_spans_stay_the_rest_can_be_undone_and_a_second_time_changes_nothing(text: str) -> None:
    result = clean(text)
    assert restore(result) == text
    assert all(text[span.start : span.end] in result.text for span in kept_spans(text))
    assert clean(result.text).text == result.text
