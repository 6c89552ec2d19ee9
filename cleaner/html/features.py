"""The facts about each block that the weights are about. Every one can be said in words; `NAMES` lists them.

A fact is a number. Facts of frames are computed once a frame and shared by its blocks. Facts that make a model learn
pages by heart (the number of lines, raw positions) are left out on purpose.
"""

from __future__ import annotations

from itertools import accumulate
from math import log2

from cleaner.html.blocks import Block, Frame, is_heading
from cleaner.html.evidence import says, vocabulary
from cleaner.html.page import FAR, SECTIONING, Page

_TAG_KINDS = {
    "p": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 5, "h6": 5, "li": 6, "ul": 6, "ol": 6, "tr": 7, "td": 8, "th": 8,
    "blockquote": 9, "pre": 10, "figcaption": 11, "figure": 11, "dt": 12, "dd": 12, "div": 13, "section": 14,
    "article": 14, "main": 14, "header": 15, "footer": 15, "aside": 15, "nav": 15, "button": 16, "label": 16,
    "summary": 5, "caption": 11,
}  # fmt: skip

_KINDS = [kind.name for kind in vocabulary().kinds]
_NAMED_WORDS = (
    "share comments consent author sidebar footer caption paywall teaser dialog related newsletter player tags "
    "body lead"
)
_NAMED = tuple(_NAMED_WORDS.split())
NAMES: tuple[str, ...] = (
    "words", "word_length", "link_share", "links", "commas", "stops", "digits", "capitals", "strong",
    "lines", "bullet", "tag", "depth", "repeats", "symbols", "is_summary", "hidden",
    "says_consent", "says_call", "says_embed", "prefix",
    *(f"in_{tag}" for tag in SECTIONING),
    *(f"name_{name}" for name in _NAMED),
    "label_any", "under_any", "under_far",
    "own_words", "own_link_share", "own_blocks", "own_kept",
    "up_words", "up_kept", "far_words", "far_link_share",
    "path_words", "path_mean", "path_blocks", "path_prose", "path_kept", "path_stops",
    "region", "region_child", "zone_after", "zone_in", "h1_before", "h1_after",
    "prev_words", "next_words", "next_link", "near_links", "near_words",
    "kept", "kept_after", "kept_far", "page_kept", "region_kept", "structured", "has_structured",
    "section_prose", "section_kept", "section_heading",
    "standfirst", "paragraph_judge", "container_judge", "container_far",
)  # fmt: skip
"""The facts in the order of the numbers that `facts` gives."""

NO_HEADLINE = 8.0
"""What stands for the lines since the headline where there is none: as after 255 of them."""

LONG = 3000
"""Words from which a text is long: the few longer pages to learn from have threads of comments, others a novel."""

MOST_KEPT = 0.9
"""From here on it tells nothing how much of a page the witness keeps: a bare page may be all body."""

USUAL_LENGTH = 5.0
"""Characters a word in languages that write spaces."""

_SYMBOLS, _DIGITS = b"{}[]<>=_|/\\#@$%^~`", b"0123456789"


def facts(page: Page) -> list[list[float] | None]:
    """A row of numbers a block, in the order of `NAMES`; None for furniture."""
    around, inside = _Around(page), _Inside(page)
    return [
        None if idle else _own(page, i) + _frame(page, i) + _labels(page, i) + inside.of(i) + around.of(i)
        for i, idle in enumerate(page.furniture)
    ]


def _own(page: Page, i: int) -> list[float]:
    """What the block's own text says."""
    block = page.layout.blocks[i]
    text, length = block.text, max(1, len(block.text))
    upper = sum([word[0].isupper() for word in text.split(None, 40)[:40]])
    frame = page.layout.frames[block.frame]
    start = text[:400].encode("utf-8", "replace")
    return [
        log2(1 + block.words),
        _word_length(block),
        block.link_words / max(1, block.words),
        min(5.0, len(block.links)),
        min(6.0, text.count(",") + text.count("，") + text.count("、") + text.count("،")),
        page.stops[i],
        _count(start, _DIGITS) / min(400, length),
        upper / max(1, min(40, block.words)),
        block.strong / length,
        min(4.0, text.count("\n")),
        float(text.startswith(("•", "-", "–", "*", "▪", "✓"))),
        float(_TAG_KINDS.get(block.tag, 0)),
        min(30.0, frame.depth),
        min(4.0, page.repeats(i)),
        _count(start, _SYMBOLS) / min(400, length),
        float(_is_summary(page, i)),
        float(frame.hidden),
        *says(text),
        float(bool(page.prefixes[i])),
    ]


def _word_length(block: Block) -> float:
    """Characters a word; a usual length in scripts without spaces, whose words are only reckoned."""
    if block.words > 2 * (1 + block.text.count(" ")):
        return USUAL_LENGTH
    return len(block.text) / block.words if block.words else 0.0


def _count(data: bytes, characters: bytes) -> int:
    """How many of some ASCII characters a text in UTF-8 has: in bytes, for that takes a tenth of the time."""
    return len(data) - len(data.translate(None, characters))


def _is_summary(page: Page, i: int) -> bool:
    """Whether the block is what the page's head gives as its description: mostly the standfirst."""
    own = page.plain[i]
    return len(own) > 30 and any(own[:80] == summary[:80] or own in summary for summary in page.clues.summaries)


def _frame(page: Page, i: int) -> list[float]:
    """What the elements around it are and call themselves."""
    frame = page.layout.blocks[i].frame
    return page.frames.tags[frame] + page.frames.name_distances(frame, _NAMED_KINDS)


