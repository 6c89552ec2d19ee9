"""Which line is the headline of a text that was taken from a whole page, where menus have lines that read like one."""

from __future__ import annotations

import re
from bisect import bisect_left

from cleaner.text.labels import is_counted
from cleaner.text.page import Page, has_words, is_data, is_junk_hit, is_prose, is_truncated

_BULLETS = "*•·–-+"
"""What entries of menus begin with, and headlines do not."""
SIGNS = 3
"""Entries of menus that a place has at least which is one. Set by hand."""
_MENU = frozenset({"account", "comments", "legal", "navigation", "newsletter", "related", "share"})
"""Categories of menu entries; dates and credits stand in the article's own lists."""
_VOUCH = frozenset(
    {"byline", "byline-word", "date-and-time-line", "date-line", "name-and-date", "published-label", "updated-on"}
)
"""The catalogue's rules for lines that stand below a headline. The age of a teaser and the name of a section do not."""
_BESIDE = frozenset({"bio", "byline", "caption", "credit", "share"})
_REACH, _OTHERS = 8, 2
"""Lines below a headline within which its byline or date stands, and how many of them no rule has hit: a standfirst
and a second one. The rest are of the categories above. Set by hand on whole pages of news and blogs."""
_WORDS, _REPEATED_WORDS = 3, 4
_SITE = re.compile(r"\s[|｜–—-]\s")


def menu_signs(page: Page) -> list[int]:
    """Positions of the lines that entries of menus are among."""
    if "menu signs" not in page.memory:
        page.memory["menu signs"] = page.where(lambda hit: hit.rule.category in _MENU)
    signs: list[int] = page.memory["menu signs"]
    return signs


def signs_among(page: Page, positions: range) -> int:
    """How many of the lines at some positions are entries of menus."""
    signs = menu_signs(page)
    return bisect_left(signs, positions.stop) - bisect_left(signs, positions.start)


def title_line(page: Page) -> int | None:
    """The number of the line that is the headline; None where no menus stand above the article, or nothing tells it.

    Of several the last above the prose.
    """
    if "title" not in page.memory:
        position = _title(page)
        page.memory["title"] = None if position is None else page.filled[position]
    number: int | None = page.memory["title"]
    return number


def _title(page: Page) -> int | None:
    if page.first is None or page.last is None or signs_among(page, range(page.first + _REACH)) < SIGNS:
        return None
    if above := likely_titles(page):
        return next(p for p in reversed(above) if p - 1 not in above or _says_again(page, p))
    below = range(page.first + 1, page.last)  # a sentence in the menus was taken for the first of the article
    return next((p for p in below if may_be_title(page, p) and _is_vouched_for(page, p)), None)


def _says_again(page: Page, position: int) -> bool:
    """Whether a line begins the one above, which has the name of the site behind it; else it may be the standfirst."""
    return page.stripped[position - 1].startswith(page.stripped[position])


def likely_titles(page: Page) -> list[int]:
    """Positions above the prose of the lines that a byline or a date stands below, or else of the last that says again
    what one above it says."""
    found = [p for p in range(page.first or 0) if may_be_title(page, p)]
    return [p for p in found if _is_vouched_for(page, p)] or _last_repeat(page, found)


def may_be_title(page: Page, position: int) -> bool:
    """Whether a line that no rule hit reads like a headline, and is no item of a list."""
    line = page.stripped[position]
    if is_junk_hit(page.hits_at(position)) or line[0] in _BULLETS or is_counted(line) or not has_words(line, _WORDS):
        return False
    return not (line.endswith((".", "。")) or is_prose(line) or is_truncated(line) or is_data(line))


def _is_vouched_for(page: Page, position: int) -> bool:
    """Whether a byline or date stands below, behind a standfirst, a caption or buttons at most."""
    others = 0
    for below in range(position + 1, min(position + 1 + _REACH, len(page.filled))):
        hits = page.hits_at(below)
        if any(hit.rule.name in _VOUCH for hit in hits):
            return True
        if not is_junk_hit(hits):
            others += 1
        elif not all(hit.rule.category in _BESIDE for hit in hits):
            return False
        if others > _OTHERS:
            return False
    return False


def _last_repeat(page: Page, positions: list[int]) -> list[int]:
    """The last of some positions whose line stands above as well, there perhaps with the name of the site behind it."""
    seen: set[str] = set()
    last: list[int] = []
    for position in positions:
        line = page.stripped[position]
        if line in seen and has_words(line, _REPEATED_WORDS):
            last = [position]
        seen.update((line, _SITE.split(line, 1)[0]))
    return last
