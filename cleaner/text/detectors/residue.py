"""Lines that no sentence is: what is left of icons, separators, counters and buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.labels import is_sentence
from cleaner.text.page import Page, has_words, is_prose

_SPECKS = frozenset(".,:;|<_/\\·•‧×\ufeff\u200b")
_COMMENT_ENDS = frozenset({"<!--", "-->"})
"""What a comment in the code of the page begins and ends with."""
_COUNTER_LENGTH = 8
_COUNTER = re.compile(r"(?:[-–•*·] )?[#+(]?\d+(?:[:/ ]+\d+)*[)+]?")
"""Counts, clock times and places in a gallery; sums, shares and ratings are facts."""
_SCORE = re.compile(r"\d{1,2} ?: ?\d")
"""The score of a match; minutes after an hour have two digits."""
_COUNT = re.compile(r"\d{1,3}|\d[\d.,]*[kK]")
"""What a button to share or to comment shows; four digits may be a year."""
_COUNTS = 3
"""Counts below a headline at most: of comments, of shares and of readers."""
_PICTURES = 2
"""Digits of a gallery's count."""
_HEADLINE_WORDS = 4
_TIME = re.compile(r"\d{1,2}[:.]\d\d")
_OF_PAGE = (_COUNT, _TIME)
_CHAPTER = re.compile(r"0\d")
_END_MARK = re.compile(r"###|# # #|[-–—] ?30 ?[-–—]")
"""What newsrooms and press offices set under the end of a text, three hashes or a thirty between dashes."""
_ENTRIES, _HEADED_ENTRIES = 3, 2
_TOLD_WORDS = 3
_REACH = 2
_LABEL_LENGTH, _LONGEST_LABEL = 6, 60
_LETTERS = 4
"""Code points of a label that is printed twice, and different letters in it: words and cries that repeat themselves,
such as "couscous" and "nananananana", have fewer. Set by hand."""


def symbol_lines(page: Page, rule: Rule) -> Iterator[Take]:
    """A lone punctuation mark anywhere; marks for the end, and a short line of digits and signs near a hit, outside the
    prose; a count or a clock time right below the headline.

    Rows of asterisks, dashes and rhombs part scenes, so they stay.
    """
    lines = page.lines
    for number in [i for i in page.filled if len(lines[i]) <= 2 * _COUNTER_LENGTH]:
        bare = lines[number].strip()
        if (len(bare) == 1 and bare in _SPECKS) or bare in _COMMENT_ENDS:
            yield Take(number, rule, ("a lone punctuation mark",))
        elif bare == "0" and number == page.filled[0] and page.first:
            yield Take(number, rule, ("a counter above the headline",))
        elif _END_MARK.fullmatch(bare) and page.zone(page.position(number)) == "tail":
            yield Take(number, rule, ("a mark for the end, below the body",))
        elif _is_counter(bare) and page.hits and _beside_hit(page, number) and not _is_own(page, number):
            yield Take(number, rule, ("a counter outside the body, beside a hit",))
        elif any(kind.fullmatch(bare) and _is_below_headline(page, page.position(number), kind) for kind in _OF_PAGE):
            yield Take(number, rule, ("a count or a time, between the headline and the first paragraph",))
        elif bare.isdigit() and _is_count_twice(page, page.position(number)):
            below = page.filled[page.position(number) + 1]
            yield from (Take(line, rule, ("a count of pictures, twice",)) for line in (number, below))


def _is_count_twice(page: Page, position: int) -> bool:
    """Whether the same number stands on two lines between paragraphs, as the count of a gallery does."""
    line = page.line(position).strip()
    if not 0 < position < len(page.filled) - 2 or len(line) > _PICTURES or page.line(position + 1).strip() != line:
        return False
    return is_prose(page.line(position - 1)) and is_sentence(page.line(position + 2))


def _is_below_headline(page: Page, position: int, kind: re.Pattern[str]) -> bool:
    """Whether a line is of the one, two or three between the headline and the prose, and no other is of their kind."""
    first = page.first or 0
    if not 0 < position < first <= 1 + _COUNTS or not has_words(page.line(0), _HEADLINE_WORDS):
        return False
    return [p for p in range(len(page.filled)) if kind.fullmatch(page.line(p).strip())] == list(range(1, first))


def _is_own(page: Page, number: int) -> bool:
    """Whether a line is one of several clock times, as above the entries of a live report, or chapter numbers.

    Two clock times are enough above a sentence.
    """
    bare = page.lines[number].strip()
    below = page.position(number) + 1
    for kind in (_TIME, _CHAPTER):
        if kind.fullmatch(bare):
            if kind not in page.memory:
                page.memory[kind] = len({line for i in page.filled if kind.fullmatch(line := page.lines[i].strip())})
            heads = kind is _TIME and below < len(page.filled) and is_sentence(page.line(below), _TOLD_WORDS)
            return bool(page.memory[kind] >= (_HEADED_ENTRIES if heads else _ENTRIES))
    return False


def _is_counter(bare: str) -> bool:
    if len(bare) > _COUNTER_LENGTH or _SCORE.fullmatch(bare) or bare.endswith(("/5", "/10", "/100")):
        return False
    return bool(_COUNTER.fullmatch(bare))


def _beside_hit(page: Page, number: int) -> bool:
    position = page.position(number)
    near = range(position - _REACH, position + _REACH + 1)
    return page.zone(position) != "body" and any(page.hits_at(p) for p in near if p != position)


def doubled_labels(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that says the same twice with nothing between, as a button and its title do."""
    for position, line in enumerate(page.stripped):
        half = len(line) // 2
        if line[0] != line[half] or not _LABEL_LENGTH <= half <= _LONGEST_LABEL or line[:half] != line[half:]:
            continue
        if len(set(filter(str.isalpha, line))) >= _LETTERS:
            yield Take(page.filled[position], rule, (f"{line[:half]!r} twice",))
