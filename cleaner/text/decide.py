"""Which hits become removals: the same hit is junk in one place and body in another.

Each function proposes `Take`s for one view of the page; nothing here edits text. `cleaner.pipeline` applies them and
asks again until nothing more is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.catalogue.rule import Rule, When
from cleaner.text import belongs
from cleaner.text.labels import goes_on_counting, is_counted, is_sentence_not_label, is_step
from cleaner.text.match import Hit
from cleaner.text.page import ASKS, Page, has_words, is_closed, is_prose, is_truncated, without_credit, word_count

_AGE = "teaser-age"
"""The catalogue's rule for "3 hours ago"."""

_TITLE_WORDS = 4
_ITEMS_BELOW = 15
"""Lines that a call to read on opens below the last paragraph. Set by hand: 3, as between paragraphs, leaves 171 junk
lines of the blogs; taken everywhere, it costs four of their body lines."""

_KICKER_ITEMS = 2
"""Items of a list from which the first, said again, is a kicker. Set by hand."""


@dataclass(frozen=True, slots=True)
class Take:
    """A proposal: take a line (by its number in the page), or the part of it from ``start`` to ``end``."""

    line: int
    rule: Rule
    evidence: tuple[str, ...]
    start: int | None = None
    end: int | None = None


def from_hits(page: Page) -> Iterator[Take]:
    """Takes that follow from pattern hits: lines, spans, labels with their blocks, and cuts to the end."""
    for number in sorted(page.hits.keys() - page.protected):
        position = page.position(number)
        if belongs.is_part_of_article(page, position):
            continue
        for hit in page.hits[number]:
            met = conditions_met(hit, page, position)
            if met is not None:
                yield from _scoped(hit, page, position, (f"matches {hit.text!r}", *met))
                if hit.rule.scope == "until":
                    return  # nothing is left below


def holds_in_line(hit: Hit, line: str) -> bool:
    """Whether a hit stands whatever is around its line: the length and end asked for, nothing quoted or reported."""
    when = hit.rule.when
    if hit.rule.scope == "keep":
        return True
    if is_step(line) or is_sentence_not_label(hit, line):
        return False
    if hit.rule.scope != "span" and belongs.is_said_in_prose(hit, line):
        return False
    if hit.rule.anchor == "anywhere" and hit.rule.scope != "span" and belongs.is_quoted(line, hit.start):
        return False
    words = word_count(line) if when.min_words or when.max_words else 0
    if words < when.min_words or (when.max_words and words > when.max_words):
        return False
    if when.ends and (when.ends == "closed") != is_closed(line):
        return False
    return not belongs.is_part_of_code(hit, line)


def conditions_met(hit: Hit, page: Page, position: int) -> tuple[str, ...] | None:
    """The evidence that meets a rule's ``when`` at a position in ``page.filled``, or None when it is not met."""
    when = hit.rule.when
    if belongs.is_the_articles_own(page, hit, position):
        return None
    zones = _zones(hit, page, position)
    if when.zone and not zones & set(when.zone):
        return None
    evidence = [f"stands in the {page.zone(position)} zone"] if when.zone else []
    return _neighbours_met(when, page, position, evidence)


def _zones(hit: Hit, page: Page, position: int) -> set[str]:
    """The zones that a hit counts as in: the end of the last prose line is where the tail begins."""
    zones = {page.zone(position)}
    if hit.rule.scope == "span" and position == page.last and hit.rule.anchor == "suffix":
        zones.add("tail")
    return zones


def _neighbours_met(when: When, page: Page, position: int, evidence: list[str]) -> tuple[str, ...] | None:
    if when.near:
        near = [p for p in range(position - when.near, position + when.near + 1) if p != position]
        rules = sorted({hit.rule.name for p in near for hit in page.hits_at(p) if hit.rule.scope != "keep"})
        if not rules:
            return None
        evidence.append(f"near {', '.join(rules)}")
    for side, wanted in ((-1, when.after), (1, when.before)):
        if wanted:
            found = [hit.rule.name for hit in page.hits_at(position + side) if hit.rule.category in wanted]
            if not found:
                return None
            evidence.append(f"{'follows' if side < 0 else 'precedes'} {found[0]}")
    return tuple(evidence)


