"""Put the removals of two steps together, as offsets into the text that the first step started from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from cleaner.model import Removal


def compose(source: str, first: Sequence[Removal], second: Sequence[Removal]) -> tuple[Removal, ...]:
    """The removals of ``first`` (from ``source``) and of ``second`` (from what ``first`` left), as one sorted sequence.

    A removal of the second step that spans a hole which the first one cut is split around it.

    >>> one = [Removal(2, 4, "A", "x", "cd")]                                   # "abcdef" -> "abef"
    >>> [(r.start, r.end, r.text) for r in compose("abcdef", one, [Removal(1, 3, "B", "x", "be")])]
    [(1, 2, 'b'), (2, 4, 'cd'), (4, 5, 'e')]
    """
    return tuple(sorted([*first, *shift(source, first, second)], key=lambda removal: (removal.start, removal.end)))


def shift(source: str, first: Sequence[Removal], second: Sequence[Removal]) -> tuple[Removal, ...]:
    """The removals of ``second``, from what ``first`` left of ``source``, as offsets into ``source``."""
    if not second:
        return ()
    kept = _kept(len(source), first)
    starts = [begin for _, begin, _ in kept]
    found = []
    for removal in second:
        position = removal.start
        index = max(0, bisect_right(starts, position) - 1)
        while position < removal.end and index < len(kept):
            origin, begin, length = kept[index]
            end = min(removal.end, begin + length)
            if end > position:
                low, high = origin + position - begin, origin + end - begin
                found.append(replace(removal, start=low, end=high, text=source[low:high]))
                position = end
            index += 1
    return tuple(found)


def _kept(length: int, removals: Sequence[Removal]) -> list[tuple[int, int, int]]:
    """The pieces left: where each stood, where it stands now, how long it is."""
    pieces, position, offset = [], 0, 0
    for removal in [*removals, Removal(length, length, "", "", "")]:
        if removal.start > position:
            pieces.append((position, offset, removal.start - position))
            offset += removal.start - position
        position = removal.end
    return pieces
