"""Two steps of removals as one, told by what is left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.compose import compose, shift
from cleaner.cut import cut
from cleaner.model import Removal


def spans(text: str, edges: list[int]) -> tuple[Removal, ...]:
    """Removals between each two of some places in a text."""
    places = sorted({min(edge, len(text)) for edge in edges})
    pairs = zip(places[::2], places[1::2], strict=False)
    return tuple(Removal(start, end, "ZZ001", "share", text[start:end]) for start, end in pairs)


EDGES = st.lists(st.integers(0, 60), max_size=8)


@given(st.text(max_size=60), EDGES, EDGES)
def test_both_steps_at_once_leave_what_each_leaves_in_turn(text: str, one: list[int], two: list[int]) -> None:
    first = spans(text, one)
    left = cut(text, first)
    second = spans(left, two)
    both = compose(text, first, second)
    assert cut(text, both) == cut(left, second)
    assert all(removal.text == text[removal.start : removal.end] for removal in both)
    assert all(a.end <= b.start for a, b in zip(both, both[1:], strict=False))


def test_a_removal_over_a_hole_is_split_and_keeps_its_rule() -> None:
    first = [Removal(3, 5, "ZZ001", "share", "34")]
    second = [Removal(1, 6, "ZZ002", "bio", "12567")]
    found = shift("0123456789", first, second)
    assert [(removal.start, removal.end, removal.text, removal.rule) for removal in found] == [
        (1, 3, "12", "ZZ002"),
        (5, 8, "567", "ZZ002"),
    ]
