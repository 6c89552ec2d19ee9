"""The headline: left out on request, and its repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, is_closed, is_data, is_prose, is_truncated
from cleaner.text.patterns import INDIC

_WORD = re.compile(rf"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|(?:[^\W_]|[{INDIC}])+")
_HEAD_LINES = 12
_SHARED_WORDS = 4
_SHARED = 0.7
"""Share of the longer line's words that the two must have in common; the seed's pair of headlines has 10 of 13."""
_LIKE_LENGTH = 1.15
"""A first paragraph may open with a dateline and the headline: a repeat is at most so much longer."""


def headline(page: Page, rule: Rule) -> Iterator[Take]:
    """The first line, if it is no sentence. Only on with ``Settings.drop_headline``."""
    if page.first and not is_closed(page.line(0)):
        yield Take(page.filled[0], rule, ("the first line, before the prose",))


def repeated_headline(page: Page, rule: Rule) -> Iterator[Take]:
    """A line above the prose that says an earlier one again in much the same words, as a second headline does.

    A standfirst also shares words with the headline, but is a sentence or longer, so only unterminated lines of like
    length count. Where the earlier one is a path that ends in the headline, "HomeSportHeadline", that goes instead.
    """
    if not page.first or page.first < 2:
        return
    seen: list[tuple[frozenset[str], int]] = []  # the words and the position of each line
    repeats: set[str] = set()
    for position in range(page.first):
        line = page.line(position)
        if position >= _HEAD_LINES and line not in repeats:
            break  # a run of one line, however long, goes at once
        if is_closed(line) or is_truncated(line) or is_prose(line) or is_data(line):
            continue
        words = frozenset(_WORD.findall(line.casefold()))
        figures = {word for word in words if word.isdigit()}
        for earlier, before in seen:
            if figures != {word for word in earlier if word.isdigit()}:
                continue  # entries of a list or a calendar, alike but for their numbers
            shared = len(earlier & words)
            alike = shared >= _SHARED_WORDS and shared >= _SHARED * max(len(earlier), len(words))
            above = page.line(before)
            if alike and above != line and above.rstrip().endswith(line.strip()):
                yield Take(page.filled[before], rule, ("ends in the whole of a line below",))
                break
            if alike and len(line) <= _LIKE_LENGTH * len(above):
                yield Take(page.filled[position], rule, (f"repeats {shared} of {len(words)} words of a line above",))
                repeats.add(line)
                break
        seen.append((words, position))