_NAMED_KINDS = [_KINDS.index(name) for name in _NAMED]


def _labels(page: Page, i: int) -> list[float]:
    """Whether it is a label, and whether it stands under one."""
    since, _, strength = page.under[i]
    return [float(bool(page.labels[i])), strength, since]


class _Inside:
    """What the frames hold that a block stands in: the innermost that holds more than it, the one around, one more."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # A paragraph is a frame of its own: the chain of a frame has only frames of several blocks, four at most.
        self.chains: list[tuple[int, ...]] = []
        for frame in page.layout.frames:
            above = self.chains[frame.parent] if frame.parent >= 0 else ()
            several = page.frames.blocks[frame.index] > 1
            self.chains.append((frame.index, *above[:3]) if several else above)

    def of(self, i: int) -> list[float]:
        """The numbers of block ``i``, those of its path's group last."""
        page = self.page
        frame = page.layout.blocks[i].frame
        chain = self.chains[frame] or (0,)
        own, up, far = (page.layout.frames[chain[min(level, len(chain) - 1)]] for level in (0, 1, 3))
        return [
            _size(own.words),
            own.link_words / max(1, own.words),
            log2(1 + page.frames.blocks[own.index]),
            _kept_beside(page, i, own),
            _size(up.words),
            _kept_beside(page, i, up),
            _size(far.words),
            far.link_words / max(1, far.words),
            *page.paths[page.layout.frames[frame].path],
        ]


def _size(words: int) -> float:
    return log2(1 + max(1, min(LONG, words)))


def _kept_beside(page: Page, i: int, frame: Frame) -> float:
    """The share of a frame's words, the block's own left out, that the witness keeps; -1 when there are no others."""
    words = page.layout.blocks[i].words
    rest = frame.words - words
    return (page.frames.kept[frame.index] - page.kept[i] * words) / rest if rest > 0 else -1.0


class _Around:
    """What stands before and after: neighbours, the zone of prose, the h1, what the witness kept around."""

    def __init__(self, page: Page) -> None:
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
        region_prose = [i for i, prose in enumerate(page.prose) if prose and self.in_region[i]]
        self.first = region_prose[0] if region_prose else 0
        self.last = region_prose[-1] if region_prose else len(blocks) - 1
        keep = [i for i, kept in enumerate(page.kept) if kept > 0.5]
        self.keep_last = keep[-1] if keep else len(blocks) - 1
        self.h1 = next((i for i, b in enumerate(blocks) if b.tag == "h1" and b.words > 1), -1)
        kept = sum(b.words * k for b, k in zip(blocks, page.kept, strict=True)) / page.total
        self.page_kept = min(MOST_KEPT, kept)
        inside = sum(b.words for i, b in enumerate(blocks) if self.in_region[i])
        kept_inside = sum(b.words * page.kept[i] for i, b in enumerate(blocks) if self.in_region[i])
        self.region_kept = kept_inside / max(1, inside)
        self.word_sums = [0, *accumulate(b.words for b in blocks)]
        self.link_sums = [0, *accumulate(b.link_words for b in blocks)]
        container = page.layout.frames[page.container] if page.container >= 0 else None
        self.container_first, self.container_last = (container.first, container.last) if container else (0, len(blocks))
        self.sections = _sections(page)

    def of(self, i: int) -> list[float]:
        """The numbers of block ``i``."""
        page, blocks = self.page, self.page.layout.blocks
        low, high = max(0, i - 3), min(len(blocks), i + 4)
        words = self.word_sums[high] - self.word_sums[low] - blocks[i].words
        has_h1 = self.h1 >= 0
        return [
            float(self.in_region[i]),
            self.children[i],
            log2(1 + max(0, i - self.last)),
            float(self.first <= i <= self.last),
            float(has_h1 and i < self.h1),
            log2(1 + max(0, i - self.h1)) if has_h1 else NO_HEADLINE,
            *self._neighbours(i),
            (self.link_sums[high] - self.link_sums[low] - blocks[i].link_words) / max(1, words),
            log2(1 + words),
            page.kept[i],
            log2(1 + max(0, i - self.keep_last)),
            page.far[i],
            self.page_kept,
            self.region_kept,
            page.structured[i],
            float(page.clues.structured is not None),
            *self.sections[i],
            float(self._is_standfirst(i)),
            page.verdicts[i],
            float(self.container_first <= i < self.container_last),
            log2(1 + max(0, self.container_first - i, i + 1 - self.container_last)),
        ]

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

    def _neighbours(self, i: int) -> list[float]:
        blocks = self.page.layout.blocks
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        return [
            log2(1 + before.words) if before else -1.0,
            log2(1 + after.words) if after else -1.0,
            after.link_words / max(1, after.words) if after else -1.0,
        ]


def _sections(page: Page) -> list[tuple[float, float, float]]:
    """Of the blocks from one heading to the next: the share of prose words, of kept words, and the heading's level."""
    blocks = page.layout.blocks
    starts = [0, *(i for i, block in enumerate(blocks) if i and is_heading(block)), len(blocks)]
    found: list[tuple[float, float, float]] = []
    for start, end in zip(starts, starts[1:], strict=False):
        words = max(1, sum(blocks[i].words for i in range(start, end)))
        prose = sum(blocks[i].words for i in range(start, end) if page.prose[i]) / words
        kept = sum(blocks[i].words * page.kept[i] for i in range(start, end)) / words
        level = float(blocks[start].tag[1:]) if start < len(blocks) and is_heading(blocks[start]) else 7.0
        found += [(prose, kept, level)] * (end - start)
    return found