def _scoped(hit: Hit, page: Page, position: int, evidence: tuple[str, ...]) -> Iterator[Take]:
    number, rule = page.filled[position], hit.rule
    if rule.scope == "span":
        start = len(page.lines[number][: hit.start].rstrip()) if rule.anchor == "suffix" else hit.start
        end = len(page.lines[number]) if rule.anchor == "suffix" else hit.end
        yield Take(number, rule, evidence, start, end)
        return
    yield Take(number, rule, evidence)
    if rule.scope == "block":
        label = f"under the label {page.lines[number].strip()!r}"
        for below in block_under(page, position, rule):
            yield Take(page.filled[below], rule, (label,))
    if rule.scope == "until":
        label = f"after {page.lines[number].strip()[:40]!r}"
        for below in range(position + 1, len(page.filled)):
            yield Take(page.filled[below], rule, (label,))


def block_under(page: Page, position: int, rule: Rule) -> Iterable[int]:
    """Positions of the lines that a label opens: to the next prose, next label or the rule's bound.

    A teaser below its age ("3 hours ago") is one, be it as long as a paragraph.
    """
    taken: list[int] = []
    counted = is_counted(page.line(position))
    most = _most_items(page, position, rule)
    for below in range(position + 1, len(page.filled)):
        if below - position > most and not _goes_on(page, taken, below):
            break
        line = page.line(below)
        if not counted and goes_on_counting(line):
            break  # the article's own list
        number = page.filled[below]
        if number in page.protected or number in page.title_lines or _heads_article(page, below):
            break
        if _is_age(page, below) or (_is_age(page, below - 1) and not page.hits_at(below)):
            taken.append(below)
            continue
        if not _looks_like_item(line, rule.opens.max_words, asking=page.zone(below) == "tail"):
            break
        if any(hit.rule.scope in ("line", "block", "until") for hit in page.hits_at(below)):
            break
        taken.append(below)
        counted = counted or is_counted(line)
    if belongs.is_subheading_of_prose(page, taken) or belongs.is_wrapped_sentence(page, taken):
        return []
    return taken


def _heads_article(page: Page, position: int) -> bool:
    """Whether a line above the body, as long as a headline, stands right above prose."""
    heads = page.zone(position) == "head" and position + 1 < len(page.filled) and is_prose(page.line(position + 1))
    return heads and has_words(page.line(position), _TITLE_WORDS)


def _goes_on(page: Page, taken: list[int], below: int) -> bool:
    """Whether a list in which a kicker, the author or section, stands above each headline goes on with a line."""
    if len(taken) <= _KICKER_ITEMS:
        return False
    kickers = [*taken[: _ITEMS_BELOW + 1 : 2], *([below] if len(taken) % 2 == 0 else [])]
    return len({page.line(p).strip() for p in kickers}) == 1  # those further down were told apart when they were taken


def _is_age(page: Page, position: int) -> bool:
    return any(hit.rule.name == _AGE for hit in page.hits_at(position))


def _most_items(page: Page, position: int, rule: Rule) -> int:
    """How many lines a label opens at most: what leads to a link or two between paragraphs has a list below them."""
    most = rule.opens.max_lines
    if rule.category == "related" and 1 < most < _ITEMS_BELOW and page.zone(position) == "tail":
        return _ITEMS_BELOW
    return most


def _looks_like_item(line: str, max_words: int, *, asking: bool) -> bool:
    """A teaser, link or list entry: short or breaking off, and not running text; a question or a cry may be one."""
    if is_truncated(line):
        return True
    if has_words(line, max_words + 1) or is_prose(line):
        return False
    return not is_closed(without_credit(line)) or (asking and bool(ASKS.search(line)))
