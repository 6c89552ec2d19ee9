"""Structural tests: junk that no phrase names. Each is switched on by the catalogue rule that names it.

A detector takes the page and its rule and proposes takes; it looks at length, punctuation, repetition and distance
from the prose, and at the hits of the lines around. None of them takes prose on its own evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.detectors.caption import caption_above_credit
from cleaner.text.detectors.comments import comment_thread
from cleaner.text.detectors.head import residue_in_head
from cleaner.text.detectors.headline import headline, repeated_headline
from cleaner.text.detectors.menu import menu_runs
from cleaner.text.detectors.names import author_below, name_near_byline
from cleaner.text.detectors.residue import symbol_lines
from cleaner.text.detectors.script import latin_above_story
from cleaner.text.detectors.tail import residue_in_tail, truncated_teasers
from cleaner.text.page import Page

Detector = Callable[[Page, Rule], Iterable[Take]]


def _elsewhere(page: Page, rule: Rule) -> Iterable[Take]:
    """For ``blank-lines``, which acts in `cleaner.text.whitespace` after all others."""
    return ()


DETECTORS: dict[str, Detector] = {
    "author-below": author_below,
    "blank-lines": _elsewhere,
    "caption-above-credit": caption_above_credit,
    "comment-thread": comment_thread,
    "headline": headline,
    "latin-above-story": latin_above_story,
    "menu-runs": menu_runs,
    "name-near-byline": name_near_byline,
    "repeated-headline": repeated_headline,
    "residue-in-head": residue_in_head,
    "residue-in-tail": residue_in_tail,
    "symbol-lines": symbol_lines,
    "truncated-teasers": truncated_teasers,
}
"""By the name that a rule's ``match.detector`` gives."""

NEED_HITS = frozenset(
    {"caption-above-credit", "comment-thread", "menu-runs", "name-near-byline", "residue-in-head", "residue-in-tail"}
)
"""Detectors that judge a line by the hits of other rules around it, so that alone they take nothing."""


def from_structure(page: Page, rules: tuple[Rule, ...]) -> Iterator[Take]:
    """Takes of every detector that an active rule names."""
    if page.filled:
        for rule in rules:
            if rule.detector and (page.hits or rule.detector not in NEED_HITS):
                yield from DETECTORS[rule.detector](page, rule)
