"""What the caller's settings say of the rules of pages."""

from __future__ import annotations

from cleaner.catalogue.rule import OFF_BY_DEFAULT
from cleaner.html.decide import Decision
from cleaner.html.evidence import Kind
from cleaner.settings import Settings, is_selected

SURELY = 0.1
"""The highest chance of being body with which a block goes at level ``light``."""


def holds(kind: Kind, settings: Settings, in_article: bool = True) -> bool:
    """Whether blocks that go under a rule of pages go at all; ``in_article``: whether the block stands in the article.

    Lists of sources are off by default in an article, while a menu's "Notes" goes with the menu.

    >>> from cleaner.html.evidence import boxes
    >>> share = next(kind for kind, _ in boxes() if kind.category == "share")
    >>> holds(share, Settings()), holds(share, Settings(ignore=("HT05",))), holds(share, Settings(ignore=("share",)))
    (True, False, False)
    """
    default = kind.category not in OFF_BY_DEFAULT or not in_article
    return is_selected(kind.id, kind.category, settings, default)


def is_unmistakable(decision: Decision, i: int) -> bool:
    """Whether block ``i`` goes at level ``light`` too: furniture, firm rules, and what is hardly ever body."""
    score = decision.scores[i]
    return decision.firm[i] is not None or score is None or score.chance <= SURELY
