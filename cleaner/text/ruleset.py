"""The rules that some settings switch on, with their compiled patterns; made once a process for each settings."""

from __future__ import annotations

from functools import lru_cache

from cleaner.catalogue.read import load_builtin, selector_hint
from cleaner.catalogue.rule import Rule
from cleaner.settings import Settings, is_on, is_selector
from cleaner.text.language import GUESSED
from cleaner.text.match import Matcher
from cleaner.text.patterns import Pattern, pattern_in

_MOST_MATCHERS = 32
"""A matcher takes 5 MB and 30 ms, and a crawl has texts of any mixture of languages."""


class RuleSet:
    """Active rules and, by group of languages, their matchers."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.structural = tuple(rule for rule in rules if rule.detector)
        # threads share it, which the library's cache allows
        self._matcher = lru_cache(_MOST_MATCHERS)(lambda languages: Matcher(self._patterns(languages)))

    def matcher(self, languages: tuple[str, ...]) -> Matcher:
        """The matcher for texts in these languages."""
        return self._matcher(tuple(sorted(languages)))

    def _patterns(self, languages: tuple[str, ...]) -> list[Pattern]:
        wanted = {"*", "en", *languages}
        if not wanted <= {"*", "en"}:  # a language that is never guessed is mostly taken for a relative
            wanted |= {language for rule in self.rules for language in rule.languages} - GUESSED
        return [
            pattern_in(rule, language)
            for rule in self.rules
            if not rule.detector
            for language in rule.languages
            if "all" in languages or language in wanted
        ]


@lru_cache(maxsize=16)
def rule_set(settings: Settings) -> RuleSet:
    """The catalogue's and the user's rules that these settings switch on.

    A selector that selects nothing is refused: a mistyped one would switch a rule on or off in silence.
    """
    known = (*load_builtin(), *settings.rules)
    for name in ("select", "extend_select", "ignore"):
        for word in getattr(settings, name):
            if not is_selector(word, known):
                raise ValueError(f"Settings.{name}: no rule or category {word!r}; {selector_hint(word, known)}")
    return RuleSet(tuple(rule for rule in known if is_on(rule, settings)))
