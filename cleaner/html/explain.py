"""Why a block was removed, in words, and under which rule id."""

from __future__ import annotations

from cleaner.catalogue.rule import OFF_BY_DEFAULT
from cleaner.html.blocks import is_heading
from cleaner.html.decide import Decision
from cleaner.html.evidence import Kind, verdicts, vocabulary
from cleaner.html.features import NO_HEADLINE, Facts
from cleaner.html.page import PageFacts
from cleaner.html.weights import shipped

NEAR = 4
"""How many elements out a name may stand and still be given as the reason."""

DOUBT = 0.45
"""A block with a higher chance than this went for its place (table, heading) rather than its score."""

STRONGEST = 4
"""How many facts are named; more of them explain little more."""

_JUNK = frozenset(i for i, kind in enumerate(vocabulary().kinds) if kind.category)

_SAYINGS: dict[str, str | tuple[str, str]] = {
    "words": "it has {count} words",
    "word_length": "its words have {value:.1f} characters",
    "link_share": "{value:.0%} of its words are links",
    "stops": "{value:.0%} of its words are function words",
    "digits": "{value:.0%} of it are digits",
    "capitals": "{value:.0%} of its words are capitalised",
    "symbols": "{value:.0%} of it are symbols",
    "lines": ("", "it has line breaks"),
    "bullet": ("", "it begins with a bullet"),
    "depth": "it is nested {value:.0f} elements deep",
    "repeats": "the same text stands on the page at least {value:.0f} times",
    "is_summary": ("", "it is the page's description"),
    "says_consent": ("", "it speaks of cookies or privacy"),
    "says_call": ("", "it calls for something"),
    "says_embed": ("", "it stands for an embed"),
    "prefix": ("", "it begins with a label"),
    "label_any": ("", "it is a label"),
    "under_any": ("", "it stands under a label"),
    "own_words": "its element holds {count} words",
    "own_blocks": "its element holds {count} lines",
    "up_words": "the element around it holds {count} words",
    "far_words": "the elements around it hold {count} words",
    "far_link_share": "{value:.0%} of the words around it are links",
    "path_words": "lines of its kind hold {value:.0%} of the page's words",
    "path_prose": "{value:.0%} of the lines of its kind are paragraphs",
    "path_kept": "trafilatura keeps {value:.0%} of the lines of its kind",
    "path_stops": "{value:.0%} of the words in lines of its kind are function words",
    "region": ("it stands outside the element that holds most paragraphs", "it stands in the main element"),
    "zone_after": "it stands {count} lines after the last paragraph",
    "zone_in": ("it stands outside the run of paragraphs", "it stands between paragraphs"),
    "h1_before": ("", "it stands before the headline"),
    "h1_after": "it stands {count} lines after the headline",
    "next_link": "{value:.0%} of the line after it are links",
    "near_words": "the lines around it hold {count} words",
    "kept_after": "it stands {count} lines after all that trafilatura keeps",
    "page_kept": "trafilatura keeps {value:.0%} of this page",
    "region_kept": "trafilatura keeps {value:.0%} of the main element",
    "section_prose": "{value:.0%} of its section are paragraphs",
    "standfirst": ("", "it stands as a standfirst does"),
    "paragraph_judge": ("it fails jusText's test", "it passes jusText's test"),
    "container_judge": (
        "it stands outside the element with most points for paragraphs",
        "it stands in the element with most points for paragraphs",
    ),
    "container_far": "it stands {count} lines from the element with most points for paragraphs",
}
"""What a fact says of a block, in words that are true whatever its value: ``value`` is the number in its row, ``count``
the one that a logarithm was taken of. Two sentences are for no and for yes; an empty one says nothing, and neither does
a number that was not measured."""

_UNTOLD = frozenset({
    "kept", "has_structured", "tag", "prev_words", "next_words", "path_blocks", "path_mean", "region_child",
    "section_heading", "under_far",
})  # fmt: skip
"""Facts that say nothing to a reader, by themselves or beside the others."""


def explain(page: PageFacts, decision: Decision, i: int) -> tuple[Kind, list[str]]:
    """The rule that block ``i`` goes under, and the evidence against it."""
    firm = decision.firm[i]
    if firm is not None:
        return firm, [_firm_words(firm)]
    score, row = decision.scores[i], decision.rows[i]
    if score is None or row is None:
        return _rule(page, i), [_witness(page, i), "it stands far from the paragraphs, and is short or a link"]
    about, parts = shipped().about, score.parts
    worst = sorted(range(len(parts)), key=parts.__getitem__)[:STRONGEST]
    names = [name for part in worst if parts[part] < 0 for name in about[part] if name not in _UNTOLD]
    said = [saying for saying in dict.fromkeys(_say(name, row) for name in names) if saying]
    evidence = [_witness(page, i), *said[:STRONGEST], f"chance of body {score.chance:.2f}"]
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
    if kind.name == "caption":
        return "it is the caption of a picture, by its element"
    if kind.name == "hidden":
        return "it is for screen readers or pops up"
    if kind.name == "row of cards":
        return "it stands in one of a row of like boxes with linked titles, below the article"
    if kind.name == "repeated":
        return "it repeats an earlier part of the article"
    if kind in vocabulary().kinds:
        return f"its element opens with a label of {kind.name}"
    return f"its element belongs to a {kind.name}"


def _witness(page: PageFacts, i: int) -> str:
    if page.clues.kept is None:
        return "trafilatura has no answer for this page"
    return "trafilatura keeps it" if page.kept[i] > 0.5 else "trafilatura leaves it out"


def _rule(page: PageFacts, i: int) -> Kind:
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
    named = page.frames.nearest(page.layout.blocks[i].frame, NEAR, _JUNK)
    if named is not None:
        return kinds[named]
    return verdicts()[_plain_reason(page, i)]


def _plain_reason(page: PageFacts, i: int) -> str:
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


def _say(name: str, row: Facts) -> str:
    """A fact in words; nothing where there is nothing to say."""
    value = row[name]
    saying = _SAYINGS.get(name, "")
    if isinstance(saying, tuple):
        return saying[value > 0]
    if saying:
        unknown = value < 0 or (not value and "{count}" in saying) or (name == "h1_after" and value >= NO_HEADLINE)
        return "" if unknown else saying.format(value=value, count=f"{2**value - 1:.0f}")
    family, _, kind = name.partition("_")
    if family == "name" and value <= NEAR:
        return f"its element, or one around it, is named like {kind}"
    return f"it stands in <{kind}>" if family == "in" and value > 0 else ""
