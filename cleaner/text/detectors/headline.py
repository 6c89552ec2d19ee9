"""The headline: left out on request, and its repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose, is_truncated
from cleaner.text.patterns import INDIC

_WORD = re.compile(rf"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|(?:[^\W_]|[{INDIC}])+")
_BREADCRUMB = re.compile(r"\s[»›]\s")
"""What parts the steps of a path to the page, whose last is the headline: the line below it is the article's own."""
_HEAD_LINES = 12
_SHARED_WORDS = 4
_SHARED = 0.7
"""Share of the longer line's words that the two must have in common; the seed's pair of headlines has 10 of 13."""
_HEADLINE_WORDS = 8
"""Words of a repeated line that is a headline; a table of contents above the article repeats shorter sub-headings."""
_SITE_NAME = re.compile(r"\s*[|｜_–—-]\s*\S[^.!?。！？]{0,40}")
_PATH = re.compile(r"(?:[^|｜.!?。！？]{1,40}[|｜] ?)+")
_LIKE_LENGTH = 1.15
"""A first paragraph may open with a dateline and the headline: a repeat is at most so much longer."""
_BULLETS = "*•·–-"
_AROUND = re.compile(r"^[\W_]+|(?<![\W_])[\W_]+$")
_BELOW_HEADLINE = 3
"""Lines below a headline that ends like a sentence within which it is said again."""
_KICKER_ENDS = (":", "：", "!", "！")
_BELOW_STANDFIRST = 3
_REPEATED_WORDS = 5
"""Lines below the first paragraph, which may be the standfirst, and words of a headline that stands again there."""


def headline(page: Page, rule: Rule) -> Iterator[Take]:
    """The first line, if it is no sentence. Only on with ``Settings.drop_headline``."""
    if page.first and not is_closed(page.line(0)):
        yield Take(page.filled[0], rule, ("the first line, before the prose",))


def repeated_headline(page: Page, rule: Rule) -> Iterator[Take]:
    """A line above the prose that says an earlier one again in much the same words, as a second headline does.

    A standfirst also shares words with the headline, but is a sentence or longer, so only unterminated lines of like
    length count. A breadcrumb, which ends in the headline, goes by a rule of its own: the headline is no repeat of it.
    """
    if not page.first:
        return
    yield from _again_below_standfirst(page, rule)
    if page.first == 1:
        return
    opening = page.stripped[0]
    copies = range(1, page.first if _may_be_headline(opening) else 1)
    for position in takewhile(lambda p: page.stripped[p] == opening, copies):
        yield Take(page.filled[position], rule, ("says the same as the first line, right above",))
    titled = _with_site_name(page)
    if titled is not None:
        yield Take(page.filled[titled], rule, ("the line below with the name of the site",))
        return
    seen: list[int] = []
    repeats: set[str] = set()
    for position in range(page.first):
        line = page.line(position)
        if position >= _HEAD_LINES and line not in repeats:
            break  # a run of one line, however long, goes at once
        if evidence := _says_headline_above(page, position):
            yield Take(page.filled[position], rule, (evidence,))
            repeats.add(line)
            continue
        if not _may_be_headline(line) or is_junk_hit(page.hits_at(position)):
            continue
        if position < _HEAD_LINES and any(page.stripped[position] == above * 2 for above in page.stripped[:position]):
            yield Take(page.filled[position], rule, ("twice the words of a line above, glued",))
            continue
        for above in seen:
            if shared := _shared_words(page.line(above), line):
                taken = above if _is_trail(page.line(above), line) else position
                where = "below" if taken == above else "above"
                yield Take(page.filled[taken], rule, (f"repeats {shared} words of a line {where}",))
                repeats.add(line)
                break
        seen.append(position)
    for position in range(page.first, len(page.filled)):
        line = page.line(position)
        if line in repeats and has_words(line, _HEADLINE_WORDS):  # what a picture without a description has for one
            yield Take(page.filled[position], rule, ("repeats a line that stands twice above",))


