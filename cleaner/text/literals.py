"""Literals that every match of a pattern begins with or holds: they tell, without RE2, which few patterns a line needs.

Compiling the whole catalogue takes longer than cleaning hundreds of texts, and running it over a text much longer than
looking up how each line begins. So `cleaner.text.match` compiles a phrase or a regex only when a line has its literals.
That loses nothing: a pattern cannot match without them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

ZWNJ, ZWJ = "\u200c", "\u200d"
SPELLINGS = ("'’‘", '"“”„«»', "-–—", ":：", "اأإآٱ", "يیىې", "كک", "ةهۀ", "şș", "ţț", "её")
"""Characters that are taken for the same, in a phrase and in a text, the first of each for all."""
PHRASE_SPELLINGS = {**dict.fromkeys("ʼ´`", "'"), "‑": "-"}
"""Others that only phrases are written with, and what they are taken for."""

_CASES = (("ς", "σ"), ("ſ", "s"), ("ı", "i"), ("\u0307", ""))
"""What lower-casing leaves different of letters that are the same but for their case."""
_FOLDED = str.maketrans(
    {
        **{chr(code): chr(code) for code in range(128)},  # `translate` takes long over what the table lacks
        **{other: group[0] for group in SPELLINGS for other in group[1:]},
        **PHRASE_SPELLINGS,
        **dict.fromkeys("\u00a0\u202f\u3000", " "),
        **dict.fromkeys([ZWNJ, ZWJ, "\u0640", *map(chr, range(0x64B, 0x653))], ""),
    }
)
"""The spellings, spaces, joiners and vowel signs that make no difference."""

OPENING_LENGTHS = (16, 12, 9, 7, 5, 4, 3, 2, 1)
"""What openings are cut to, so that a line is looked up a few times instead of compared with each of them."""
_FEW = 32
"""Openings of one regex from which they are rather made shorter, and literals that a line is searched for in less time
than it takes to run a regex on it."""
_SHORTEST = 4
_MOST = 4000
"""How many literals a set of them may have."""
_LONG = 24
"""Letters from which a literal is not made longer."""
_USEFUL = 2e-5
"""Expected occurrences of a needle in a letter of text from which it tells too little."""
_COMMON = 0.005
"""The same of literals that a line which begins as it should is not even asked for: most lines would have them."""
_RARE = 1e-12
"""Expected occurrences below which a longer needle would tell no more."""
_CHANCES = {
    " ": 0.15,
    "0": 0.1,
    **dict.fromkeys(".,-'’", 0.02),
    **dict.fromkeys("@#>›•©ⓒ", 1.5e-5),
}
_SMALL_CLASS = 12
_SMALL_COUNT = 4
"""Repeats of a single character up to which each number of them is a literal of its own, as the digits of a date."""
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)


def fold(plain: str) -> str:
    """A text in the form of `plain` as it is looked up: of one spelling, with single spaces and none at the ends.

    >>> fold("don’t  miss")
    "don't miss"
    """
    folded = plain if plain.isascii() else plain.translate(_FOLDED)
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.strip(" ")


def without_end(folded: str) -> str:
    """A line without the punctuation at its end, which may be any after a phrase that is a whole line.

    >>> without_end("read more …")
    'read more'
    """
    while folded and not folded[-1].isalnum():
        folded = folded[:-1]
    return folded


def cut(opening: str) -> str:
    """An opening cut to the longest of `OPENING_LENGTHS`."""
    return opening[: next(length for length in OPENING_LENGTHS if length <= len(opening))]


def of_phrase(phrase: str, whole: bool) -> str:
    """What lines that are a phrase as a whole are looked up by, or the opening of those that begin with it.

    A joiner in a phrase may be a space in a line, so it ends what is looked up, and ``whole`` must not be asked then.
    """
    spelled = plain(unicodedata.normalize("NFC", phrase)).rstrip(":：")
    return without_end(fold(spelled)) if whole else cut(fold(spelled.split(ZWNJ)[0]))


def openings(regex: str) -> tuple[str, ...]:
    """Literals of which every match of a regex begins with one, in the form of `fold`; none when that cannot be told.

    >>> openings("(?:read|hear) (?:also|more) .+")
    ('hear also', 'hear more', 'read also', 'read more')
    """
    tree = _parsed(regex)
    found = {_opening(text) for text, _ in _beginnings(tree)} if tree is not None else {""}
    if "" in found:
        return ()
    for length in OPENING_LENGTHS:
        cuts = {cut(opening[:length]) for opening in found}
        if len(cuts) <= _FEW or length == _SHORTEST:
            break
    return tuple(sorted(_without_longer(cuts)))


def _opening(text: str) -> str:
    """As `fold`, but a space at the end stays."""
    return fold(text + "x")[:-1]


def needles(regex: str) -> tuple[str, ...]:
    """Literals of which every match of a regex holds one, in lower case; none when there are no telling ones.

    >>> needles(r"[^.]+ (?:newsletters?|alerts)")
    (' alerts', ' newsletter')
    """
    tree = _parsed(regex)
    best = _best(tree) if tree is not None else None
    if not best or max(_chance(text) for text in best) > _USEFUL or _frequency(best) > 20 * _USEFUL:
        return ()
    return tuple(sorted(_shortened(best)))


def held(regex: str) -> tuple[str, ...]:
    """Literals of which every match of a regex holds one beyond its beginning; none when there are only common ones.

    >>> held("read .+ (?:here|there)")
    (' here', ' there')
    """
    tree = _parsed(regex)
    found = _beyond(tree) if tree is not None else None
    return tuple(sorted(_shortened(found))) if found and _frequency(found) < _COMMON else ()


def readable(regex: str) -> str:
    """A regex of RE2's in Python's syntax, its Unicode classes as any word character."""
    return re.sub(r"\\x\{(\w+)\}", lambda m: re.escape(chr(int(m[1], 16))), re.sub(r"\\p\{\w+\}", r"\\w", regex))


@lru_cache(maxsize=512)
def _tree(regex: str) -> Any:
    """The regex as Python's parser sees it; None when it has no view of it."""
    try:
        return re._parser.parse(readable(regex))  # type: ignore[attr-defined]  # no public parser; it is only read
    except (re.error, RecursionError):
        return None


