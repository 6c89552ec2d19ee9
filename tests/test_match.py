"""Which rules hit which lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.catalogue import load_sources
from cleaner.match import Hit, Matcher, PatternError, check_patterns
from cleaner.needles import haystack, may_match
from cleaner.patterns import patterns_of
from tests.helpers import matcher, rule
from tests.strategies import JUNK

LINES = "Tea\nKitten\n\nSugar\n  Puppy here\nKitten\n"
KITTEN = rule(match={"phrases": ["Kitten"]})
PUPPY = rule(id="ZZ002", match={"phrases": {"de": ["Puppy here"]}})


def test_candidates_are_line_numbers_in_order_each_once() -> None:
    twice = rule(id="ZZ003", match={"regex": ["kitt", "tten"], "anchor": "anywhere"})
    assert list(matcher(KITTEN, PUPPY, twice).candidates(LINES.split("\n"))) == [1, 4, 5]


def test_hits_carry_offsets_in_the_whole_line() -> None:
    (hit,) = matcher(PUPPY).hits("  Puppy here")
    assert (hit.start, hit.end, hit.text) == (2, 12, "Puppy here")


def test_a_group_narrows_the_span() -> None:
    credit = rule(match={"regex": [r"\. (AFP)$"], "anchor": "anywhere"}, scope="span")
    (hit,) = matcher(credit).hits("It rained in Zürich. AFP")
    assert (hit.start, hit.text) == (21, "AFP")


def test_a_lone_surrogate_in_a_line_with_a_hit() -> None:
    prefix = rule(match={"phrases": ["Kitten"], "anchor": "prefix"})
    (hit,) = matcher(prefix).hits("Kitten \ud800")
    assert hit.text.strip() == "Kitten"


def test_no_rules_no_candidates() -> None:
    nothing = matcher()
    assert not list(nothing.candidates(["Kitten"])) and not nothing.hits("Kitten")


def test_a_pattern_that_re2_refuses_is_named() -> None:
    with pytest.raises(PatternError, match=r"mine\.toml: rule ZZ001: match\.regex: RE2 refuses it"):
        check_patterns(rule(match={"regex": ["(?<=a)b"]}))


ODD = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
SOURCES = load_sources()
PATTERNS = [pattern for made in SOURCES for pattern in patterns_of(made)]
BUILTIN = Matcher(PATTERNS)
PHRASES = st.sampled_from([phrase for pattern in PATTERNS for phrase in pattern.phrases])
LINE = st.one_of(ODD, PHRASES, PHRASES.map(str.upper), st.tuples(ODD, PHRASES, ODD).map("".join), st.sampled_from(JUNK))
some_lines = st.lists(LINE, max_size=5).map(lambda lines: "\n".join(lines).split("\n"))


@settings(max_examples=150, deadline=None)
@given(some_lines)
def test_the_scan_over_the_document_misses_no_line(lines: list[str]) -> None:
    """The candidates of the combined patterns are a superset of the lines that the rules hit one by one."""
    hit = {i for i, line in enumerate(lines) if BUILTIN.hits(line)}
    assert hit <= set(BUILTIN.candidates(lines))


@settings(max_examples=150, deadline=None)
@given(some_lines)
def test_the_few_patterns_whose_needles_a_text_holds_find_what_all_find(lines: list[str]) -> None:
    """A process that cleans one text compiles less; its result must be that of one that cleans a million."""
    hay = haystack("\n".join(lines))
    few = Matcher([kept for pattern in PATTERNS if (kept := may_match(pattern, hay))], sparse=True)
    for line in lines:
        assert _said(few.hits(line)) == _said(BUILTIN.hits(line))


def _said(hits: list[Hit]) -> list[tuple[str, int, int]]:
    return [(hit.rule.id, hit.start, hit.end) for hit in hits]
