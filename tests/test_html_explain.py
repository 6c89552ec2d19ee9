"""What is said of a block that goes: every fact that has a weight is said or known to say nothing, and truly."""

from __future__ import annotations

import pytest

from cleaner import clean_html
from cleaner.html import explain
from cleaner.html.features import NO_HEADLINE
from cleaner.html.weights import shipped
from tests.test_html_clean import PAGE, PROSE

WEIGHED = sorted({name for names in shipped().about for name in names})
FAMILIES = ("name_", "in_")


def said(**facts: float) -> str:
    """What is said of one fact."""
    ((name, _),) = facts.items()
    return explain._say(name, facts)


@pytest.mark.parametrize("name", WEIGHED)
def test_every_fact_with_a_weight_is_said_or_known_to_say_nothing(name: str) -> None:
    assert (name in explain._SAYINGS) + (name in explain._UNTOLD) + name.startswith(FAMILIES) == 1


def test_a_number_is_said_as_it_is() -> None:
    assert said(words=2.0) == "it has 3 words"
    assert said(link_share=0.5) == "50% of its words are links"
    assert said(name_share=0.0) == "its element, or one around it, is named like share"
    assert said(in_form=1.0) == "it stands in <form>"


def test_what_is_not_so_is_not_said() -> None:
    for name in ("bullet", "is_summary", "label_any", "says_call", "in_form", "zone_after", "kept_after"):
        assert said(**{name: 0.0}) == ""
    assert said(name_share=8.0) == ""
    assert said(stops=-0.5) == ""
    assert said(h1_after=NO_HEADLINE) == ""


def test_evidence_of_a_page_is_in_plain_words() -> None:
    related = "".join(f'<li><a href="/{n}">Harbour board to meet again on day {n}</a></li>' for n in range(4))
    page = PAGE.replace("</article>", f"<ul>{related}</ul></article>")
    removals = {removal.text.strip(): removal.evidence for removal in clean_html(page).removals}
    evidence = removals["• Harbour board to meet again on day 0"]
    assert "100% of its words are links" in evidence
    assert not any("bullet" in part or "description" in part for part in evidence)
    assert PROSE[0] not in removals
