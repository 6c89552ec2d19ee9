"""The golden pages, and on each of them the promises that hold for every page."""

from __future__ import annotations

import pytest

from cleaner import clean_text, restore
from cleaner.cut import cut
from cleaner.html.evidence import rules
from tests.html_goldens import PageCase, cases, outputs


def _params() -> list[object]:
    params = []
    for case in cases():
        marks = [pytest.mark.xfail(reason=case.fails, strict=True)] if case.fails else []
        params.append(pytest.param(case, id=case.name, marks=marks))
    return params


@pytest.mark.parametrize("case", _params())
def test_golden(case: PageCase) -> None:
    for name, new in outputs(case.clean()).items():
        path = case.folder / name
        assert path.exists(), f"{path} is missing: run python -m tests.update_html_goldens {case.name}"
        assert new.decode() == path.read_text("utf-8"), f"{case.name}/{name}"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_promises(case: PageCase) -> None:
    result = case.clean()
    assert restore(result) == result.source
    assert cut(result.source, result.removals) == result.text
    assert all(removal.rule and removal.category and removal.evidence for removal in result.removals)
    assert case.clean() == result
    if result.text.strip() and result.status == "ok":
        assert clean_text(result.text, language=result.language).text == result.text


def test_there_is_a_page_for_each_difficulty() -> None:
    assert len(cases()) >= 15


def test_rule_ids_are_unique_and_have_a_category() -> None:
    ids = [kind.id for kind in rules()]
    assert len(ids) == len(set(ids))
    assert all(kind.why for kind in rules())
