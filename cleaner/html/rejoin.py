"""What belongs to the blocks that were chosen: paragraphs among paragraphs, headings between them.

Short answers, refrains, asides and sub-headings of a long text would else be lost one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.html.blocks import Block, is_heading
from cleaner.html.evidence import Kind
from cleaner.html.features import Facts
from cleaner.html.page import PageFacts, is_prose
from cleaner.text.page import is_closed

INNOCENT_LINKS = 0.2
"""jusText's share of linked text from which a line is no good."""

RUNNING, LARGE = 0.75, 0.2
"""The share of a box that is running text, and its share of the page's, from which it is a part of the article."""

PARAGRAPH = 15
"""Words from which a line between which lists stand is a paragraph."""

_SAYINGS = ("says_consent", "says_call", "says_embed")

Rows = Sequence[Facts | None]


def rejoin(
    page: PageFacts, keep: Sequence[bool], firm: Sequence[Kind | None], rows: Rows, chances: Sequence[float]
) -> list[bool]:
    """The blocks to keep, with those that nothing speaks against and that stand among kept ones.

    Each step says what comes back. On the development pages, by host, three of four lines that do are body, and most of
    the others are the article's too, but not in the gold.
    """
    joined = list(keep)
    left = {i for i, kept in enumerate(keep) if not kept and firm[i] is None}
    open_ = {i for i in left if (row := rows[i]) and not _is_suspect(page, i, row)}
    hopeful = {i for i in open_ if chances[i]}
    steps = (
        (_paragraphs, open_),
        (_alike, open_),
        (_boxes, open_),
        (_lists, hopeful),
        (_items, open_),
        (_listings, left),
        (_headings, open_),
    )
    for more, doubtful in steps:
        for i in more(page, joined, doubtful) if doubtful else ():
            joined[i] = True
    return joined


def _is_suspect(page: PageFacts, i: int, row: Facts) -> bool:
    """Whether a label, a link or a call speaks against a block."""
    block = page.layout.blocks[i]
    if page.labels[i] or page.prefixes[i] or page.under[i][2] or block.link_words > INNOCENT_LINKS * block.words:
        return True
    return any(row[fact] for fact in _SAYINGS)


def _paragraphs(page: PageFacts, keep: Sequence[bool], open_: set[int]) -> list[int]:
    """Running text among kept blocks that are most of their element's."""
    blocks, found = page.layout.blocks, []
    for group in _siblings(page):
        kept = [i for i in group if keep[i]]
        if len(kept) < 2 or sum(blocks[i].words for i in kept) * 2 < sum(blocks[i].words for i in group):
            continue
        silent = not any(page.kept[i] for i in group)
        for i in open_.intersection(group):
            closed = is_closed(blocks[i].text)
            between = kept[0] < i < kept[-1]
            if page.kept[i] > 0.5 or is_prose(blocks[i]) or (closed and (silent or between)):
                at_end = closed and i in (kept[0] - 1, kept[-1] + 1)
                found += [i] if at_end or between else []
    return found


def _alike(page: PageFacts, keep: Sequence[bool], open_: set[int]) -> list[int]:
    """Sentences beside a kept paragraph in the same element, where lines of their kind are kept all over the page."""
    frames, blocks = page.layout.frames, page.layout.blocks
    groups: dict[int, list[int]] = {}
    for block, idle in zip(blocks, page.furniture, strict=True):
        if not idle:
            groups.setdefault(frames[block.frame].path, []).append(block.index)
    found: list[int] = []
    for group in groups.values():
        kept = [i for i in group if keep[i]]
        if len(kept) > 2 and sum(blocks[i].words for i in kept) >= RUNNING * sum(blocks[i].words for i in group):
            doubtful = open_.intersection(group).intersection(range(kept[0], kept[-1] + 2))
            found += [i for i in doubtful if is_closed(blocks[i].text) and _has_kept_twin(page, keep, i)]
    return found


def _has_kept_twin(page: PageFacts, keep: Sequence[bool], i: int) -> bool:
    """Whether a kept block of the same kind stands right before or after block ``i`` in the same element."""
    frames, blocks = page.layout.frames, page.layout.blocks
    own = frames[blocks[i].frame]
    beside = (frames[blocks[j].frame] for j in (i - 1, i + 1) if 0 <= j < len(blocks) and keep[j])
    return any((frame.parent, frame.path) == (own.parent, own.path) for frame in beside)


