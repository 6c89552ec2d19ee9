"""Walks that are nested as deep as what they walk over, without a call inside a call for each level."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, TypeVar

Item = TypeVar("Item")


def unrolled(walk: Iterator[Item | Generator[Any, None, None]]) -> Iterator[Item]:
    """What a walk yields, and in the place of each walk that it yields what that one yields.

    Directories may lie in each other deeper than Python lets calls go.

    >>> def count(n): yield n; yield count(n - 1) if n else "end"
    >>> list(unrolled(count(2)))
    [2, 1, 0, 'end']
    """
    stack: list[Iterator[Item | Generator[Any, None, None]]] = [walk]
    while stack:
        for item in stack[-1]:
            if isinstance(item, Generator):
                stack.append(item)
                break
            yield item
        else:
            stack.pop()
