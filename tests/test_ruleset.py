"""Rules by language."""

from __future__ import annotations

import pytest

from cleaner.settings import Settings
from cleaner.text.ruleset import RuleSet, rule_set
from tests.helpers import rule

GERMAN = rule(match={"phrases": {"de": ["Kitten"]}})
LANGUAGES = {"that-language": (("de",), True), "another": (("fr",), False), "unknown": (("all",), True)}


@pytest.mark.parametrize(("spoken", "found"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_rules_of_other_languages_stay_out(spoken: tuple[str, ...], found: bool) -> None:
    assert bool(RuleSet((GERMAN,)).matcher(spoken).hits("Kitten")) is found


@pytest.mark.parametrize("language", ["en", "*"])
def test_english_and_neutral_rules_hold_everywhere(language: str) -> None:
    made = rule(match={"phrases": {language: ["Kitten"]}})
    assert RuleSet((made,)).matcher(("ja",)).hits("Kitten")


def test_a_matcher_is_made_once_for_a_group_of_languages() -> None:
    rules = RuleSet((GERMAN,))
    assert rules.matcher(("de", "nl")) is rules.matcher(("nl", "de"))


def test_only_so_many_matchers_are_kept_those_used_last() -> None:
    rules = RuleSet((GERMAN,))
    kept, first = rules.matcher(("de",)), rules.matcher(("fr",))
    for number in range(40):
        rules.matcher((f"x{number}",))
        assert rules.matcher(("de",)) is kept
    assert rules.matcher(("fr",)) is not first


def test_a_rule_set_is_made_once_for_equal_settings() -> None:
    assert rule_set(Settings(ignore=("RL",))) is rule_set(Settings(ignore=("RL",)))
