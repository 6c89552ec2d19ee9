"""``full`` and ``concise``: for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from unicodedata import combining, east_asian_width

from cleaner.catalogue.rule import Rule
from cleaner.check.colour import BLUE, BOLD, CYAN, RED, Paint
from cleaner.check.findings import Finding
from cleaner.textio import printable, visible

_WIDTH = 100
"""Columns of an excerpt: article lines are whole paragraphs, of which the part around the finding is shown."""
_BEFORE = 30


def concise(findings: Iterable[Finding], rules: Mapping[str, Rule], colour: bool) -> Iterator[str]:
    """One line a finding: ``file:line:column: rule message: excerpt``."""
    paint = Paint(colour)
    for finding in findings:
        place = (
            f"{paint(printable(finding.file), BOLD)}{paint(':', CYAN)}{finding.line}{paint(':', CYAN)}{finding.column}"
        )
        what = visible(f"{finding.message}: {finding.excerpt}")
        yield f"{place}{paint(':', CYAN)} {paint(finding.rule, RED, BOLD)} {what}"


def full(findings: Iterable[Finding], rules: Mapping[str, Rule], colour: bool) -> Iterator[str]:
    """The finding in its line, underlined, and why it counts as junk."""
    paint = Paint(colour)
    for finding in findings:
        number = str(finding.line)
        margin, bar = " " * len(number), paint("|", BLUE, BOLD)
        yield f"{paint(finding.rule, RED, BOLD)} {paint(visible(finding.message), BOLD)}"
        yield f"{margin}{paint('-->', BLUE, BOLD)} {printable(finding.file)}:{finding.line}:{finding.column}"
        yield f"{margin} {bar}"
        shown, carets = _underlined(finding)
        yield f"{paint(number, BLUE, BOLD)} {bar} {shown}".rstrip()
        yield f"{margin} {bar} {paint(carets, RED, BOLD)}".rstrip()
        rule = rules.get(finding.rule)
        if rule:
            yield f"{margin} {paint('=', BLUE, BOLD)} {paint('why:', BOLD)} {rule.why}"
        yield ""


def _underlined(finding: Finding) -> tuple[str, str]:
    """The part of the line around the finding, and carets under what goes."""
    begin, stop = finding.bounds
    length = stop - begin
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else length
    end = max(start, min(end, length))
    first = max(0, min(start - _BEFORE, length - _WIDTH)) if length > _WIDTH else 0
    last = min(first + _WIDTH, length)

    def part(one: int, other: int) -> str:
        return visible(finding.source[begin + one : begin + other].expandtabs(1))

    shown = ("…" if first else "") + part(first, last) + ("…" if last < length else "")
    before = (1 if first else 0) + columns(part(first, start))
    return shown, " " * before + "^" * max(1, columns(part(start, min(end, last))))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> columns("abc"), columns("日本")
    (3, 4)
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
