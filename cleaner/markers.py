"""Markers in Markdown that keep what stands between them, as HTML comments that no reader sees.

``<!-- cleaner: off -->`` … ``<!-- cleaner: on -->`` keep everything between, to the end when never switched on.
``<!-- cleaner: ignore -->`` keeps the line that it stands on, or the next filled line when it stands alone;
``ignore[RL001, share]`` keeps it from these rules and categories only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cleaner.compose import compose
from cleaner.cut import cut
from cleaner.model import Document, Removal, Result
from cleaner.settings import Settings

MARKED_SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".mdown"})
_MARKER = re.compile(r"<!--\s*cleaner:\s*(off|on|ignore)(?:\[([^\]\n]*)\])?\s*-->")


@dataclass(frozen=True, slots=True)
class Kept:
    """A span to keep; ``selectors`` limits that to rules and categories, empty means all."""

    start: int
    end: int
    selectors: tuple[str, ...] = ()

    def keeps(self, removal: Removal) -> bool:
        """Whether this forbids a removal."""
        touches = removal.start < self.end and self.start < removal.end
        return touches and (not self.selectors or any(_names(word, removal) for word in self.selectors))


def _names(word: str, removal: Removal) -> bool:
    return word == removal.category or removal.rule.startswith(word)


def kept_spans(text: str) -> tuple[Kept, ...]:
    """The spans that markers in a text keep, the markers' own lines included; both their ends are in order.

    >>> kept_spans("a\\n<!-- cleaner: off -->\\nb\\n<!-- cleaner: on -->\\nc\\n")
    (Kept(start=2, end=47, selectors=()),)
    """
    return tuple(_spans(text)) if "cleaner:" in text else ()


def _spans(text: str) -> Iterator[Kept]:
    off: int | None = None
    for found in _MARKER.finditer(text):
        start, end = _line(text, found.start())
        word, selectors = found[1], tuple(item.strip() for item in (found[2] or "").split(",") if item.strip())
        if word == "off" and off is None:
            off = start
        elif word == "on" and off is not None:
            yield Kept(off, end)
            off = None
        elif word == "ignore" and off is None:
            if text[start:end].strip() == found[0]:
                yield Kept(start, end)
                start, end = _next_filled(text, end)
            yield Kept(start, end, selectors)
    if off is not None:
        yield Kept(off, len(text))


def _line(text: str, position: int) -> tuple[int, int]:
    """Where the line around a position starts, and where it ends with its newline."""
    newline = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if newline < 0 else newline + 1


def _next_filled(text: str, position: int) -> tuple[int, int]:
    start, end = position, position
    while end < len(text):
        start, end = _line(text, end)
        if not text[start:end].isspace():
            break
    return start, end


def clean(document: Document, settings: Settings, run: Callable[[Document, Settings], Result]) -> Result:
    """Clean a document by ``run`` and keep what its markers keep.

    What is kept against the rules is still there when the rest is cleaned again, and counts as evidence then; so that
    is done until nothing more goes.
    """
    result = keep(run(document, settings), kept_spans(document.text))
    while kept_spans(result.text):
        again = keep(run(replace(document, text=result.text), settings), kept_spans(result.text))
        if not again.removals:
            break
        removals = compose(result.source, result.removals, again.removals)
        result = replace(result, text=again.text, removals=removals)
    return result


def keep(result: Result, spans: tuple[Kept, ...]) -> Result:
    """The result without the removals that a span forbids."""
    if not spans or not result.removals:
        return result
    ends = [span.end for span in spans]
    return without(result, [removal for removal in result.removals if _is_kept(removal, spans, ends)])


def _is_kept(removal: Removal, spans: tuple[Kept, ...], ends: list[int]) -> bool:
    """Whether any of the spans that a removal touches forbids it."""
    for number in range(bisect_right(ends, removal.start), len(spans)):
        span = spans[number]
        if span.start >= removal.end:
            return False
        if span.keeps(removal):
            return True
    return False


def without(result: Result, refused: list[Removal]) -> Result:
    """The result without some of its removals: their text is back in its place."""
    if not refused:
        return result
    gone = set(refused)
    removals = tuple(removal for removal in result.removals if removal not in gone)
    return replace(result, text=cut(result.source, removals), removals=removals)
