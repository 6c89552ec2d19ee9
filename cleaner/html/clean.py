"""From a page to its body: the whole HTML path in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cleaner.compose import compose, shift
from cleaner.cut import cut
from cleaner.html.decide import Decision, decide
from cleaner.html.evidence import Kind, verdicts
from cleaner.html.explain import explain
from cleaner.html.load import load
from cleaner.html.metadata import read_metadata
from cleaner.html.observe import observe
from cleaner.html.page import PageFacts
from cleaner.html.prose import bears_out
from cleaner.html.render import to_markdown
from cleaner.html.selection import holds, is_unmistakable
from cleaner.html.status import Finding, judge, read_root, show_without_scripts
from cleaner.html.structured import Claims, claimed_page
from cleaner.html.tree import parse
from cleaner.model import Document, Removal, Result
from cleaner.pipeline import clean_document
from cleaner.settings import PageOptions, Settings
from cleaner.text.language import ALL, GUESSED, guess

_BODY_ONLY = PageOptions()
FROM_CLAIMS = "the text is the body that the page declares for machines; it shows none"
FROM_NOSCRIPT = "the text is what the page shows where scripts do not run"
"""Why there is a text, and `Result.source` is not what the page shows."""

Reason = tuple[Kind, tuple[str, ...]]
"""Why a block goes: the rule, and its evidence in words."""


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the caller wants of a page."""

    settings: Settings
    options: PageOptions
    language: str | None


def clean_html(
    page: bytes | str,
    url: str | None = None,
    *,
    name: str = "<page>",
    language: str | None = None,
    encoding: str | None = None,
    settings: Settings | None = None,
    options: PageOptions = _BODY_ONLY,
) -> Result:
    """Take the body of an article out of a saved page: HTML, gzip or MHTML, as bytes or characters.

    ``Result.source`` is the page's text laid out, a line a block; ``Result.text`` is what is left of it; each removal
    names its rule and its evidence. ``language`` is an ISO 639-1 code and ``encoding`` the page's, as an HTTP header
    gave it, when the caller knows them. A page that shows no article, but declares its body in structured data, comes
    back as that body, and its ``reason`` says so.

    Raises `cleaner.html.PageError` for a page over the limits or beyond reading. A page that holds no article comes
    back with ``status`` ``not-article`` or ``empty`` and the reason.

    >>> clean_html("<title>Rain</title><h1>Rain</h1><p>" + "It rained on, and the river rose by the hour. " * 9).title
    'Rain'
    """
    if not isinstance(page, bytes | str):
        raise TypeError(f"clean_html takes bytes or a str, not {type(page).__name__}")
    if not page.strip():
        return Result("", "", name=name, status="empty", reason="the page is empty")
    if isinstance(page, bytes):
        loaded = load(page, name)
        page, url, encoding = loaded.html, url or loaded.url, encoding or loaded.encoding
    root, text = parse(page, encoding)
    return _clean(root, text, url, name, _Wishes(settings or Settings(), options, language))


def _clean(root: Any, text: str, url: str | None, name: str, wishes: _Wishes) -> Result:
    options, settings = wishes.options, wishes.settings
    facts = read_root(root, text)
    meta: dict[str, Any] = read_metadata(root, url) if options.metadata else {"url": url} if url else {}
    seen = observe(root)
    page = PageFacts(seen.layout, seen.clues)
    decision = decide(page) if seen.layout.blocks else None
    finding = judge(facts, page, seen.claims, decision.keep if decision else [])
    if finding.status != "ok" and (claimed := claimed_page(seen.claims)):
        result = _clean(*parse(claimed), url, name, replace(wishes, options=replace(options, metadata=False)))
        return replace(result, reason=result.reason or FROM_CLAIMS, meta={**meta, **result.meta})
    if finding.status != "ok" and show_without_scripts(root):
        result = _clean(root, text, url, name, replace(wishes, options=replace(options, metadata=False)))
        if result.status == "ok":
            return replace(result, reason=result.reason or FROM_NOSCRIPT, meta={**meta, **result.meta})
    if decision is None:
        return Result("", "", (), name, finding.status, finding.reason, title=_claimed(seen.claims), meta=meta)
    reasons = _reasons(page, decision, finding, wishes)
    headline = " ".join(page.layout.blocks[decision.headline].text.split()) if decision.headline is not None else None
    first = _removals(page, reasons, settings)
    language = wishes.language
    result = _through_text(page, first, Document("", name, language, headline or _claimed(seen.claims)), settings)
    if options.markdown:
        heading = result.title if options.title and decision.headline is None else None
        result = replace(result, markdown=to_markdown(seen.layout, result.removals, options.links, heading))
    if finding.reason:
        status = result.status if finding.status == "ok" else finding.status
        result = replace(result, status=status, reason=finding.reason)
    return replace(result, language=language or result.language or seen.clues.language, meta=meta)


