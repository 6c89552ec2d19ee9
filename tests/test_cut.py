"""One cut, and its inverse."""

from __future__ import annotations

import pytest

from cleaner.cut import cut, paste, restore
from cleaner.model import Result
from tests.helpers import removal

TEXT = "One.\r\nTwo\u00a0and \U0001f431.\nThree."


def test_without_removals_the_very_text_comes_back() -> None:
    assert cut(TEXT, ()) is TEXT


CUTS = {
    "start": ((removal(0, "One.\r\n"),), "Two\u00a0and \U0001f431.\nThree."),
    "end": ((removal(17, "Three."),), "One.\r\nTwo\u00a0and \U0001f431.\n"),
    "inside": ((removal(9, "\u00a0and"),), "One.\r\nTwo \U0001f431.\nThree."),
    "neighbours": ((removal(0, "One.\r\n"), removal(6, "Two\u00a0")), "and \U0001f431.\nThree."),
    "everything": ((removal(0, TEXT),), ""),
}


@pytest.mark.parametrize(("removals", "left"), CUTS.values(), ids=CUTS.keys())
def test_cut_and_paste(removals: tuple, left: str) -> None:  # type: ignore[type-arg]
    assert cut(TEXT, removals) == left
    assert paste(left, removals) == TEXT
    assert restore(Result(left, "not looked at", removals)) == TEXT


REFUSED_CUTS = {
    "overlap": (removal(0, "One."), removal(3, ".\r\n")),
    "out-of-order": (removal(6, "Two"), removal(0, "One")),
}


@pytest.mark.parametrize("removals", REFUSED_CUTS.values(), ids=REFUSED_CUTS.keys())
def test_overlaps_are_refused_by_offset_and_rule(removals: tuple) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=r"offset \d+ \(rule ZZ001\)"):
        cut(TEXT, removals)


REFUSED_PASTES = {"beyond-the-text": removal(99, "x"), "before-the-start": removal(-1, "x")}


@pytest.mark.parametrize("bad", REFUSED_PASTES.values(), ids=REFUSED_PASTES.keys())
def test_paste_refuses_what_does_not_fit(bad) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="does not fit"):
        paste("short", [bad])
