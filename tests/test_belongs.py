"""A hit in a line that belongs to the article takes nothing; the same words on their own do."""

from __future__ import annotations

import pytest

from cleaner import clean_text
from cleaner.catalogue.rule import Rule
from tests.helpers import PROSE, article, only, rule

PREFIX = rule(match={"phrases": ["Kitten"], "anchor": "prefix"})
LABEL = rule(match={"phrases": ["Kitten"]})
DATE = rule(category="byline", match={"regex": ["kitten \\d+"]})
WRAPPED = (
    "The boats from the south had landed more than\n"
    "the town could eat in a week, and nobody knew\n"
    "kitten by then from cat, or cared to be told.\n"
)

PERSON = rule(category="bio", match={"regex": ["(?-i:Tom Kitten|The kitten) is an? .*"], "anchor": "prefix"})
CALL = rule(category="related", match={"phrases": ["Kitten"], "anchor": "colon"})
CREDIT = rule(category="caption", match={"regex": [r"\(kitten\)$"], "anchor": "anywhere"})
AGENCY = rule(id="ZZ002", category="wire", scope="span", match={"regex": [r"\. ?(\(kitten\))"], "anchor": "suffix"})
SOURCE = rule(category="wire", match={"phrases": ["Kitten"], "anchor": "colon"})
READING = rule(name="also-read-headline", category="related", match={"phrases": ["Kitten"], "anchor": "colon"})
BUTTON = rule(category="share", match={"phrases": ["Kitten"]}, when={"zone": ["tail"]})
GUIDE = "\n".join(PROSE * 60)

KEPT = {
    "reported": (PREFIX, "Kitten, said the slip in the egg box, and for two years eleven people took it for a joke."),
    "heading-over-prose": (LABEL, f"## Kitten\n{PROSE[0]}"),
    "step": (LABEL, "5. Kitten."),
    "wrapped": (PREFIX, WRAPPED.rstrip()),
    "reported-in-a-short-sentence": (PREFIX, "Kitten, said the slip in the egg box."),
    "heading-over-a-short-sentence": (LABEL, "## Kitten\nA cat has not read the act."),
    "underlined-heading": (LABEL, f"Kitten\n------\n{PROSE[0]}"),
    "heading-over-code": (LABEL, '## Kitten\nprint("hello")'),
    "code": (PREFIX, 'kitten.purr("loud", times=2)'),
    "option": (PREFIX, "    --kitten 2021-12-08 \\"),
    "person-of-the-story": (
        PERSON,
        "Old Kitten laughed, and all who sat on the quay laughed with him for an hour or "
        "more.\nTom Kitten is a sail maker by trade.",
    ),
    "reference-in-a-guide": (CALL, f"{GUIDE}\nKitten: a cat of the north\n{GUIDE}"),
    "centuries": (DATE, "Kitten 1640\nThe pier\nKitten 1711\nThe fire\nKitten 1900\nThe light"),
    "word-with-a-stop": (LABEL, "Kitten."),
    "question-of-one-word": (LABEL, "Kitten?"),
    "item-among-sentences": (LABEL, "1. Cat\nShe is old.\n2. Kitten\nIt is young.\n3. Dog\nHe barks."),
    "item-of-a-list": (LABEL, "1. Cat\n2. Dog\n3. Kitten\n4. Goose"),
    "row": (CALL, "Dog: old\nKitten: young\nGoose: loud"),
    "source-of-a-report-in-parts": (SOURCE, "Kitten: the town hall\nDetails: Nobody was on board."),
    "row-with-a-dash": (PREFIX, "Dog – old\nKitten – young\nCat – shy"),
    "heading-over-four-words": (LABEL, "## Kitten\nOld kittens: cat, tom."),
    "verse": (LABEL, "Kitten\nof the north wind"),
    "chronicle": (DATE, "Kitten 1\nIt rained.\nKitten 2\nIt snowed.\nKitten 3\nIt thawed."),
}
TAKEN = {
    "heading-over-a-call": (LABEL, "## Kitten\nKitten"),
    "counter": (PREFIX, "Kitten(3)"),
    "author": (PERSON, "Tom Kitten is a sail maker by trade."),
    "reference-in-a-report": (CALL, "Kitten: a cat of the north"),
    "posts-of-some-years": (DATE, "Kitten 2014\nOne\nKitten 2016\nTwo\nKitten 2017\nThree"),
    "call": (PREFIX, "Kitten, and all that belongs to one, waits in your inbox if you but ask us for it, reader."),
    "label-with-a-shout": (LABEL, "Kitten!"),
    "label-over-a-title": (LABEL, "Kitten\nOf the north wind"),
    "breadcrumbs": (LABEL, "1. Kitten\n2. Kitten\n3. Kitten\n4. Goose"),
    "row-of-its-own": (CALL, "Dog: old\nKitten: young"),
    "heading-over-a-list": (LABEL, "## Kitten\nCat"),
    "menu-entry": (LABEL, "5. Kitten"),
    "source-above-a-list": (SOURCE, "Kitten: the town hall\nDetails: none"),
    "reading-call-in-a-report-in-parts": (READING, "Dog: It is old.\nKitten: young\nGoose: It is loud."),
    "lone-date": (DATE, "Kitten 1\nIt rained."),
}


