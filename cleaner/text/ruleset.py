"""The rules that some settings switch on, with their compiled patterns; made once a process for each settings."""

from __future__ import annotations

from functools import lru_cache

from cleaner.catalogue.read import load_builtin, selector_hint
from cleaner.catalogue.rule import Rule
from cleaner.settings import Settings, is_on, is_selector
from cleaner.text.language import GUESSED
from cleaner.text.match import Matcher, PatternSet
from cleaner.text.patterns import pattern_in

_ANYWHERE = frozenset({"*", "en"})
"""Every text may hold junk in English."""
_MOST_MATCHERS = 32
"""A matcher takes some MB, and a crawl has texts of any mixture of languages."""
_MOST_SETS = 128
"""Every language, and the groups of them that matchers share."""
_FEW = 3
"""Languages of a text whose needles are looked for one after the other; those of more are one program."""


class RuleSet:
    """Active rules and, by group of languages, their matchers."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.structural = tuple(rule for rule in rules if rule.detector)
        self._spoken = sorted({language for rule in rules for language in rule.languages})
        # threads share them, which the library's cache allows
        self._patterns = lru_cache(_MOST_SETS)(self._make_patterns)
        self._matcher = lru_cache(_MOST_MATCHERS)(self._make_matcher)

    def matcher(self, languages: tuple[str, ...]) -> Matcher:
        """The matcher for texts in these languages."""
        return self._matcher(frozenset(languages))

    def _make_matcher(self, languages: frozenset[str]) -> Matcher:
        """Texts in any other language than English share most patterns: those of English, of none, and of the
        languages that are never guessed, for a text in one of them is mostly taken for a relative."""
        common = _ANYWHERE if languages <= _ANYWHERE else _ANYWHERE.union(self._spoken) - (GUESSED - _ANYWHERE)
        own = (languages if "all" not in languages else frozenset(self._spoken)) - common
        groups = [{language} for language in sorted(own)] if len(own) <= _FEW else [own]
        return Matcher(*(self._patterns(frozenset(group)) for group in [common, *groups]))

    def _make_patterns(self, languages: frozenset[str]) -> PatternSet:
        if len(languages) > 1:
            return PatternSet.joined([self._patterns(frozenset({language})) for language in languages])
        (language,) = languages
        place = self._spoken.index(language) if language in self._spoken else 0
        patterns = {
            number * len(self._spoken) + place: pattern_in(rule, language)
            for number, rule in enumerate(self.rules)
            if not rule.detector and language in rule.languages
        }
        return PatternSet(patterns)


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
