"""The facts about each block that the weights are about, by name. Every one can be said in words.

A fact is a number. Facts of frames are computed once a frame and shared by its blocks. Facts that make a model learn
pages by heart (the number of lines, raw positions) are left out on purpose, and so are those that it found no use for
(the declared body's own lines, commas, bold text).
"""

from __future__ import annotations

from itertools import accumulate
from math import log2
from operator import or_

from cleaner.html.blocks import Block, is_heading
from cleaner.html.evidence import says, vocabulary
from cleaner.html.frames import FAR, SECTIONING
from cleaner.html.page import PageFacts

Facts = dict[str, float]
"""The facts of a block, by name, always in the same order."""

_TAG_KINDS = {
    "p": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 5, "h6": 5, "li": 6, "ul": 6, "ol": 6, "tr": 7, "td": 8, "th": 8,
    "blockquote": 9, "pre": 10, "figcaption": 11, "figure": 11, "dt": 12, "dd": 12, "div": 13, "section": 14,
    "article": 14, "main": 14, "header": 15, "footer": 15, "aside": 15, "nav": 15, "button": 16, "label": 16,
    "summary": 5, "caption": 11,
}  # fmt: skip

_NAMED = (
    "share", "comments", "consent", "author", "sidebar", "footer", "caption", "paywall", "teaser", "dialog", "body",
    "lead",
)  # fmt: skip
"""Kinds of elements whose distance is a fact."""

_KINDS = [kind.name for kind in vocabulary().kinds]
_NAMED_KINDS = [_KINDS.index(name) for name in _NAMED]
_FRAME_FACTS = (*(f"in_{tag}" for tag in SECTIONING), *(f"name_{name}" for name in _NAMED))

NO_HEADLINE = 8.0
"""What stands for the lines since the headline where there is none: as after 255 of them."""

LONG = 3000
"""Words from which a text is long: the few longer pages to learn from have threads of comments, others a novel."""

MOST_KEPT = 0.9
"""From here on it tells nothing how much of a page the witness keeps: a bare page may be all body."""

USUAL_LENGTH = 5.0
"""Characters a word in languages that write spaces."""

_SYMBOLS, _DIGITS = b"{}[]<>=_|/\\#@$%^~`", b"0123456789"


def facts(page: PageFacts, evident: bool = False) -> list[Facts | None]:
    """The facts of each block; None for furniture and, if not asked for, what is evident."""
    around, inside = _Around(page), _Inside(page)
    skip = page.furniture if evident else map(or_, page.furniture, page.evident)
    return [
        None if idle else {**_own(page, i), **_frame(page, i), **_labels(page, i), **inside.of(i), **around.of(i)}
        for i, idle in enumerate(skip)
    ]


def _own(page: PageFacts, i: int) -> Facts:
    """What the block's own text says."""
    block = page.layout.blocks[i]
    text, length = block.text, max(1, len(block.text))
    upper = sum([word[0].isupper() for word in text.split(None, 40)[:40]])
    start = text[:400].encode("utf-8", "replace")
    consent, call, embed = says(text)
    return {
        "words": log2(1 + block.words),
        "word_length": _word_length(block),
        "link_share": block.link_words / max(1, block.words),
        "stops": page.stops[i],
        "digits": _count(start, _DIGITS) / min(400, length),
        "capitals": upper / max(1, min(40, block.words)),
        "lines": min(4.0, text.count("\n")),
        "bullet": float(text.startswith(("•", "-", "–", "*", "▪", "✓"))),
        "tag": float(_TAG_KINDS.get(block.tag, 0)),
        "depth": min(30.0, page.layout.frames[block.frame].depth),
        "repeats": min(4.0, page.repeats(i)),
        "symbols": _count(start, _SYMBOLS) / min(400, length),
        "is_summary": float(is_summary(page, i)),
        "says_consent": consent,
        "says_call": call,
        "says_embed": embed,
        "prefix": float(bool(page.prefixes[i])),
    }


def _word_length(block: Block) -> float:
    """Characters a word; a usual length in scripts without spaces, whose words are only reckoned."""
    if block.words > 2 * (1 + block.text.count(" ")):
        return USUAL_LENGTH
    return len(block.text) / block.words if block.words else 0.0


def _count(data: bytes, characters: bytes) -> int:
    """How many of some ASCII characters a text in UTF-8 has: in bytes, for that takes a tenth of the time."""
    return len(data) - len(data.translate(None, characters))


def is_summary(page: PageFacts, i: int) -> bool:
    """Whether the block is what the page's head gives as its description: mostly the standfirst."""
    own = page.plain[i]
    return len(own) > 30 and any(own[:80] == summary[:80] or own in summary for summary in page.clues.summaries)


def _frame(page: PageFacts, i: int) -> Facts:
    """What the elements around it are and call themselves."""
    frame = page.layout.blocks[i].frame
    return dict(
        zip(_FRAME_FACTS, page.frames.tags[frame] + page.frames.name_distances(frame, _NAMED_KINDS), strict=True)
    )


def _labels(page: PageFacts, i: int) -> Facts:
    """Whether it is a label, and whether it stands under one."""
    since, _, strength = page.under[i]
    return {"label_any": float(bool(page.labels[i])), "under_any": strength, "under_far": since}


