"""Lists of other stories around the article: teasers that break off; labelled, bulleted, boxed, dated ones; links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text import belongs
from cleaner.text.code import is_code
from cleaner.text.decide import Take
from cleaner.text.match import Hit
from cleaner.text.page import ASKS, Page, has_words, is_closed, is_prose, is_truncated

_TEASER_RUN, _TEASER_RUN_ABOVE = 2, 3
TEASER_WORDS = 5
_LONG_TEASER_RUN = 4
_CUT_WORDS = 3
"""Words of a teaser in a run of so many lines: some pages cut the headlines of other stories after three or four."""
_NO_CUT = re.compile(r"\s*[-–•▪▸►‣◦·*»>“\"„«‘']")
"""What a line of so few words begins with that may as well be the name of a menu's entry."""
_AND_SO_ON = re.compile("[,;，、；] ?(?:…|[.]{3})$|[.]{4}$")
"""How a list breaks off, and a sentence of which an extractor's dots follow the full stop."""
_LIST_LABELS = frozenset({"related-section", "latest-of-section"})
"""The catalogue's rules for labels of whole lists."""
_QUOTING = re.compile(r"^[^:]{3,60}: ?[“\"«„].*[”\"»“]$")
"""A headline that ends in what somebody says, and so perhaps in a full stop."""
_FACT = re.compile(r"[^:]{2,30}: ?\S")
_BULLET = re.compile(r"\s*([-–•▪▸►‣◦·*»>.])\s+\S")
_LIST_ITEMS = 3
_ITEM_WORDS = 4
"""Words of most items of a list of links: of blogs' lists with a call in them, those of shorter items are of goods and
services."""
_LINKS = frozenset({"related", "newsletter", "account"})
_TITLE_WORDS = 4
_BULLETS = frozenset("-–•*")
_BOXES = 3
_BOX_LINES = 4
"""Linked boxes that make a list, and lines of each. In what trafilatura made of 791 blog pages no list of the article
is of this form below the last prose; within the body there are some."""
_BACK, _ON = "←«‹⟵◄◀", "→»›⟶►▶"
"""What points to the story before and to the one after. From right to left arrows point the other way."""
_GUILLEMETS = "«»‹›"
_LINK_WORDS = 25
_MARKED = re.compile(r"\s*(>>+|-+>|=+>)\s+\S")
_MARKED_WORDS = 6
"""Signs that no list of an article has for bullets, and words of a headline behind one, with the sign. Two plus signs
open the entries of live reports as well."""
_DATES = frozenset({"date-line", "date-and-time-line", "teaser-age"})
_DATED, _DATED_LINES = 2, 4
"""Dates below a label that make a list of teasers, and lines from one to the next: title, lead, tag and the date
itself. Set by hand."""


def truncated_teasers(page: Page, rule: Rule) -> Iterator[Take]:
    """A run of two or more lines that break off in an ellipsis after the last prose, or of three above the first:
    teasers of other stories."""
    if page.first is None or page.last is None or len(page.truncated) < _TEASER_RUN:
        return
    for start, end, enough, where in (
        (0, page.first, _TEASER_RUN_ABOVE, "above the first prose"),
        (page.last + 1, len(page.filled), _TEASER_RUN, "after the last prose"),
    ):
        run: list[int] = []
        for position in range(start, end + 1):
            if position < end and _is_teaser(page.line(position)):
                run.append(position)
                continue
            least = TEASER_WORDS if len(run) < _LONG_TEASER_RUN else _CUT_WORDS
            teasers = [member for member in run if has_words(page.line(member), least)]
            if len(teasers) >= enough:
                for member in teasers:
                    yield Take(page.filled[member], rule, (f"one of {len(run)} lines that break off {where}",))
            run = []


def _is_teaser(line: str) -> bool:
    """Whether a line breaks off in the middle of a headline: entries of a menu ("Save as…") and of a list do not."""
    if not is_truncated(line) or not has_words(line, _CUT_WORDS) or _AND_SO_ON.search(line.rstrip()):
        return False
    return has_words(line, TEASER_WORDS) or not _NO_CUT.match(line)


