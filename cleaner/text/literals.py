"""Literals that every match of a pattern begins with or holds: they tell, without RE2, which few patterns a line needs.

Compiling the whole catalogue takes longer than cleaning hundreds of texts, and running it over a text much longer than
looking up how each line begins. So `cleaner.text.match` compiles a phrase or a regex only when a line has its literals.
That loses nothing: a pattern cannot match without them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import mul
from typing import Any

from cleaner.text.folding import OPENING_LENGTHS, cut, fold, plain

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
_RARE = 1e-14
"""Expected occurrences below which a longer needle would tell no more."""
_CHANCES = {
    " ": 0.15,
    "0": 0.01,
    **dict.fromkeys(".,-'’", 0.02),
    **dict.fromkeys("@#>›•©ⓒ", 1.5e-5),
}
_NEXT_DIGIT = 0.5
"""How often one more digit follows a digit, or a digit and a sign."""
_SETS = 3
"""Sets of literals that are asked for at most, beside those that a line begins with."""
_DIGITS = re.compile(r"(?<!\\)(?:\\d(?:\+|\{[1-9][0-9,]*\})?)+")
"""Digits in a regex, however many: of a line that is looked up by how it begins, each number is a single 0."""
_SMALL_CLASS = 12
_SMALL_COUNT = 4
"""Repeats of a single character up to which each number of them is a literal of its own, as the digits of a date."""


def openings(regex: str) -> tuple[str, ...]:
    """Literals of which every match of a regex begins with one, in the form of `fold`; none when that cannot be told.

    >>> openings("(?:read|hear) (?:also|more) .+")
    ('hear also', 'hear more', 'read also', 'read more')
    """
    tree = _parsed(_DIGITS.sub("0", regex))
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


Sets = tuple[tuple[str, ...], ...]
"""Sets of literals, rarest first: a match holds one of each."""


def needles(regex: str) -> Sets:
    """Sets of literals of which every match of a regex holds one each, in lower case; none if the rarest tells little.

    >>> needles(r"[^.]+ (?:newsletters?|alerts) [a-z]+ (?:today|tomorrow)")
    ((' alerts ', ' newsletter ', ' newsletters'), (' today', ' tomorrow'))
    """
    tree = _parsed(regex)
    options = _options(tree, _MOST) if tree is not None else []
    best = _best(options)
    if not best or max(_chance(text) for text in best) > _USEFUL or _frequency(best) > 20 * _USEFUL:
        return ()
    return _telling([best], options)


def held(regex: str) -> Sets:
    """Sets of literals of which every match of a regex holds one each beyond its beginning; none but telling ones.

    >>> held("read .+ (?:here|there)")
    ((' here', ' there'),)
    """
    tree = _parsed(regex)
    return _telling([], _beyond(tree) if tree is not None else [])


def _telling(chosen: list[frozenset[str]], options: Sequence[frozenset[str]]) -> Sets:
    """What was chosen and, of the other sets, the rarest few that are not common and tell more than those before."""
    few = [option for option in options if len(_shortened(option)) <= _FEW and _frequency(option) < _COMMON]
    for option in sorted(few, key=_rank):
        if len(chosen) < _SETS and not any(_implies(other, option) for other in chosen):
            chosen.append(option)
    return tuple(tuple(sorted(_shortened(option))) for option in chosen)


def _implies(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether what holds one of some literals holds the beginning of one of the others too."""
    few = _shortened(others)
    return all(any(other in text for other in few) for text in some)


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
            following = {(text[:_SHORTEST], end and len(text) <= _SHORTEST) for text, end in following}
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


def _options(items: Sequence[tuple[str, Any]], most: int) -> list[frozenset[str]]:
    """Sets of at most so many literals of which one must stand somewhere in a match."""
    options: list[frozenset[str]] = []
    for start, (operator, value) in enumerate(items):
        options.append(frozenset(text for text, _ in _beginnings(items[start:])))
        inner = None
        if operator == "BRANCH":
            inner = _of_all([_best(_options(_flat(list(branch)), most)) for branch in value[1]])
        elif operator in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
            inner = _best(_options(_flat(list(value[2])), most))
        options += [inner] if inner else []
    return [option for option in options if "" not in option and len(_shortened(option)) <= most]


def _best(options: Sequence[frozenset[str]]) -> frozenset[str] | None:
    return min(options, key=_rank, default=None)


@lru_cache(maxsize=4096)
def _rank(option: frozenset[str]) -> tuple[float, list[str]]:
    return _frequency(option), sorted(option)


def _beyond(items: Sequence[tuple[str, Any]]) -> list[frozenset[str]]:
    """As `_options`, few, and of what follows the first letters or first other item; of each branch, if that is all."""
    if len(items) == 1 and items[0][0] == "BRANCH":
        of_all = _of_all([_best(_beyond(_flat(list(branch)))) for branch in items[0][1][1]])
        return [of_all] if of_all else []
    first = next((number for number, (operator, _) in enumerate(items) if operator != "LITERAL"), len(items))
    return _options(items[max(1, first) :], _FEW)


def _of_all(branches: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """Literals of which one stands in any branch; None where one of them has none."""
    return frozenset().union(*(branch for branch in branches if branch)) if all(branches) else None


@lru_cache(maxsize=4096)
def _shortened(texts: frozenset[str]) -> frozenset[str]:
    """Literals no longer than is rare enough, of which one stands wherever one of those does."""
    return _without_longer({text[: sum(chance >= _RARE for chance in _chances(text)) + 1] for text in texts})


def _without_longer(texts: set[str]) -> frozenset[str]:
    """Those literals that begin with no other one."""
    return frozenset(text for text in texts if not any(text[:end] in texts for end in range(1, len(text))))


@lru_cache(maxsize=4096)
def _frequency(texts: frozenset[str]) -> float:
    """How often any of some literals is expected to occur in a letter of text: a rough guess that only ranks them."""
    return math.fsum(map(_chance, texts))  # the same in whatever order


def _chance(text: str) -> float:
    return math.prod(_factors(text))


def _chances(text: str) -> Iterator[float]:
    """What `_chance` is of one letter of a text, of two, and so on."""
    return accumulate(_factors(text), mul)


def _factors(text: str) -> Iterator[float]:
    digits = 0
    for c in text:
        if c == "0":
            yield _NEXT_DIGIT if digits else _CHANCES[c]
            digits = 2
        else:
            yield _CHANCES.get(c) or (0.06 if c.isascii() and c.isalpha() else 0.002)
            digits = max(0, digits - 1)
