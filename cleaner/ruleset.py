"""The rules that some settings switch on, with their compiled patterns; made once a process for each settings."""

from __future__ import annotations

from functools import lru_cache

from cleaner.catalogue import load_builtin
from cleaner.match import Matcher
from cleaner.rule import Rule
from cleaner.settings import Settings, is_on


class RuleSet:
    """Active rules and, by language, their matchers."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._matchers: dict[tuple[str, ...], Matcher] = {}

    def matcher(self, languages: tuple[str, ...]) -> Matcher:
        """The matcher for a text in these languages."""
        key = tuple(sorted(languages))
        if key not in self._matchers:
            self._matchers[key] = Matcher(self.rules, key)
        return self._matchers[key]


@lru_cache(maxsize=16)
def rule_set(settings: Settings) -> RuleSet:
    """The catalogue's and the user's rules that these settings switch on."""
    return RuleSet(tuple(rule for rule in (*load_builtin(), *settings.rules) if is_on(rule, settings)))