def list_below_label(page: Page, rule: Rule) -> Iterator[Take]:
    """What stands below the label of a list of other stories, when nothing but headlines and teasers follows it to the
    end of the text.

    One sentence below it, or two rows of the story's own facts in a row, and the list is left to the other rules.
    """
    if page.last is None or not page.hits:
        return
    labels = [p for p in page.where(_opens_list) if p > page.last and belongs.is_evidence(page, p)]
    if not labels or not all(_may_be_linked(page, p) for p in range(labels[0] + 1, len(page.filled))):
        return
    label = page.line(labels[0]).strip()[:40]
    for position in range(labels[0] + 1, len(page.filled)):
        if not page.hits_at(position):
            yield Take(
                page.filled[position], rule, (f"below the label {label!r}, with nothing but headlines to the end",)
            )


def _opens_list(hit: Hit) -> bool:
    """Whether a hit is a label that names a list of stories; a call to read one stands between paragraphs too."""
    return hit.rule.name in _LIST_LABELS


def _may_be_linked(page: Page, position: int) -> bool:
    """Whether a line may be a headline, a teaser or other furniture below a label."""
    line = page.line(position)
    if page.hits_at(position) or is_truncated(line) or _QUOTING.search(line):
        return True
    if is_closed(line) and not ASKS.search(line):
        return False
    return not (_FACT.match(line) and position > 0 and _FACT.match(page.line(position - 1)))


def list_with_call(page: Page, rule: Rule) -> Iterator[Take]:
    """A list below the last paragraph of which an item is a call or a link by its words: all of it are links.

    The items have one bullet and are no sentences, and the list has three at least.
    """
    if page.last is None or all(p <= page.last for p in page.where(_links_on)):
        return
    run: list[int] = []
    last = ""
    for position in range(page.last + 1, len(page.filled) + 1):
        bullet = _item_bullet(page.line(position)) if position < len(page.filled) else ""
        if bullet != last:
            yield from _links(page, rule, run)
            run, last = [], bullet
        if bullet:
            run.append(position)


def _item_bullet(line: str) -> str:
    """The bullet of an item that is no sentence, else nothing."""
    found = _BULLET.match(line)
    return found[1] if found and not (is_closed(line) and not ASKS.search(line)) else ""


def _links(page: Page, rule: Rule, run: list[int]) -> Iterator[Take]:
    calls = [p for p in run if belongs.is_evidence(page, p) and any(map(_links_on, page.hits_at(p)))]
    long = sum(has_words(page.line(p), _ITEM_WORDS + 1) for p in run)  # the bullet is a word too
    if len(run) < _LIST_ITEMS or not calls or 2 * long <= len(run):
        return
    for position in run:
        if not page.hits_at(position):
            yield Take(page.filled[position], rule, (f"in a list with {page.line(calls[0]).strip()[:40]!r}",))


def _links_on(hit: Hit) -> bool:
    return hit.rule.category in _LINKS


def marked_links(page: Page, rule: Rule) -> Iterator[Take]:
    """A headline behind a sign such as ``>>`` or ``-->`` right below or above a paragraph: a link to another story.

    Lines with the same sign in a row are a list, or what an older mail quoted; guides refer to their other chapters so.
    """
    if belongs.is_guide(page):
        return
    for position, number in enumerate(page.filled):
        line = page.lines[number]
        found = _MARKED.match(line)
        if not found or page.zone(position) == "head" or not has_words(line, _MARKED_WORDS) or is_closed(line):
            continue
        around = [page.line(p) for p in (position - 1, position + 1) if 0 <= p < len(page.filled)]
        if line.rstrip().endswith(found[1]) or any(_MARKED.match(other) for other in around) or is_code(line):
            continue
        if any(map(is_prose, around)):
            yield Take(number, rule, (f"a headline behind {found[1]!r}, beside a paragraph",))


