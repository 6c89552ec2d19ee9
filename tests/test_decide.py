"""The same hit is junk in one place and body in another."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner import clean_text
from cleaner.catalogue.rule import Rule
from tests.helpers import PROSE, article, only, rule

SHORT = rule(id="ZZ009", category="share", match={"phrases": ["Puppy"]})


def _taken(text: str, *rules: Rule, **settings: Any) -> list[str]:
    result = clean_text(text, language="en", settings=only(*rules, max_removed=1.0, **settings))
    return [line for removal in result.removals for line in removal.text.splitlines()]


def _with(**fields: Any) -> Rule:
    return rule(**fields)


HEAD, BODY, TAIL = "Kitten\n" + article(), article("Kitten"), article() + "Kitten\n"

ZONES = {
    "head": ({"zone": ["head"]}, [True, False, False]),
    "body": ({"zone": ["body"]}, [False, True, False]),
    "tail": ({"zone": ["tail"]}, [False, False, True]),
    "head-or-tail": ({"zone": ["head", "tail"]}, [True, False, True]),
    "any": ({}, [True, True, True]),
}


@pytest.mark.parametrize(("when", "expected"), ZONES.values(), ids=ZONES.keys())
def test_zones(when: dict[str, Any], expected: list[bool]) -> None:
    assert [bool(_taken(text, _with(when=when))) for text in (HEAD, BODY, TAIL)] == expected


PREFIX = {"phrases": ["Kitten"], "anchor": "prefix"}
LENGTHS = {
    "long-enough": ({"min_words": 3}, "Kitten in town", True),
    "too-short": ({"min_words": 3}, "Kitten", False),
    "short-enough": ({"max_words": 3}, "Kitten in town", True),
    "too-long": ({"max_words": 3}, "Kitten in town again", False),
    "open": ({"ends": "open"}, "Kitten in town", True),
    "not-open": ({"ends": "open"}, "Kitten in town.", False),
    "closed": ({"ends": "closed"}, "Kitten in town.", True),
    "not-closed": ({"ends": "closed"}, "Kitten in town", False),
}


@pytest.mark.parametrize(("when", "line", "taken"), LENGTHS.values(), ids=LENGTHS.keys())
def test_length_and_end(when: dict[str, Any], line: str, taken: bool) -> None:
    assert bool(_taken(article(line), _with(when=when, match=PREFIX))) is taken


NEIGHBOURS = {
    "near": ({"near": 2}, ["Kitten", "Tea", "Puppy"], True),
    "too-far": ({"near": 1}, ["Kitten", "Tea", "Puppy"], False),
    "blank-lines-do-not-count": ({"near": 1}, ["Kitten", "", "", "Puppy"], True),
    "after": ({"after": ["share"]}, ["Puppy", "Kitten"], True),
    "not-after": ({"after": ["share"]}, ["Kitten", "Puppy"], False),
    "after-another-category": ({"after": ["legal"]}, ["Puppy", "Kitten"], False),
    "before": ({"before": ["share"]}, ["Kitten", "Puppy"], True),
    "not-before": ({"before": ["share"]}, ["Puppy", "Kitten"], False),
}


@pytest.mark.parametrize(("when", "lines", "taken"), NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
def test_neighbours(when: dict[str, Any], lines: list[str], taken: bool) -> None:
    assert ("Kitten" in _taken(article(*lines), _with(when=when), SHORT)) is taken


def test_a_keep_rule_beats_every_other() -> None:
    keep = rule(id="ZZ002", scope="keep", match={"phrases": ["Kitten again"]})
    drop = _with(match=PREFIX)
    assert _taken(article("Kitten again", "Kitten here"), drop, keep) == ["Kitten here"]


def test_a_keep_rule_protects_a_line_under_a_label() -> None:
    keep = rule(id="ZZ002", scope="keep", match={"phrases": ["Sugar"]})
    label = _with(scope="block", opens={"max_lines": 5, "max_words": 9})
    assert _taken(article("Kitten", "Tea", "Sugar", "Lemon"), label, keep) == ["Kitten", "Tea"]


BLOCK = {"scope": "block", "opens": {"max_lines": 3, "max_words": 4}}
BLOCKS = {
    "to-the-bound": (["Kitten", "a", "b", "c", "d"], ["Kitten", "a", "b", "c"]),
    "to-the-prose": (["Kitten", "a", "b", PROSE[3], "c"], ["Kitten", "a", "b"]),
    "a-sub-heading-stays": (["Kitten", "a", PROSE[3], "b"], ["Kitten"]),
    "to-a-sentence": (["Kitten", "a", "It rained.", "b"], ["Kitten", "a"]),
    "to-a-longer-line": (["Kitten", "a", "one two three four five", "b"], ["Kitten", "a"]),
    "teasers-of-any-length": (["Kitten", f"{PROSE[0][:-1]}…", "a"], ["Kitten", f"{PROSE[0][:-1]}…", "a"]),
    "a-sentence-over-its-lines-stays": (["Kitten", "It rained,", "and then", "it snowed"], ["Kitten"]),
    "over-blank-lines": (["Kitten", "", "a", "", "b"], ["Kitten", "a", "b"]),
    "alone": (["Kitten", "It rained."], ["Kitten"]),
}


@pytest.mark.parametrize(("lines", "taken"), BLOCKS.values(), ids=BLOCKS.keys())
def test_a_label_and_its_block(lines: list[str], taken: list[str]) -> None:
    assert _taken(article(*lines), _with(**BLOCK)) == taken


def test_a_question_is_an_item_below_the_article_only() -> None:
    lines = ["Kitten", "Who?", "b"]
    assert _taken(article() + "\n".join(lines), _with(**BLOCK)) == lines
    assert _taken(article(*lines), _with(**BLOCK)) == ["Kitten"]


def test_a_teaser_below_its_age_is_under_the_label_be_it_prose() -> None:
    label = _with(scope="block", opens={"max_lines": 9}, category="related")
    age = rule(id="ZZ011", name="teaser-age", category="related", match={"regex": [r"\d hours ago"]}, when={"near": 9})
    below = ["3 hours ago", PROSE[0], "5 hours ago", PROSE[1]]
    assert _taken(article("Kitten", *below) + f"{PROSE[0]}\n", label, age) == ["Kitten", *below]


def test_a_label_for_other_stories_opens_more_lines_below_the_last_paragraph() -> None:
    items = [f"Herring {word}" for word in ("one", "two", "three", "four")]
    short = {"scope": "block", "opens": {"max_lines": 2}}
    assert _taken(article() + "\n".join(["Kitten", *items]), _with(**short, category="related")) == ["Kitten", *items]
    assert len(_taken(article() + "\n".join(["Kitten", *items]), _with(**short, category="share"))) == 3
    assert len(_taken(article("Kitten", *items), _with(**short, category="related"))) == 3


def test_a_block_ends_at_the_next_label() -> None:
    taken = _taken(article("Kitten", "a", "Puppy", "b"), _with(**BLOCK), SHORT)
    assert taken == ["Kitten", "a", "Puppy"]


def test_until_takes_all_below_it() -> None:
    assert _taken(article("Kitten"), _with(scope="until")) == ["Kitten", *PROSE[2:]]


SPANS = {
    "inside": ("anywhere", "Before Kitten after.", "Before  after."),
    "suffix-with-the-space-before": ("suffix", "It rained. Kitten", "It rained."),
}


@pytest.mark.parametrize(("anchor", "line", "left"), SPANS.values(), ids=SPANS.keys())
def test_spans(anchor: str, line: str, left: str) -> None:
    span = _with(scope="span", match={"phrases": ["Kitten"], "anchor": anchor})
    assert clean_text(article(line), settings=only(span)).text == article(left)


def test_a_suffix_at_the_end_of_the_last_paragraph_counts_as_tail() -> None:
    credit = _with(scope="span", match={"phrases": ["Kitten"], "anchor": "suffix"}, when={"zone": ["tail"]})
    text = article()
    assert clean_text(text[:-1] + " Kitten\n", settings=only(credit)).text == text


def test_a_list_with_a_kicker_above_each_headline_goes_on_with_it() -> None:
    label = _with(scope="block", category="related", match={"phrases": ["Kitten"]}, opens={"max_lines": 3})
    listed = "".join(f"Ida Bratt\nFerry number {number} sails again\n" for number in range(5))
    text = article() + "Kitten\n" + listed + "Fares and times\n" + article()
    assert clean_text(text, settings=only(label)).text == article() + "Fares and times\n" + article()


def test_evidence_says_what_met_the_rule() -> None:
    near = _with(when={"zone": ["tail"], "near": 1})
    result = clean_text(article() + "Kitten\nPuppy\n", language="en", settings=only(near, SHORT))
    assert result.removals[0].evidence == ("matches 'Kitten'", "stands in the tail zone", "near test-rule")


QUOTED = {
    "opened-before": ("“The slip said kitten, and that was all of it,” she said.", False),
    "german": ("„Da stand Kitten“, sagte sie.", False),
    "closed-before": ("“Yes,” and then Kitten.", True),
    "not-opened": ("Kitten, and nothing else", True),
}


@pytest.mark.parametrize(("line", "taken"), QUOTED.values(), ids=QUOTED.keys())
def test_what_is_quoted_is_said_by_somebody(line: str, taken: bool) -> None:
    anywhere = _with(match={"phrases": ["Kitten"], "anchor": "anywhere"})
    assert bool(_taken(article(line), anywhere)) is taken
