"""Which rules hold under which settings."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner.settings import Settings, is_on, is_selector
from tests.helpers import rule

PLAIN = rule(id="RL001")
FIRM = rule(id="RL002", light=True)
UNSAFE = rule(id="RL103", safety="unsafe")
SHARE = rule(id="SH001", category="share")
REFS = rule(id="RF001", category="references")
KEEP = rule(id="KP001", scope="keep")
ALL = (PLAIN, FIRM, UNSAFE, SHARE, REFS, KEEP)

CASES: dict[str, tuple[dict[str, Any], str]] = {
    "default": ({}, "RL001 RL002 SH001 KP001"),
    "light": ({"level": "light"}, "RL002 KP001"),
    "strict": ({"level": "strict"}, "RL001 RL002 RL103 SH001 KP001"),
    "unsafe": ({"unsafe": True}, "RL001 RL002 RL103 SH001 KP001"),
    "one-rule": ({"select": ("RL001",)}, "RL001"),
    "a-prefix": ({"select": ("RL",)}, "RL001 RL002"),
    "a-prefix-with-unsafe": ({"select": ("RL",), "unsafe": True}, "RL001 RL002 RL103"),
    "a-category": ({"select": ("share",)}, "SH001"),
    "all": ({"select": ("ALL",)}, "RL001 RL002 SH001 RF001 KP001"),
    "off-by-default": ({"extend_select": ("references",)}, "RL001 RL002 SH001 RF001 KP001"),
    "ignore-a-rule": ({"ignore": ("RL001",)}, "RL002 SH001 KP001"),
    "ignore-a-category": ({"ignore": ("related",)}, "SH001"),
    "the-longer-selector-wins": ({"select": ("RL001",), "ignore": ("RL",)}, "RL001"),
    "ignore-wins-when-longer": ({"select": ("RL",), "ignore": ("RL001",)}, "RL002"),
    "ignore-all-but": ({"ignore": ("ALL",), "extend_select": ("share",)}, "SH001"),
    "unsafe-is-not-selected-silently": ({"select": ("RL103",)}, ""),
}


@pytest.mark.parametrize(("values", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_on(values: dict[str, Any], expected: str) -> None:
    settings = Settings(**values)
    assert [r.id for r in ALL if is_on(r, settings)] == expected.split()


def test_selectors() -> None:
    assert all(is_selector(word, ALL) for word in ("ALL", "related", "RL", "RL001", "R", "HT", "HT002"))
    assert not any(is_selector(word, ALL) for word in ("relate", "XX", "RL999", "HT999", "HT0020"))


def test_settings_are_values() -> None:
    assert Settings(ignore=("RL",)) == Settings(ignore=("RL",))
    assert hash(Settings(rules=ALL)) == hash(Settings(rules=ALL))