def _parsed(regex: str) -> list[tuple[str, Any]] | None:
    tree = _tree(regex)
    return None if tree is None else _flat(list(tree))


def _flat(items: Sequence[tuple[Any, Any]]) -> list[tuple[str, Any]]:
    """The items of a sequence, groups opened."""
    found: list[tuple[str, Any]] = []
    for operator, value in items:
        found += _flat(list(value[-1])) if str(operator) == "SUBPATTERN" else [(str(operator), value)]
    return found


_Beginnings = set[tuple[str, bool]]
"""Literals that something may begin with, each with whether what follows is to be added: not where it is cut short."""


def _beginnings(items: Sequence[tuple[str, Any]]) -> _Beginnings:
    found: _Beginnings = {("", True)}
    for operator, value in items:
        if not any(whole for _, whole in found):
            break
        following = _of_item(operator, value)
        if len(found) * len(following) > _MOST:
            break
        found = {(text, False) for text, whole in found if not whole or len(text) > _LONG} | {
            (text + more, end) for text, whole in found if whole and len(text) <= _LONG for more, end in following
        }
    return found


def _of_item(operator: str, value: Any) -> _Beginnings:
    if operator == "LITERAL":
        return {(plain(chr(value)), True)}
    if operator == "AT":
        return {("", True)}
    if operator == "BRANCH":
        return set().union(*(_beginnings(_flat(list(branch))) for branch in value[1]))
    if operator in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, repeated = value
        once = _beginnings(_flat(list(repeated)))
        if len(once) == 1 and most <= _SMALL_COUNT and all(whole for _, whole in once):
            return {(text * times, True) for text, _ in once for times in range(least, most + 1)}
        once = once if most == 1 else {(text, False) for text, _ in once}
        return once if least else {*once, ("", True)}
    if operator == "IN" and (members := _members(value)):
        return {(member, True) for member in members}
    return {("", False)}


