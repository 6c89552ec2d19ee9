"""The rules that some settings switch on, with their compiled patterns; made once a process for each settings."""

from __future__ import annotations

from functools import lru_cache

from cleaner.catalogue import load_builtin
from cleaner.language import GUESSED
from cleaner.match import Matcher
from cleaner.needles import haystack, may_match
from cleaner.patterns import Pattern, pattern_in
from cleaner.rule import Rule
from cleaner.settings import Settings, is_on

_ENOUGH_TEXT = 80
"""Code points of text for each pattern of a group of languages from which compiling all of them pays. English has 150
patterns: compiling them takes as long as making matchers of what may match for three articles (110 ms, 35 each)."""


class RuleSet:
    """Active rules and, by group of languages, their matchers."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.structural = tuple(rule for rule in rules if rule.detector)
        self._matchers: dict[tuple[str, ...], Matcher] = {}
        self._groups: dict[tuple[str, ...], list[Pattern]] = {}
        self._seen: dict[tuple[str, ...], int] = {}

    def matcher(self, languages: tuple[str, ...], text: str) -> Matcher:
        """A matcher for a text in these languages: for the first texts one of only the patterns that may match."""
        key = tuple(sorted(languages))
        if key in self._matchers:
            return self._matchers[key]
        if key not in self._groups:
            self._groups[key] = self._patterns(key)
        patterns = self._groups[key]
        self._seen[key] = self._seen.get(key, 0) + len(text)
        if self._seen[key] < _ENOUGH_TEXT * len(patterns):
            hay = haystack(text)
            return Matcher([kept for pattern in patterns if (kept := may_match(pattern, hay))], sparse=True)
        return self._matchers.setdefault(key, Matcher(patterns))

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
