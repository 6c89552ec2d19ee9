"""A unified diff made from the removals themselves: exact and in linear time, whatever the texts look like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cleaner.check.colour import BOLD, CYAN, GREEN, RED, Paint
from cleaner.cut import cut
from cleaner.model import Removal, Result
from cleaner.textio import printable, visible

_CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Change:
    """Lines ``start`` to ``end`` (half-open, from 0) of the source become ``new``."""

    start: int
    end: int
    new: tuple[str, ...]


def unified(name: str, result: Result, paint: Paint, on_terminal: bool = False) -> Iterator[str]:
    """The lines of a diff from the source to the clean text; none when nothing was removed.

    ``on_terminal``: what a terminal would obey is shown as escapes; such a diff can be read but not applied.
    """
    if not result.removals:
        return
    lines = _lines(result.source)
    show = visible if on_terminal else str
    yield paint(f"--- {_quoted('a', name)}", BOLD)
    yield paint(f"+++ {_quoted('b', name)}", BOLD)
    shift = 0
    for hunk in _hunks(changes(result.source, result.removals)):
        yield from _hunk(lines, hunk, shift, paint, show)
        shift += sum(len(change.new) - (change.end - change.start) for change in hunk)


def _quoted(side: str, name: str) -> str:
    """A file name as git writes it: those with odd characters in quotes."""
    shown = printable(name)
    return f"{side}/{name}" if shown == name else f'"{side}/{shown}"'


def _lines(text: str) -> list[str]:
    """Lines that end with a newline, and nothing else."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def changes(source: str, removals: Iterable[Removal]) -> Iterator[Change]:
    """Runs of whole lines that removals touch, with what stands there afterwards."""
    group: list[Removal] = []
    start = end = first = 0
    for removal in removals:
        if group and removal.end < end:  # in a line that is changed already, which may be long
            group.append(removal)
            continue
        head, tail = _line_start(source, removal.start), _line_end(source, removal)
        if group and head >= end:
            yield _change(source, group, first, start, end)
            first += source.count("\n", start, head)
            group, start = [], head
        elif not group:
            first, start = source.count("\n", 0, head), head
        group.append(removal)
        end = max(end, tail)
    if group:
        yield _change(source, group, first, start, end)


def _change(source: str, group: list[Removal], first: int, start: int, end: int) -> Change:
    moved = [Removal(r.start - start, r.end - start, r.rule, r.category, r.text) for r in group]
    old = _lines(source[start:end])
    new = _lines(cut(source[start:end], moved))
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Change(first + same, first + len(old) - tail, tuple(new[same : len(new) - tail]))


def _line_start(source: str, position: int) -> int:
    return source.rfind("\n", 0, position) + 1


def _line_end(source: str, removal: Removal) -> int:
    """The end of the last line that a removal touches: one that takes a newline joins the next line to its own."""
    if removal.end == removal.start:
        return removal.end
    whole = source[removal.end - 1] == "\n" and removal.start == _line_start(source, removal.start)
    if whole or removal.end >= len(source):
        return removal.end
    newline = source.find("\n", removal.end)
    return len(source) if newline < 0 else newline + 1


def _hunks(found: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes whose context touches share a hunk."""
    hunk: list[Change] = []
    for change in found:
        if hunk and change.start - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(lines: list[str], hunk: list[Change], shift: int, paint: Paint, show: Callable[[str], str]) -> Iterator[str]:
    start, end = max(0, hunk[0].start - _CONTEXT), min(len(lines), hunk[-1].end + _CONTEXT)
    grown = sum(len(change.new) - (change.end - change.start) for change in hunk)
    old, new = _range(start, end - start), _range(start + shift, end - start + grown)
    yield paint(f"@@ -{old} +{new} @@", CYAN)
    position = start
    for change in hunk:
        yield from _marked(" ", lines[position : change.start], paint, show)
        yield from _marked("-", lines[change.start : change.end], paint, show)
        yield from _marked("+", change.new, paint, show)
        position = change.end
    yield from _marked(" ", lines[position:end], paint, show)


def _range(start: int, length: int) -> str:
    """A hunk's range as diff writes it: an empty one names the line before it."""
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(sign: str, lines: Iterable[str], paint: Paint, show: Callable[[str], str]) -> Iterator[str]:
    colours = {"-": (RED,), "+": (GREEN,)}.get(sign, ())
    for line in lines:
        shown = sign + show(line.removesuffix("\n"))
        yield paint(shown, *colours) if colours else shown
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
