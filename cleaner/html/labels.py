"""Boxes that open with their own label: "Related stories", "About the author", "Newsletter", in any language.

The labels are those of the text path's rules, in all their languages. An element that opens with one, and is
not the article, is what it says, whatever its class is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cleaner.html.blocks import Block, Frame
from cleaner.html.evidence import Kind, vocabulary
from cleaner.html.page import PageFacts
from cleaner.settings import Settings
from cleaner.text.match import Matcher, PatternSet
from cleaner.text.patterns import pattern_in
from cleaner.text.ruleset import rule_set

LABELS = {
    "RL001": "related",
    "RL002": "related",
    "NL001": "newsletter",
    "NL006": "newsletter",
    "AC001": "paywall",
    "AC010": "paywall",
    "AC011": "paywall",
    "BI003": "author",
    "CM001": "comments",
    "CM002": "comments",
    "CM003": "comments",
    "CM009": "comments",
}
"""Rules of texts whose phrases label what stands below, and the kind of box that they label here."""

BODY = 0.8
"""The mean chance, by words, from which a box is the article's. On the development pages, parts of articles that open
with such a label had 0.9 and more; on pages without telling names, threads of comments and teasers had 0.3 to 0.7."""

SURE = 0.95
"""The chance above which a paragraph below links to other stories is the article's; teasers do not reach it. Readers'
comments do, so it says nothing in their boxes. Set on one page of the development set, without a loss on the others."""

_NOTES, NOTE_WORDS = frozenset(("author", "newsletter", "paywall")), 80
"""A box of these kinds and of so few words is no part of an article, however much it reads like one."""

LABEL_WORDS = 8
"""Lines of more words than that label nothing."""

MOST = 0.4
"""A box that holds more of the page's words, or of what the witness keeps, may be the article. On the development pages
11 of 490 boxes below this that open with a heading of other stories hold body, and none of 230 of the other kinds."""


def labelled_boxes(page: PageFacts, headline: int | None, chances: Sequence[float]) -> list[tuple[int, int, Kind]]:
    """The spans of blocks in boxes that open with a label, with the kinds that the labels give them.

    A box that the weights take for body stays: half of an article may open with a link box.
    """
    boxes = _candidates(page, headline)
    if not boxes:
        return []
    kinds = {kind.name: kind for kind in vocabulary().kinds}
    hits = _matcher().find([" ".join(page.layout.blocks[box.first].text.split()) for box in boxes])
    labelled = [(boxes[i], kinds[LABELS[found[0].rule.id]]) for i, found in hits.items()]
    return [
        (box.first, _end(page, box, kind, chances), kind)
        for box, kind in labelled
        if not _is_body(page, box, kind, chances)
    ]


def _end(page: PageFacts, box: Frame, kind: Kind, chances: Sequence[float]) -> int:
    """Where what a label opens ends: below links to other stories the article may go on in the same box."""
    if kind.name != "related":
        return box.last
    sure = (i for i in range(box.first, box.last) if page.prose[i] and chances[i] > SURE)
    return next(sure, box.last)


def _is_body(page: PageFacts, box: Frame, kind: Kind, chances: Sequence[float]) -> bool:
    """Whether the weights take what stands in a box for body. A few lines about an author do look like it."""
    if kind.name in _NOTES and box.words <= NOTE_WORDS:
        return False
    sure = sum(page.layout.blocks[i].words * chances[i] for i in range(box.first, box.last))
    return sure > BODY * box.words


def _candidates(page: PageFacts, headline: int | None) -> list[Frame]:
    """The largest boxes that open with a short line and are neither the article nor around it."""
    frames, blocks = page.layout.frames, page.layout.blocks
    region = frames[page.region]
    found: list[Frame] = []
    for frame in frames:
        if frame.last - frame.first < 2 or not _may_be_label(blocks[frame.first]):
            continue
        if found and found[-1].first == frame.first:  # the one around it
            continue
        around = frame.first <= region.first and region.last <= frame.last
        if around or (headline is not None and frame.first <= headline < frame.last):
            continue
        kept = page.frames.kept[frame.index]
        if kept <= MOST * page.frames.kept[0] and frame.words <= MOST * page.total:
            found.append(frame)
    return found


def _may_be_label(block: Block) -> bool:
    """Whether a line is short and has letters: numbers count comments in one language and are a date in another."""
    return 0 < block.words <= LABEL_WORDS and any(map(str.isalpha, block.text))


@cache
def _matcher() -> Matcher:
    """The labels of all languages: they are told by whole lines, so none is mistaken for another language's."""
    rules = [rule for rule in rule_set(Settings()).rules if rule.id in LABELS]
    patterns = [pattern_in(rule, language) for rule in rules for language in rule.languages]
    return Matcher(PatternSet(dict(enumerate(patterns))))
