"""RULES.md says what the catalogue says."""

from __future__ import annotations

from cleaner.catalogue.read import load_sources
from cleaner.catalogue.rulebook import rulebook
from tests.goldens import ROOT
from tests.helpers import rule


def test_it_is_current() -> None:
    assert (ROOT / "RULES.md").read_text("utf-8") == rulebook(load_sources()), (
        "run `python -m cleaner.catalogue.rulebook`"
    )


def test_a_rule_in_words() -> None:
    text = rulebook([rule(light=True, safety="unsafe", match={"phrases": {"de": ["Kitten"], "fr": ["Chaton"]}})])
    assert "### ZZ001 test-rule" in text
    assert "Only a test wants it gone. *Light.* *Unsafe.*" in text
    assert "- Takes the line; found by phrases in de, fr." in text
    assert "- Goes: `Kitten`" in text and "- Stays: `Cat`" in text
