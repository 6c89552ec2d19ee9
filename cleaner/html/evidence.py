"""What elements call themselves and which labels lines carry: the data of ``evidence.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LABEL_WORDS = 9
"""Lines of more words than that are no labels."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of ``evidence.toml``: a family of names and labels, with the rule id it gives to a removal."""

    id: str
    name: str
    category: str
    why: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All kinds, and their patterns in the same order (None: this kind has no labels)."""

    kinds: tuple[Kind, ...]
    names: tuple[re.Pattern[str], ...]
    labels: tuple[re.Pattern[str] | None, ...]


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    entries = _data()["evidence"]
    kinds = tuple(map(_kind, entries))
    names = tuple(re.compile(e["names"]) for e in entries)
    labels = tuple(re.compile(e["labels"]) if e.get("labels") else None for e in entries)
    return Vocabulary(kinds, names, labels)


_STATES = re.compile(
    r"(?<!\S)(?:(?:no|non|has|with|without)[-_]\S+|\S+[-_](?:open|closed|enabled|disabled|allowed|free|layout))(?!\S)"
)
"""Names of what an element has or allows, and not of what it is: ``no-sidebar``, ``comments-open``."""


@lru_cache(maxsize=8192)
def kinds_of_names(names: str) -> tuple[int, ...]:
    """Which kinds an element's names speak for, by index. Pages repeat their names, so the last ones are kept."""
    likely = _sieves()[0].Match(names)
    if not likely:
        return ()
    patterns, exact, own = vocabulary().names, _exact(), _STATES.sub("", names)
    return tuple(i for i in likely if (own == names and exact[i]) or patterns[i].search(own))


_MEMORY = 64 << 20
"""Bytes for a set's automaton. With too little, RE2 says "no match" without a word."""


def _set_options() -> Any:
    import re2

    options = re2.Options()
    options.max_mem = _MEMORY
    return options


_AROUND = re.compile(r"\(\?<?[!][^()]*\)")


@cache
def _sieves() -> tuple[Any, Any, Any]:
    """All names, labels and names of boxes as one RE2 set each: most strings match few, and one pass tells which.

    RE2 knows no look-around, so the sets are without; what passes is tried again by the whole pattern.
    """
    import re2

    options = _set_options()
    names, labels, tools = re2.Set.SearchSet(options), re2.Set.MatchSet(options), re2.Set.SearchSet(options)
    for entry in _data()["evidence"]:
        names.Add(_AROUND.sub("", entry["names"]))
        labels.Add(_AROUND.sub("", entry.get("labels") or "\\z."))
    for entry in _data()["box"]:
        tools.Add(_AROUND.sub("", entry["names"]))
    for sieve in (names, labels, tools):
        sieve.Compile()
    return names, labels, tools


@cache
def _exact() -> tuple[bool, ...]:
    """Of each kind: whether its names are without look-around, so that the sieve's word is final."""
    return tuple(_AROUND.search(entry["names"]) is None for entry in _data()["evidence"])


_LEAD = re.compile(r"^[\W_]+")


@lru_cache(maxsize=8192)
def kinds_of_label(text: str) -> tuple[int, ...]:
    """Which kinds a short line labels itself as, by index. Pages repeat theirs: what menus say, and buttons."""
    line = text.casefold()
    bare = line if line[:1].isalnum() else _LEAD.sub("", line)
    found = _labels_of(bare)
    return found if line == bare else tuple(sorted({*found, *_labels_of(line)}))


def _labels_of(line: str) -> tuple[int, ...]:
    patterns = vocabulary().labels
    likely = _sieves()[1].Match(line) or ()
    return tuple(i for i in likely if (pattern := patterns[i]) is not None and pattern.match(line))


_PREFIX = re.compile(r"^[\W_]*([^:：|\n]{3,32})\s?[:：|]\s")


@lru_cache(maxsize=1024)
def _prefix_kinds(prefix: str) -> tuple[int, ...]:
    return kinds_of_label(prefix)


def kinds_of_prefix(text: str) -> tuple[int, ...]:
    """Which kinds a longer line labels itself as by what stands before its first colon or bar ("Read more: …")."""
    found = _PREFIX.match(text)
    return _prefix_kinds(found.group(1)) if found else ()


def says(text: str) -> list[float]:
    """How often a line speaks of consent, calls for something, stands for an embed."""
    any_, each = _sayings()
    line = text[:600].casefold().encode("utf-8", "replace")
    found = [0.0] * len(each)
    for i in any_.Match(line) or ():
        found[i] = float(min(3, len(each[i].findall(line))))
    return found


@cache
def _sayings() -> tuple[Any, tuple[Any, ...]]:
    """All sayings as one set, and each alone; over bytes, as only counts matter and code points need not be counted."""
    import re2

    words = [entry["words"].encode() for entry in _data()["saying"]]
    any_ = re2.Set.SearchSet(_set_options())
    for word in words:
        any_.Add(word)
    any_.Compile()
    return any_, tuple(map(re2.compile, words))


@cache
def boxes() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Boxes of known tools: what they are, and the names that give them away."""
    return tuple((_kind(entry), re.compile(entry["names"])) for entry in _data()["box"])


@lru_cache(maxsize=8192)
def box_of_names(names: str) -> Kind | None:
    """The known tool that an element belongs to by its names."""
    likely = _sieves()[2].Match(names) if names else None
    if not likely:
        return None
    names = _STATES.sub("", names)
    return next((kind for kind, pattern in (boxes()[i] for i in sorted(likely)) if pattern.search(names)), None)


@cache
def verdicts() -> dict[str, Kind]:
    """The kinds of verdict that no single name or label leads to, by name."""
    return {entry["name"]: _kind(entry) for entry in _data()["verdict"]}


@cache
def rules() -> tuple[Kind, ...]:
    """Every rule id that a removal by the HTML path can carry, in order of the ids."""
    kinds = {*vocabulary().kinds, *(kind for kind, _ in boxes()), *verdicts().values()}
    return tuple(sorted(kinds, key=lambda kind: kind.id))


def description(kind: Kind) -> dict[str, str]:
    """What a rule of pages looks for, by title: the names of elements, the labels of lines, and examples of both."""
    (entry,) = [e for e in (*_data()["evidence"], *_data()["box"], *_data()["verdict"]) if e["id"] == kind.id]
    examples: dict[str, list[str]] = entry.get("examples", {})
    found = {"names of elements": entry.get("names"), "labels of lines": entry.get("labels")}
    found |= {f"such {what}": ", ".join(examples.get(what, [])) for what in ("names", "labels")}
    found |= {f"not such {what}": ", ".join(examples.get(f"not_{what}", [])) for what in ("names", "labels")}
    return {title: text for title, text in found.items() if text}


def _kind(entry: dict[str, Any]) -> Kind:
    return Kind(entry["id"], entry["name"], entry["category"], entry["why"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("cleaner.html").joinpath("evidence.toml").read_text("utf-8"))
