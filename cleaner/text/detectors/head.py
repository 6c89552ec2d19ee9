"""What stands above the first paragraph, beside the headline and the standfirst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from cleaner.catalogue.rule import Rule
from cleaner.text import belongs
from cleaner.text.code import is_code
from cleaner.text.dates import is_own_date
from cleaner.text.decide import Take
from cleaner.text.page import PROSE_WORDS, Page, has_words, is_closed, is_junk_hit, is_prose

_HEADLINE_WORDS = 5
_SHORT_HEADLINE_WORDS = 3
_LABEL_WORDS = 4
_PATH = re.compile(r"[^\W\d]+(?: [\w&]+){0,2}(?:\s*[|/›»]\s*[^\W\d]+(?: [\w&]+){0,2}){1,6}")
_PARAGRAPHS = 3
"""Lines as long as prose, above the body and its first, with which the article may begin."""
_SECTION_LINES = 3
"""Lines from the top among which paths stand; with one bar, as entries of lists have, only the first line is one."""
_ITEM = re.compile(r"\s*(?:[•▪◦·*–-]|\d{1,2}[.)])\s")
"""The beginning of an item of a list, such as a recipe's, which is no headline."""
_FACT = re.compile(r"\s*[•▪◦·*–-]\s[^:：]{1,20}[:：] ?\S")
"""An item with a label and what it stands for, such as the place of a meeting."""
_STEP = re.compile(r"\s*(\d)\. \S")
_STEPS = 2
_STEP_WORDS = 5
"""Words of a breadcrumb with its number; the last, which may be the headline, has more."""
_PICTURES = frozenset({"caption", "credit"})
_KICKER = "kicker"
_SECTIONS = frozenset({_KICKER, "menu-word", "weak-section-label"})
"""The catalogue's rules for words of sections and menus, which ask for another hit near by."""


def residue_in_head(page: Page, rule: Rule) -> Iterator[Take]:
    """Short unterminated lines above the headline, or between two hits: sections, menus and counters.

    Above the headline (the first line of some length) they go only where a hit stands above it too; of a lone first
    line, what is known as a section does, and so does a path of sections.
    """
    if not page.first:
        return
    for position in range(min(page.first, _SECTION_LINES)):
        if _is_section(page, position):
            yield Take(page.filled[position], rule, ("a section, right above the headline",))
    headline = _headline(page, page.first)
    marked = [p for p in page.marked if p < page.first]
    hit = {p for p in marked if belongs.is_evidence(page, p) and not is_prose(page.line(p))}
    among_menu_lines = any(p < headline and not _is_caption(page, p) for p in hit)
    paragraphs = [x for x in map(page.line, range(page.first + 1)) if has_words(x, PROSE_WORDS)][-_PARAGRAPHS:]
    for position in takewhile(lambda p: not is_own_date(page, p), range(page.first)):
        line = page.line(position)
        if position in hit or position == headline or is_closed(line) or has_words(line, _LABEL_WORDS + 1):
            continue
        if _FACT.match(line):
            continue
        if position + 1 == headline and page.line(headline).rstrip().endswith("."):
            continue  # it heads a sentence, so that is no headline
        if any(_begins_with(paragraph, line) for paragraph in paragraphs):
            continue  # the title, of what the article defines
        if position + 1 == headline and len(line.split()) == _LABEL_WORDS:
            continue  # as long as a short headline, so the line below may be its standfirst
        above = position < headline and among_menu_lines and not (position == 0 and _may_open(line))
        between = position - 1 in hit and position + 1 in hit
        if (above or between) and not is_code(line):
            where = "above the headline, among menu lines" if above else "between two lines with hits"
            yield Take(page.filled[position], rule, (where,))


def _begins_with(prose: str, title: str) -> bool:
    """Whether a paragraph begins with all the words of a shorter line."""
    begin, title = prose.strip(), title.strip()
    return begin.startswith(title) and not begin[len(title) :][:1].isalnum()


def _is_caption(page: Page, position: int) -> bool:
    """Whether a line is a caption or credit, below which the article may begin at once."""
    return all(hit.rule.category in _PICTURES for hit in page.hits_at(position))


def _is_section(page: Page, position: int) -> bool:
    """Whether a line is a path of sections, or the first of a text the name of one, above a headline without hits.

    A digest has several sections.
    """
    below = page.line(position + 1)
    if is_junk_hit(page.hits_at(position + 1)) or not has_words(below, _HEADLINE_WORDS) or is_closed(below):
        return False
    if "|" in below:
        return False
    hits = page.hits_at(position)
    if not hits:
        path = _PATH.fullmatch(page.line(position).strip())
        return path is not None and (position == 0 or path[0].count("|") != 1)
    alone = position == 0 and page.where(lambda hit: hit.rule.name == _KICKER) in ([], [0])
    return alone and all(hit.rule.name in _SECTIONS for hit in hits)


def breadcrumb_steps(page: Page, rule: Rule) -> Iterator[Take]:
    """Numbered lines that nothing stands above, down to the headline: the sections that lead to the page.

    A list of the article's own begins with one and has its headline above it. The last step may be the headline.
    """
    steps = (_STEP.match(page.line(position)) for position in range(page.first or 0))
    numbers = [int(found[1]) for found in takewhile(bool, steps) if found]
    count = len(numbers)
    if count < _STEPS or numbers != list(range(numbers[0], numbers[0] + count)) or count == page.first:
        return
    if is_closed(page.line(count - 1)) or any(has_words(page.line(p), _STEP_WORDS + 1) for p in range(count - 1)):
        return
    for position in range(count):
        yield Take(page.filled[position], rule, (f"step {numbers[position]} at the top of the page",))


def _may_open(line: str) -> bool:
    """Whether the first line of a text may be a short headline; logos are shorter, menu entries have bullets."""
    return line[0].isalnum() and has_words(line, _SHORT_HEADLINE_WORDS)


def _headline(page: Page, end: int) -> int:
    """The position of the first line above the prose of some length, or of the longest above that if it is a standfirst
    in sentences; the longest of all if there is none; the first if all have hits."""
    without = [p for p in range(end) if not is_junk_hit(page.hits_at(p)) and not _ITEM.match(page.line(p))]
    of_length = next((p for p in without if has_words(page.line(p), _HEADLINE_WORDS)), None)
    if of_length is not None and (p := of_length) != without[0] and page.line(p).rstrip().endswith("."):
        without, of_length = [p for p in without if p < of_length], None
    return max(without, key=lambda p: len(page.line(p)), default=0) if of_length is None else of_length
