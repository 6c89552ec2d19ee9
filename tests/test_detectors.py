"""Structure that no phrase names: each detector, first where it must stay still."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner import clean_text
from cleaner.catalogue.rule import Rule
from cleaner.text.detectors import DETECTORS, NEED_HITS
from tests.helpers import PROSE, article, only, rule

HEADLINE = "Council approves new bridge over the river Lenn"
CREDIT = rule(id="ZZ002", category="credit", match={"regex": ["(?:[^\\n(]+ [(])?PHOTO: EPA[)]?"]})
READING = rule(id="ZZ007", category="related", match={"phrases": ["Puppy"]})
PUPPIES = rule(id="ZZ013", category="related", scope="block", match={"phrases": ["Puppies"]})
BYLINE = rule(id="ZZ003", name="date-line", category="byline", match={"regex": ["4 May 2026[^\\n]*"]})
ABOUT = rule(id="ZZ012", name="about-the-author", category="bio", match={"phrases": ["Who writes"]})
CALL = rule(id="ZZ004", category="newsletter", match={"phrases": ["Kitten"], "anchor": "prefix"})
REPLY = rule(id="ZZ005", category="comments", match={"phrases": ["Reply"]})
COUNT = rule(id="ZZ006", name="comment-count", category="comments", match={"regex": [r"\d+ comments?(?: on “.+)?:?"]})
ADD = rule(id="ZZ009", name="comment-call", category="comments", match={"phrases": ["Add yours"]})
SAID = rule(id="ZZ010", name="comment-marker", category="comments", match={"regex": ["[^\\n]+ said\\.\\.\\."]})
MORE = rule(id="ZZ011", name="read-more-button", category="navigation", match={"phrases": ["More"]})
SECTION = rule(id="ZZ012", name="kicker", category="byline", match={"phrases": ["Region"]}, when={"near": 1})
COMMENTS = ["1. I took that boat.", "2. So did I.", "Twice, in fact.", "4. Never again."]
THREAD = "\n".join(COMMENTS) + "\n"


def _rule(detector: str) -> Rule:
    return rule(match={"detector": detector}, category="navigation")


def _taken(detector: str, text: str, *others: Rule, **settings: Any) -> list[str]:
    result = clean_text(text, language="en", settings=only(_rule(detector), *others, max_removed=1.0, **settings))
    return [line for r in result.removals if r.rule == "ZZ001" for line in r.text.split("\n") if line]


STILL = {
    "headline-alone": ("repeated-headline", f"{HEADLINE}\n{article()}"),
    "standfirst-is-a-sentence": ("repeated-headline", f"{HEADLINE}\nThe council approves the new bridge.\n{article()}"),
    "few-words-shared": ("repeated-headline", f"{HEADLINE}\nWhy the river Lenn floods each spring\n{article()}"),
    "repeat-below-the-prose": ("repeated-headline", f"{HEADLINE}\n{article()}{HEADLINE}\n"),
    "no-prose-to-stand-above": ("repeated-headline", f"{HEADLINE}\n{HEADLINE}\nTea\n"),
    "entries-of-a-menu-in-quotes": ("truncated-teasers", article() + "".join(f"- “{x} the page…”\n" for x in "ABCDE")),
    "wrapped-lines-that-repeat": ("repeated-headline", "the boats lay still in the harbour and\n" * 2 + article()),
    "one-line-breaks-off": ("truncated-teasers", article() + "And then she was gone…\n"),
    "run-in-the-body": ("truncated-teasers", article("And then…", "Or so we thought…")),
    "two-lines-break-off-above": ("truncated-teasers", "One of the boats that…\nTwo of the boats that…\n" + article()),
    "article-goes-on-below-dated-links": (
        "dated-teasers",
        article(*PROSE, "Puppies", "A boat is found", "4 May 2026", "Fares rise", "4 May 2026", *PROSE, *PROSE),
    ),
    "dates-without-a-label": ("dated-teasers", article() + "A boat is found\n4 May 2026\nFares rise\n4 May 2026\n"),
    "headline-below-its-path": ("repeated-headline", f"Home » {HEADLINE}\n{HEADLINE}\n{article()}"),
    "two-clock-times-above-sentences": (
        "symbol-lines",
        article() + "Kitten\n12:10\nThe first boat is in.\n12:30\nThe second is late.\n",
    ),
    "short-items-below-bullets": ("boxed-teasers", article() + "-\nTea\n-\nSugar\n-\nLemon\nKitten\n"),
    "steps-below-bullets": ("boxed-teasers", article() + "-\nBoil the water first.\n" * 3 + "Kitten\n"),
    "no-prose-no-tail": ("truncated-teasers", "One…\nTwo…\nThree…\n"),
    "caption-without-credit": ("caption-above-credit", f"{HEADLINE}\nThe ferry in the yard\n{article()}"),
    "headline-above-credit": ("caption-above-credit", f"{HEADLINE}\nPHOTO: EPA\n{article()}"),
    "sentence-above-credit-in-body": (
        "caption-above-credit",
        article(*PROSE, *PROSE, "He took the job.", "PHOTO: EPA"),
    ),
    "headline-between-date-and-credit": ("caption-above-credit", f"4 May 2026\n{HEADLINE}\nPHOTO: EPA\n{article()}"),
    "standfirst-above-credit": ("caption-above-credit", f"{HEADLINE}\nThe ferry is back.\nPHOTO: EPA\n{article()}"),
    "open-line-above-credit-in-body": ("caption-above-credit", article(*PROSE, *PROSE, "The ferry", "PHOTO: EPA")),
    "word-that-repeats-itself": ("doubled-labels", article("couscous", "nananananana", "Bye, bye", "Bora-Bora")),
    "name-without-byline": ("name-near-byline", f"{HEADLINE}\nIngrid Solheim\n{article()}"),
    "name-in-the-body": ("name-near-byline", article("Ingrid Solheim", "4 May 2026")),
    "title-of-a-section-below-a-dated-paragraph": (
        "name-near-byline",
        f"{HEADLINE}\n4 May 2026\n{PROSE[0]}\nThe Winter Refit\n{article()}",
    ),
    "sentence-that-breaks-off": ("truncated-copy", article("And so they waited and waited and waited…", *PROSE)),
    "line-twice-without-credit": (
        "credited-caption-twice",
        article("The ferry in the yard", "The ferry in the yard", "4 May 2026"),
    ),
    "lower-case": ("name-near-byline", f"{HEADLINE}\nwinter refit\n4 May 2026\n{article()}"),
    "lower-case-in-cyrillic": ("name-near-byline", f"{HEADLINE}\nЗимний ремонт парома\n4 May 2026\n{article()}"),
    "short-headline-without-capitals": ("name-near-byline", f"Kitten\nعودة عبارة لين\n4 May 2026\n{article()}"),
    "sentence-without-capitals": ("name-near-byline", f"{HEADLINE}\nთევზი წყალშია ისევ.\n4 May 2026\n{article()}"),
    "words-without-capitals": ("name-near-byline", f"{HEADLINE}\nعودة عبارة لين القديمة\n4 May 2026\n{article()}"),
    "two-sentences-above-credit": (
        "caption-above-credit",
        f"{HEADLINE}\nThe ferry is back.\nNobody was hurt.\nPHOTO: EPA\n{article()}",
    ),
    "credit-behind-its-own-caption": (
        "caption-above-credit",
        f"{HEADLINE}\nThe ferry is back.\nThe ferry in the yard (PHOTO: EPA)\n{article()}",
    ),
    "short-headline-among-menu-lines": ("residue-in-head", f"Kitten\nCouncil votes again\nKitten\n{article()}"),
    "headline-below-a-menu": ("menu-runs", "Kitten\n" * 6 + f"{HEADLINE}\nKitten\n4 May 2026\n{article()}"),
    "last-paragraph-below-a-reading-call": (
        "residue-in-tail",
        article() + "Puppy\nThe quay stays shut.\nKitten\nKitten\n",
    ),
    "last-paragraph-below-a-teaser": (
        "residue-in-tail",
        article() + "Puppy\nThe quay stays shut.\nPuppy\nPuppy\n",
    ),
    "kicker": ("residue-in-head", f"Ferry\n{HEADLINE}\n{article()}"),
    "short-headline-first": ("residue-in-head", f"Ferry comes back\nKitten\n{HEADLINE}\n{article()}"),
    "subheading-under-headline": ("residue-in-head", f"Kitten\n{HEADLINE}\nOn board\n{article()}"),
    "prose-closed-in-by-credits": (
        "residue-in-tail",
        article() + "Kitten\nPHOTO: EPA\n" * 2 + f"{PROSE[0]}\n" + "PHOTO: EPA\n" * 3,
    ),
    "verse-among-calls": ("residue-in-tail", article() + "Reply\nto the north wind\nReply\n"),
    "postscript": ("residue-in-tail", article() + "Breakwater: 40 million\nFerry terminal: 12 million\n"),
    "far-from-the-call": (
        "residue-in-tail",
        article() + "Kitten\n" + "".join(f"Line {n}\n" for n in range(12)) + "Kitten\n",
    ),
    "scene-break": ("symbol-lines", article("***", "—", "◇")),
    "year-in-the-body": ("symbol-lines", article("1984", "Kitten")),
    "number-without-a-hit": ("symbol-lines", article() + "42\n"),
    "two-replies": ("comment-thread", article() * 3 + "Reply\n" + PROSE[0] + "\n"),
    "thread-without-article": ("comment-thread", "Reply\nI agree.\nReply\nSo do I.\nReply\n"),
    "list-under-a-count": ("comment-thread", article() * 3 + "4 comments\n" + THREAD),
    "count-above-the-article": ("comment-thread", "40 comments\n" + article() * 3 + THREAD),
    "numbers-beyond-the-count": (
        "comment-thread",
        article() * 3 + "30 comments\n44. On the quay.\n45. At sea.\n46. At home.\n",
    ),
    "prose-for-long-after-a-headed-thread": (
        "comment-thread",
        article() * 3 + "40 comments\n" + THREAD + article() * 9,
    ),
    "stories-between-counts": (
        "comment-thread",
        article() + "1 comment\nThe quay stays shut.\n2 comments\nSo does the light.\nAdd yours\n",
    ),
    "another-story-below-a-count": (
        "comment-thread",
        article() * 3 + "1 comment\nThe quay stays shut\n" + article() + "Add yours\n",
    ),
    "story-with-a-call-below-a-count": (
        "comment-thread",
        article() + "2 comments\nThe quay stays shut\nKitten\nNobody was hurt.\nAdd yours\n",
    ),
    "comments-below-little": ("comment-thread", f"{PROSE[0]}\n1 comment\nNever again.\nAdd yours\n"),
    "saying-far-below-a-count": ("comment-thread", article() * 3 + "1 comment\nThe light.\nFather said...\nNo.\n"),
    "entries-with-a-button-each": (
        "menu-runs",
        article() + "One\nTwo\nThree\n" + "Tides\nMore\n" * 6,
    ),
    "reports-with-a-button-each": (
        "residue-in-tail",
        article() + "Kitten\nTides of the north\nMore\n" * 1 + "Tides\nMore\n" * 4,
    ),
    "label-and-a-section": ("about-the-author", article() + f"Who writes\n{article()}"),
    "label-and-a-name-in-a-section": (
        "about-the-author",
        article()
        + f"Who writes\nIngrid Solheim was born in Lenn, and so were her mother and all of her aunts.\n{article()}",
    ),
    "name-without-a-byline": (
        "note-on-author",
        f"{HEADLINE}\n{article()}Ingrid Solheim was born in Lenn, as you were.\n",
    ),
    "author-in-the-story": (
        "note-on-author",
        f"{HEADLINE}\n4 May 2026 Ingrid Solheim\nIngrid Solheim was born in Lenn, as you were.\n{article()}",
    ),
    "name-that-is-the-headline": ("name-near-byline", f"4 May 2026\nHarbour Lights\n{article()}"),
    "card-of-a-recipe": (
        "residue-in-head",
        f"Herring pie\nKitten\nServes: two\n• 1 tin of the best herring\n{article()}",
    ),
    "sub-heading-that-the-contents-have": (
        "repeated-headline",
        f"{HEADLINE}\nWhat the new breakwater costs the town\n{PROSE[0]}\nWhat the new breakwater costs the town\n"
        + article(),
    ),
    "list-below-its-headline": ("breadcrumb-steps", f"{HEADLINE}\n1. Astrid\n2. Maren\n{article()}"),
    "first-steps-of-a-guide": ("breadcrumb-steps", f"1. Fill the tank\n2. Open the valve.\n{article()}"),
    "steps-with-a-gap": ("breadcrumb-steps", f"1. Region\n4. Harbour\n{HEADLINE}\n{article()}"),
    "one-step": ("breadcrumb-steps", f"1. Region\n{HEADLINE}\n{article()}"),
    "heading-that-a-call-announced": (
        "call-twice",
        article("Kitten: Four months in the yard", "Four months in the yard"),
    ),
    "said-twice-without-a-label": ("call-twice", article() + "Kitten in the yard\nin the yard\n"),
    "count-on-another-title": ("comment-thread", f"{HEADLINE}\n{article()}9 comments on “The Harbour”\n{THREAD}"),
    "count-among-others": ("symbol-lines", f"{HEADLINE}\n3\n{PROSE[0]}\n2\n{PROSE[1]}\n"),
    "cells-of-a-table": ("symbol-lines", article("Lenn", "2", "2", "Astrup")),
    "entry-of-a-list": (
        "residue-in-head",
        f"{HEADLINE}\nLenn | North Pier\nA bar with the best herring of the town\n{article()}",
    ),
    "rows-of-numbers-below-the-headline": ("symbol-lines", f"{HEADLINE}\n3\n4\n5\n6\n{article()}"),
    "numbered-entries": ("symbol-lines", f"{HEADLINE}\n2\n1\n{article()}1\n{article()}"),
    "headline-of-five-words-by-a-date": (
        "name-near-byline",
        f"4 May 2026\nHarbour Lights di Lenn Nord\nSport\n{article()}",
    ),
    "another-headline-behind-a-section": (
        "repeated-headline",
        f"Home | Region | {HEADLINE}\nLenn\n{HEADLINE}\n{article()}",
    ),
    "year-below-the-headline": ("symbol-lines", f"{HEADLINE}\n1984\n{article()}"),
    "section-is-the-headline": ("residue-in-head", f"Region\nLenn\n{article()}"),
    "row-of-a-table": ("residue-in-head", f"Team | Played | Won\nLenn of the north | 3 | 2\n{article()}"),
    "reply-far-above-the-end": ("comment-thread", article() * 3 + "Reply\nReply\nReply\n" + article() * 3),
}
OTHERS = (PUPPIES, CREDIT, BYLINE, CALL, REPLY, COUNT, READING, ADD, SAID, MORE, ABOUT, SECTION)


@pytest.mark.parametrize(("detector", "text"), STILL.values(), ids=STILL.keys())
def test_nothing_to_take(detector: str, text: str) -> None:
    assert _taken(detector, text, *OTHERS) == []


TAKEN = {
    "sections-as-steps": (
        "breadcrumb-steps",
        f"1. Region\n2. Harbour\n{HEADLINE}\n{article()}",
        ["1. Region", "2. Harbour"],
    ),
    "headline-as-the-last-step": (
        "breadcrumb-steps",
        f"2. Harbour\n3. {HEADLINE}\n{HEADLINE}\n{article()}",
        ["2. Harbour", f"3. {HEADLINE}"],
    ),
    "title-of-a-gallery-below-its-call": (
        "call-twice",
        article() + "Kitten: Four months in the yard\nFour months in the yard\n",
        ["Four months in the yard"],
    ),
    "standfirst-without-a-stop-twice": (
        "repeated-line",
        f"{HEADLINE}\n"
        + "The harbour company says that fares stay as they are until the end of the year\n" * 2
        + article(),
        ["The harbour company says that fares stay as they are until the end of the year"],
    ),
    "same-headline-twice": ("repeated-headline", f"{HEADLINE}\n{HEADLINE}\n{article()}", [HEADLINE]),
    "in-other-words": (
        "repeated-headline",
        f"{HEADLINE}\nNew Bridge Over River Lenn: Council Approves\n{article()}",
        ["New Bridge Over River Lenn: Council Approves"],
    ),
    "run-of-teasers": (
        "truncated-teasers",
        article() + "One of the boats that…\nTwo of the boats that...\n",
        ["One of the boats that…", "Two of the boats that..."],
    ),
    "run-of-teasers-above": (
        "truncated-teasers",
        "One of the boats that…\nTwo of the boats that...\nAll of the boats that…\n" + article(),
        ["One of the boats that…", "Two of the boats that...", "All of the boats that…"],
    ),
    "label-twice": ("doubled-labels", article("Leave a noteLeave a note"), ["Leave a noteLeave a note"]),
    "caption-in-head": (
        "caption-above-credit",
        f"{HEADLINE}\nThe ferry in the yard\nPHOTO: EPA\n{article()}",
        ["The ferry in the yard"],
    ),
    "menu-above-headline-with-standfirst": (
        "residue-in-head",
        f"Kitten\nSport\nHarbour highlights\nThese are the best of all our boats.\n{article()}",
        ["Sport"],
    ),
    "name-in-cyrillic": ("name-near-byline", f"{HEADLINE}\nИда Морозова\n4 May 2026\n{article()}", ["Ида Морозова"]),
    "name-without-capitals": ("name-near-byline", f"{HEADLINE}\nليلى حداد\n4 May 2026\n{article()}", ["ليلى حداد"]),
    "name-in-georgian": ("name-near-byline", f"{HEADLINE}\nნინო ბერიძე\n4 May 2026\n{article()}", ["ნინო ბერიძე"]),
    "question-below-a-reading-call": (
        "residue-in-tail",
        article() + "Puppy\nWho took the last boat?\nKitten\nKitten\n",
        ["Who took the last boat?"],
    ),
    "name-beside-date": (
        "name-near-byline",
        f"{HEADLINE}\nIngrid de Vries\n4 May 2026\n{article()}",
        ["Ingrid de Vries"],
    ),
    "menu-above-headline": ("residue-in-head", f"Kitten\nSport\n{HEADLINE}\n{article()}", ["Sport"]),
    "closed-in-by-calls": (
        "residue-in-tail",
        article() + "Kitten\nHerring\nHarbours\nKitten\n",
        ["Herring", "Harbours"],
    ),
    "lone-mark": ("symbol-lines", article("|", "."), ["|", "."]),
    "prose-closed-in-by-calls": (
        "residue-in-tail",
        article() + f"Kitten\nKitten\n{PROSE[0]}\nKitten\nKitten\n",
        [PROSE[0]],
    ),
    "dated-to-the-end": (
        "dated-teasers",
        article() + f"Puppies\nA boat is found\n{PROSE[0]}\n4 May 2026\nFares rise\nFuel is dear.\n4 May 2026\nWho?\n",
        ["A boat is found", PROSE[0], "Fares rise", "Fuel is dear.", "Who?"],
    ),
    "boxes-of-a-list": (
        "boxed-teasers",
        article()
        + "-\nThe lamp of the harbour\nWinter\n-\nWho took the last boat?\n-\nThe herring of the north\nKitten\n",
        ["-", "The lamp of the harbour", "Winter", "-", "Who took the last boat?", "-", "The herring of the north"],
    ),
    "counter-by-a-call": ("symbol-lines", article() + "Kitten\n42\n", ["42"]),
    "counter-in-a-list": ("symbol-lines", article() + "Kitten\n* 42\n", ["* 42"]),
    "thread-on-the-headline": (
        "comment-thread",
        f"{HEADLINE}\n{article()}2 comments on “{HEADLINE}”\n" + THREAD,
        COMMENTS,
    ),
    "thread-on-a-headline-cut-short": (
        "comment-thread",
        f"{HEADLINE}\n{article()}2 comments on “{HEADLINE[:34]}…”\n" + THREAD,
        COMMENTS,
    ),
    "headline-glued-to-itself": ("repeated-headline", f"{HEADLINE}\n{HEADLINE * 2}\n{article()}", [HEADLINE * 2]),
    "count-of-pictures-twice": ("symbol-lines", article("2", "2"), ["2", "2"]),
    "counts-below-the-headline": ("symbol-lines", f"{HEADLINE}\n0\n221\n{article()}", ["0", "221"]),
    "headline-without-its-kicker": (
        "repeated-headline",
        f"Harbour: {HEADLINE} and nobody asks why\n4 May 2026\n{HEADLINE} and nobody asks why\n{article()}",
        [f"{HEADLINE} and nobody asks why"],
    ),
    "question-for-a-headline-twice": (
        "repeated-headline",
        "Who owns the tide?\n" * 2 + article(),
        ["Who owns the tide?"],
    ),
    "headline-with-the-site-name-below": (
        "repeated-headline",
        f"{HEADLINE}\n{article()}{HEADLINE} - Lenn Weekly\n{article()}",
        [f"{HEADLINE} - Lenn Weekly"],
    ),
    "count-below-the-headline": ("symbol-lines", f"{HEADLINE}\n5.8K\n{article()}", ["5.8K"]),
    "section-above-the-headline": ("residue-in-head", f"Region\n{HEADLINE}\n{article()}", ["Region"]),
    "path-above-the-headline": (
        "residue-in-head",
        f"News | Lenn  |  Harbour\n{HEADLINE}\n{article()}Kitten\n",
        ["News | Lenn  |  Harbour"],
    ),
    "thread": (
        "comment-thread",
        article() * 3 + "Reply\nI took that boat.\nReply\nSo did I.\nReply\nNever again.\n",
        ["I took that boat.", "So did I.", "Never again."],
    ),
    "numbered-under-a-count": ("comment-thread", article() * 3 + "40 comments\n" + THREAD, COMMENTS),
    "numbered-and-a-call": ("comment-thread", article() * 3 + "4 comments\n" + THREAD + "Reply\n", COMMENTS),
    "comments-between-a-count-and-a-call": (
        "comment-thread",
        article() + "2 comments:\nI took that boat.\nNever again.\nAdd yours\n",
        ["I took that boat.", "Never again."],
    ),
    "only-comment-under-its-count": (
        "comment-thread",
        article() + "1 comment:\nIngrid said...\nI took that boat.\n",
        ["I took that boat."],
    ),
    "note-below-its-label": (
        "about-the-author",
        article()
        + "Who writes\nIngrid Solheim\nIngrid Solheim was born in Lenn, as her mother was, and she sails the boat.\n",
        ["Ingrid Solheim", "Ingrid Solheim was born in Lenn, as her mother was, and she sails the boat."],
    ),
    "note-with-the-name-of-the-byline": (
        "note-on-author",
        f"{HEADLINE}\n4 May 2026 Ida van der Bratt\n{article()}Ida van der Bratt was born in Lenn, as you were.\n",
        ["Ida van der Bratt was born in Lenn, as you were."],
    ),
    "menu-with-a-button": (
        "menu-runs",
        article() + "One\nTwo\nThree\n" + "Tides\nMore\n" * 6 + "Reply\n",
        ["Tides"] * 6,
    ),
    "menu-of-items-above-headline": (
        "residue-in-head",
        f"Kitten\n• Boats and everything for them\nSport\n{HEADLINE}\n{article()}",
        ["Sport"],
    ),
    "long-comments-under-a-count": (
        "comment-thread",
        article() * 3 + "4 comments\nReply\n" + "It rained.\n" * 20 + "Reply\nReply\n",
        ["It rained."] * 20,
    ),
}


@pytest.mark.parametrize(("detector", "text", "lines"), TAKEN.values(), ids=TAKEN.keys())
def test_taken(detector: str, text: str, lines: list[str]) -> None:
    got = _taken(detector, text, *OTHERS)
    assert [line for line in got if line in lines] == lines and not set(got) - set(lines)


def test_the_headline_goes_only_on_request() -> None:
    text = f"{HEADLINE}\n{article()}"
    drop = rule(match={"detector": "headline"}, category="headline")
    assert clean_text(text, settings=only(drop)).text == text
    assert clean_text(text, settings=only(drop, drop_headline=True)).text == article()


def test_a_first_line_that_is_prose_is_no_headline() -> None:
    drop = rule(match={"detector": "headline"}, category="headline")
    assert clean_text(article(), settings=only(drop, drop_headline=True)).text == article()


def test_those_that_need_hits_exist() -> None:
    assert DETECTORS.keys() >= NEED_HITS


def test_the_products_of_a_review_stay_between_their_shop_buttons() -> None:
    products = ["* Light and dry", "* Wide at the toes", "$150 at Puma", "* Warm", "* Heavy", "$120 at Walgreens"]
    text = article("Share this article", *products)
    left = clean_text(text, language="en").text
    assert [line for line in products if line in left] == [line for line in products if line.startswith("*")]


LINK = rule(id="ZZ007", category="related", match={"phrases": ["Kitten"]})
LEGAL = rule(id="ZZ008", category="legal", match={"phrases": ["Kittens"]})


@pytest.mark.parametrize("last", ["Nobody was hurt.", "What now\nThe harbour stays shut, he said on Monday."])
def test_the_last_sentences_below_a_link_stay(last: str) -> None:
    assert _taken("residue-in-tail", article() + f"Kitten\n{last}\nKitten\n", LINK) == []


@pytest.mark.parametrize("line", ["Nobody was hurt.", "Who owns the tide?"])
def test_below_what_ends_the_article_they_go(line: str) -> None:
    assert _taken("residue-in-tail", article() + f"Kittens\n{line}\nKitten\n", LINK, LEGAL) == [line]


def test_a_question_below_a_link_is_a_headline() -> None:
    assert _taken("residue-in-tail", article() + "Kitten\nWho owns the tide?\nKitten\n", LINK) == ["Who owns the tide?"]


def test_a_subheading_below_a_byline_is_no_name() -> None:
    prose = f"{PROSE[0]} Nobody knows what the harbour needs.\n"
    assert _taken("name-near-byline", f"{HEADLINE}\n4 May 2026\nHarbour Works\n{prose}", BYLINE) == []
    assert _taken("name-near-byline", f"{HEADLINE}\n4 May 2026\nIda Bratt\n{prose}", BYLINE) == ["Ida Bratt"]


def test_a_headline_below_the_title_of_its_page_is_no_name() -> None:
    text = f"Best Island Ferry Ever - Harbour Weekly\nBest Island Ferry Ever\n4 May 2026\n{PROSE[0]}\n"
    assert _taken("name-near-byline", text, BYLINE) == []


def test_a_box_for_an_embedded_post_does_not_end_the_article() -> None:
    box = rule(id="ZZ012", name="embedded-content-label", category="legal", match={"phrases": ["External content"]})
    text = article() + "External content\nThe Harbour Master\nShe began as a deckhand, and never left.\nKitten\n"
    assert _taken("residue-in-tail", text, box, CALL) == []


def test_facts_below_a_caption_and_above_the_first_paragraph_stay() -> None:
    facts = "Lenn Feast\nWhere: Lenn\nWhen: 30 June\nPrice: 10 crowns\nBands on the two stages: Ida, Per, The Astrids\n"
    caption = "The feast on the quay. Photo: Ida Bratt\n"
    assert clean_text(caption + facts + article(), language="en").text == facts + article()


def test_a_picture_that_repeats_its_entrys_heading_over_a_credit() -> None:
    entry = "1. Ida Bratt\nIda Bratt\nPhoto: Per Aas/Reuters\n"
    assert clean_text(article() + entry + article(), language="en").text == article() + "1. Ida Bratt\n" + article()


def test_a_headline_of_four_words_above_its_standfirst_stays() -> None:
    text = (
        "Share\nFacebook Twitter WhatsApp\nNobody sails for Lenn\nFerry company names its fourth director this year\n"
    )
    assert "Nobody sails for Lenn" in clean_text(text + article(), language="en").text


def test_a_guides_references_behind_arrows_stay() -> None:
    guide = article() * 40 + ">> Find out more: the boats of the north\n" + article()
    assert clean_text(guide, language="en").text == guide
