"""The whole path: order, fixed point, language, guard, white space, options."""

from __future__ import annotations

import pytest

from cleaner import Document, Settings, clean_document, clean_text, restore
from tests.helpers import PROSE, article, only, rule

KITTEN = rule()
BLANK = rule(id="ZZ009", match={"detector": "blank-lines"}, category="white-space")

UNTOUCHED = {
    "prose": article(),
    "no-final-newline": article().rstrip("\n"),
    "crlf": article().replace("\n", "\r\n"),
    "lone-cr": article().replace("\n", "\r"),
    "one-line": "It rained.",
    "one-word": "Rain",
    "stanzas": "Rain on the roof\nRain on the sea\n\nRain on the road\nRain on me\n",
    "two-blank-lines": "One scene ends.\n\n\nAnother begins.\n",
    "form-feed-and-separators": "One.\x0cTwo.\u2028Three.\x85Four.\n",
    "zero-width": "\u200bRain\u200d fell\ufeff.\n",
    "surrogate": "Rain \ud800 fell.\n",
    "nul": "Rain\0fell.\n",
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_comes_back_as_it_was(text: str) -> None:
    result = clean_text(text)
    assert (result.text, result.removals, result.status, result.changed) == (text, (), "ok", False)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\r\n"])
def test_an_empty_text_is_said_to_be_empty(text: str) -> None:
    result = clean_text(text, name="a.txt")
    assert (result.text, result.status, result.reason, result.name) == (text, "empty", "the text is empty", "a.txt")


def test_lines_go_with_their_newlines() -> None:
    result = clean_text(article("Kitten"), settings=only(KITTEN))
    assert result.text == article()
    assert [(r.text, r.rule, r.category) for r in result.removals] == [("Kitten\n", "ZZ001", "related")]


def test_kept_lines_keep_their_endings() -> None:
    text = article("Kitten").replace("\n", "\r\n")
    result = clean_text(text, settings=only(KITTEN))
    assert result.text == article().replace("\n", "\r\n")
    assert restore(result) == text


def test_a_last_line_without_newline_goes() -> None:
    assert clean_text(article() + "Kitten", settings=only(KITTEN)).text == article()


def test_what_a_removal_uncovers_is_judged_again() -> None:
    chained = rule(id="ZZ002", match={"phrases": ["Puppy"]}, when={"after": ["related"]})
    last = rule(id="ZZ003", match={"phrases": ["Foal"]}, when={"before": ["related"]})
    result = clean_text(article("Foal", "Kitten", "Puppy"), settings=only(KITTEN, chained, last))
    assert result.text == article()


def test_two_spans_of_one_line() -> None:
    span = rule(scope="span", match={"regex": [r"\(ad\)"], "anchor": "anywhere"})
    text = article("It (ad) rained (ad) again.")
    result = clean_text(text, settings=only(span))
    assert result.text == article("It  rained  again.")
    assert restore(result) == text


def test_a_span_cut_inside_what_was_around_a_span() -> None:
    """The second span is found only after the first was cut, and encloses its place."""
    inner = rule(scope="span", match={"regex": ["xx"], "anchor": "anywhere"})
    outer = rule(id="ZZ002", scope="span", match={"regex": [r"\[ad\]"], "anchor": "anywhere"})
    text = article("It rained [axxd] again.")
    result = clean_text(text, settings=only(inner, outer))
    assert result.text == article("It rained  again.")
    assert restore(result) == text
    assert [r.text for r in result.removals] == ["[a", "xx", "d]"]


def test_a_line_left_blank_by_a_span_has_no_hits() -> None:
    span = rule(scope="span", match={"regex": [r" \(ad\)"], "anchor": "anywhere"})
    text = f"{article()}\f (ad)"
    assert clean_text(text, settings=only(span)).text == f"{article()}\f"


def test_a_line_left_empty_by_a_span_leaves_no_hole() -> None:
    span = rule(scope="span", match={"regex": [r"\(ad\)"], "anchor": "anywhere"})
    result = clean_text(article("(ad)"), settings=only(span, BLANK))
    assert restore(result) == article("(ad)")
    assert clean_text(result.text, settings=only(span, BLANK)).removals == ()


BLANKS = {
    "at-the-start": ("\n \n" + article(), article()),
    "at-the-end": (article() + "\n\n", article()),
    "spaces-at-the-end": (article() + "\u00a0\n\t\n", article()),
    "around-a-removed-line": (article("", "Kitten", ""), article("")),
    "three-in-a-row": (article("", "", ""), article("")),
    "two-in-a-row-stay": (article("", ""), article("", "")),
    "crlf": (article("", "", "").replace("\n", "\r\n"), article("").replace("\n", "\r\n")),
}


@pytest.mark.parametrize(("text", "left"), BLANKS.values(), ids=BLANKS.keys())
def test_blank_lines(text: str, left: str) -> None:
    result = clean_text(text, settings=only(KITTEN, BLANK))
    assert result.text == left
    assert restore(result) == text


def test_white_space_is_left_alone_when_its_rule_is_off() -> None:
    assert clean_text(article() + "\n\n\n", settings=only(KITTEN)).text == article() + "\n\n\n"


GREEDY = rule(match={"phrases": ["The", "Opponents", "Turnout"], "anchor": "prefix"})
FIRM = rule(id="ZZ002", match={"phrases": ["Kitten"]}, light=True)


def test_the_guard_withholds_what_would_take_most() -> None:
    text = article("It rained.")
    result = clean_text(text, settings=only(GREEDY))
    assert (result.text, result.status, result.removals) == (text, "flagged", ())
    assert [r.rule for r in result.withheld] == ["ZZ001"] * 4
    assert "more than the 70% allowed" in result.reason


def test_the_guard_still_lets_unmistakable_rules_work() -> None:
    result = clean_text(article("It rained.", "Kitten"), settings=only(GREEDY, FIRM))
    assert result.text == article("It rained.")
    assert result.status == "flagged" and {r.rule for r in result.withheld} == {"ZZ001"}
    again = clean_text(result.text, settings=only(GREEDY, FIRM))
    assert (again.text, again.status) == (result.text, "flagged")


def test_the_guard_never_leaves_nothing() -> None:
    everything = rule(match={"regex": ["."], "anchor": "anywhere"}, light=True)
    result = clean_text(article(), settings=only(everything, max_removed=0.9))
    assert (result.text, result.status, result.removals) == (article(), "flagged", ())
    assert result.reason == "the rules would take the whole text, so none of them was obeyed"


def test_the_guard_s_share_is_a_setting() -> None:
    assert clean_text(article("It rained."), settings=only(GREEDY, max_removed=1.0)).text == "It rained.\n"
    half = clean_text("Kitten\nIt rained all day.\n", settings=only(KITTEN, max_removed=0.1))
    assert half.status == "flagged"


def test_the_language_that_the_caller_knows_wins() -> None:
    german = rule(match={"phrases": {"de": ["Kitten"]}})
    assert clean_text(article("Kitten"), settings=only(german)).text == article("Kitten")
    assert clean_text(article("Kitten"), language="de-AT", settings=only(german)).text == article()


def test_the_result_carries_what_the_document_brought() -> None:
    document = Document(article(), "a.txt", "en", "A title", meta={"url": "x"})
    result = clean_document(document)
    assert (result.name, result.title, result.meta["url"], result.source) == ("a.txt", "A title", "x", document.text)


def test_the_same_text_gives_the_same_result_in_any_company() -> None:
    texts = [article("Kitten"), "Kitten\n" + article(), PROSE[0] + "\nKitten"]
    one_way = [clean_text(text, settings=only(KITTEN)) for text in texts]
    other_way = [clean_text(text, settings=only(KITTEN)) for text in reversed(texts)]
    assert one_way == other_way[::-1]


def test_a_headline_can_be_left_out_and_its_repeats_kept() -> None:
    text = "Lenn votes for a breakwater by the old pier\nLenn votes for a breakwater by the old pier\n" + article()
    assert clean_text(text).text == text.split("\n", 1)[1]
    assert clean_text(text, settings=Settings(ignore=("headline",))).text == text
    assert clean_text(text, settings=Settings(drop_headline=True)).text == article()


def test_lines_that_are_junk_only_together_are_not_all_taken() -> None:
    result = clean_text("Already a subscriber? Log in\nBecome a member\n")
    assert (result.text, result.status) == ("Become a member\n", "flagged")
    assert result.reason == "the rules would leave nothing of the text"
    assert clean_text(result.text).text == result.text
