"""Lines that are not the article's prose but data or program: fenced code and front matter. No rule may touch them."""

from __future__ import annotations

from collections.abc import Sequence

NONE: frozenset[int] = frozenset()
_FENCES = ("```", "~~~")
_FRONT = "---"
_FRONT_LINES = 60


def code_lines(lines: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines of fenced code and of front matter, their fences included.

    A fence that is never closed opens nothing: what an extractor left of one must not shield the rest of a page.

    >>> sorted(code_lines(["Run:", "```", "share()", "```", "Done."]))
    [1, 2, 3]
    """
    found: set[int] = set(range(_front_matter(lines)))
    opened: tuple[int, str] | None = None
    for number in [i for i, line in enumerate(lines) if line.lstrip().startswith(_FENCES)]:
        bare = lines[number].strip()
        if opened is None:
            opened = (number, bare[:3])
        elif bare.strip(bare[0]) == "" and bare[:3] == opened[1]:
            found.update(range(opened[0], number + 1))
            opened = None
    return frozenset(found)


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines the front matter takes: from ``---`` in the first line to the next one, keys between them."""
    if lines[0].rstrip() != _FRONT:
        return 0
    for number, line in enumerate(lines[1:_FRONT_LINES], 1):
        if line.rstrip() == _FRONT:
            return number + 1 if number > 1 else 0
        if line.strip() and ":" not in line and not line.startswith((" ", "\t", "-", "#")):
            return 0
    return 0
