"""Rules by language, and the same matching for the first text as for the thousandth."""

from __future__ import annotations

import pytest

from cleaner import clean_text
from cleaner.ruleset import RuleSet, rule_set
from cleaner.settings import Settings
from tests.helpers import article, only, rule

GERMAN = rule(match={"phrases": {"de": ["Kitten"]}})
LANGUAGES = {"that-language": (("de",), True), "another": (("fr",), False), "unknown": (("all",), True)}


@pytest.mark.parametrize(("spoken", "found"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_rules_of_other_languages_stay_out(spoken: tuple[str, ...], found: bool) -> None:
    assert bool(RuleSet((GERMAN,)).matcher(spoken, "Kitten").hits("Kitten")) is found


@pytest.mark.parametrize("language", ["en", "*"])
def test_english_and_neutral_rules_hold_everywhere(language: str) -> None:
    made = rule(match={"phrases": {language: ["Kitten"]}})
    assert RuleSet((made,)).matcher(("ja",), "Kitten").hits("Kitten")


def test_the_first_texts_are_cleaned_as_the_later_ones() -> None:
    """First come matchers of the few patterns that a text may hold, then one of all of them."""
    settings = only(GERMAN, rule(id="ZZ002", match={"regex": {"de": ["pupp(y|ies)"]}}))
    text = article("Kitten", "Puppies", "Foal")
    first = clean_text(text, language="de", settings=settings)
    assert clean_text(article() * 500, language="de", settings=settings).removals == ()
    assert clean_text(text, language="de", settings=settings) == first
    assert first.text == article("Foal")


def test_a_rule_set_is_made_once_for_equal_settings() -> None:
    assert rule_set(Settings(ignore=("RL",))) is rule_set(Settings(ignore=("RL",)))
