"""What a rule is. A rule is data: see ``cleaner/rules`` and ``docs/rules.md`` for the fields in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Scope = Literal["line", "span", "block", "until", "keep"]
"""What a hit may take: its line; only the matched span; the label line and the block it opens; everything from its
line to the end; nothing, for ``keep``: its line is protected from every other rule."""

Anchor = Literal["line", "prefix", "colon", "suffix", "anywhere"]
"""Where in the line a phrase stands: it is the whole line; the line starts with it; the line starts with it and a
colon (or a bar) follows; the line ends with it; anywhere."""

Zone = Literal["head", "body", "tail"]
"""Where a line stands: before the first line of prose, between prose lines, after the last one."""

Place = Literal["head", "body", "tail", "alone"]
Safety = Literal["safe", "unsafe"]
Ends = Literal["open", "closed"]

SCOPES: tuple[str, ...] = get_args(Scope)
ANCHORS: tuple[str, ...] = get_args(Anchor)
ZONES: tuple[str, ...] = get_args(Zone)
PLACES: tuple[str, ...] = get_args(Place)

CATEGORIES: dict[str, str] = {
    "related": "links to and teasers of other stories",
    "newsletter": "calls to subscribe to newsletters, feeds and alerts",
    "account": "calls to log in, register, pay, donate or install an app",
    "share": "share and follow calls, social counters",
    "legal": "cookie notices, copyright, terms, disclosures",
    "advertising": "advertising labels and affiliate notices",
    "navigation": "menus, breadcrumbs, tags, topics, skip links, player and widget residue",
    "comments": "reader comments and their forms",
    "credit": "photo and video credits",
    "caption": "captions of pictures that are not there",
    "byline": "bylines, dates, reading times",
    "bio": "notes about the author and how to reach them",
    "wire": "news agency and reporting credits",
    "headline": "repeats of the headline",
    "white-space": "runs of blank lines",
    "references": "lists of sources and references (kept by default)",
    "provenance": "notes on where a text first appeared (kept by default)",
}
"""Every category with what it holds. Those in `OFF_BY_DEFAULT` must be asked for."""

OFF_BY_DEFAULT = frozenset({"references", "provenance"})


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must cut or must not touch.

    ``text`` is set between the paragraphs of an article at ``at``, or is the whole document if that is ``alone``. Of a
    ``must``, the parts between ⟦ and ⟧ go, or all of it if there are none.
    """

    text: str
    language: str | None = None
    at: Place = "body"


@dataclass(frozen=True, slots=True)
class When:
    """The conditions that a hit must meet in its context. Empty fields ask nothing.

    zone        the zones in which the rule holds
    min_words, max_words   length of the line
    ends        ``open``: the line has no final punctuation; ``closed``: it has
    near        another line with a hit of any rule stands within so many lines
    after       the line before was taken by, or carries a hit of, one of these categories
    before      the same for the line after
    """

    zone: tuple[Zone, ...] = ()
    min_words: int = 0
    max_words: int = 0
    ends: Ends | None = None
    near: int = 0
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """How far the block under a label reaches: at most so many lines, of at most so many words, to the next prose."""

    max_lines: int = 0
    max_words: int = 30


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, so that settings holding rules can be hashed
class Rule:
    """One habit of publishing: what it looks like, where it counts, why it is junk, and texts that show it.

    ``phrases`` are literals by language (``*`` is every language), ``regex`` RE2 patterns by language, ``detector`` the
    name of a structural test in `cleaner.text.detectors`; one of the three is given. ``light`` marks the unmistakable
    rules, which ``--level light`` is limited to. A rule of the compiled catalogue has no patterns of its own, only the
    languages that it ``speaks``: see `cleaner.catalogue.compiled`.
    """

    id: str
    name: str
    category: str
    scope: Scope
    why: str
    anchor: Anchor = "line"
    phrases: Mapping[str, tuple[str, ...]] | None = None
    regex: Mapping[str, tuple[str, ...]] | None = None
    detector: str | None = None
    when: When = When()
    opens: Opens = Opens()
    safety: Safety = "safe"
    light: bool = False
    must: tuple[Example, ...] = ()
    must_not: tuple[Example, ...] = ()
    file: str = ""
    speaks: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the rule speaks, ``*`` for all, in alphabetical order."""
        return tuple(self.speaks) or tuple(sorted({*(self.phrases or ()), *(self.regex or ())} or {"*"}))
