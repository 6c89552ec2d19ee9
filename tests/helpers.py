"""Small makers that the engine's tests share."""

from __future__ import annotations

from typing import Any

from cleaner.catalogue.read import parse_rules
from cleaner.catalogue.rule import Rule
from cleaner.model import Removal
from cleaner.settings import Settings
from cleaner.text.body import make_page
from cleaner.text.match import Hit, Matcher, PatternSet
from cleaner.text.page import Page
from cleaner.text.patterns import patterns_of

PROSE = (
    "The town of Lenn voted on Sunday for a breakwater that will cost more than the school and the library together.",
    "The harbour master said that work would begin in spring, once the herring boats had left for the northern banks.",
    "Opponents have three weeks to appeal, and at least one of them will certainly do so before the month is out.",
    "Turnout was the highest in thirty years, and the queue at the old customs house reached the fish market by noon.",
)
EXAMPLES = {"must": ["Kitten", "Puppy"], "must_not": ["Cat", "Dog"]}


def table(**fields: Any) -> dict[str, Any]:
    """A rule as its TOML table, valid unless ``fields`` say otherwise."""
    base = {
        "id": "ZZ001",
        "name": "test-rule",
        "category": "related",
        "scope": "line",
        "why": "Only a test wants it gone.",
        "match": {"phrases": ["Kitten"]},
        "examples": EXAMPLES,
    }
    return {key: value for key, value in {**base, **fields}.items() if value is not None}


def rule(**fields: Any) -> Rule:
    """One rule, read as a user's own is."""
    return parse_rules([table(**fields)], "mine.toml")[0]


def only(*rules: Rule, **settings: Any) -> Settings:
    """Settings under which these rules hold and no others."""
    return Settings(select=tuple(r.id for r in rules), rules=rules, **settings)


def matcher(*rules: Rule) -> Matcher:
    """A matcher of all patterns of some rules."""
    return Matcher(PatternSet(dict(enumerate(pattern for made in rules for pattern in patterns_of(made)))))


def removal(start: int, text: str, rule_id: str = "ZZ001") -> Removal:
    return Removal(start, start + len(text), rule_id, "related", text, ("a test",))


def page(text: str, *rules: Rule) -> Page:
    """The view of a text with the hits of some rules."""
    lines = text.split("\n")
    match = matcher(*rules)
    hits: dict[int, tuple[Hit, ...]] = {i: tuple(match.hits(line)) for i, line in enumerate(lines)}
    return make_page(lines, {i: found for i, found in hits.items() if found})


def article(*inserts: str, at: int = 2) -> str:
    """Four paragraphs of prose with lines set in after the first ``at`` of them."""
    return "\n".join([*PROSE[:at], *inserts, *PROSE[at:]]) + "\n"
