"""What the caller wants removed, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from cleaner.catalogue.rule import CATEGORIES, OFF_BY_DEFAULT, Rule

Level = Literal["light", "default", "strict"]

_PAGE_RULES = Path(__file__).parent / "html" / "evidence.toml"
"""Where the rules of pages stand. Only their ids are looked for: to load them is to load the HTML path."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Which rules hold. Selectors are rule ids (``RL001``), id prefixes (``RL``) or categories (``related``).

    level          ``light``: only unmistakable rules; ``default``; ``strict``: the unsafe ones too
    select         replaces the default selection when not empty
    extend_select  adds to it (the way to switch on ``references`` and ``provenance``)
    ignore         takes away from it; of two selectors the longer id prefix wins, as in ruff
    unsafe         obey unsafe rules (``strict`` implies it)
    drop_headline  leave the headline out as well
    max_removed    the guard: the largest share of a text's words that rules may take (0 to 1)
    rules          the user's own rules, beside the catalogue
    """

    level: Level = "default"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe: bool = False
    drop_headline: bool = False
    max_removed: float = 0.7
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        for name in ("select", "extend_select", "ignore", "rules"):
            value = getattr(self, name)
            if isinstance(value, str):  # its letters would be taken for selectors
                raise TypeError(f"Settings.{name} is a tuple of texts: write ({value!r},), not {value!r}")
            object.__setattr__(self, name, tuple(value))
        if self.level not in get_args(Level):
            raise ValueError(f"Settings.level: unknown value {self.level!r}; known: {', '.join(get_args(Level))}")
        if not isinstance(self.max_removed, int | float) or not 0 <= self.max_removed <= 1:
            raise ValueError(f"Settings.max_removed is a number from 0 to 1, not {self.max_removed!r}")


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What is wanted of an HTML page beyond the text of its body.

    title     the headline stays in the body, at its place
    metadata  author, date, site … in ``Result.meta``; it takes as long again
    markdown  the body as Markdown too, in ``Result.markdown``
    links     that Markdown with its links
    """

    title: bool = False
    metadata: bool = False
    markdown: bool = False
    links: bool = False


def is_selector(word: str, rules: tuple[Rule, ...]) -> bool:
    """Whether a selector names a category, a rule or a prefix of rule ids, those of pages included."""
    if word == "ALL" or word in CATEGORIES or any(rule.id.startswith(word) for rule in rules):
        return True
    return word.startswith("HT") and f'id = "{word}' in _PAGE_RULES.read_text("utf-8")


def is_on(rule: Rule, settings: Settings) -> bool:
    """Whether the settings switch a rule on."""
    if rule.safety == "unsafe" and not (settings.unsafe or settings.level == "strict"):
        return False
    if rule.detector == "headline":
        return settings.drop_headline
    if settings.level == "light" and not rule.light and rule.scope != "keep":
        return False
    return is_selected(rule.id, rule.category, settings, rule.category not in OFF_BY_DEFAULT or rule.scope == "keep")


def is_selected(rule: str, category: str, settings: Settings, default: bool) -> bool:
    """Whether the selectors choose a rule of an id and a category; ``default``: whether they do when empty."""
    default = default and not settings.select
    chosen = max((_weight(word, rule, category) for word in settings.select + settings.extend_select), default=-1)
    refused = max((_weight(word, rule, category) for word in settings.ignore), default=-1)
    return (default or chosen >= 0) and chosen >= refused if refused >= 0 else default or chosen >= 0


def _weight(word: str, rule: str, category: str) -> int:
    """How closely a selector names a rule: -1 not at all, 0 everything, 1 its category, more by each letter."""
    if word == "ALL":
        return 0
    if word == category:
        return 1
    return 1 + len(word) if rule.startswith(word) else -1
