"""Lines that are not the article's prose but data or program: fenced code and front matter. No rule may touch them.
Program without fences, as extractors leave it, is told line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

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


_CODE = re.compile(
    r"""\s*+(?:
    >>>\ (?:[\w.]+\s?(?:[(=.\[]|$)|import\ |from\ |def\ |print) | \$\ [a-z] | --[a-z][\w-]+ |    # prompts, options
    \.\.\ [a-z-]+:: | @[a-z]\w*\( |                                                       # directives
    </?[a-z][a-z0-9]*(?:\ [^>]*)?/?>\s*+\S*+\s*+$ | <(?:div|p|span|img|a|script|table|tr|td|ul|li)[ >] |
    "[\w.-]+"\s*:\s*\S | '[\w.-]+'\s*:\s*\S |                                         # keys of JSON
    (?:import|from)\ [\w.]+(?:\ import\ .*)?;?\s*$ | \#include |                        # declarations
    (?:def|function|fn|func)\ \w+\s*\( | (?:public|private|static|protected|async|export)\ \w [^.]*[({;]\s*+$ |
    (?:var|let|const|return|int|string|bool)\ [^.=(]*+[=(].*;\s*+$ |
    [A-Za-z_][\w.\[\]"'-]*\ ?(?:[-+*/|&]?=|:=|==|=>)\                                     # assignments
    ?(?:["'\[({\d-]|\w[\w.]*[(\[]|(?:[Tt]rue|[Ff]alse|None|null|new)\b) |
    \w+(?:\[[^\]]*\])?\ -->\ \w+[\[({] |                                               # edges of a diagram
    [a-z]\w+(?:\ -{1,2}[a-z][\w-]*){2} | [\w:-]+="[^"]*">?\s*$ |
    [A-Za-z_$][\w.$]*\((?:[^()"'=,_.]*+["'=,_.][^()]*+)?\)?\s*+[;:,{\\]*+\s*+$ |          # calls
    .*\S\ [\\^]\s*+$ | .*[)\]}"'];\s*+$ | .*[{}][;,)]*+\s*+$                             # ends of statements
    )""",
    re.VERBOSE,
)
"""Fitted on lines of whole pages of blogs: it matches 432 lines of bodies and 6 of junk there, and no line of news.
Repeats that give nothing back (``*+``) keep the time in proportion to the line, whatever it is made of."""


@lru_cache(maxsize=8)  # each hit of a line asks
def is_code(line: str) -> bool:
    """Whether a line reads as program, data or mark-up rather than language.

    >>> is_code('print("hello")'), is_code("Share(3)"), is_code("--start-time 2021"), is_code("- start")
    (True, False, True, False)
    """
    return bool(_CODE.match(line))
