"""Why a block was removed, in words, and under which rule id."""

from __future__ import annotations

from heapq import nsmallest

from cleaner.html.decide import Decision
from cleaner.html.evidence import Kind, verdicts, vocabulary
from cleaner.html.features import NAMES, Page
from cleaner.html.weights import shipped

NEAR = 4
"""How many elements out a name may stand and still be given as the reason."""

STRONGEST = 4
"""How many facts are named; more of them explain little more."""

_PLACE = {name: i for i, name in enumerate(NAMES)}
_KIND = {kind.name: kind for kind in vocabulary().kinds}

_WORDS = {
    "words": "it has few words",
    "link_share": "{value:.0%} of its words are links",
    "hidden": "its element is hidden",
    "repeats": "the same text stands on the page {value:.0f} times",
    "is_title": "it repeats the title",
    "terminal": "it has no final punctuation",
    "stops": "few of its words are function words",
    "zone_before": "it stands before the first paragraph",
    "zone_after": "it stands after the last paragraph",
    "region": "it stands outside the element that holds most paragraphs",
    "near_prose": "no paragraphs stand near it",
    "near_links": "links stand around it",
    "kept_far": "it stands far from what trafilatura keeps",
    "kept_after": "it stands after all that trafilatura keeps",
    "kept_before": "it stands before what trafilatura keeps",
    "own_link_share": "{value:.0%} of its element is links",
    "up_link_share": "{value:.0%} of what is around it are links",
    "path_links": "blocks of its kind are links",
    "path_kept": "trafilatura leaves out the blocks of its kind",
    "own_kept": "trafilatura leaves out what stands beside it",
    "near_kept": "trafilatura leaves out its neighbours",
    "paragraph_judge": "it fails jusText's test",
    "judge_near": "its neighbours fail jusText's test",
    "container_judge": "it stands outside the container with most points for paragraphs",
    "is_summary": "it is the page's description",
    "prefix": "it begins with a label",
    "under_any": "it stands under a label",
    "says_consent": "it speaks of cookies or privacy",
    "says_call": "it calls for something",
    "says_embed": "it stands for an embed",
    "says_comment": "it speaks like a comment's frame",
    "label_any": "it is a label",
    "h1_before": "it stands before the headline",
    "zone_in": "it stands outside the run of paragraphs",
    "region_child": "it stands {value:.0f} elements deep in, or outside, the element that holds most paragraphs",
    "section_heading": "what it stands under is no heading of the article",
    "tag": "its element is of a kind that seldom holds body",
    "page_kept": "trafilatura keeps {value:.0%} of this page",
    "structured": "it is not in the article body that the page declares",
}


def explain(page: Page, decision: Decision, i: int) -> tuple[Kind, list[str]]:
    """The rule that block ``i`` goes under, and the evidence against it."""
    firm = decision.firm[i]
    if firm is not None:
        return firm, [_firm_words(firm)]
    about, parts, row = shipped().about, decision.scores[i].parts, decision.rows[i]
    worst = nsmallest(STRONGEST, range(len(parts)), key=parts.__getitem__)
    names = list(dict.fromkeys(name for part in worst if parts[part] < 0 for name in about[part] if name != "kept"))
    evidence = [_witness(page, i), *dict.fromkeys(_say(name, row) for name in names)]
    chance = f"chance of body {decision.scores[i].chance:.2f}"
    return _rule(page, i), [*evidence[: STRONGEST + 1], chance]


def _firm_words(kind: Kind) -> str:
    if kind.name == "headline":
        return "it is the headline, or says the same"
    return f"its element belongs to a {kind.name}"


def _witness(page: Page, i: int) -> str:
    if page.clues.kept is None:
        return "trafilatura has no answer for this page"
    return "trafilatura keeps it" if page.kept[i] > 0.5 else "trafilatura leaves it out"


def _rule(page: Page, i: int) -> Kind:
    """The kind that the block calls itself, that the label over it names, or that an element near it is named like.

    Which facts weigh most is for the evidence; the rule says in the plainest terms what the thing is.
    """
    kinds = vocabulary().kinds
    labelled = [*page.labels[i], *page.prefixes[i], *page.under[i][1]]
    junk = next((kinds[kind] for kind in labelled if kinds[kind].category), None)
    if junk is not None:
        return junk
    names = page.frames.names[page.layout.blocks[i].frame]
    near = [kind for kind in range(len(kinds)) if kinds[kind].category and names[kind] <= NEAR]
    if near:
        return kinds[min(near, key=names.__getitem__)]
    return verdicts()[_plain_reason(page, i)]


def _plain_reason(page: Page, i: int) -> str:
    block = page.layout.blocks[i]
    if page.layout.frames[block.frame].hidden:
        return "hidden"
    if page.repeats[page.plain[i]] > 1:
        return "repeated"
    if block.link_words * 2 > block.words:
        return "links"
    region = page.layout.frames[page.region] if page.region >= 0 else None
    if region is not None and not region.first <= i < region.last:
        return "outside"
    return "witnesses" if page.clues.kept is not None and page.kept[i] < 0.5 else "weak"


def _say(name: str, row: list[float]) -> str:
    """A fact in words."""
    value = row[_PLACE[name]]
    if name in _WORDS:
        return _WORDS[name].format(value=value)
    family, _, kind = name.partition("_")
    if family == "name" and value <= NEAR:
        return f"its element, or one around it, is named like {kind}"
    if family == "under" and value > 0 and kind in _KIND:
        return f"it stands under a label of {kind}"
    if family == "label" and value > 0:
        return f"it is a label of {kind}"
    if family == "in" and value > 0:
        return f"it stands in <{kind}>"
    return f"{name.replace('_', ' ')} is {value:.2f}"
