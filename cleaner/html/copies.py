"""The article a second time, for narrow screens, for print: of text that stands on a page twice, the first is kept."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.html.evidence import Kind, verdicts
from cleaner.html.page import PageFacts

LONG = 60
"""Letters from which a block is no heading or label that may come again."""

RUN, WORDS = 4, 100
"""Long blocks in the same order, and their words, from which they are a copy. Articles repeat one or two paragraphs (a
refrain, terms of sale); on the development pages none of those that repeat four has them twice in its body."""

BODY = 0.5
"""The chance from which a block is likely to stay. Only a copy of what stays may go."""


def copies(page: PageFacts, chances: Sequence[float]) -> list[tuple[int, int, Kind]]:
    """The spans of blocks that repeat an earlier part of the article."""
    again = [i for run in _runs(page, chances) if _is_copy(page, run) for i in range(run[0], run[-1] + 1)]
    before = set(page.plain[: again[0]]) if again else set()
    return [(i, i + 1, verdicts()["repeated"]) for i in again if page.plain[i] in before]


def _is_copy(page: PageFacts, run: Sequence[int]) -> bool:
    return len(run) >= RUN and sum(page.layout.blocks[i].words for i in run) >= WORDS


def _runs(page: PageFacts, chances: Sequence[float]) -> list[list[int]]:
    """Blocks that come again, in the order in which they came first, and no new one between them."""
    first: dict[str, int] = {}
    runs: list[list[int]] = [[]]
    before = 0
    for i, text in enumerate(page.plain):
        if len(text) < LONG or chances[i] <= BODY:
            continue
        came = first.setdefault(text, i)
        if came == i or came <= before:
            runs.append([])
        if came < i:
            runs[-1].append(i)
        before = came
    return runs