def _boxes(page: PageFacts, keep: Sequence[bool], open_: set[int]) -> list[int]:
    """Boxes of nothing but running text, the only ones of their kind, beside kept paragraphs of the same element.

    Half of an article under ``class="comment-content"`` is no comment: those come in numbers, with names and dates.
    """
    frames, blocks = page.layout.frames, page.layout.blocks
    beside = _beside(page, keep)
    likes = Counter((frame.parent, frame.path) for frame in frames)
    whole = sum(blocks[i].words for i, one in enumerate(page.prose) if one)
    found: list[int] = []
    for frame in frames:
        inside = range(frame.first, frame.last)
        alone = (
            beside[page.frames.around[frame.index]] > 1 and likes[frame.parent, frame.path] == 1 and not frame.hidden
        )
        if alone and len(inside) > 1 and frame.words > LARGE * whole and all(i in open_ or keep[i] for i in inside):
            prose = sum(blocks[i].words for i in inside if page.prose[i])
            found += inside if prose > RUNNING * frame.words and prose > LARGE * whole else ()
    return found


def _beside(page: PageFacts, keep: Sequence[bool]) -> Counter[int]:
    """How many kept paragraphs stand straight in each frame."""
    found: Counter[int] = Counter()
    for block, kept in zip(page.layout.blocks, keep, strict=True):
        if kept and is_prose(block):
            frame = page.layout.frames[block.frame]
            found[page.frames.around[frame.index] if frame.last - frame.first == 1 else frame.index] += 1
    return found


def _lists(page: PageFacts, keep: Sequence[bool], open_: set[int]) -> list[int]:
    """Lists without a link between kept paragraphs of the article or right above them, or beside some of its element.

    On the development pages 19 of 24 lists that only stand between are body: pros and cons, figures, highlights.
    """
    found: list[int] = []
    beside = _beside(page, keep)
    zone = _zone(page, keep)
    for frame in page.layout.frames:
        items = range(frame.first, frame.last)
        plain = frame.tag in ("ul", "ol") and len(items) > 1 and not frame.hidden and not frame.link_words
        if plain and all(i in open_ or keep[i] for i in items):
            between = frame.first in zone and frame.last - 1 in zone
            above = frame.last == zone.start and frame.first >= page.layout.frames[page.region].first
            found += items if between or above or beside[page.frames.around[frame.index]] > 1 else ()
    return found


def _items(page: PageFacts, keep: Sequence[bool], open_: set[int]) -> list[int]:
    """The other items of lists of which most is kept."""
    frames, blocks = page.layout.frames, page.layout.blocks
    found: list[int] = []
    for frame in frames:
        if frame.tag in ("ul", "ol") and not frame.hidden:
            items = range(frame.first, frame.last)
            kept = sum(blocks[i].words for i in items if keep[i])
            if kept * 2 > frame.words and all(frames[blocks[i].frame].parent == frame.index for i in items):
                found += open_.intersection(items)
    return found


def _zone(page: PageFacts, keep: Sequence[bool]) -> range:
    """From the first to the last kept paragraph in the element that holds the article."""
    region = page.layout.frames[page.region]
    blocks = page.layout.blocks
    kept = [i for i in range(region.first, region.last) if keep[i] and blocks[i].words >= PARAGRAPH]
    return range(kept[0], kept[-1] + 1) if kept else range(0)


def _listings(page: PageFacts, keep: Sequence[bool], open_: set[int]) -> list[int]:
    """Preformatted text between kept blocks, whatever its words are."""
    found: list[int] = []
    kept = [i for i, one in enumerate(keep) if one]
    for frame in page.layout.frames:
        if frame.tag == "pre" and not frame.hidden and kept and kept[0] < frame.first < kept[-1]:
            found += open_.intersection(range(frame.first, frame.last))
    return found


def _siblings(page: PageFacts) -> list[list[int]]:
    """Blocks of the same tag in the same element, or straight in it; furniture left out."""
    frames = page.layout.frames
    groups: dict[tuple[int, str], list[int]] = {}
    for block, idle in zip(page.layout.blocks, page.furniture, strict=True):
        frame = frames[block.frame]
        if not idle:
            alone = frame.last - frame.first == 1
            groups.setdefault((frame.parent, block.tag) if alone else (frame.index, ""), []).append(block.index)
    return [group for group in groups.values() if len(group) > 2]


def _headings(page: PageFacts, keep: Sequence[bool], open_: set[int]) -> list[int]:
    """Headings right above a kept block that is none, inside the element that holds the article."""
    region = page.layout.frames[page.region]
    return [
        i
        for i in range(region.first, region.last - 1)
        if i in open_ and keep[i + 1] and _is_plain_heading(page, i) and not _is_title(page.layout.blocks[i + 1])
    ]


def _is_title(block: Block) -> bool:
    return is_heading(block) or block.tag in ("summary", "dt")


def _is_plain_heading(page: PageFacts, i: int) -> bool:
    """Whether a block is a heading that is shown, is no link and stands on the page once."""
    block = page.layout.blocks[i]
    shown = not block.link_words and not page.layout.frames[block.frame].hidden
    return _is_title(block) and shown and page.repeats(i) == 1
