"""One document on its way to the fixed point: which lines are left, and what was cut inside them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from cleaner.code import NONE, code_lines
from cleaner.decide import Take, from_hits, holds_in_line
from cleaner.detectors import from_structure
from cleaner.match import Hit, Matcher
from cleaner.model import Removal
from cleaner.page import Page, make_page
from cleaner.ruleset import RuleSet


def _holding(hits: Iterable[Hit], line: str) -> tuple[Hit, ...]:
    """The hits whose own line meets their rules: the others are no evidence for the lines around either."""
    return tuple([hit for hit in hits if holds_in_line(hit, line)])


class Work:
    """Applies proposals to one text until none is left, keeping every offset in terms of the source."""

    def __init__(self, source: str, match: Matcher) -> None:
        self.source = source
        self.lines = source.split("\n")
        self._whole = self.lines
        self._taken: dict[int, Take] = {}
        self._cuts: dict[int, list[tuple[int, int, Take]]] = {}
        self._weights: dict[int, float] = {}
        self._match = match
        self._code = code_lines(self.lines) if source.startswith("---") or "```" in source or "~~~" in source else NONE
        self._hits = self._find()

    def _find(self) -> dict[int, tuple[Hit, ...]]:
        found = {i: _holding(hits, self.lines[i]) for i, hits in self._match.find(self.lines).items()}
        return {i: hits for i, hits in found.items() if hits and i not in self._code}

    def rematch(self, match: Matcher) -> None:
        """Match again, after the language turned out to be another."""
        self._match = match
        self._hits = self._find()

    def page(self) -> Page:
        """The view of what is left; a line that was taken counts as blank, and so does one of code."""
        gone = self._taken.keys() | self._code
        if not gone:
            return make_page(self.lines, self._hits, self._weights)
        lines = ["" if i in gone else line for i, line in enumerate(self.lines)]
        return make_page(lines, {i: hits for i, hits in self._hits.items() if i not in gone}, self._weights)

    def settle(self, rules: RuleSet) -> None:
        """Ask for proposals and apply them until there are none. Each round takes something, so it ends."""
        progress = True
        while progress:
            page = self.page()
            proposed = (*from_hits(page), *from_structure(page, rules.structural))
            takes = [take for take in proposed if take.line not in page.protected]
            progress = any([self._apply(take, page) for take in takes])  # noqa: C419 (all are to be applied)

    def _apply(self, take: Take, page: Page) -> bool:
        if take.line in self._taken:
            return False
        if take.start is None or take.end is None:
            self._taken[take.line] = take
            return True
        if self.lines[take.line] != page.lines[take.line] or take.end <= take.start:
            return False  # the line was cut in this very round: offsets are stale, the next round asks again
        self._cut(take, take.start, take.end)
        return True

    def _cut(self, take: Take, start: int, end: int) -> None:
        """Cut a span of a line as it now is; spans already cut inside it split the new one."""
        number, line = take.line, self.lines[take.line]
        cuts = self._cuts.setdefault(number, [])
        position = removed = 0
        pieces = []
        for old_start, old_end, _ in [*sorted(cuts, key=lambda c: c[0]), (len(self._whole[number]), 0, take)]:
            piece = (max(start, position), min(end, old_start - removed))
            if piece[0] < piece[1]:
                pieces.append((piece[0] + removed, piece[1] + removed, take))
            position = old_start - removed
            removed += max(0, old_end - old_start)
        cuts += pieces
        if self.lines is self._whole:
            self.lines = list(self._whole)
        self.lines[number] = line[:start] + line[end:]
        self._weights.pop(number, None)
        self._hits[number] = _holding(self._match.hits(self.lines[number]), self.lines[number])

    def removals(self) -> tuple[Removal, ...]:
        """All that was taken, as spans of the source, in order."""
        if not (self._taken or self._cuts):
            return ()
        starts = list(accumulate((len(line) + 1 for line in self._whole), initial=0))
        found = []
        for number in sorted(self._taken.keys() | self._cuts.keys()):
            if number in self._taken:
                end = min(starts[number + 1], len(self.source))
                found.append(self._removal(starts[number], end, self._taken[number]))
            else:
                for start, end, take in sorted(self._cuts[number], key=lambda c: c[0]):
                    found.append(self._removal(starts[number] + start, starts[number] + end, take))
        return tuple(removal for removal in found if removal.end > removal.start)

    def _removal(self, start: int, end: int, take: Take) -> Removal:
        return Removal(start, end, take.rule.id, take.rule.category, self.source[start:end], take.evidence)
