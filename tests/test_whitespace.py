"""The blank lines that go with junk, and those that stay."""

from __future__ import annotations

import pytest

from cleaner.catalogue.read import load_sources
from cleaner.cut import cut
from cleaner.model import Removal
from cleaner.text.whitespace import tidy

BLANK = tuple(rule for rule in load_sources() if rule.detector == "blank-lines")


def left(source: str, *gone: str) -> str:
    """What stays of a text when some of its lines go."""
    starts = sorted((source.index(line), line) for line in gone)
    removals = tuple(Removal(start, start + len(line), "ZZ001", "share", line) for start, line in starts)
    return cut(source, tidy(source, removals, BLANK))


@pytest.mark.parametrize(
    ("source", "gone", "expected"),
    [
        ("\n\nRain.\nMore.\n", (), "Rain.\nMore.\n"),
        ("Rain.\n\n\n\n", (), "Rain.\n"),
        ("Rain.\n\n\n\nMore.\n", (), "Rain.\n\nMore.\n"),
        ("Rain.\n \t\n \n\nMore.\n", (), "Rain.\n \t\nMore.\n"),
        ("Rain.\n\nShare\n\nMore.\n", ("Share\n",), "Rain.\n\nMore.\n"),
        ("Rain.\nShare\n\nMore.\n", ("Share\n",), "Rain.\n\nMore.\n"),
        ("Share\n\nRain.\n", ("Share\n",), "Rain.\n"),
        ("Rain.\n\nShare\n", ("Share\n",), "Rain.\n"),
        ("Rain.\n\nShare", ("Share",), "Rain.\n"),
    ],
)
def test_blank_lines_at_the_ends_in_long_runs_and_around_junk_go(
    source: str, gone: tuple[str, ...], expected: str
) -> None:
    assert left(source, *gone) == expected


@pytest.mark.parametrize("source", ["Rain.\n\nMore.\n", "One,\n\n\nTwo,\n", "Rain.\n", "Rain.\n\n", "Rain.\n\fMore.\n"])
def test_a_blank_line_or_two_between_stanzas_and_one_at_the_end_stay(source: str) -> None:
    assert left(source).rstrip("\n") == source.rstrip("\n")
    assert tidy(source, (), BLANK) == () or source.endswith("\n\n")


def test_what_goes_inside_a_line_takes_no_blank_lines_with_it() -> None:
    assert left("Rain.\n\nMore (AFP)\n\nEnd.\n", " (AFP)") == "Rain.\n\nMore\n\nEnd.\n"


def test_without_its_rule_blank_lines_stay() -> None:
    assert tidy("\n\n\nRain.\n\n\n\n", (), ()) == ()
