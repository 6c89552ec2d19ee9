"""What is known of a page as a whole before its blocks are weighed: witnesses, sums a frame, groups, labels, region."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from cleaner.html.blocks import Block, Frame, Layout, is_heading
from cleaner.html.evidence import LABEL_WORDS, kinds_of_label, kinds_of_prefix, vocabulary
from cleaner.html.frames import FAR, FrameFacts
from cleaner.html.judges import container_judge, paragraph_judge
from cleaner.html.prose import share, stop_words, words_of
from cleaner.text.page import is_closed

LIKE = 0.1
"""A section with so large a share of the page's prose is one of the article's, when another one has most."""

TRUST = 3.0
"""What a paragraph that the witness keeps counts against one that it leaves out, when the region is looked for."""

_OF_ONE_LINE = ("advertising", "date", "author", "caption", "player")
_ALONE = {i for i, kind in enumerate(vocabulary().kinds) if kind.name in _OF_ONE_LINE}

FURNITURE_FAR, FURNITURE_WORDS, FURNITURE_LINKS = 3.0, 8, 0.5
"""A block so many blocks away from what the witness keeps, outside the element with most paragraphs, and of fewer words
or more links than these is furniture. It is half of the lines of a page; on the development pages the weights kept one
of 110,000 such lines, so they are not asked about the others."""

EVIDENT_WORDS, EVIDENT_LINKS, EVIDENT_NAMES = 5, 0.2, 4
"""A block that the witness keeps, in the element with most paragraphs and between the first and the last of them, of so
many words and at most so large a share of links, that stands on the page once, under no label and with no name of junk
so many elements around it, is evidently body. It is a third of the lines that furniture leaves over; on the development
pages the weights kept every one of 29,000 such lines, so they are not asked about the others."""

EVIDENT = 0.92
"""The chance that such a block counts with. The weights gave them 0.967 on the development pages, and 0.92 to 0.95 on
plain pages without names; the lower, the more of the doubtful lines beside them stay, and the figures were the same."""

_PART = frozenset(("tr", "summary", "caption", "figcaption"))
"""Blocks that go or stay with others."""


@dataclass(slots=True)
class Clues:
    """What is known of a page beyond its blocks: what the witness kept, titles, summaries, language; and whether it
    declares its body, which is what it shows, and that it is a live blog."""

    kept: Sequence[float] | None = None
    titles: frozenset[str] = frozenset()
    summaries: tuple[str, ...] = ()
    language: str | None = None
    declares_body: bool = False
    live: bool = False


def is_prose(block: Block) -> bool:
    """Whether a block reads like a paragraph: long enough, ended, not made of links."""
    return block.words >= 15 and block.link_words * 10 < block.words * 4 and is_closed(block.text)


def plain(text: str) -> str:
    """A text as compared for repeats: letters and digits only, case folded."""
    if text.isascii():  # in bytes, where it costs a tenth of a regular expression
        return text.lower().encode().translate(None, _ASCII_NON_WORD).decode()
    return _NON_WORD.sub("", text.casefold())


_NON_WORD = re.compile(r"[\W_]+")
_ASCII_NON_WORD = bytes(code for code in range(128) if not chr(code).isalnum())


class PageFacts:
    """Everything that is computed once a page, before the facts of single blocks."""

    def __init__(self, layout: Layout, clues: Clues) -> None:
        self.layout, self.clues = layout, clues
        blocks = layout.blocks
        self.total = max(1, sum(block.words for block in blocks))
        self.stops_list = stop_words(clues.language) if clues.language else frozenset()
        self.prose = [is_prose(block) and not layout.frames[block.frame].hidden for block in blocks]
        self.kept = list(clues.kept) if clues.kept is not None else [0.0] * len(blocks)
        self.far = _distances(self.kept)
        self.plain = [plain(block.text[:400]) for block in blocks]
        self._copies = Counter(self.plain)
        self.labels = [_kinds_of_lines(block) for block in blocks]
        self.frames = FrameFacts(layout, self.kept, self.total)
        self.region = _region(self)
        region = layout.frames[self.region] if self.region >= 0 else None
        self._inner_copies = Counter(self.plain[region.first : region.last]) if region else self._copies
        self._inside = range(region.first, region.last) if region else range(len(blocks))
        inner_prose = [i for i in self._inside if self.prose[i]]
        self.zone = range(inner_prose[0], inner_prose[-1] + 1) if inner_prose else range(len(blocks))
        self.furniture = _furniture(self)
        self.stops = [
            share(words_of(block.text), self.stops_list) if block.words > 4 and not idle else -0.5
            for block, idle in zip(blocks, self.furniture, strict=True)
        ]
        self.prefixes = [
            kinds_of_prefix(block.text) if block.words > LABEL_WORDS and not idle else ()
            for block, idle in zip(blocks, self.furniture, strict=True)
        ]
        self.paths = _path_facts(self)
        self.under = _labels_above(self)
        self.verdicts = paragraph_judge(layout, self.stops)
        self.container = container_judge(layout, self.frames.good, self.frames.bad)
        self.evident = _evident(self)

    def repeats(self, i: int) -> float:
        """How often block ``i`` stands on the page; in the region, only copies outside of it count, besides itself.

        Repeats among paragraphs are lawful: a refrain, a reply.
        """
        copies = self._copies[self.plain[i]]
        inner = self._inner_copies[self.plain[i]] if i in self._inside else 1
        return float(copies - inner + 1)


def _kinds_of_lines(block: Block) -> tuple[int, ...]:
    """Which kinds a short block labels itself as; one of two lines may do so in the second."""
    if block.words <= LABEL_WORDS:
        return kinds_of_label(block.text)
    if "\n" not in block.text or block.words > 2 * LABEL_WORDS or not is_heading(block):
        return ()
    return kinds_of_label(block.text.splitlines()[-1])


def _distances(kept: Sequence[float]) -> list[float]:
    """How many blocks away the nearest kept one is, up to `FAR`."""
    found = [FAR] * len(kept)
    for order in (range(len(kept)), range(len(kept) - 1, -1, -1)):
        distance = FAR
        for i in order:
            distance = 0.0 if kept[i] > 0.5 else distance + 1 if distance < FAR else FAR
            if distance < found[i]:
                found[i] = distance
    return found


def _furniture(page: PageFacts) -> list[bool]:
    """The blocks that need no weighing, if the witness has an answer and the page has a region of prose."""
    blocks = page.layout.blocks
    region = page.layout.frames[page.region] if page.region >= 0 else None
    if region is None or not any(page.kept):
        return [False] * len(blocks)
    parents = [page.layout.frames[block.frame].parent for block in blocks]
    beside = {(parent, block.tag) for block, parent in zip(blocks, parents, strict=True) if is_prose(block)}
    return [
        far >= FURNITURE_FAR
        and (block.words < FURNITURE_WORDS or block.link_words > FURNITURE_LINKS * block.words)
        and not region.first <= block.index < region.last
        and (parent, block.tag) not in beside
        for block, far, parent in zip(blocks, page.far, parents, strict=True)
    ]


def _evident(page: PageFacts) -> list[bool]:
    """The blocks that need no weighing because nothing speaks against them."""
    blocks, found = page.layout.blocks, [False] * len(page.layout.blocks)
    container = page.layout.frames[page.container] if page.container >= 0 else None
    if page.region < 0 or container is None:
        return found
    for i in range(max(page.zone.start, container.first), min(page.zone.stop, container.last)):
        block = blocks[i]
        found[i] = (
            page.kept[i] > 0.5
            and block.words >= EVIDENT_WORDS
            and block.link_words <= EVIDENT_LINKS * block.words
            and block.tag not in _PART
            and not is_heading(block)
            and not (page.labels[i] or page.prefixes[i] or page.under[i][2])
            and not page.layout.frames[block.frame].hidden
            and page.repeats(i) == 1
            and page.frames.junk_distance(block.frame) > EVIDENT_NAMES
        )
    return found


def _path_facts(page: PageFacts) -> dict[int, dict[str, float]]:
    """Blocks whose elements have the same path and names form a group: what holds for one holds for the others."""
    sums: dict[int, list[float]] = {}
    for i, block in enumerate(page.layout.blocks):
        path = page.layout.frames[block.frame].path
        entry = sums.setdefault(path, [0.0] * 5)
        entry[0] += block.words
        entry[1] += 1
        entry[2] += page.prose[i]
        entry[3] += page.kept[i] * block.words
        entry[4] += max(0.0, page.stops[i]) * block.words
    return {
        path: {
            "path_words": words / page.total,
            "path_mean": log2(1 + words / count),
            "path_blocks": log2(count),
            "path_prose": prose / count,
            "path_kept": kept / max(1.0, words),
            "path_stops": stops / max(1.0, words),
        }
        for path, (words, count, prose, kept, stops) in sums.items()
    }


def _region(page: PageFacts) -> int:
    """The frame that holds the article, by its prose; what the witness keeps counts `TRUST` times.

    A live feed or a thread of comments beside a short article would else be the region.
    """
    frames = page.layout.frames
    if not frames:
        return -1
    prose = [0.0] * len(frames)
    for block, is_one, kept in zip(page.layout.blocks, page.prose, page.kept, strict=True):
        if is_one:
            prose[block.frame] += block.words * (1 + (TRUST - 1) * kept)
    for frame in reversed(frames):
        if frame.parent >= 0:
            prose[frame.parent] += prose[frame.index]
    return _innermost(frames, prose) if prose[0] else 0


def _innermost(frames: Sequence[Frame], prose: Sequence[float]) -> int:
    """The innermost frame of several blocks that holds half of the prose and has no like siblings with prose.

    Of sections of one shape none is the article; the element around them is.
    """
    alike: Counter[tuple[int, int]] = Counter()
    for frame in frames:
        alike[frame.parent, frame.path] += prose[frame.index] >= LIKE * prose[0]
    best = 0
    for frame in frames:
        most = frame.parent == best and prose[frame.index] * 2 >= prose[0]
        if most and frame.last - frame.first > 1 and alike[frame.parent, frame.path] == 1:
            best = frame.index
    return best


def _labels_above(page: PageFacts) -> list[tuple[float, tuple[int, ...], float]]:
    """For each block: how far above it the last label stands, that label's kinds, and whether a heading said it.

    A plain heading ends what a label said; so does prose after a label that is no heading. A line that labels itself an
    advertisement, a date or an author says nothing of the lines below, unless it is a heading.
    """
    found = []
    kinds: tuple[int, ...] = ()
    since, strength = FAR, 0.0
    for i, block in enumerate(page.layout.blocks):
        found.append((since, kinds, strength))
        heading = is_heading(block)
        if page.labels[i] and (heading or _opens_box(block, page.labels[i])):
            kinds, since, strength = page.labels[i], 0.0, 2.0 if heading else 1.0
        elif (heading and 1 < block.words >= block.link_words * 2) or (strength == 1.0 and page.prose[i]):
            kinds, since, strength = (), FAR, 0.0
        elif kinds:
            since = min(FAR, since + 1)
    return found


def _opens_box(block: Block, kinds: tuple[int, ...]) -> bool:
    """Whether a label that is no heading speaks of the lines under it."""
    return block.words <= 6 and not block.text.endswith((".", "!")) and not _ALONE.issuperset(kinds)
