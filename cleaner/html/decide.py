"""Which blocks are the body: the set with the best expected score, after the firm rules and before the tidying ones.

Three named steps. *Firm*: the headline and its repeats, and boxes of known tools, are out whatever else speaks for
them. *Choose*: not a fixed threshold but, a page, the set of blocks that has the highest expected F1 under the weights;
on a page whose body is certain a doubtful block must be better than on one where nothing is. *Tidy*: tables stay whole,
and a heading with nothing left under it goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.html.blocks import Block, Frame, is_heading
from cleaner.html.captions import captions
from cleaner.html.copies import copies
from cleaner.html.evidence import Kind, box_of_names, verdicts
from cleaner.html.features import Facts, facts
from cleaner.html.further import further_articles, rows_of_cards, teasers_within
from cleaner.html.labels import labelled_boxes
from cleaner.html.naming import is_aside
from cleaner.html.page import EVIDENT, PageFacts
from cleaner.html.rejoin import rejoin
from cleaner.html.weights import Score, shipped
from cleaner.text.page import is_closed

MIN_WEIGHT = 0.3
"""What a block without words (a number, a bar) weighs among the words of the page."""

STANDFIRST = 0.6
"""The least chance of a standfirst. On the news pages 95 to 100% of them are body, but extractors take them for
furniture of the headline; on blogs conventions differ, so it is a floor and no certainty."""

LEAST, LEAST_LINKED = 0.33, 0.5
"""The least chance of a block, and of one made of links. On pages of few words the best expected F1 is had with all
that is not hopeless, teasers above all. Cross-validated: F1 0.0006 higher on both sets."""

SURE = 0.7
"""A heading with a higher chance stays, whatever stands under it: what it introduced may be an embed or a picture."""

MOST, MOST_WORDS = 0.5, 0.8
"""Boxes of a known tool that hold more of what the witness keeps, or of all words, are the article itself."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Of each block: whether it stays, its score, its facts, and the firm rule that took it, if any.

    Furniture and what is evidently body have no score and no facts.
    """

    keep: list[bool]
    scores: list[Score | None]
    rows: list[Facts | None]
    firm: list[Kind | None]
    headline: int | None


def decide(page: PageFacts) -> Decision:
    """Decide on all blocks of a page."""
    rows = facts(page)
    score = shipped().score
    scores = [None if row is None else score(row) for row in rows]
    chances = [s.chance if s else EVIDENT if evident else 0.0 for s, evident in zip(scores, page.evident, strict=True)]
    headline = find_headline(page)
    firm = firm_rules(page, headline, chances)
    keep = keep_blocks(page, rows, chances, firm)
    return Decision(keep, scores, rows, firm, headline)


def keep_blocks(
    page: PageFacts, rows: Sequence[Facts | None], chances: Sequence[float], firm: Sequence[Kind | None]
) -> list[bool]:
    """The blocks to keep, given what the weights say of each: firm rules, choice, tidying."""
    blocks = page.layout.blocks
    bounded = [
        0.0 if rule else float(chance) if row is None else _bounded(float(chance), row, block)
        for chance, rule, row, block in zip(chances, firm, rows, blocks, strict=True)
    ]
    title = verdicts()["headline"]
    for i, row in enumerate(rows[1:], 1):
        if row is not None and firm[i] is None and firm[i - 1] == title and _opens_the_article(page, i, row):
            bounded[i] = max(bounded[i], STANDFIRST)
    keep = choose(bounded, [block.words for block in blocks])
    keep = [kept and rule is None for kept, rule in zip(keep, firm, strict=True)]
    keep = rejoin(page, keep, firm, rows, bounded)
    return tidy(page, keep, firm, bounded)


def _bounded(chance: float, row: Facts, block: Block) -> float:
    """A block's chance, but no lower than a standfirst's, and nothing when it is under the least."""
    if _is_standfirst(row):
        return max(chance, STANDFIRST)
    least = LEAST_LINKED if block.link_words * 2 > block.words else LEAST
    return chance if chance >= least else 0.0


def _is_standfirst(row: Facts) -> bool:
    """Right under the headline, and either named so or the page's own description."""
    return row["standfirst"] > 0 and (row["name_lead"] <= 1 or row["is_summary"] > 0)


def _opens_the_article(page: PageFacts, i: int, row: Facts) -> bool:
    """Whether the block right after the headline is a closed sentence: a standfirst without a telling name."""
    return row["standfirst"] > 0 and row["name_caption"] > 1 and is_closed(page.layout.blocks[i].text)


def choose(chances: Sequence[float], words: Sequence[int]) -> list[bool]:
    """The set of blocks with the highest expected F1, found among the n most likely ones for every n.

    >>> choose([0.9, 0.2, 0.6], [40, 10, 5])
    [True, False, True]
    """
    weights = [max(MIN_WEIGHT, float(count)) for count in words]
    order = sorted(range(len(chances)), key=lambda i: -chances[i])
    whole = sum(chance * weight for chance, weight in zip(chances, weights, strict=True))
    best, best_score, hit, taken = 0, 0.0, 0.0, 0.0
    for count, i in enumerate(order, 1):
        hit += chances[i] * weights[i]
        taken += weights[i]
        expected = 2 * hit / (taken + whole) if whole else 0.0
        if expected > best_score:
            best, best_score = count, expected
    chosen = set(order[:best])
    return [i in chosen for i in range(len(chances))]


