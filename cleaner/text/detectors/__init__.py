"""Structural tests: junk that no phrase names. Each is switched on by the catalogue rule that names it.

A detector takes the page and its rule and proposes takes; it looks at length, punctuation, repetition and distance
from the prose, and at the hits of the lines around. None of them takes prose on its own evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.detectors.author import about_the_author, note_on_author
from cleaner.text.detectors.caption import caption_above_credit, caption_behind_bar
from cleaner.text.detectors.comments import comment_thread
from cleaner.text.detectors.copies import (
    call_twice,
    credited_caption_twice,
    repeated_line,
    title_below_heading,
    truncated_copy,
)
from cleaner.text.detectors.head import breadcrumb_steps, residue_in_head
from cleaner.text.detectors.headline import headline, repeated_headline
from cleaner.text.detectors.lists import (
    boxed_teasers,
    dated_teasers,
    list_below_label,
    list_with_call,
    marked_links,
    previous_and_next,
    truncated_teasers,
)
from cleaner.text.detectors.menu import menu_runs, menus_above_title, menus_below_end
from cleaner.text.detectors.names import author_below, byline_below_prose, name_near_byline
from cleaner.text.detectors.residue import doubled_labels, symbol_lines
from cleaner.text.detectors.script import latin_above_story
from cleaner.text.detectors.signature import signature
from cleaner.text.detectors.tail import residue_in_tail
from cleaner.text.page import Page

Detector = Callable[[Page, Rule], Iterable[Take]]


def _elsewhere(page: Page, rule: Rule) -> Iterable[Take]:
    """For ``blank-lines``, which acts in `cleaner.text.whitespace` after all others."""
    return ()


DETECTORS: dict[str, Detector] = {
    "about-the-author": about_the_author,
    "author-below": author_below,
    "blank-lines": _elsewhere,
    "boxed-teasers": boxed_teasers,
    "breadcrumb-steps": breadcrumb_steps,
    "byline-below-prose": byline_below_prose,
    "call-twice": call_twice,
    "caption-above-credit": caption_above_credit,
    "caption-behind-bar": caption_behind_bar,
    "comment-thread": comment_thread,
    "credited-caption-twice": credited_caption_twice,
    "dated-teasers": dated_teasers,
    "doubled-labels": doubled_labels,
    "headline": headline,
    "latin-above-story": latin_above_story,
    "list-below-label": list_below_label,
    "list-with-call": list_with_call,
    "marked-links": marked_links,
    "menu-runs": menu_runs,
    "menus-above-title": menus_above_title,
    "menus-below-end": menus_below_end,
    "name-near-byline": name_near_byline,
    "note-on-author": note_on_author,
    "previous-and-next": previous_and_next,
    "repeated-headline": repeated_headline,
    "repeated-line": repeated_line,
    "residue-in-head": residue_in_head,
    "residue-in-tail": residue_in_tail,
    "signature": signature,
    "symbol-lines": symbol_lines,
    "title-below-heading": title_below_heading,
    "truncated-copy": truncated_copy,
    "truncated-teasers": truncated_teasers,
}
"""By the name that a rule's ``match.detector`` gives."""

NEED_HITS = frozenset(
    {
        "about-the-author",
        "boxed-teasers",
        "byline-below-prose",
        "call-twice",
        "caption-above-credit",
        "comment-thread",
        "credited-caption-twice",
        "dated-teasers",
        "list-below-label",
        "list-with-call",
        "menu-runs",
        "menus-above-title",
        "menus-below-end",
        "name-near-byline",
        "note-on-author",
        "residue-in-head",
        "residue-in-tail",
    }
)
"""Detectors that judge a line by the hits of other rules around it, so that alone they take nothing."""


def from_structure(page: Page, rules: tuple[Rule, ...]) -> Iterator[Take]:
    """Takes of every detector that an active rule names."""
    if page.filled:
        for rule in rules:
            if rule.detector and (page.hits or rule.detector not in NEED_HITS):
                yield from DETECTORS[rule.detector](page, rule)
