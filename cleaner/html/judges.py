"""Two well-known ways to judge blocks, computed from facts already at hand instead of asking the libraries again.

`paragraph_judge` follows jusText's classes: each block alone first, by length, stop words and links, then in the
context of its neighbours. `container_judge` follows readability's scores: paragraphs give points to the elements around
them, and the element with most points, links discounted, holds the article. Both are evidence among others.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.html.blocks import Block, Layout

SHORT, LONG = 70, 200
"""jusText's lengths in characters: shorter blocks can't be judged alone, longer ones of good words are body."""

STOPS_LOW, STOPS_HIGH, MAX_LINKS = 0.30, 0.32, 0.2
"""jusText's shares of stop words and of linked text. Lists differ in length, so these are rough."""

SPACED_WORD = 5
"""Characters of a word in languages that write spaces. Both judges count characters, for such languages."""


def paragraph_judge(layout: Layout, stops: Sequence[float]) -> list[float]:
    """1 for body, 0 for boilerplate, a block, as jusText decides."""
    alone = [_alone(block, stop) for block, stop in zip(layout.blocks, stops, strict=True)]
    sure = [i for i, verdict in enumerate(alone) if verdict in "GB"]
    before = _nearest(len(alone), sure)
    after = _nearest(len(alone), sure, backwards=True)
    found = []
    for i, verdict in enumerate(alone):
        sides = {alone[j] for j in (before[i], after[i]) if j is not None}
        if verdict == "s":
            verdict = "G" if sides == {"G"} else "B"
        elif verdict == "n":
            verdict = "B" if sides <= {"B"} else "G"
        found.append(float(verdict == "G"))
    return found


def _length(block: Block) -> int:
    """Characters of a block; in scripts without spaces, as many as its words would have elsewhere."""
    return max(len(block.text), SPACED_WORD * block.words)


def _alone(block: Block, stop: float) -> str:
    """G good, B bad, n near good, s too short to tell."""
    length, links = _length(block), block.link_words / max(1, block.words)
    if links > MAX_LINKS:
        return "B"
    if length < SHORT:
        return "B" if links else "s"
    # Without a list: scripts without spaces, and short lines, are taken for prose when they are long.
    if stop < 0 or stop >= STOPS_HIGH:
        return "G" if length > LONG else "n"
    return "n" if stop >= STOPS_LOW else "B"


def _nearest(count: int, marked: list[int], backwards: bool = False) -> list[int | None]:
    """For each position the nearest marked one before it (or after it)."""
    found: list[int | None] = [None] * count
    wanted, last = set(marked), None
    for i in range(count - 1, -1, -1) if backwards else range(count):
        found[i] = last
        if i in wanted:
            last = i
    return found


def container_judge(layout: Layout, good: Sequence[bool], bad: Sequence[bool]) -> int:
    """The frame that readability would take, by index; -1 when no block is long enough.

    ``good`` and ``bad`` say of each frame whether it calls itself body or one of the kinds of junk.
    """
    frames = layout.frames
    scores: dict[int, float] = {}
    for block in layout.blocks:
        length = _length(block)
        if length < 25 or frames[block.frame].hidden:
            continue
        points = 1 + min(3, length // 100) + block.text.count(",") + block.text.count("、")
        frame = frames[block.frame]
        holder = frame.parent if frame.tag in ("p", "pre", "td", "li") else frame.index
        for share in (1.0, 0.5, 0.25):
            if holder < 0:
                break
            scores[holder] = scores.get(holder, 0.0) + points * share
            holder = frames[holder].parent
    best, best_score = -1, 0.0
    for index, score in scores.items():
        frame = frames[index]
        score += 25 * good[index] - 25 * bad[index]
        score *= 1 - frame.link_words / max(1, frame.words)
        if score > best_score:
            best, best_score = index, score
    return best