def find_headline(page: PageFacts) -> int | None:
    """The block that is the headline: an h1 that the head of the page knows, else the only h1, else a known heading."""
    blocks, frames = page.layout.blocks, page.layout.frames
    heads = [
        i
        for i, b in enumerate(blocks)
        if is_heading(b) and not frames[b.frame].hidden and (b.words > 1 or page.plain[i] in page.clues.titles)
    ]
    firsts = [i for i in heads if blocks[i].tag == "h1"]
    known = [i for i in (*firsts, *heads) if _is_title(page, i)]
    if known:
        return known[0]
    prose = next((i for i, is_prose in enumerate(page.prose) if is_prose), len(blocks))
    said = next((i for i in range(prose) if page.plain[i] in page.clues.titles and len(page.plain[i]) > 8), None)
    if said is not None and not firsts and not frames[blocks[said].frame].hidden:
        return said
    return firsts[0] if len(firsts) == 1 and firsts[0] < prose + 3 else None


def _is_title(page: PageFacts, i: int) -> bool:
    """Whether a block says what a title of the page's head says, or begins one that goes on with the site's name."""
    own = page.plain[i]
    if own in page.clues.titles:
        return True
    return len(own) > 15 and any(title.startswith(own) or title.endswith(own) for title in page.clues.titles)


def firm_rules(page: PageFacts, headline: int | None, chances: Sequence[float]) -> list[Kind | None]:
    """The blocks that go whatever the weights say: headline, its repeats, boxes that say what they are."""
    found: list[Kind | None] = [None] * len(page.layout.blocks)
    boxes = (
        *captions(page),
        *copies(page, chances),
        *labelled_boxes(page, headline, chances),
        *further_articles(page, headline),
        *teasers_within(page, headline),
        *rows_of_cards(page),
        *_tool_boxes(page),
    )
    for first, last, kind in boxes:
        found[first:last] = [kind] * (last - first)
    kind = verdicts()["headline"]
    if headline is not None:
        text = page.plain[headline]
        for i, own in enumerate(page.plain):
            if own == text and len(own) > 8:
                found[i] = kind
        found[headline] = kind
    return found


def _tool_boxes(page: PageFacts) -> list[tuple[int, int, Kind]]:
    """The spans of blocks in boxes of known tools, except where the boxes of a tool hold the article together.

    What is for screen readers, or pops up, says of itself that it is no part of the page that readers see.
    """
    found: dict[Kind, list[Frame]] = {}
    for frame in page.layout.frames:
        kind = box_of_names(frame.names) if frame.names and frame.words else None
        if kind is None and frame.hidden and frame.words and is_aside(frame.names):
            kind = verdicts()["hidden"]
        if kind is not None and not (found.get(kind) and frame.first < found[kind][-1].last):
            found.setdefault(kind, []).append(frame)
    return [(frame.first, frame.last, kind) for kind, frames in found.items() if not _holds_body(page, frames)
            for frame in frames]  # fmt: skip


def _holds_body(page: PageFacts, boxes: Sequence[Frame]) -> bool:
    """Whether boxes hold most of what the witness keeps, or of the page: then the article is named like a tool."""
    kept, words = sum(page.frames.kept[box.index] for box in boxes), sum(box.words for box in boxes)
    return kept > MOST * page.frames.kept[0] or words > (MOST_WORDS if any(page.kept) else MOST) * page.total


def tidy(page: PageFacts, keep: Sequence[bool], firm: Sequence[Kind | None], chances: Sequence[float]) -> list[bool]:
    """Tables stay whole or go whole; headings with nothing under them go, unless they are surely body themselves."""
    tidied = _whole_tables(page, keep, firm)
    following, level = False, 0
    for i in range(len(tidied) - 1, -1, -1):
        block = page.layout.blocks[i]
        if is_heading(block):
            own = int(block.tag[1:])
            idle = not following and not (level and level > own)
            if tidied[i] and chances[i] < SURE and (idle or _alone_in_box(page, tidied, i)):
                tidied[i] = False
            if tidied[i]:
                level = own
            following = False
        elif tidied[i]:
            following, level = True, 0
    return tidied


def _whole_tables(page: PageFacts, keep: Sequence[bool], firm: Sequence[Kind | None]) -> list[bool]:
    """All rows of a table when those kept hold most of its words, else none."""
    tidied = list(keep)
    for frame in page.layout.frames:
        if frame.tag == "table":
            rows = [i for i in range(frame.first, frame.last) if page.layout.blocks[i].tag == "tr" and not firm[i]]
            words = sum(page.layout.blocks[i].words for i in rows)
            kept = sum(page.layout.blocks[i].words for i in rows if keep[i])
            for i in rows:
                tidied[i] = kept * 2 > words
    return tidied


def _alone_in_box(page: PageFacts, keep: Sequence[bool], i: int) -> bool:
    """Whether a heading is the only block kept of the element that it stands in with others, all of them short of it.

    The heading of a newsletter box whose form and text went would else seem to belong to the next paragraph.
    """
    frames = page.layout.frames
    frame = frames[page.layout.blocks[i].frame]
    while frame.last - frame.first < 2 and frame.parent >= 0:
        frame = frames[frame.parent]
    if frame.words * 2 > page.total or frame.first != i:
        return False
    return not any(keep[j] for j in range(frame.first, frame.last) if j != i)
