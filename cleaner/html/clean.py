"""From a page to its body: the whole HTML path in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cleaner.compose import compose, shift
from cleaner.cut import cut
from cleaner.html.decide import Decision, decide
from cleaner.html.evidence import verdicts
from cleaner.html.explain import explain
from cleaner.html.load import load
from cleaner.html.metadata import read_metadata
from cleaner.html.observe import observe
from cleaner.html.page import Page
from cleaner.html.render import to_markdown
from cleaner.html.status import Finding, judge, read_root
from cleaner.html.structured import Claims
from cleaner.html.tree import parse
from cleaner.model import Document, Removal, Result
from cleaner.pipeline import clean_document
from cleaner.settings import Settings


@dataclass(frozen=True, slots=True)
class _Options:
    """What the caller wants beyond the body."""

    title: bool
    metadata: bool
    markdown: bool
    links: bool
    settings: Settings


def clean_html(
    page: bytes | str,
    url: str | None = None,
    *,
    name: str = "<page>",
    settings: Settings | None = None,
    encoding: str | None = None,
    title: bool = False,
    metadata: bool = False,
    markdown: bool = False,
    links: bool = False,
) -> Result:
    """Take the body of an article out of a saved page: HTML, gzip or MHTML, as bytes or characters.

    ``Result.source`` is the page's text laid out, a line a block; ``Result.text`` is what is left of it; each removal
    names its rule and its evidence. ``encoding`` is what came with the page (an HTTP header). ``title`` leaves the
    headline in the body, at its place. ``metadata`` adds author, date, site … to ``Result.meta``, ``markdown`` the body
    as Markdown, with its links if ``links``.

    Raises `cleaner.html.PageError` for a page over the limits or beyond reading. A page that holds no article comes
    back with ``status`` ``not-article`` or ``empty`` and the reason.

    >>> clean_html("<title>Rain</title><h1>Rain</h1><p>" + "It rained on, and the river rose by the hour. " * 9).title
    'Rain'
    """
    if isinstance(page, bytes):
        loaded = load(page, name)
        page, url, encoding = loaded.html, url or loaded.url, encoding or loaded.encoding
    root, text = parse(page, encoding)
    options = _Options(title, metadata, markdown, links, settings or Settings())
    return _clean(root, text, url, name, options)


def _clean(root: Any, text: str, url: str | None, name: str, options: _Options) -> Result:
    facts = read_root(root, text)
    meta: dict[str, Any] = read_metadata(root, url) if options.metadata else {"url": url} if url else {}
    seen = observe(root)
    page = Page(seen.layout, seen.clues)
    if not seen.layout.blocks:
        finding = judge(facts, page, seen.claims, [])
        return Result("", "", (), name, finding.status, finding.reason, title=_claimed(seen.claims), meta=meta)
    decision = decide(page)
    finding = judge(facts, page, seen.claims, decision.keep)
    keep = _kept(page, decision, finding, options)
    headline = " ".join(page.layout.blocks[decision.headline].text.split()) if decision.headline is not None else None
    first = _removals(page, decision, keep, finding)
    result = _through_text(page, first, name, headline or _claimed(seen.claims), options.settings)
    if options.markdown:
        heading = result.title if options.title and decision.headline is None else None
        meta["markdown"] = to_markdown(seen.layout, result.removals, options.links, heading)
    if finding.reason:
        status = result.status if finding.status == "ok" else finding.status
        result = replace(result, status=status, reason=finding.reason)
    return replace(result, language=result.language or seen.clues.language, meta=meta)


def _kept(page: Page, decision: Decision, finding: Finding, options: _Options) -> list[bool]:
    """The blocks that stay, after the page's status and the caller's wishes."""
    if finding.drop:
        return [False] * len(decision.keep)
    keep = list(decision.keep)
    if options.title and decision.headline is not None:
        keep[decision.headline] = True
    if options.settings.ignore:
        for i, stays in enumerate(keep):
            kind = None if stays else explain(page, decision, i)[0]
            if kind and any(word == kind.category or kind.id.startswith(word) for word in options.settings.ignore):
                keep[i] = True
    return keep


def _removals(page: Page, decision: Decision, keep: list[bool], finding: Finding) -> tuple[Removal, ...]:
    """A removal for each block that goes, its line break included."""
    text, found = page.layout.text, []
    for i, block in enumerate(page.layout.blocks):
        if keep[i]:
            continue
        if finding.drop:
            kind, evidence = verdicts()["no article"], [finding.reason]
        else:
            kind, evidence = explain(page, decision, i)
        start, end = block.start, block.end + 1
        found.append(Removal(start, end, kind.id, kind.category, text[start:end], tuple(evidence)))
    return tuple(found)


def _through_text(
    page: Page, first: tuple[Removal, ...], name: str, title: str | None, settings: Settings
) -> Result:
    """The text path over what is left, its removals brought back to offsets into the page's text."""
    source = page.layout.text
    left = cut(source, first)
    if not left.strip():
        return Result(left, source, first, name, title=title)
    result = clean_document(Document(left, name, title=title), settings)
    removals = compose(source, first, result.removals)
    withheld = shift(source, first, result.withheld)
    return replace(result, text=cut(source, removals), source=source, removals=removals, withheld=withheld, title=title)


def _claimed(claims: Claims) -> str | None:
    """The title that the head of the page gives, when no headline stands in its text."""
    return claims.titles[0] if claims.titles else None
