"""Lines, zones, and what counts as prose."""

from __future__ import annotations

import pytest

from cleaner.text.body import make_page
from cleaner.text.page import is_closed, is_data, is_prose, is_truncated, word_count
from tests.helpers import PROSE, article, page, rule

JUNK = rule(match={"phrases": ["Kitten"], "anchor": "prefix"})

WORDS = {
    "empty": ("", 0),
    "spaces-of-all-kinds": ("one\u00a0two\u3000three  four", 4),
    "chinese": ("我们今天开会", 4),
    "japanese-with-latin": ("東京 2026", 3),
    "korean-has-spaces": ("정부는 화요일에 발표했다", 3),
    "thai": ("ตลาดปลาริมท่าเรือ", 5),
    "lao": ("ຕະຫຼາດປາ", 3),
    "burmese": ("ငါးဈေးဟောင်းကို", 4),
    "khmer": ("ផ្សារត្រីចាស់", 4),
}


@pytest.mark.parametrize(("line", "words"), WORDS.values(), ids=WORDS.keys())
def test_words(line: str, words: int) -> None:
    assert word_count(line) == words


CLOSED = {
    "stop": "It rained.",
    "question": "Why?",
    "quoted": "“It rained.”",
    "emphasis": "*It rained.*",
    "carriage-return": "It rained.\r",
    "chinese": "下雨了。",
    "arabic": "لماذا؟",
    "hindi": "बारिश हुई।",
    "french-quote": "« Il pleut. »",
}
OPEN = {
    "nothing": "It rained",
    "comma": "It rained,",
    "ellipsis": "It rained…",
    "three-dots": "It rained...",
    "blank": "  ",
    "quotes-only": "”",
}


@pytest.mark.parametrize("line", CLOSED.values(), ids=CLOSED.keys())
def test_closed(line: str) -> None:
    assert is_closed(line)


@pytest.mark.parametrize("line", OPEN.values(), ids=OPEN.keys())
def test_open(line: str) -> None:
    assert not is_closed(line)


def test_truncated() -> None:
    assert is_truncated("The mayor who…") and is_truncated("The mayor who...”") and not is_truncated("The mayor.")


def test_prose_is_long_and_closed() -> None:
    assert is_prose(PROSE[0])
    assert not is_prose(PROSE[0].rstrip("."))
    assert not is_prose("It rained.")
    assert is_prose("政府星期二宣布，学生将受到保护，部长说这件事情非常重要，大家都要认真对待并且遵守规定。")


def test_prose_in_korean_has_fewer_words() -> None:
    assert is_prose("섬을 오가는 여객선이 넉 달 동안의 수리를 마치고 다시 운항한다.")
    assert not is_prose("섬을 오가는 여객선이 다시 운항한다고 회사가 밝혔다.")


def test_zones_without_hits_run_from_first_to_last_prose() -> None:
    view = page("Headline\n\n" + article("A short line") + "Afterword\n")
    assert [view.zone(p) for p in range(len(view.filled))] == ["head", *["body"] * 5, "tail"]


def test_all_is_body_where_there_is_no_prose() -> None:
    view = page("Tea\nSugar\nKitten\n", JUNK)
    assert [view.zone(p) for p in range(3)] == ["body"] * 3


def test_a_brief_item_is_the_body_where_there_is_no_prose() -> None:
    view = page("Ferry late\nKitten\nThe ferry was two hours late because of fog. (AFP)\nNobody minded.\nKitten", JUNK)
    assert [view.zone(p) for p in range(5)] == ["head", "head", "body", "tail", "tail"]


def test_a_sentence_among_calls_does_not_stretch_the_body() -> None:
    calls = ["Kitten one", "Kitten two", "Kitten three"]
    view = page(article() + "\n".join([*calls, PROSE[0], *calls]) + "\n", JUNK)
    assert view.zone(view.position(3)) == "body"
    assert view.zone(view.position(7)) == "tail"


def test_a_call_between_paragraphs_does_not_end_the_body() -> None:
    view = page(article("Kitten"), JUNK)
    assert view.zone(view.position(4)) == "body"


def test_a_call_after_every_paragraph_leaves_every_paragraph_in_the_body() -> None:
    view = page("\n".join(f"{line}\nKitten" for line in PROSE), JUNK)
    assert [view.zone(p) for p in range(8)] == [*["body"] * 7, "tail"]


def test_a_call_to_another_story_does_not_part_the_first_paragraph_from_the_body() -> None:
    call, byline = (rule(category=c, match={"phrases": ["Kitten"]}) for c in ("related", "byline"))
    text = "\n".join((PROSE[0], "Kitten", "Tea", PROSE[1], PROSE[2]))
    assert page(text, call).zone(0) == "body"
    assert page(text, byline).zone(0) == "head"


def test_hits_are_found_by_position_in_the_filled_lines() -> None:
    view = page("\n\nTea\n\nKitten\n", JUNK)
    assert view.line(1) == "Kitten"
    assert [len(view.hits_at(p)) for p in (-1, 0, 1, 2)] == [0, 0, 1, 0]


def test_blank_lines_are_not_filled() -> None:
    assert make_page(["", " ", "\u00a0", "\r", "x"], {}).filled == (4,)


def test_vowel_signs_are_part_of_words_and_not_of_data() -> None:
    assert not is_data("बैठक में 3 मंत्री भी शामिल होंगे, शाम को प्रेस वार्ता")
    assert is_data("३ | १२ | ४५ | ६७")


def test_the_longest_lines_are_the_body_where_nothing_ends_in_a_full_stop() -> None:
    endless = PROSE[0].rstrip(".") + " and " + PROSE[1].rstrip(".")
    found = page(f"Kitten\nHeadline\n{endless}\nShort line\n{endless}\nKitten\n", JUNK)
    assert (found.first, found.last) == (2, 4)


def test_the_body_of_a_brief_ends_before_the_calls_below() -> None:
    brief = "The ferry stays in the yard until Friday.\nNobody on the island has been told of it."
    view = page(f"{brief}\nKitten\nKitten\nRead the paper before all your neighbours do.", JUNK)
    assert (view.first, view.last) == (0, 1)


def test_short_sentences_are_the_body_where_nothing_is_longer() -> None:
    view = page("18:42\nThe quay is closed.\n18:10\nTwo boats are missing.\nKitten", JUNK)
    assert (view.first, view.last) == (1, 3)
