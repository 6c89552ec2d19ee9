"""Every golden case comes out byte for byte, and keeps the promises."""

from __future__ import annotations

import json

import pytest

from cleaner import clean_text, restore
from tests.goldens import Case, cases, read

CASES = cases()


def _params() -> list[object]:
    return [
        pytest.param(case, id=case.name, marks=pytest.mark.xfail(reason=case.fails) if case.fails else ())
        for case in CASES
    ]


@pytest.mark.parametrize("case", _params())
def test_case_comes_out_as_its_golden_says(case: Case) -> None:
    result = case.clean()
    assert result.text == read(case.folder / "expected.txt")
    golden = json.loads(read(case.folder / "removals.json"))
    assert [(r.rule, r.category, r.start, r.text, list(r.evidence)) for r in result.removals] == [
        (g["rule"], g["category"], g["start"], g["text"], g["evidence"]) for g in golden
    ], "run `python -m tests.update_goldens` and review what it changes"
    assert result.status == "ok"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_keeps_the_promises(case: Case) -> None:
    result = case.clean()
    source = read(case.source)
    assert restore(result) == source
    assert all(source[r.start : r.end] == r.text and r.rule and r.evidence for r in result.removals)
    assert sum(len(r.text) for r in result.removals) == len(source) - len(result.text)
    again = clean_text(result.text, language=case.language)
    assert (again.text, again.removals) == (result.text, ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_is_complete(case: Case) -> None:
    missing = [name for name in ("expected.txt", "removals.json", "why.md") if not (case.folder / name).is_file()]
    assert case.source.is_file() and not missing, f"{case.folder}: no {missing}"


def test_there_are_cases_that_stay_and_cases_that_change() -> None:
    changed = [case for case in CASES if read(case.source) != read(case.folder / "expected.txt")]
    assert len(changed) >= 10 and len(CASES) - len(changed) >= 15
