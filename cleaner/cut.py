"""The only place that builds output text, and its inverse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner.model import Removal, Result


def cut(text: str, removals: Sequence[Removal]) -> str:
    """``text`` without the spans of ``removals``, which must be sorted and must not overlap.

    >>> cut("abcd", [Removal(1, 3, "X001", "other", "bc")])
    'ad'
    """
    if not removals:
        return text
    kept, position = [], 0
    for removal in removals:
        if removal.start < position or removal.end < removal.start:
            raise ValueError(f"removals overlap or are out of order at offset {removal.start} (rule {removal.rule})")
        kept.append(text[position : removal.start])
        position = removal.end
    kept.append(text[position:])
    return "".join(kept)


def paste(text: str, removals: Iterable[Removal]) -> str:
    """The inverse of `cut`: put each removed text back at its offset in the original."""
    parts: list[str] = []
    taken = length = 0
    for removal in removals:
        kept = removal.start - length
        if kept < 0 or taken + kept > len(text) or len(removal.text) != removal.end - removal.start:
            raise ValueError(f"removal at offset {removal.start} (rule {removal.rule}) does not fit this text")
        parts.append(text[taken : taken + kept])
        parts.append(removal.text)
        taken += kept
        length = removal.end
    parts.append(text[taken:])
    return "".join(parts)


def restore(result: Result) -> str:
    """The source of a result, byte for byte, rebuilt from its clean text and its removals alone.

    >>> restore(Result("ad", "abcd", (Removal(1, 3, "X001", "other", "bc"),)))
    'abcd'
    """
    return paste(result.text, result.removals)
