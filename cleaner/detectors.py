"""Structural tests: junk that no phrase names. Each is switched on by the catalogue rule that names it.

A detector takes the page and its rule and proposes takes; it looks at length, punctuation, repetition and distance
from the prose, and at the hits of the lines around. All of them leave prose alone unless a hit names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from cleaner.decide import Take
from cleaner.page import Page, is_closed, is_prose, is_truncated, word_count
from cleaner.rule import Rule

Detector = Callable[[Page, Rule], Iterable[Take]]

_WORD = re.compile(r"[^\W_]+")


def from_structure(page: Page, rules: tuple[Rule, ...]) -> Iterator[Take]:
    """Takes of every detector that an active rule names."""
    if not page.filled:
        return
    for rule in rules:
        if rule.detector and (detector := DETECTORS.get(rule.detector)):
            yield from detector(page, rule)


def repeated_headline(page: Page, rule: Rule) -> Iterator[Take]:
    """A line of the head that says the first line again in much the same words, as a second headline does.

    A standfirst also shares words with the headline, but is a sentence or longer, so only unterminated lines of like
    length count.
    """
    if len(page.filled) < 3 or is_closed(page.line(0)):
        return
    headline = _words(page.line(0))
    for position in range(1, min(len(page.filled), _HEAD_LINES)):
        line = page.line(position)
        if is_prose(line) or is_truncated(line):
            break
        words = _words(line)
        shared = len(headline & words)
        if not is_closed(line) and shared >= _SHARED_WORDS and shared >= _SHARED * max(len(headline), len(words)):
            yield Take(page.filled[position], rule, (f"repeats {shared} of {len(words)} words of the first line",))


_HEAD_LINES = 6
_SHARED_WORDS = 4
_SHARED = 0.7
"""Share of the longer line's words that the two must have in common; the seed's pair of headlines has 10 of 13."""


def _words(line: str) -> frozenset[str]:
    return frozenset(_WORD.findall(line.casefold()))


def truncated_teasers(page: Page, rule: Rule) -> Iterator[Take]:
    """A run of two or more lines that break off in an ellipsis after the last prose: teasers of other stories."""
    if page.last is None:
        return
    run: list[int] = []
    for position in range(page.last + 1, len(page.filled) + 1):
        if position < len(page.filled) and is_truncated(page.line(position)):
            run.append(position)
            continue
        if len(run) >= _TEASER_RUN:
            for member in run:
                yield Take(page.filled[member], rule, (f"one of {len(run)} lines that break off after the last prose",))
        run = []


_TEASER_RUN = 2


def caption_above_credit(page: Page, rule: Rule) -> Iterator[Take]:
    """A caption stands right above a photo credit. In the head any short line does; in the body, where paragraphs of
    one sentence are common, only one without final punctuation."""
    for position in range(1, len(page.filled)):
        credit = next((h for h in page.hits_at(position) if h.rule.category == "credit" and h.rule.scope == "line"), None)
        if credit is None or position - 1 == 0 or page.hits_at(position - 1):
            continue
        line = page.line(position - 1)
        head = page.first is None or position < _HEAD_LINES or page.zone(position) == "head"
        if word_count(line) <= (_CAPTION_WORDS if head else _CAPTION_WORDS_IN_BODY) and (head or not is_closed(line)):
            yield Take(page.filled[position - 1], rule, (f"stands above the credit {credit.text!r}",))


_CAPTION_WORDS = 40
_CAPTION_WORDS_IN_BODY = 25


def headline(page: Page, rule: Rule) -> Iterator[Take]:
    """The first line, if it is no sentence. Only on with ``Settings.drop_headline``."""
    if page.first and not is_closed(page.line(0)):
        yield Take(page.filled[0], rule, ("the first line, before the prose",))


DETECTORS: dict[str, Detector] = {
    "repeated-headline": repeated_headline,
    "truncated-teasers": truncated_teasers,
    "caption-above-credit": caption_above_credit,
    "headline": headline,
    "blank-lines": lambda page, rule: (),
}
"""By the name that a rule's ``match.detector`` gives. ``blank-lines`` acts in `cleaner.whitespace`, after all others."""
