"""A result line by line, for people and for programs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from cleaner.check.colour import BOLD, DIM, RED, STRIKE, YELLOW, Paint, wanted
from cleaner.check.findings import Named, message
from cleaner.model import Removal, Result
from cleaner.textio import printable, visible, visible_json

_WIDTH = 100
"""Columns of a kept line where no terminal says how many it has."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source with the removals that touch it; its newline is not part of ``text``."""

    number: int
    start: int
    text: str
    removals: tuple[Removal, ...]

    @property
    def taken(self) -> bool:
        """Whether all of it goes."""
        end = self.start + len(self.text)
        return any(removal.start <= self.start and removal.end >= end for removal in self.removals)


def lines(result: Result) -> Iterator[Line]:
    """The lines of a result's source, in order."""
    position, waiting = 0, list(reversed(result.removals))
    open_: list[Removal] = []
    texts = result.source.split("\n")
    if texts[-1] == "":
        texts.pop()
    for number, text in enumerate(texts, 1):
        end = position + len(text) + 1
        while waiting and waiting[-1].start < end:
            open_.append(waiting.pop())
        yield Line(number, position, text, tuple(open_))
        open_ = [removal for removal in open_ if removal.end > end]
        position = end


def as_text(result: Result, stream: TextIO, known: Callable[[], Iterable[Named]]) -> Iterator[str]:
    """A line a line: a mark, its number and the text; under what goes, the rule and what met it; at last, why.

    ``known`` gives the rules that removals may name; it is asked only when there are any.
    """
    rules = {rule.id: rule for rule in known()} if result.removals else {}
    paint = Paint(wanted(stream))
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if stream.isatty() else _WIDTH
    all_lines = list(lines(result))
    digits = len(str(len(all_lines)))
    told: set[int] = set()
    yield from _head(result, paint)
    for line in all_lines:
        yield _shown(line, digits, width, paint)
        for removal in line.removals:
            if removal.start not in told:
                told.add(removal.start)
                reason = message(removal, rules.get(removal.rule))
                yield paint(f"{' ' * (digits + 4)}{removal.rule} {visible(reason)}", YELLOW)

    yield from _reasons(result, rules, paint)


def _reasons(result: Result, rules: dict[str, Named], paint: Paint) -> Iterator[str]:
    """Why each rule that took something exists."""
    used = sorted({removal.rule for removal in result.removals} & rules.keys())
    if used:
        yield ""
    for identity in used:
        yield f"{paint(identity, YELLOW)} {rules[identity].name}: {rules[identity].why}"


def _head(result: Result, paint: Paint) -> Iterator[str]:
    language = f", language {result.language}" if result.language else ""
    removed = len(result.source) - len(result.text)
    count = len({removal.rule for removal in result.removals})
    rules = f"{count} rule{'' if count == 1 else 's'}"
    share = f"{removed} of {len(result.source)} characters removed by {rules}"
    yield paint(f"{printable(result.name)}: {share}{language}", BOLD)
    if result.status != "ok":
        yield paint(f"{result.status}: {visible(result.reason)}", YELLOW, BOLD)
        for removal in result.withheld:
            yield paint(f"withheld: {removal.rule} {visible(' '.join(removal.text.split()))[:_WIDTH]}", YELLOW)


def _shown(line: Line, digits: int, width: int, paint: Paint) -> str:
    number = paint(f"{line.number:>{digits}}", DIM)
    text = visible(line.text.rstrip("\r").expandtabs(1))
    if not line.removals or (not line.text and not line.taken):
        room = max(20, width - digits - 4)
        return f"  {number}  {text if len(text) <= room else text[: room - 1] + '…'}".rstrip()
    if line.taken:
        return f"{paint('-', RED, BOLD)} {number}  {paint(text, RED)}".rstrip()
    return f"{paint('~', RED, BOLD)} {number}  {_marked(line, paint)}".rstrip()


def _marked(line: Line, paint: Paint) -> str:
    """A line of which parts go: they stand in brackets."""
    parts, position = [], 0
    for removal in line.removals:
        start, end = max(0, removal.start - line.start), min(len(line.text), removal.end - line.start)
        gone = visible(line.text[start:end])
        parts += [visible(line.text[position:start]), paint(f"⟦{gone}⟧", RED, STRIKE) if gone else ""]
        position = end
    return "".join([*parts, visible(line.text[position:].rstrip("\r"))])


def as_json(result: Result) -> Iterator[str]:
    """One object: the file, its status, its lines, and for each removal offsets in the source."""
    import json

    from cleaner.audit import removal_dict

    data = {
        "filename": printable(result.name),
        "status": result.status,
        "reason": result.reason,
        "language": result.language,
        "lines": [
            {
                "number": line.number,
                "kept": not line.removals,
                "rules": [r.rule for r in line.removals],
                "text": line.text,
            }
            for line in lines(result)
        ],
        "removals": [removal_dict(removal) for removal in result.removals],
        "withheld": [removal_dict(removal) for removal in result.withheld],
    }
    yield visible_json(json.dumps(data, ensure_ascii=False, indent=2))
