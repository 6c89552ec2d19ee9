"""What a page says of itself in its head: titles, language, and the article's body where JSON-LD carries it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from cleaner.html.blocks import Block
from cleaner.html.page import plain

MIN_BODY = 250
"""A shorter ``articleBody`` is a summary."""

MAX_LOOKUPS = 1_000_000_000
"""Characters of the body times blocks to look up in it: beyond, a page is built to be slow."""

MOST_CLAIMS = 20
"""Titles and descriptions that are believed; articles have three to six."""

_TAG = re.compile(r"<[^>]{1,400}>")
_TITLE_BREAK = re.compile(r"(?<!\s)\s++(?:[|·•»«–—:-]++\s++|[|»]\s*+)|[|»]\s*+")


@dataclass(frozen=True, slots=True)
class Claims:
    """Titles (as written), the declared language, types and body text of the structured data."""

    titles: tuple[str, ...]
    language: str | None
    types: frozenset[str]
    body: str
    summaries: tuple[str, ...] = ()


def read_claims(root: Any) -> Claims:
    """The claims of a parsed page."""
    titles: list[str] = []
    summaries: list[str] = []
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in ("og:title", "twitter:title", "title", "dc.title", "parsely-title", "sailthru.title"):
            titles.append(meta.get("content") or "")
        elif name in ("description", "og:description", "twitter:description", "dc.description"):
            summaries.append(meta.get("content") or "")
    head_title = root.findtext(".//title") or ""
    titles += [head_title, *_TITLE_BREAK.split(head_title)[:1]]
    bodies: list[str] = []
    types: set[str] = set()
    for item in _json_items(root):
        types.update(str(kind) for kind in _listed(item.get("@type")))
        if isinstance(item.get("headline"), str):
            titles.append(item["headline"])
        if isinstance(item.get("description"), str):
            summaries.append(item["description"])
        if isinstance(item.get("articleBody"), str):
            bodies.append(item["articleBody"])
        bodies.append(_entries(item))
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    clean = tuple(dict.fromkeys(" ".join(_TAG.sub(" ", t).split()) for t in titles if t and t.strip()))
    said = tuple(dict.fromkeys(summaries))[:MOST_CLAIMS]
    return Claims(clean[:MOST_CLAIMS], language, frozenset(types), max(bodies, key=len, default=""), said)


def claimed_page(claims: Claims) -> str | None:
    """The declared body as a page of its own, for pages that show no article; None when there is no body.

    >>> claimed_page(Claims(("Rain",), "en", frozenset(), "It rained on. " * 30)).count("<p>")
    1
    """
    body = unescape(claims.body)
    if len(plain(_TAG.sub(" ", body))) < MIN_BODY:
        return None
    if not _TAG.search(body):
        body = "".join(f"<p>{escape(line)}</p>" for line in body.splitlines() if line.strip())
    title = escape(claims.titles[0]) if claims.titles else ""
    language = escape(claims.language or "", quote=True)
    return f'<html lang="{language}"><head><title>{title}</title></head><body><article>{body}</article></body></html>'


def agreement(body: str, blocks: list[Block]) -> list[float] | None:
    """Which blocks stand in ``body``, 1 or 0; None when it is too short, or is not on the page at all."""
    whole = plain(_TAG.sub(" ", body))
    if len(whole) < MIN_BODY or len(whole) * len(blocks) > MAX_LOOKUPS:
        return None
    found = [float(len(text) > 3 and text in whole) for text in (plain(block.text) for block in blocks)]
    matched = sum(len(block.text) for block, hit in zip(blocks, found, strict=True) if hit)
    return found if matched * 2 > len(whole) else None


def _entries(item: dict[str, Any]) -> str:
    """The text of a live blog: that of its entries, which have a body each."""
    texts = (entry.get("articleBody") for entry in _listed(item.get("liveBlogUpdate")) if isinstance(entry, dict))
    return "\n".join(text for text in texts if isinstance(text, str))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _json_items(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of all JSON-LD scripts, graphs opened. Broken JSON is common and is skipped."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > 2_000_000:
            continue
        try:
            pending = _listed(json.loads(script.text, strict=False))
        except (ValueError, RecursionError):
            continue
        for _ in range(500):
            if not pending:
                break
            item = pending.pop(0)
            if isinstance(item, dict):
                yield item
                pending += _listed(item.get("@graph")) + _listed(item.get("mainEntity"))
            elif isinstance(item, list):
                pending += item