def _left(rules: Rule, text: str) -> str:
    return clean_text(article(text), language="en", settings=only(rules, max_removed=1.0)).text


@pytest.mark.parametrize(("belongs", "text"), KEPT.values(), ids=KEPT.keys())
def test_what_belongs_to_the_article_stays(belongs: Rule, text: str) -> None:
    assert _left(belongs, text) == article(text)


@pytest.mark.parametrize(("alone", "text"), TAKEN.values(), ids=TAKEN.keys())
def test_the_same_words_on_their_own_go(alone: Rule, text: str) -> None:
    assert _left(alone, text) != article(text)


def test_a_button_between_two_sentences_below_the_last_paragraph_is_a_step() -> None:
    steps = "Open the door and call her by name.\n{}Put down the bowl and go away again.\n"
    text = article() + steps.format("Kitten\n")
    assert clean_text(text, language="en", settings=only(BUTTON)).text == text


def test_a_headline_may_begin_with_the_label_of_a_caption() -> None:
    titled = rule(category="caption", match={"phrases": ["Kitten"], "anchor": "colon"})
    for text, kept in ((f"Kitten: how it grew\n{article()}", True), (article("Kitten: how it grew"), False)):
        assert (clean_text(text, settings=only(titled)).text == text) is kept


def test_a_button_below_one_sentence_is_a_button() -> None:
    cleaned = clean_text(article() + "Open the door and call her by name.\nKitten\n", settings=only(BUTTON))
    assert "Kitten" not in cleaned.text


def test_a_paragraph_that_ends_in_a_bracketed_credit_is_no_caption() -> None:
    text = article(f"{PROSE[0]} (kitten)")
    assert clean_text(text, language="en", settings=only(CREDIT)).text == text


def test_a_short_sentence_before_an_agency_is_no_caption() -> None:
    cleaned = clean_text(article() + "It rained. (kitten)\n", language="en", settings=only(CREDIT, AGENCY))
    assert "It rained." in cleaned.text


def test_above_the_story_it_is_a_caption() -> None:
    cleaned = clean_text("A headline\nIt rained. (kitten)\n" + article(), language="en", settings=only(CREDIT, AGENCY))
    assert "It rained." not in cleaned.text


def test_dates_of_a_calendar_stay() -> None:
    dated = rule(category="byline", match={"regex": ["kitten \\d+"]}, when={"zone": ["head"]})
    hits = "".join(f"Kitten {day}\nHarbour feast\nOn the quay\n{PROSE[0]}\n" for day in range(1, 8))
    assert clean_text(hits, settings=only(dated, max_removed=1.0)).text == hits


def test_dates_of_a_programme_with_clock_times_stay() -> None:
    dated = rule(category="byline", match={"regex": ["kitten \\d+"]}, when={"zone": ["head", "tail"]})
    programme = "".join(f"Kitten {day}\nLenn\n{17 + day}.30. Harbour feast on the quay.\n" for day in (1, 2))
    text = article() + programme
    assert clean_text(text, settings=only(dated, max_removed=1.0)).text == text


def test_dates_above_teasers_are_no_calendar() -> None:
    dated = rule(category="byline", match={"regex": ["kitten \\d+"]}, when={"zone": ["tail"]})
    teasers = "".join(f"Kitten {day}\nHarbour feast\nOn the quay\n" for day in range(1, 8))
    assert "Kitten" not in clean_text(article() + teasers, settings=only(dated, max_removed=1.0)).text


def test_a_sentence_before_a_labelled_credit_is_no_caption() -> None:
    credit = rule(category="caption", match={"regex": [r"\(kitten: [^()]+\)$"], "anchor": "anywhere"})
    text = article() + "The mayor was not there. (Kitten: Ida)\n"
    assert clean_text(text, settings=only(credit)).text == text
    caption = article() + "The mayor on the quay (Kitten: Ida)\n"
    assert clean_text(caption, settings=only(credit)).text == article()
