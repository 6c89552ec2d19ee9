"""The eight promises, on texts that nobody would write."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cleaner import Document, Settings, clean_document, clean_text, restore
from cleaner.audit import entry, restore_bytes
from cleaner.catalogue.read import load_sources
from cleaner.text.page import word_count
from cleaner.textio import ReadError, decode, encode
from tests.strategies import articles, clean_articles, texts

RULES = {rule.id: rule for rule in load_sources()}
LEVELS = st.sampled_from(
    (
        Settings(),
        Settings(),
        Settings(level="strict"),
        Settings(level="light"),
        Settings(max_removed=1.0),
        Settings(drop_headline=True),
    )
)
any_text = st.one_of(texts, articles)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)  # to explain a failure costs minutes here
often = settings(max_examples=120, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
seldom = settings(often, max_examples=50)


@often
@given(any_text, LEVELS)
def test_1_subtraction_only(text: str, chosen: Settings) -> None:
    result = clean_text(text, settings=chosen)
    kept, position = [], 0
    for removal in result.removals:
        assert position <= removal.start < removal.end <= len(text)
        kept.append(text[position : removal.start])
        position = removal.end
    assert result.text == "".join(kept) + text[position:]
    assert result.source == text


@often
@given(any_text, LEVELS)
def test_2_accounted_for(text: str, chosen: Settings) -> None:
    result = clean_text(text, settings=chosen)
    assert sum(len(removal.text) for removal in result.removals) == len(text) - len(result.text)
    for removal in (*result.removals, *result.withheld):
        assert removal.text == text[removal.start : removal.end]
        assert removal.category == RULES[removal.rule].category
        assert removal.evidence and all(removal.evidence)


@often
@given(any_text, LEVELS)
def test_3_undo(text: str, chosen: Settings) -> None:
    assert restore(clean_text(text, settings=chosen)) == text


@often
@given(any_text, LEVELS)
def test_4_fixed_point(text: str, chosen: Settings) -> None:
    once = clean_text(text, settings=chosen)
    twice = clean_text(once.text, settings=chosen)
    assert (twice.text, twice.removals) == (once.text, ())


@often
@given(clean_articles)
def test_5_innocence(text: str) -> None:
    assert clean_text(text).removals == ()


@often
@given(any_text)
def test_6_guard(text: str) -> None:
    result = clean_text(text)
    assert bool(result.text.strip()) == bool(text.strip())
    assert (result.status == "flagged") == bool(result.withheld)
    assert bool(result.reason) == (result.status != "ok")
    firm = clean_text(text, settings=Settings(level="light", max_removed=1.0))
    slack = len(result.removals)  # a cut inside a line can change how its words are counted by one
    assert word_count(result.text) + slack >= (1 - Settings().max_removed) * word_count(firm.text)


@seldom
@given(st.lists(any_text, min_size=2, max_size=4))
def test_7_same_everywhere(batch: list[str]) -> None:
    forwards = [clean_text(text) for text in batch]
    backwards = [clean_document(Document(text)) for text in reversed(batch)]
    assert forwards == backwards[::-1]


@seldom
@given(any_text, st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
def test_8_nothing_lost(text: str, encoding: str) -> None:
    """The bytes of a file come back from its clean bytes and its audit line alone; what is no text is refused."""
    data = text.encode(encoding, "surrogatepass")
    try:
        decoded = decode(data, "a.txt")
    except ReadError as error:
        assert str(error).startswith("a.txt: ")
        return
    result = clean_text(decoded.text, name="a.txt")
    line = entry(result, "a.txt", decoded, data)
    if not line:
        assert encode(result.text, decoded) == data
        return
    assert restore_bytes(encode(result.text, decoded), json.loads(line)) == data
