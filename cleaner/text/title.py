"""Which line is the article's headline, where the page around it has as many lines that read like one."""

from __future__ import annotations

from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose, is_truncated

_WORDS = 3
_REPEATED_WORDS = 4
_BETWEEN = 2
"""Lines that may stand between a headline and the byline or date that vouch for it: a standfirst, a second one."""
_REACH = 8
_MENU = frozenset({"account", "comments", "legal", "navigation", "newsletter", "share"})
_SIGNS = 3
_BESIDE_TITLE = frozenset({"bio", "byline", "caption", "credit", "share"})
_VOUCH = frozenset(
    {"byline", "byline-word", "date-and-time-line", "date-line", "name-and-date", "published-label", "updated-on"}
)
"""The catalogue's rules for lines that stand below a headline. The age of a teaser and the name of a section do not."""
BULLETS = "*•·–-+"


def title_line(page: Page, known: int | None = None) -> int | None:
    """The number of the last line above the prose that a byline or a date stands below, or else of the last that says
    again what one above it says: what stands above and below it may be the menus of a page, but it is none of them.

    ``known`` is the answer of an earlier view of the same text, in which the byline was still there.
    """
    if "title" not in page.memory:
        position = _title(page) if known is None else page.position(known)
        page.memory["title"] = None if position is None else page.filled[position]
    number: int | None = page.memory["title"]
    return number


def _title(page: Page) -> int | None:
    if page.first is None or page.last is None or not _is_among_menus(page):
        return None
    found = likely_titles(page)
    if found:
        return found[-1]
    below = range(page.first + 1, page.last)
    return next((p for p in below if _may_be_title(page, p) and _is_vouched_for(page, p)), None)


def likely_titles(page: Page) -> list[int]:
    """Positions of the lines above the prose that may be the headline, for what stands below or above them."""
    found = [p for p in range(page.first or 0) if _may_be_title(page, p)]
    vouched = [p for p in found if _is_vouched_for(page, p)]
    if vouched:
        return vouched
    again = _repeated(page, found)
    return [] if again is None else [again]


def _is_among_menus(page: Page) -> bool:
    """Whether entries of menus stand above the article."""
    signs = page.where(lambda hit: hit.rule.category in _MENU)
    return len(signs) >= _SIGNS and signs[_SIGNS - 1] < (page.first or 0) + _REACH


def _may_be_title(page: Page, position: int) -> bool:
    line = page.line(position).strip()
    if is_junk_hit(page.hits_at(position)) or line[0] in BULLETS or not has_words(line, _WORDS):
        return False
    return not (line.endswith((".", "。")) or is_prose(line) or is_truncated(line) or is_data(line))


def _is_vouched_for(page: Page, position: int) -> bool:
    """Whether a byline or date stands below, behind a standfirst, a caption or the like at most."""
    between = 0
    for below in range(position + 1, min(position + 2 + _REACH, len(page.filled))):
        hits = page.hits_at(below)
        if any(hit.rule.name in _VOUCH for hit in hits):
            return True
        if is_junk_hit(hits):
            if not all(hit.rule.category in _BESIDE_TITLE for hit in hits):
                return False
            continue
        between += 1
        if between > _BETWEEN:
            return False
    return False


def _repeated(page: Page, positions: list[int]) -> int | None:
    seen: set[str] = set()
    last: int | None = None
    for position in positions:
        line = page.line(position).strip()
        if line in seen and has_words(line, _REPEATED_WORDS):
            last = position
        seen.add(line)
    return last
