"""The index is a shortcut: it must never keep a phrase or regex from a line that it meets."""

from __future__ import annotations

import re

import pytest
import re2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.catalogue.read import load_sources
from cleaner.text.literals import readable
from cleaner.text.match import Matcher, PatternSet
from cleaner.text.patterns import Pattern, line_source, patterns_of, strip_decoration
from tests.helpers import matcher, rule

PATTERNS = [pattern for made in load_sources() for pattern in patterns_of(made)]
PHRASES = [(pattern, number) for pattern in PATTERNS for number in range(len(pattern.phrases))]
REGEXES = [(pattern, number) for pattern in PATTERNS for number in range(len(pattern.regexes))]
ALL = Matcher(PatternSet(dict(enumerate(PATTERNS))))
before = st.sampled_from(["", "  ", "» ", "- ", "3. ", "\U0001f449 ", "# "])
after = st.sampled_from(["", " ", "!", " »", ": ", " :", "…", ": x", " x"])
instead = st.sampled_from([("x", "x"), (" ", "\u00a0"), (" ", "  "), ("'", "’"), ("\u200c", ""), ("\u200c", " ")])
case = st.sampled_from([str, str.upper, str.title])


def _meets(pattern: Pattern, number: int, line: str) -> bool:
    """Whether RE2 itself finds a phrase or regex in a line."""
    options = re2.Options()
    options.case_sensitive = False
    return bool(re2.compile(line_source(pattern, number), options).search(strip_decoration(line)[1]))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PHRASES), before, case, instead, after)
def test_phrases_in_any_spelling_are_found(of, before, case, instead, after) -> None:  # type: ignore[no-untyped-def]
    pattern, number = of
    line = before + case(pattern.phrases[number]).replace(*instead) + after
    met = _meets(pattern, len(pattern.regexes) + number, line) and len(line) <= 250
    assert not met or pattern.rule in [hit.rule for hit in ALL.hits(line)]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data(), st.sampled_from(REGEXES), before, after)
def test_what_a_regex_matches_is_found(data, of, before, after) -> None:  # type: ignore[no-untyped-def]
    pattern, number = of
    regex = re.compile(readable(pattern.regexes[number]), re.IGNORECASE)
    line = before + data.draw(st.from_regex(regex, fullmatch=True)).replace("\n", " ") + after
    met = _meets(pattern, number, line) and len(line) <= 250
    assert not met or pattern.rule in [hit.rule for hit in ALL.hits(line)]


SPELLINGS = {
    "final-sigma": ("Διαβάστε επίσης", "ΔΙΑΒΆΣΤΕ ΕΠΊΣΗΣ"),
    "turkish-i": ("Kayıt ol", "KAYIT OL"),
    "dotted-i": ("Haberin devamı için", "HABERİN DEVAMI İÇİN"),
    "kelvin-sign": ("Kitten", "\u212aitten"),
    "long-s": ("Share", "\u017fhare"),
    "arabic-vowels": ("اقرأ أيضا", "اقرأ أيضًا"),
    "joiner-as-space": ("می\u200cخوانید", "می خوانید"),
    "joiner-left-out": ("می\u200cخوانید", "میخوانید"),
}


@pytest.mark.parametrize(("phrase", "line"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_spellings_that_are_the_same_letter(phrase: str, line: str) -> None:
    made = rule(match={"phrases": {"tr" if "ı" in phrase or "İ" in line else "*": [phrase]}})
    assert matcher(made).hits(line)