def boxed_teasers(page: Page, rule: Rule) -> Iterator[Take]:
    """Headlines below a bullet that stands alone on its line, as extractors write linked boxes of a list, after the
    last prose and where a hit there says that the article is over."""
    if page.last is None or not page.hits:
        return
    tail = range(page.last + 1, len(page.filled))
    bullets = [p for p in tail if page.stripped[p] in _BULLETS]
    titles = [p for p in bullets if p + 1 < len(page.filled) and _is_title(page.line(p + 1))]
    if len(titles) < max(_BOXES, len(bullets) - 1) or not any(belongs.is_evidence(page, p) for p in tail):
        return
    for start in titles:
        for position in range(start, min(len(page.filled), start + 1 + _BOX_LINES)):
            line = page.line(position)
            if position > start and (line.strip() in _BULLETS or page.hits_at(position) or is_prose(line)):
                break
            yield Take(page.filled[position], rule, (f"one of {len(titles)} headlines below bullets of their own",))


def _is_title(line: str) -> bool:
    """Whether a line reads as a headline: some words, the first no figure, and no sentence."""
    return has_words(line, _TITLE_WORDS) and not line.strip()[0].isdigit() and not is_statement(line)


def dated_teasers(page: Page, rule: Rule) -> Iterator[Take]:
    """What stands below a related-stories label when nothing but teasers does to the end: a few lines and a date each.

    Their leads are sentences, even prose; what gives them away is that a date closes every one.
    """
    labels = page.where(_opens_related)
    if not labels:
        return
    dates = page.where(lambda hit: hit.rule.name in _DATES)
    closing = _closing_run(dates, len(page.filled))
    start = next((p for p in labels if 0 < closing[0] - p <= _DATED_LINES), None) if len(closing) >= _DATED else None
    if start is not None:
        for position in range(start + 1, len(page.filled)):
            yield Take(page.filled[position], rule, (f"one of {len(closing)} teasers with dates that run to the end",))


def _opens_related(hit: Hit) -> bool:
    return hit.rule.category == "related" and hit.rule.scope == "block"


def _closing_run(dates: list[int], end: int) -> list[int]:
    """The last of some sorted positions that follow each other closely, to the end of the text."""
    run: list[int] = []
    for position in reversed(dates):
        if (run[-1] if run else end) - position > _DATED_LINES:
            break
        run.append(position)
    return run[::-1]


def previous_and_next(page: Page, rule: Rule) -> Iterator[Take]:
    """The links to the stories before and after: behind an arrow that points back, and right below before one that
    points on.

    Guillemets enclose what is said as well, over two lines too, so they count below the last paragraph only, and before
    a line that does not go on with the one above.
    """
    for position in range(len(page.filled) - 1):
        first = page.line(position).strip()
        if first[0] not in _BACK and first[0] not in _ON:
            continue
        second = page.line(position + 1).strip()
        if not _point_apart(first, second) or not _is_link(first) or not _is_link(second):
            continue
        if first[0] in _GUILLEMETS and (page.zone(position) != "tail" or second[:1].islower()):
            continue
        for number in page.filled[position : position + 2]:
            yield Take(number, rule, ("one of two links, to the story before and the one after",))


def _point_apart(first: str, second: str) -> bool:
    """Whether what a line begins with and what the one below ends with is a pair of arrows, and none stands between."""
    opening, closing = first[0], second[-1]
    if opening in _BACK:
        paired = closing == _ON[_BACK.index(opening)]
    else:
        paired = opening not in _GUILLEMETS and closing == _BACK[_ON.index(opening)]
    return paired and closing not in first and opening not in second


def _is_link(line: str) -> bool:
    """Whether a line beside an arrow is as long as a headline, and no sentence."""
    words = line.strip(_BACK + _ON + " ")
    return bool(words) and not has_words(words, _LINK_WORDS + 1) and not is_statement(words) and not is_prose(words)


def is_statement(line: str) -> bool:
    """Whether a line ends like a short sentence; questions and exclamations are headlines of other stories as well, and
    prose that the body does not reach is rarely its own."""
    return is_closed(line) and not is_prose(line) and not ASKS.search(line)
