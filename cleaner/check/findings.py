"""What ``check`` reports: a removal with its place in the file and a message."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cleaner.model import Removal

EXCERPT = 80
"""Code points of a finding's excerpt: about a line of a terminal."""


class Named(Protocol):
    """What a removal's rule id stands for: a rule of the catalogue, or a verdict of the HTML path."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def why(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One removal in a text. Lines and columns count from 1, in code points; the end is the place after the last
    character, line ends apart."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    category: str
    message: str
    excerpt: str
    source: str = field(repr=False)
    bounds: tuple[int, int]
    """Where in ``source`` the finding's first line begins and ends. The line is not cut out: it may be the whole text,
    and have thousands of findings."""


def findings(name: str, source: str, removals: Iterable[Removal], rules: Mapping[str, Named]) -> Iterator[Finding]:
    """The findings of one file, in their order."""
    starts: list[int] | None = None
    for removal in removals:
        starts = starts or _line_starts(source)
        line, column = _place(starts, removal.start)
        last = removal.start + len(removal.text.rstrip("\r\n")) - 1
        end_line, end_column = _place(starts, last if last >= removal.start else removal.end - 1)
        end = starts[line] - 1 if line < len(starts) else len(source)
        yield Finding(
            name,
            line,
            column,
            end_line,
            end_column + 1,
            removal.rule,
            removal.category,
            message(removal, rules.get(removal.rule)),
            excerpt(removal.text),
            source,
            (starts[line - 1], end - source.endswith("\r", 0, end)),
        )


def message(removal: Removal, rule: Named | None) -> str:
    """What was found, and what met the rule's conditions."""
    name = rule.name if rule else removal.category
    return f"{name} ({'; '.join(removal.evidence)})" if removal.evidence else name


def excerpt(text: str, width: int = EXCERPT) -> str:
    """The beginning of a text on one line.

    >>> excerpt("  Also Read:\\nRain falls"), excerpt("\\n\\n\\n"), excerpt("abcdef", 4)
    ('Also Read: Rain falls', '3 line ends', 'abc…')
    """
    line = " ".join(text.split())
    if not line:
        count = text.count("\n")
        return f"{count} line end{'' if count == 1 else 's'}" if count else "white space"
    return line if len(line) <= width else line[: width - 1] + "…"


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (position := text.find("\n", starts[-1])) >= 0:
        starts.append(position + 1)
    return starts


def _place(starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
