"""Every rule's examples, through the whole catalogue and, for what must go, through the rule alone."""

from __future__ import annotations

import pytest

from cleaner.catalogue.examples import check
from cleaner.catalogue.read import load_sources
from cleaner.catalogue.rule import Rule
from tests.helpers import rule

RULES = load_sources()


@pytest.mark.parametrize("made", RULES, ids=lambda made: made.id)
def test_examples(made: Rule) -> None:
    failures = list(check([made]))
    assert not failures, "\n".join(map(str, failures))


def test_the_harness_notices_a_must_that_stays() -> None:
    examples = {"must": ["Kitten", "Puppy"], "must_not": ["Cat", "Dog"]}
    lame = rule(examples=examples)
    kinds = {(failure.kind, failure.text) for failure in _check_own(lame)}
    assert kinds == {("must, with the whole catalogue", "Puppy"), ("must, with its rule alone", "Puppy")}


def test_the_harness_notices_a_must_not_that_goes() -> None:
    greedy = rule(examples={"must": ["Kitten", "⟦Kitten⟧"], "must_not": ["Kitten", "Dog"]})
    (failure,) = _check_own(greedy)
    assert failure.kind == "must_not" and "wrongly taken ['Kitten']" in str(failure)


def _check_own(made: Rule) -> list:  # type: ignore[type-arg]
    from cleaner.settings import Settings

    return list(check([made], Settings(rules=(made,))))
