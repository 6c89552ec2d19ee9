"""Diffs made from removals say what a diff of the texts would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.check.colour import Paint
from cleaner.check.diffs import unified
from cleaner.cut import cut
from cleaner.model import Removal, Result
from tests.helpers import removal


def result(source: str, *removals: Removal) -> Result:
    return Result(cut(source, removals), source, removals)


def apply(diff: list[str], source: str) -> str:
    """A small patch(1): the source with a diff's hunks applied, checking every line of context."""
    old, new, position = source.split("\n"), [], 0
    ended, sign = True, ""
    for line in diff[2:]:
        if line.startswith("@@"):
            start, _, length = line.split()[1][1:].partition(",")
            first = int(start) - (length != "0")
            new += old[position:first]
            position = first
        elif line.startswith("\\"):
            ended = ended and sign == "-"
        elif line[0] == "+":
            new.append(line[1:])
            ended = True
        else:
            assert old[position] == line[1:]
            position += 1
            if line[0] == " ":
                new.append(line[1:])
                ended = True
        sign = line[0]
    rest = old[position:]
    if rest and rest != [""]:
        return "\n".join(new + rest)
    return "\n".join(new) + ("\n" if ended and new else "")


@st.composite
def results(draw: st.DrawFn) -> Result:
    source = draw(st.text(alphabet="ab \n\n\r\u2028", max_size=60))
    points = sorted(draw(st.sets(st.integers(0, len(source)), max_size=8)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return result(source, *(removal(start, source[start:end]) for start, end in pairs))


@given(results())
def test_the_diff_leads_from_the_source_to_the_clean_text(made: Result) -> None:
    diff = list(unified("a.txt", made, Paint(False)))
    if made.removals and made.text != made.source:
        assert apply(diff, made.source) == made.text
    elif not made.removals:
        assert diff == []


def test_hunks_and_context() -> None:
    source = "".join(f"{number}\n" for number in range(1, 21))
    made = result(source, removal(source.index("5\n"), "5\n"), removal(source.index("16\n"), "16\n"))
    assert list(unified("a.txt", made, Paint(False))) == [
        *("--- a/a.txt", "+++ b/a.txt"),
        *("@@ -2,7 +2,6 @@", " 2", " 3", " 4", "-5", " 6", " 7", " 8"),
        *("@@ -13,7 +12,6 @@", " 13", " 14", " 15", "-16", " 17", " 18", " 19"),
    ]


@pytest.mark.parametrize(
    ("source", "gone", "shown"),
    [
        ("a\nb", "\nb", ["-a", "-b", "\\ No newline at end of file", "+a", "\\ No newline at end of file"]),
        ("ab\n", "b", ["-ab", "+a"]),
        ("a b\nc\n", "b\n", ["-a b", "-c", "+a c"]),
        ("a\n\n\n", "\n\n", [" a", "-", "-"]),
        ("a\r\nb\r\n", "b\r\n", [" a\r", "-b\r"]),
    ],
    ids=["no-final-newline", "in-a-line", "joins-lines", "blank-lines", "crlf"],
)
def test_lines(source: str, gone: str, shown: list[str]) -> None:
    made = result(source, removal(source.rindex(gone), gone))
    assert list(unified("a.txt", made, Paint(False)))[3:] == shown


def test_names_are_quoted_as_git_does() -> None:
    made = result("a\n", removal(0, "a\n"))
    assert next(iter(unified("a\nb", made, Paint(False)))) == '--- "a/a\\x0ab"'
