"""One document on its way to the fixed point: which lines are left, and what was cut inside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from cleaner.compose import compose
from cleaner.cut import cut
from cleaner.model import Removal
from cleaner.text.body import make_page
from cleaner.text.code import NONE, code_lines
from cleaner.text.decide import Take, from_hits, holds_in_line
from cleaner.text.detectors import from_structure
from cleaner.text.match import Hit, Matcher
from cleaner.text.page import Page
from cleaner.text.ruleset import RuleSet
from cleaner.text.title import title_line


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
        self._cuts: dict[int, tuple[Removal, ...]] = {}
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
        """Ask for proposals and apply them until there are none.

        The byline that tells the headline of a whole page is among the first to go, so the headline is kept in mind
        until nothing else goes. Then what is left is asked about by itself, as it would be if it were cleaned again.
        Each round takes something or forgets, so it ends.
        """
        title: int | None = None
        while True:
            page = self.page()
            told = title_line(page)
            title = told if title is None else title
            proposed = (*from_hits(page), *from_structure(page, rules.structural))
            if self._apply([take for take in proposed if not _is_kept(page, take, title)]):
                continue
            if title == told:
                return
            title = None

    def _apply(self, takes: Iterable[Take]) -> bool:
        """Take lines and cut spans. Of one line only spans of one rule, beside each other, go at once: the next round
        asks again for the others, on the line that is left."""
        taken, spans = len(self._taken), dict[int, list[Take]]()
        for take in takes:
            if take.start is None or take.end is None:
                self._taken.setdefault(take.line, take)
            elif take.start < take.end:
                mine = spans.setdefault(take.line, [])
                if not mine or (mine[0].rule is take.rule and (mine[-1].end or 0) <= take.start):
                    mine.append(take)
        open_ = [number for number in spans if number not in self._taken]
        for number in open_:
            self._cut(number, spans[number])
        return bool(open_) or len(self._taken) > taken

    def _cut(self, number: int, takes: Iterable[Take]) -> None:
        """Cut spans of a line as it now is; what was cut inside one of them before splits it."""
        line = self.lines[number]
        spans = [_removal(line, take.start or 0, take.end or 0, take) for take in takes]
        self._cuts[number] = compose(self._whole[number], self._cuts.get(number, ()), spans)
        if self.lines is self._whole:
            self.lines = list(self._whole)
        self.lines[number] = cut(line, spans)
        self._weights.pop(number, None)
        del self._hits[number]  # a line without hits is not among them: it may be blank now
        if hits := _holding(self._match.hits(self.lines[number]), self.lines[number]):
            self._hits[number] = hits

    def removals(self) -> tuple[Removal, ...]:
        """All that was taken, as spans of the source, in order."""
        if not (self._taken or self._cuts):
            return ()
        starts = list(accumulate((len(line) + 1 for line in self._whole), initial=0))
        found = []
        for number in sorted(self._taken.keys() | self._cuts.keys()):
            if number in self._taken:
                end = min(starts[number + 1], len(self.source))
                found.append(_removal(self.source, starts[number], end, self._taken[number]))
            else:
                start = starts[number]
                found += [replace(span, start=start + span.start, end=start + span.end) for span in self._cuts[number]]
        return tuple(removal for removal in found if removal.end > removal.start)


def _is_kept(page: Page, take: Take, title: int | None) -> bool:
    """Whether a keep rule hit the line, or it is the headline and the whole of it would go unasked."""
    if take.line in page.protected:
        return True
    return take.line == title and take.start is None and take.rule.detector != "headline"


def _removal(text: str, start: int, end: int, take: Take) -> Removal:
    return Removal(start, end, take.rule.id, take.rule.category, text[start:end], take.evidence)
