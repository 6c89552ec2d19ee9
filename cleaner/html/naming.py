"""What elements call themselves, and what their names tell at once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_NAMING = frozenset(("class", "id", "role", "itemprop", "data-testid", "data-component", "aria-label", "data-name"))
_MAX_NAMES = 400
"""Characters of an element's names that are looked at; style frameworks write thousands."""

_ASIDE = re.compile(
    r"tooltip[-_]{0,2}(?:text|content|body|inner|popup|box)|"
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-?(?:text|only))?|a11y-hidden|assistive-text)(?:\s|$)",
    re.IGNORECASE,
)
"""Classes of what stands in a line and is no part of it, by the names that style sheets have agreed on."""

_WORDS = re.compile(r"(?<!\S)[^\d\s]+(?!\S)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def names_of(element: Any) -> tuple[str, str, bool]:
    """Class, id, role and the like as one lower-case string; the shape of its class; and whether it is hidden."""
    attributes = element.items()
    if not attributes:
        return "", "", False
    if len(attributes) == 1 and attributes[0][0] == "class":
        return _of_class(attributes[0][1])
    names, shape, hidden = "", "", False
    for key, value in attributes:
        if key in _NAMING:
            names = f"{names} {value}" if names else value
            if key == "class":
                _, shape, aside = _of_class(value)
                hidden = hidden or aside
        elif key == "style":
            hidden = hidden or _HIDDEN_STYLE.search(value) is not None
        elif key == "hidden":
            hidden = True
    return (_split_words(names) if names else ""), shape, hidden


@lru_cache(maxsize=8192)
def _of_class(classes: str) -> tuple[str, str, bool]:
    """What `names_of` says of an element that has classes and nothing else. Pages repeat them.

    The shape is what the class shares with its siblings': two of its words, without those that hold digits.
    """
    return _split_words(classes), " ".join(_WORDS.findall(classes[:_MAX_NAMES])[:2]), is_aside(classes)


def _split_words(names: str) -> str:
    """Names in lower case, camelCase split by hyphens."""
    return _HUMP.sub("-", names[:_MAX_NAMES]).lower()


@lru_cache(maxsize=8192)
def is_aside(classes: str) -> bool:
    """Whether an element inside a line is no part of it: words for screen readers, an explanation that pops up."""
    return _ASIDE.search(classes) is not None
