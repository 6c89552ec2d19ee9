"""The rules that some settings switch on, with their compiled patterns; made once a process for each settings."""

from __future__ import annotations

from functools import lru_cache

from cleaner.catalogue import load_builtin
from cleaner.language import GUESSED
from cleaner.match import Matcher
from cleaner.patterns import Pattern, pattern_in
from cleaner.rule import Rule
from cleaner.settings import Settings, is_on

_MOST_MATCHERS = 32
"""A matcher takes 5 MB and 30 ms, and a crawl has texts of any mixture of languages."""


class RuleSet:
    """Active rules and, by group of languages, their matchers."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.structural = tuple(rule for rule in rules if rule.detector)
        self._matchers: dict[tuple[str, ...], Matcher] = {}

    def matcher(self, languages: tuple[str, ...]) -> Matcher:
        """The matcher for texts in these languages."""
        key = tuple(sorted(languages))
        matcher = self._matchers.pop(key, None) or Matcher(self._patterns(key))
        self._matchers[key] = matcher  # the last used stands last
        if len(self._matchers) > _MOST_MATCHERS:
            del self._matchers[next(iter(self._matchers))]
        return matcher

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
    """The catalogue's and the user's rules that these settings switch on."""
    return RuleSet(tuple(rule for rule in (*load_builtin(), *settings.rules) if is_on(rule, settings)))