def _members(value: Sequence[tuple[Any, Any]]) -> set[str] | None:
    """The characters of a small class, in lower case; None for any other."""
    found: set[str] = set()
    for operator, content in value:
        if str(operator) == "LITERAL":
            found.add(plain(chr(content)))
        elif str(operator) == "CATEGORY" and str(content) == "CATEGORY_DIGIT":
            found.add("0")
        elif str(operator) == "RANGE" and content[1] - content[0] < _SMALL_CLASS:
            found |= {plain(chr(code)) for code in range(content[0], content[1] + 1)}
        else:
            return None
    return found if len(found) <= _SMALL_CLASS else None


def _best(items: Sequence[tuple[str, Any]], most: int = _MOST) -> frozenset[str] | None:
    """The rarest of the sets of at most so many literals of which one must stand somewhere in a match."""
    options: list[frozenset[str]] = []
    for start, (operator, value) in enumerate(items):
        options.append(frozenset(text for text, _ in _beginnings(items[start:])))
        inner = None
        if operator == "BRANCH":
            inner = _of_all([_best(_flat(list(branch)), most) for branch in value[1]])
        elif operator in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
            inner = _best(_flat(list(value[2])), most)
        options += [inner] if inner else []
    usable = [option for option in options if "" not in option and len(_shortened(option)) <= most]
    return min(usable, key=lambda option: (_frequency(option), sorted(option)), default=None)


def _beyond(items: Sequence[tuple[str, Any]]) -> frozenset[str] | None:
    """As `_best`, few, and of what follows the first letters or first other item; of each branch, if that is all."""
    if len(items) == 1 and items[0][0] == "BRANCH":
        return _of_all([_beyond(_flat(list(branch))) for branch in items[0][1][1]])
    first = next((number for number, (operator, _) in enumerate(items) if operator != "LITERAL"), len(items))
    return _best(items[max(1, first) :], _FEW)


def _of_all(branches: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """Literals of which one stands in any branch; None where one of them has none."""
    return frozenset().union(*(branch for branch in branches if branch)) if all(branches) else None


def _shortened(texts: frozenset[str]) -> frozenset[str]:
    """Literals no longer than is rare enough, of which one stands wherever one of those does."""
    return _without_longer({next((t[:n] for n in range(1, len(t)) if _chance(t[:n]) < _RARE), t) for t in texts})


def _without_longer(texts: set[str]) -> frozenset[str]:
    """Those literals that begin with no other one."""
    return frozenset(text for text in texts if not any(text[:end] in texts for end in range(1, len(text))))


def _frequency(texts: frozenset[str]) -> float:
    """How often any of some literals is expected to occur in a letter of text: a rough guess that only ranks them."""
    return math.fsum(map(_chance, texts))  # the same in whatever order


def _chance(text: str) -> float:
    chance = 1.0
    for c in text:
        chance *= _CHANCES.get(c) or (0.06 if c.isascii() and c.isalpha() else 0.002)
    return chance


def haystack(text: str) -> bytes:
    """`plain` in UTF-8: the form of a text that needles are looked for in."""
    lower = text.lower()
    if not lower.isascii():
        for old, new in _CASES:
            if old in lower:
                lower = lower.replace(old, new)
    return lower.encode("utf-8", "surrogatepass").translate(_DIGITS)


def plain(text: str) -> str:
    """A text in lower case, with 0 for each digit; its lines stay.

    >>> plain("KİTTEN 24")
    'kitten 00'
    """
    return haystack(text).decode("utf-8", "surrogatepass")