class _Inside:
    """What the frames hold that a block stands in: the innermost that holds more than it, the one around, one more."""

    def __init__(self, page: PageFacts) -> None:
        self.page = page
        # A paragraph is a frame of its own: the chain of a frame has only frames of several blocks, four at most.
        self.chains: list[tuple[int, ...]] = []
        for frame in page.layout.frames:
            above = self.chains[frame.parent] if frame.parent >= 0 else ()
            several = page.frames.blocks[frame.index] > 1
            self.chains.append((frame.index, *above[:3]) if several else above)

    def of(self, i: int) -> Facts:
        """The facts of block ``i``, those of its path's group first."""
        page = self.page
        frame = page.layout.blocks[i].frame
        chain = self.chains[frame] or (0,)
        own, up, far = (page.layout.frames[chain[min(level, len(chain) - 1)]] for level in (0, 1, 3))
        return {
            **page.paths[page.layout.frames[frame].path],
            "own_words": _size(own.words),
            "own_blocks": log2(1 + page.frames.blocks[own.index]),
            "up_words": _size(up.words),
            "far_words": _size(far.words),
            "far_link_share": far.link_words / max(1, far.words),
        }


def _size(words: int) -> float:
    return log2(1 + max(1, min(LONG, words)))


class _Around:
    """What stands before and after: neighbours, the zone of prose, the h1, what the witness kept around."""

    def __init__(self, page: PageFacts) -> None:
        self.page = page
        blocks = page.layout.blocks
        self.in_region = [False] * len(blocks)
        self.children = [FAR] * len(blocks)
        if page.region >= 0:
            frame = page.layout.frames[page.region]
            for i in range(frame.first, frame.last):
                self.in_region[i] = True
                depth = page.layout.frames[blocks[i].frame].depth - frame.depth
                self.children[i] = min(FAR, float(depth))
        self.first, self.last = page.zone.start, page.zone.stop - 1
        keep = [i for i, kept in enumerate(page.kept) if kept > 0.5]
        self.keep_last = keep[-1] if keep else len(blocks) - 1
        self.h1 = next((i for i, b in enumerate(blocks) if b.tag == "h1" and b.words > 1), -1)
        kept = sum(b.words * k for b, k in zip(blocks, page.kept, strict=True)) / page.total
        self.page_kept = min(MOST_KEPT, kept)
        inside = sum(b.words for i, b in enumerate(blocks) if self.in_region[i])
        kept_inside = sum(b.words * page.kept[i] for i, b in enumerate(blocks) if self.in_region[i])
        self.region_kept = kept_inside / max(1, inside)
        self.word_sums = [0, *accumulate(b.words for b in blocks)]
        container = page.layout.frames[page.container] if page.container >= 0 else None
        self.container_first, self.container_last = (container.first, container.last) if container else (0, len(blocks))
        self.sections = _sections(page)

    def of(self, i: int) -> Facts:
        """The facts of block ``i``."""
        page, blocks = self.page, self.page.layout.blocks
        low, high = max(0, i - 3), min(len(blocks), i + 4)
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        has_h1 = self.h1 >= 0
        prose, level = self.sections[i]
        return {
            "region": float(self.in_region[i]),
            "region_child": self.children[i],
            "zone_after": log2(1 + max(0, i - self.last)),
            "zone_in": float(self.first <= i <= self.last),
            "h1_before": float(has_h1 and i < self.h1),
            "h1_after": log2(1 + max(0, i - self.h1)) if has_h1 else NO_HEADLINE,
            "prev_words": log2(1 + before.words) if before else -1.0,
            "next_words": log2(1 + after.words) if after else -1.0,
            "next_link": after.link_words / max(1, after.words) if after else -1.0,
            "near_words": log2(1 + self.word_sums[high] - self.word_sums[low] - blocks[i].words),
            "kept": page.kept[i],
            "kept_after": log2(1 + max(0, i - self.keep_last)),
            "page_kept": self.page_kept,
            "region_kept": self.region_kept,
            "has_structured": float(page.clues.declares_body),
            "section_prose": prose,
            "section_heading": level,
            "standfirst": float(self._is_standfirst(i)),
            "paragraph_judge": page.verdicts[i],
            "container_judge": float(self.container_first <= i < self.container_last),
            "container_far": log2(1 + max(0, self.container_first - i, i + 1 - self.container_last)),
        }

    def _is_standfirst(self, i: int) -> bool:
        """A sentence or two right under the headline that is no label, date or list of links."""
        block = self.page.layout.blocks[i]
        return (
            0 < i - self.h1 <= 5
            and self.h1 >= 0
            and 8 <= block.words <= 80
            and not block.link_words
            and block.tag not in ("li", "figcaption", "button", "td")
            and not self.page.labels[i]
            and not self.page.layout.frames[block.frame].hidden
        )


def _sections(page: PageFacts) -> list[tuple[float, float]]:
    """Of the blocks from one heading to the next: the share of words in prose, and the heading's level."""
    blocks = page.layout.blocks
    starts = [0, *(i for i, block in enumerate(blocks) if i and is_heading(block)), len(blocks)]
    found: list[tuple[float, float]] = []
    for start, end in zip(starts, starts[1:], strict=False):
        words = max(1, sum(blocks[i].words for i in range(start, end)))
        prose = sum(blocks[i].words for i in range(start, end) if page.prose[i]) / words
        level = float(blocks[start].tag[1:]) if start < len(blocks) and is_heading(blocks[start]) else 7.0
        found += [(prose, level)] * (end - start)
    return found
