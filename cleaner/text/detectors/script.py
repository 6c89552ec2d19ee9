"""Lines in Latin letters above a story in another script: names of pictures and files, slugs and translated titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed

_LATIN = re.compile(r"[A-Za-z][A-Za-z .,'’&:-]*")
_OTHER_SCRIPT, _MIXED_SCRIPT = 0.5, 0.75
"""Share of Latin letters below which a paragraph is in another script, and a headline, which names more."""
_MOST_WORDS = 15
_TITLE_WORDS = 4
_SITE_LINES, _SITE_WORDS = 3, 3
"""Lines at the top, and words of each, that name the site or a section. Set by hand."""
_SUBHEADING_WORDS = 6
"""Words from which a line is a translated title and neither the name of a firm or a film that heads the paragraph below
nor a row of a table. Set by hand, as the others."""


def latin_above_story(page: Page, rule: Rule) -> Iterator[Take]:
    """Unterminated lines of Latin letters between a headline and a first paragraph that are both in another script, and
    of few words right above them: the name of the site, or a section.

    Right above the paragraph a short one with a capital may be its sub-heading, so it stays, as do rows with a colon.
    """
    if not page.first or _latin_share(page.line(page.first)) >= _OTHER_SCRIPT:
        return
    title = next((p for p in range(page.first) if _is_title(page, p)), page.first)
    for position in range(min(title, _SITE_LINES) if title < page.first else 0):
        line = page.line(position).strip()
        if _LATIN.fullmatch(line) and not is_closed(line) and not has_words(line, _SITE_WORDS + 1) and ":" not in line:
            yield Take(page.filled[position], rule, ("in Latin letters, above a headline in another script",))
    for position in range(title + 1, page.first):
        line = page.line(position).strip()
        if not _LATIN.fullmatch(line) or is_closed(line) or has_words(line, _MOST_WORDS + 1):
            continue
        heads = position + 1 == page.first and not line.islower()
        if has_words(line, _SUBHEADING_WORDS) or not (heads or ":" in line):
            yield Take(page.filled[position], rule, ("in Latin letters, above a story in another script",))


def _is_title(page: Page, position: int) -> bool:
    line = page.line(position)
    return not page.hits_at(position) and _latin_share(line) < _MIXED_SCRIPT and has_words(line, _TITLE_WORDS)


def _latin_share(line: str) -> float:
    """The share of a line's letters that are Latin."""
    if line.isascii():
        return 1.0
    letters = [character for character in line if character.isalpha()]
    return sum(character < "\u0250" for character in letters) / max(1, len(letters))
