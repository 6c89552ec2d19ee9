"""The headline among the menus of a whole page: what vouches for it, and what is never taken for it."""

from __future__ import annotations

import pytest

from cleaner import clean_text
from cleaner.text.title import title_line
from tests.helpers import PROSE, page, rule

PARAGRAPH = PROSE[0]

MENU = ("Skip", "Log in", "Subscribe", "Harbour")
RULES = (
    rule(id="XX001", category="navigation", match={"phrases": list(MENU[:3]), "anchor": "line"}),
    rule(id="XX002", name="byline", category="byline", match={"phrases": ["By"], "anchor": "prefix"}),
    rule(id="XX003", name="photo", category="caption", match={"phrases": ["Photo"], "anchor": "prefix"}),
)
TITLE = "Ferry to sail again"

FOUND = {
    "byline-below": (*MENU, TITLE, "By Ida Brandt", PARAGRAPH),
    "standfirst-between": (*MENU, TITLE, "Four months in the yard", "By Ida Brandt", PARAGRAPH),
    "caption-between": (*MENU, TITLE, "Photo of the ferry", "By Ida Brandt", PARAGRAPH),
    "twice": (*MENU, TITLE, "Other stories of the day", TITLE, PARAGRAPH),
    "with-the-name-of-the-site-above": (*MENU, f"{TITLE} - Harbour Post", TITLE, PARAGRAPH),
    "a-sentence-in-the-menus": (*MENU, PARAGRAPH, TITLE, "By Ida Brandt", PARAGRAPH, PARAGRAPH),
}
NONE = {
    "no-menus": (TITLE, "By Ida Brandt", PARAGRAPH),
    "nothing-tells": (*MENU, TITLE, PARAGRAPH),
    "item": (*MENU, "* Ferry to sail again", "By Ida Brandt", PARAGRAPH),
    "counted": (*MENU, "2. Ferry to sail again", "By Ida Brandt", PARAGRAPH),
    "sentence": (*MENU, "The ferry is to sail again.", "By Ida Brandt", PARAGRAPH),
    "menu-between": (*MENU, TITLE, "Log in", "By Ida Brandt", PARAGRAPH),
    "no-prose": (*MENU, TITLE, "By Ida Brandt"),
}


@pytest.mark.parametrize("lines", FOUND.values(), ids=FOUND.keys())
def test_title(lines: tuple[str, ...]) -> None:
    view = page("\n".join(lines), *RULES)
    last = max(number for number, line in enumerate(lines) if line == TITLE)
    assert title_line(view) == last


@pytest.mark.parametrize("lines", NONE.values(), ids=NONE.keys())
def test_no_title(lines: tuple[str, ...]) -> None:
    assert title_line(page("\n".join(lines), *RULES)) is None


@pytest.mark.parametrize("above", ["News", "Latest", "Trending"])
def test_a_label_of_a_list_above_does_not_take_the_headline(above: str) -> None:
    text = f"Skip to content\nHome\nLog in\nSubscribe\n{above}\n{TITLE}\nBy Ida Brandt\n{PARAGRAPH}\n"
    assert clean_text(text).text == f"{TITLE}\n{PARAGRAPH}\n"


BUTTONS = "Share on Facebook\nShare by email\nShare on WhatsApp"


@pytest.mark.parametrize(
    "headline", ["Storm hits coast", "Storm hits the coast?", f"{TITLE} on Monday after its refit"]
)
def test_a_headline_twice_above_its_byline_is_cleaned_once(headline: str) -> None:
    text = f"{headline}\n{headline}\nBy Ida Brandt\n{BUTTONS}\n{PARAGRAPH}\n"
    once = clean_text(text).text
    assert once == f"{headline}\n{PARAGRAPH}\n"
    assert clean_text(once).text == once


def test_of_two_copies_one_stays() -> None:
    text = f"{TITLE}\nSkip to content\nHome\nLog in\n{TITLE}\nBy Ida Brandt\n{PARAGRAPH}\n"
    assert clean_text(text).text == f"{TITLE}\n{PARAGRAPH}\n"
