"""Which rules hit which lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.catalogue import load_builtin
from cleaner.match import Matcher, PatternError, check_patterns
from tests.helpers import rule

LINES = "Tea\nKitten\n\nSugar\n  Puppy here\nKitten\n"
KITTEN = rule(match={"phrases": ["Kitten"]})
PUPPY = rule(id="ZZ002", match={"phrases": {"de": ["Puppy here"]}})


def test_candidates_are_line_numbers_in_order_each_once() -> None:
    twice = rule(id="ZZ003", match={"regex": ["kitt", "tten"], "anchor": "anywhere"})
    assert list(Matcher((KITTEN, PUPPY, twice), ("all",)).candidates(LINES.split("\n"))) == [1, 4, 5]


def test_hits_carry_offsets_in_the_whole_line() -> None:
    (hit,) = Matcher((PUPPY,), ("de",)).hits("  Puppy here")
    assert (hit.start, hit.end, hit.text) == (2, 12, "Puppy here")


def test_a_group_narrows_the_span() -> None:
    credit = rule(match={"regex": [r"\. (AFP)$"], "anchor": "anywhere"}, scope="span")
    (hit,) = Matcher((credit,), ("all",)).hits("It rained in Zürich. AFP")
    assert (hit.start, hit.text) == (21, "AFP")


LANGUAGES = {"that-language": (("de",), True), "another": (("fr",), False), "unknown": (("all",), True)}


@pytest.mark.parametrize(("spoken", "found"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_rules_of_other_languages_stay_out(spoken: tuple[str, ...], found: bool) -> None:
    assert bool(Matcher((PUPPY,), spoken).hits("Puppy here")) is found


def test_english_and_neutral_rules_hold_everywhere() -> None:
    english = rule(match={"phrases": {"en": ["Kitten"]}})
    assert Matcher((english,), ("ja",)).hits("Kitten") and Matcher((KITTEN,), ("ja",)).hits("Kitten")


def test_a_lone_surrogate_in_a_line_with_a_hit() -> None:
    prefix = rule(match={"phrases": ["Kitten"], "anchor": "prefix"})
    (hit,) = Matcher((prefix,), ("all",)).hits("Kitten \ud800")
    assert hit.text.strip() == "Kitten"


def test_no_rules_no_candidates() -> None:
    nothing = Matcher((), ("all",))
    assert not list(nothing.candidates(["Kitten"])) and not nothing.hits("Kitten")


def test_a_pattern_that_re2_refuses_is_named() -> None:
    with pytest.raises(PatternError, match=r"mine\.toml: rule ZZ001: match\.regex: RE2 refuses it"):
        check_patterns(rule(match={"regex": ["(?<=a)b"]}))


ODD = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
BUILTIN = Matcher(load_builtin(), ("all",))
PHRASES = st.sampled_from([p for r in load_builtin() for ps in (r.phrases or {}).values() for p in ps] or ["Kitten"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(ODD, PHRASES, st.tuples(ODD, PHRASES, ODD).map("".join)), max_size=6).map("\n".join))
def test_the_scan_over_the_document_misses_no_line(text: str) -> None:
    """The candidates of the combined pattern are a superset of the lines that the rules hit one by one."""
    lines = text.split("\n")
    scanned = set(BUILTIN.candidates(lines))
    assert {i for i, line in enumerate(lines) if BUILTIN.hits(line)} <= scanned
