"""Literals that a pattern cannot do without, to tell quickly which few rules a small text may concern.

Compiling the whole catalogue takes longer than cleaning hundreds of short texts, so a process that cleans one text
compiles only the patterns whose needles the text holds. That loses nothing: a pattern without its needle cannot match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from cleaner.patterns import Pattern
from cleaner.rule import Needles

_SHORTEST = 3
_FOLDED = str.maketrans({"\u00a0": " ", "\u200c": "", "\u00ad": "", "\u0307": "", "ı": "i"})
_VARIABLE = frozenset("اأإآٱيیىېكکةهۀşșţțёеiıİ")
"""Letters with several spellings in `cleaner.patterns`: they end a needle."""


def haystack(text: str) -> str:
    """The text in the form that needles are looked for in: one case, no joiners, one kind of i."""
    return text.lower().translate(_FOLDED)


def of_phrase(phrase: str) -> str:
    """The needle of a literal phrase, or an empty text when it has none of use.

    >>> of_phrase("Don't miss it")
    'miss'
    """
    words = haystack(unicodedata.normalize("NFC", phrase)).split()
    pieces = [piece for word in words for piece in _pieces(word)]
    best = max(pieces, key=len, default="")
    return best if len(best) >= _SHORTEST or not best.isascii() else ""


def _pieces(word: str) -> list[str]:
    plain = "".join(" " if c in _VARIABLE and not c.isascii() or not c.isalpha() else c for c in word)
    return plain.split()


@lru_cache(maxsize=4096)
def of_regex(regex: str) -> tuple[str, ...]:
    """Needles of which at least one is in every match of a regex; none when that cannot be told."""
    readable = re.sub(r"\\x\{(\w+)\}", lambda m: re.escape(chr(int(m[1], 16))), re.sub(r"\\p\{\w+\}", r"\\w", regex))
    try:
        tree = re._parser.parse(readable)  # type: ignore[attr-defined]  # no public parser; only literals are read
    except (re.error, RecursionError):
        return ()
    return tuple(sorted(_of_sequence(list(tree)) or ()))


def _of_sequence(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The best needles among those of the parts, all of which must match: the set whose shortest is longest."""
    options: list[frozenset[str]] = []
    run = ""
    for operator, value in [*items, (None, None)]:
        if str(operator) == "LITERAL" and chr(value).isalpha() and chr(value).lower() not in _VARIABLE - {"i"}:
            run += chr(value).lower()
            continue
        options += [frozenset({run})] if run else []
        run = ""
        inner = _of_part(str(operator), value)
        options += [inner] if inner else []
    usable = [option for option in options if min(map(len, option)) >= _SHORTEST or not "".join(option).isascii()]
    return max(usable, key=lambda option: (min(map(len, option)), -len(option)), default=None)


def _of_part(operator: str, value: Any) -> frozenset[str] | None:
    if operator == "SUBPATTERN":
        return _of_sequence(list(value[-1]))
    if operator == "BRANCH":
        parts = [_of_sequence(list(branch)) for branch in value[1]]
        return frozenset().union(*parts) if all(parts) else None  # type: ignore[arg-type]
    if operator in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _of_sequence(list(value[2]))
    return None


def may_match(pattern: Pattern, text: str) -> Pattern | None:
    """The part of a pattern whose needles stand in ``text`` (a `haystack`), or None when nothing is left."""
    phrases, regexes = pattern.needles or needles_of(pattern)
    left = [i for i, needle in enumerate(phrases) if needle in text]
    right = [i for i, some in enumerate(regexes) if not some or any(x in text for x in some)]
    if not left and not right:
        return None
    return replace(
        pattern,
        phrases=tuple([pattern.phrases[i] for i in left]),
        regexes=tuple([pattern.regexes[i] for i in right]),
        needles=(tuple([phrases[i] for i in left]), tuple([regexes[i] for i in right])),
    )


def touches(pattern: Pattern, text: str) -> bool:
    """Whether any part of a pattern may match ``text`` (a `haystack`)."""
    phrases, regexes = pattern.needles or needles_of(pattern)
    return any(needle in text for needle in phrases) or any(
        not some or any(needle in text for needle in some) for some in regexes
    )


def needles_of(pattern: Pattern) -> Needles:
    """For each phrase its needle or an empty text, which every text holds; for each regex its needles or none."""
    return tuple(map(of_phrase, pattern.phrases)), tuple(map(of_regex, pattern.regexes))
