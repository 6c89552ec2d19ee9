"""One page, from characters to facts: parse, lay out, ask the witnesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cleaner.html.blocks import Layout
from cleaner.html.layout import lay_out
from cleaner.html.page import Clues, plain
from cleaner.html.prose import language_of
from cleaner.html.structured import Claims, agreement, read_claims
from cleaner.html.witnesses import kept_by_trafilatura


@dataclass(frozen=True, slots=True)
class Observation:
    """A page laid out, what it claims of itself, and what is known of its blocks."""

    layout: Layout
    claims: Claims
    clues: Clues


def observe(root: Any) -> Observation:
    """Everything there is to know before deciding."""
    claims = read_claims(root)
    layout = lay_out(root)
    language = language_of(claims.language, (block.text for block in layout.blocks if block.words > 7))
    clues = Clues(
        kept=kept_by_trafilatura(root, layout) if layout.blocks else None,
        declares_body=agreement(claims.body, layout.blocks) is not None,
        titles=frozenset(plain(title[:400]) for title in claims.titles),
        summaries=tuple(plain(summary[:600]) for summary in claims.summaries if len(summary) > 30),
        language=language,
        live="LiveBlogPosting" in claims.types,
    )
    return Observation(layout, claims, clues)
