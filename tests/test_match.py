"""Which rules hit which lines."""

from __future__ import annotations

import pytest

from cleaner.text.match import PatternError, check_patterns
from tests.helpers import matcher, rule

LINES = "Tea\nKitten\n\nSugar\n  Puppy here\nKitten\n"
KITTEN = rule(match={"phrases": ["Kitten"]})
PUPPY = rule(id="ZZ002", match={"phrases": {"de": ["Puppy here"]}})


def test_lines_with_hits_come_in_order_with_one_hit_a_pattern() -> None:
    twice = rule(id="ZZ003", match={"regex": ["kitt", "tten"], "anchor": "anywhere"})
    found = matcher(KITTEN, PUPPY, twice).find(LINES.split("\n"))
    assert [(i, [hit.rule.id for hit in hits]) for i, hits in found.items()] == [
        (1, ["ZZ001", "ZZ003"]),
        (4, ["ZZ002"]),
        (5, ["ZZ001", "ZZ003"]),
    ]


def test_the_first_of_several_that_stand_anywhere_gives_the_span() -> None:
    either = rule(match={"regex": ["red kitten", "a red"], "anchor": "anywhere"})
    (hit,) = matcher(either).hits("Here is a red kitten")
    assert hit.text == "a red"


def test_hits_carry_offsets_in_the_whole_line() -> None:
    (hit,) = matcher(PUPPY).hits("  Puppy here")
    assert (hit.start, hit.end, hit.text) == (2, 12, "Puppy here")


def test_a_group_narrows_the_span() -> None:
    credit = rule(match={"regex": [r"\. (AFP)$"], "anchor": "anywhere"}, scope="span")
    (hit,) = matcher(credit).hits("It rained in Zürich. AFP")
    assert (hit.start, hit.text) == (21, "AFP")


def test_spans_that_stand_anywhere_are_found_all_at_once() -> None:
    span = rule(match={"regex": [r" \(ad\)", "Zürich (bat|cow)"], "anchor": "anywhere"}, scope="span")
    line = "Ü (ad) Zürich (ad), Zürich bat (ad) 我 Zürich cow."
    hits = matcher(span).hits(line)
    assert [hit.text for hit in hits] == [" (ad)", " (ad)", "bat", " (ad)", "cow"]
    assert all(line[hit.start : hit.end] == hit.text for hit in hits)


def test_a_lone_surrogate_in_a_line_with_a_hit() -> None:
    prefix = rule(match={"phrases": ["Kitten"], "anchor": "prefix"})
    (hit,) = matcher(prefix).hits("Kitten \ud800")
    assert hit.text.strip() == "Kitten"


def test_no_rules_no_hits() -> None:
    assert matcher().find(["Kitten"]) == {}


def test_a_regex_that_begins_with_what_is_looked_past_is_refused() -> None:
    with pytest.raises(PatternError, match=r"can never match.*leave them out"):
        check_patterns(rule(match={"regex": [r"\[kitten\]"]}))


LEADING = {"bracket": "[Kitten]", "question-mark": "¿Kitten?", "dash": "- Kitten -", "star": "*Kitten"}


@pytest.mark.parametrize("phrase", LEADING.values(), ids=LEADING.keys())
def test_a_phrase_may_begin_with_what_is_looked_past(phrase: str) -> None:
    assert matcher(rule(match={"phrases": [phrase]})).hits(phrase)


LIMITS = {"line": ("line", 250), "prefix": ("prefix", 600)}


@pytest.mark.parametrize(("anchor", "longest"), LIMITS.values(), ids=LIMITS.keys())
def test_longer_lines_are_paragraphs(anchor: str, longest: int) -> None:
    found = matcher(rule(match={"regex": ["kitten[^.]*"], "anchor": anchor}))
    line = "Kitten ".ljust(longest, "x")
    assert found.hits(line) and not found.hits(line + "x")


def test_what_stands_inside_a_paragraph_is_found_however_long_it_is() -> None:
    aside = rule(match={"regex": [r"\(photo: \w+\)"], "anchor": "anywhere"}, scope="span")
    assert matcher(aside).hits("It rained. " * 100 + "The quay (Photo: Moor) was wet.")


def test_the_end_of_a_paragraph_is_looked_at_however_long_it_is() -> None:
    credit = rule(match={"regex": [r"\. (AFP)"], "anchor": "suffix"}, scope="span")
    assert matcher(credit).hits("It rained in Zürich. " * 100 + "AFP")


def test_a_pattern_that_re2_refuses_is_named() -> None:
    with pytest.raises(PatternError, match=r"mine\.toml: rule ZZ001: match\.regex: RE2 refuses it"):
        check_patterns(rule(match={"regex": ["(?<=a)b"]}))


def test_a_line_that_is_a_link_is_read_as_its_text() -> None:
    lines = ["- [Kitten](https://example.org/kitten)", "[Kitten](#kitten)", "[Kitten](https://example.org) and cat"]
    found = matcher(KITTEN).find(lines)
    assert [(i, hits[0].start, hits[0].text) for i, hits in found.items()] == [(0, 3, "Kitten")]