def _shared_words(above: str, line: str) -> str:
    """How many of its words a line has in common with one above that says much the same, as "3 of 4"; else nothing."""
    if len(line) > _LIKE_LENGTH * len(above):
        return ""
    earlier, words = _words(above), _words(line)
    if set(filter(str.isdigit, earlier)) != set(filter(str.isdigit, words)):
        return ""  # entries of a list or a calendar, alike but for their numbers
    shared = len(earlier & words)
    alike = shared >= _SHARED_WORDS and shared >= _SHARED * max(len(earlier), len(words))
    return f"{shared} of {len(words)}" if alike else ""


@lru_cache(maxsize=32)  # a line is compared with each of those above
def _words(line: str) -> frozenset[str]:
    return frozenset(_WORD.findall(line.casefold()))


def _says_headline_above(page: Page, position: int) -> str:
    """How a line says again what the first line of some length above it says, of which it has all the words in order:
    the same with another ending, as a question may, or what stands there behind a kicker. Nothing if it does not."""
    title = page.first_of(_SHARED_WORDS)
    if not title < position < _HEAD_LINES:
        return ""
    headline, line = (_AROUND.sub("", page.line(p)) for p in (title, position))
    if line == headline and position <= title + _BELOW_HEADLINE and is_closed(page.line(position)):
        return "says the same as the headline"
    kicker = headline.removesuffix(line).rstrip()
    if kicker != headline and kicker.endswith(_KICKER_ENDS) and has_words(line, _HEADLINE_WORDS):
        return f"stands in the headline behind {kicker[-40:]!r}"
    return ""


def _may_be_headline(line: str) -> bool:
    """Whether a line is no sentence, table row or breadcrumb, and no part of a sentence that was wrapped."""
    if is_closed(line) or is_truncated(line) or is_prose(line) or is_data(line):
        return False
    return not line.lstrip()[:1].islower() and not _BREADCRUMB.search(line)


def _is_trail(above: str, line: str) -> bool:
    """Whether a line ends with the headline below it, behind the sections that lead there and not behind a kicker."""
    path = above.rstrip().removesuffix(line.strip()).rstrip()
    return path != above.rstrip() and bool(path) and not path.endswith(_KICKER_ENDS)


def _again_below_standfirst(page: Page, rule: Rule) -> Iterator[Take]:
    """The headline, letter for letter, below the first paragraph: that one was the standfirst.

    Any other line from above may be a sub-heading, which the table of contents has as well.
    """
    first, title = page.first or 0, page.first_of(_REPEATED_WORDS)
    headline = page.stripped[title] if title < first else ""
    if not headline or headline[0] in _BULLETS or is_closed(headline) or is_data(headline):
        return  # an entry of a list has a bullet
    below = range(first + 1, min(first + 1 + _BELOW_STANDFIRST, len(page.filled)))
    again = next((p for p in below if page.stripped[p] == headline), None)
    if again is not None:
        yield Take(page.filled[again], rule, ("stands above the first paragraph too",))
    if not has_words(headline, _HEADLINE_WORDS):
        return  # sub-headings go on from a shorter one: "How to build a boat - the keel"
    for position in range(first + 1, len(page.filled)):
        line = page.stripped[position]
        if line.startswith(headline) and _SITE_NAME.fullmatch(line, len(headline)):  # the text of a picture
            yield Take(page.filled[position], rule, ("the headline with the name of the site",))


def _with_site_name(page: Page) -> int | None:
    """The position of a line that is the next one with a bar or dash and a name behind it, as a page's title is, or
    with names and bars before it, as a path to the page is."""
    for position in range(min(page.first or 0, _HEAD_LINES) - 1):
        line, below = page.stripped[position], page.stripped[position + 1]
        named = line.startswith(below) and _SITE_NAME.fullmatch(line, len(below))
        named = named or (line.endswith(below) and _PATH.fullmatch(line, 0, len(line) - len(below)))
        if named and has_words(below, _SHARED_WORDS) and not page.hits_at(position + 1):
            return position
    return None
