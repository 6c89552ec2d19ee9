"""The blank lines that junk leaves behind, and runs of them that an extractor made. A rule like any other."""

from __future__ import annotations

import re

from cleaner.catalogue.rule import Rule
from cleaner.model import Removal

_LONG_RUN = 3
"""Blank lines from which a run counts as an extractor's residue. Two may part stanzas, scenes or functions."""
_BLANK_START = re.compile(r"[^\S\n]*\n")
_BLANK_RUN = re.compile(r"\n(?:[^\S\n]*\n){3}")  # starts with a literal, so the search skips from newline to newline


def tidy(source: str, removals: tuple[Removal, ...], rules: tuple[Rule, ...]) -> tuple[Removal, ...]:
    """``removals`` and those of blank lines: at both ends, in long runs, and around a removed line."""
    rule = next((rule for rule in rules if rule.detector == "blank-lines"), None)
    if rule is None or not (removals or _is_untidy(source)):
        return removals
    taken = {removal.start for removal in removals if _is_whole_line(source, removal)}
    spans = _blank_spans(source, taken, removals)
    blank = [Removal(a, b, rule.id, rule.category, source[a:b], (why,)) for a, b, why in spans]
    return tuple(sorted((*removals, *blank), key=lambda removal: removal.start))


def _is_untidy(source: str) -> bool:
    after = source[len(source.rstrip()) :]
    return after.count("\n") > 1 or bool(_BLANK_START.match(source) or _BLANK_RUN.search(source))


def _is_whole_line(source: str, removal: Removal) -> bool:
    return (removal.start == 0 or source[removal.start - 1] == "\n") and (
        removal.text.endswith("\n") or removal.end == len(source)
    )


def _blank_spans(source: str, taken: set[int], removals: tuple[Removal, ...]) -> list[tuple[int, int, str]]:
    """(start, end, why) of the blank lines to remove: walk over runs of lines that are blank or taken."""
    inside = {removal.start: removal for removal in removals}
    spans: list[tuple[int, int, str]] = []
    run: list[tuple[int, int]] = []
    has_taken, position, at_start = False, 0, True
    for line in _lines(source):
        end = position + len(line)
        if position in taken:
            has_taken = True
            end = inside[position].end
        elif not line.strip():
            run.append((position, end))
        else:
            spans += _surplus(run, at_start, False, has_taken)
            run, has_taken, at_start = [], False, False
        position = end
    return _merged(spans + _surplus(run, at_start, True, has_taken))


def _lines(source: str) -> list[str]:
    """Lines with their newlines; `str.splitlines` would also split at form feeds and the like."""
    return [line + "\n" for line in source.split("\n")[:-1]] + [source.rsplit("\n", 1)[-1]]


def _surplus(run: list[tuple[int, int]], at_start: bool, at_end: bool, has_taken: bool) -> list[tuple[int, int, str]]:
    """The blank lines of one run that go: all at an edge, all but one of a long or of an interrupted run."""
    if at_start or at_end:
        return [(a, b, f"blank at the {'start' if at_start else 'end'}") for a, b in run]
    if len(run) >= _LONG_RUN:
        return [(a, b, f"run of {len(run)} blank lines") for a, b in run[1:]]
    return [(a, b, "left by a removed line") for a, b in run[1:]] if has_taken else []


def _merged(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, why in spans:
        if start == end:
            continue
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end, joined[-1][2])
        else:
            joined.append((start, end, why))
    return joined