def _reasons(page: PageFacts, decision: Decision, finding: Finding, wishes: _Wishes) -> dict[int, Reason]:
    """The blocks that go, each with its rule and evidence, after the page's status and the caller's wishes."""
    settings = wishes.settings
    no_article = verdicts()["no article"]
    if finding.drop and holds(no_article, settings):
        return dict.fromkeys(range(len(decision.keep)), (no_article, (finding.reason,)))
    light = settings.level == "light"
    held: dict[str, bool] = {}
    found: dict[int, Reason] = {}
    for i, stays in enumerate(decision.keep):
        if stays or (wishes.options.title and i == decision.headline) or (light and not is_unmistakable(decision, i)):
            continue
        kind, evidence = explain(page, decision, i)
        if kind.id not in held:
            held[kind.id] = holds(kind, settings)
        elsewhere = not held[kind.id] and not _is_inside(page, i)
        if held[kind.id] or (elsewhere and holds(kind, settings, in_article=False)):
            found[i] = kind, tuple(evidence)
    return found


def _is_inside(page: PageFacts, i: int) -> bool:
    """Whether a block stands in the article: in the element with most paragraphs, or in one that says so."""
    region = page.layout.frames[page.region]
    if region.first <= i < region.last:
        return True
    tags = {page.layout.frames[frame].tag for frame in page.layout.ancestors(page.layout.blocks[i].frame)}
    return not tags.isdisjoint(("article", "main")) and tags.isdisjoint(("nav", "aside", "footer"))


def _removals(page: PageFacts, reasons: dict[int, Reason], settings: Settings) -> tuple[Removal, ...]:
    """A removal for each block that goes, its line break included, and for each aside in the others."""
    text, found = page.layout.text, []
    hidden = verdicts()["hidden"]
    asides = holds(hidden, settings)
    for i, block in enumerate(page.layout.blocks):
        if i in reasons:
            kind, evidence = reasons[i]
            spans = [(block.start, block.end + 1)]
        elif block.asides and asides:
            kind, evidence = hidden, ("it is for screen readers or pops up, and is no part of its line",)
            spans = [(block.start + start, block.start + end) for start, end in block.asides]
            if spans == [(block.start, block.end)]:
                spans = [(block.start, block.end + 1)]
        else:
            continue
        found += [Removal(a, b, kind.id, kind.category, text[a:b], evidence) for a, b in spans]
    return tuple(found)


def _through_text(page: PageFacts, first: tuple[Removal, ...], known: Document, settings: Settings) -> Result:
    """The text path over what is left, as a document of which the rest is known; its removals are brought back to
    offsets into the page's text."""
    source = page.layout.text
    left = cut(source, first)
    if not left.strip():
        return Result(left, source, first, known.name, title=known.title)
    result = clean_document(replace(known, text=left, language=known.language or _language(page, left)), settings)
    blocks, frames = page.layout.blocks, page.layout.frames
    code = [(blocks[f.first].start, blocks[f.last - 1].end) for f in frames if f.tag == "pre" and f.last > f.first]
    second = [removal for removal in result.removals if not code or not _touches(page, first, removal, code)]
    removals = compose(source, first, second)
    withheld = shift(source, first, result.withheld)
    left = cut(source, removals)
    return replace(result, text=left, source=source, removals=removals, withheld=withheld, title=known.title)


def _language(page: PageFacts, left: str) -> str | None:
    """The page's language where the text alone does not tell it.

    Templates declare wrong languages, so a text that tells goes first, and a declaration must be borne out by it.
    """
    language = page.clues.language
    if language not in GUESSED or guess(left) != ALL or not bears_out(left, language):
        return None
    return language


def _touches(page: PageFacts, first: tuple[Removal, ...], removal: Removal, spans: list[tuple[int, int]]) -> bool:
    """Whether a removal from what ``first`` left falls into one of some spans of the page's text."""
    pieces = shift(page.layout.text, first, [removal])
    return any(start <= piece.start < end for piece in pieces for start, end in spans)


def _claimed(claims: Claims) -> str | None:
    """The title that the head of the page gives, when no headline stands in its text."""
    return claims.titles[0] if claims.titles else None
