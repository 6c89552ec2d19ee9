"""Why a block was removed, in words, and under which rule id."""

from __future__ import annotations

from cleaner.html.blocks import is_heading
from cleaner.html.decide import Decision
from cleaner.html.evidence import Kind, verdicts, vocabulary
from cleaner.html.features import NAMES
from cleaner.html.page import Page
from cleaner.html.weights import shipped
from cleaner.rule import OFF_BY_DEFAULT

NEAR = 4
"""How many elements out a name may stand and still be given as the reason."""

DOUBT = 0.45
"""A block with a higher chance than this went for its place (table, heading) rather than its score."""

STRONGEST = 4
"""How many facts are named; more of them explain little more."""

_PLACE = {name: i for i, name in enumerate(NAMES)}
_KIND = {kind.name: kind for kind in vocabulary().kinds}
_JUNK = [i for i, kind in enumerate(vocabulary().kinds) if kind.category]

_WORDS = {
    "words": "it has few words",
    "word_length": "its words are unusually long or short",
    "link_share": "{value:.0%} of its words are links",
    "links": "it holds {value:.0f} links",
    "commas": "it has few commas",
    "stops": "few of its words are function words",
    "digits": "{value:.0%} of it are digits",
    "capitals": "{value:.0%} of its words are capitalised",
    "strong": "{value:.0%} of it is in bold",
    "symbols": "{value:.0%} of it are symbols",
    "lines": "it is broken into lines",
    "bullet": "it is an item with a bullet",
    "tag": "its element is of a kind that seldom holds body",
    "depth": "it is nested {value:.0f} elements deep",
    "repeats": "the same text stands on the page {value:.0f} times",
    "hidden": "it is hidden until something shows it",
    "is_summary": "it is the page's description",
    "says_consent": "it speaks of cookies or privacy",
    "says_call": "it calls for something",
    "says_embed": "it stands for an embed",
    "prefix": "it begins with a label",
    "label_any": "it is a label",
    "under_any": "it stands under a label",
    "under_far": "a label stands {value:.0f} lines above it",
    "own_words": "its element holds little text",
    "own_link_share": "{value:.0%} of its element is links",
    "own_blocks": "its element holds many lines or just this one",
    "own_kept": "trafilatura leaves out what stands beside it",
    "up_words": "the element around it holds little text",
    "up_kept": "trafilatura leaves out what is around it",
    "far_words": "the elements around it hold little text",
    "far_link_share": "{value:.0%} of what is around it is links",
    "path_words": "lines of its kind hold {value:.0%} of the page's words",
    "path_mean": "lines of its kind are short",
    "path_blocks": "of how many lines of its kind the page has",
    "path_prose": "lines of its kind are no paragraphs",
    "path_kept": "trafilatura leaves out lines of its kind",
    "path_stops": "lines of its kind have few function words",
    "region": "it stands outside the element that holds most paragraphs",
    "region_child": "its depth in the element that holds most paragraphs is unusual",
    "zone_after": "it stands after the last paragraph",
    "zone_in": "it stands outside the run of paragraphs",
    "h1_before": "it stands before the headline",
    "h1_after": "it stands far from the headline",
    "prev_words": "of the length of the line before it",
    "next_words": "of the length of the line after it",
    "next_link": "the line after it is a link",
    "near_links": "links stand around it",
    "near_words": "little text stands around it",
    "kept_after": "it stands after all that trafilatura keeps",
    "kept_far": "it stands far from what trafilatura keeps",
    "page_kept": "trafilatura keeps {value:.0%} of this page",
    "region_kept": "trafilatura keeps {value:.0%} of the main element",
    "structured": "it is not in the article body that the page declares",
    "section_prose": "its section holds few paragraphs",
    "section_kept": "trafilatura leaves out its section",
    "section_heading": "it stands under no heading of the article",
    "standfirst": "it is no standfirst",
    "paragraph_judge": "it fails jusText's test",
    "container_judge": "it stands outside the element with most points for paragraphs",
    "container_far": "it stands far from the element with most points for paragraphs",
}


def explain(page: Page, decision: Decision, i: int) -> tuple[Kind, list[str]]:
    """The rule that block ``i`` goes under, and the evidence against it."""
    firm = decision.firm[i]
    if firm is not None:
        return firm, [_firm_words(firm)]
    score, row = decision.scores[i], decision.rows[i]
    if score is None or row is None:
        return _rule(page, i), [_witness(page, i), "it stands far from the paragraphs, and is short or a link"]
    about, parts = shipped().about, score.parts
    worst = sorted(range(len(parts)), key=parts.__getitem__)[:STRONGEST]
    names = list(dict.fromkeys(name for part in worst if parts[part] < 0 for name in about[part] if name != "kept"))
    evidence = [_witness(page, i), *dict.fromkeys(_say(name, row) for name in names)]
    evidence = [*evidence[: STRONGEST + 1], f"chance of body {score.chance:.2f}"]
    if score.chance > DOUBT and page.layout.blocks[i].tag == "tr":
        evidence.append("its table goes as a whole")
    elif score.chance > DOUBT and is_heading(page.layout.blocks[i]):
        evidence.append("it is the heading of nothing that stays")
    return _rule(page, i), evidence


def _firm_words(kind: Kind) -> str:
    if kind.name == "headline":
        return "it is the headline, or says the same"
    if kind.name == "further article":
        return "its <article> has a headline of its own, and stands below the page's"
    if kind in vocabulary().kinds:
        return f"its element opens with a label of {kind.name}"
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
    own = [*page.labels[i], *page.prefixes[i]]
    if ":" in page.layout.blocks[i].text.rstrip(": "):
        # "Source: the harbour board" credits; only what stands under "Sources" is a list of them.
        own = [kind for kind in own if kinds[kind].category not in OFF_BY_DEFAULT]
    labelled = [*own, *page.under[i][1]]
    junk = next((kinds[kind] for kind in labelled if kinds[kind].category), None)
    if junk is not None:
        return junk
    distances = page.frames.name_distances(page.layout.blocks[i].frame, _JUNK)
    nearest = min(distances)
    if nearest <= NEAR:
        return kinds[_JUNK[distances.index(nearest)]]
    return verdicts()[_plain_reason(page, i)]


def _plain_reason(page: Page, i: int) -> str:
    block = page.layout.blocks[i]
    if page.layout.frames[block.frame].hidden:
        return "hidden"
    if page.repeats(i) > 1:
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
