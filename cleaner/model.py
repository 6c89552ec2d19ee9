"""The values that travel through the pipeline. All are frozen; every step returns new ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["ok", "flagged", "empty", "not-article"]
"""``ok``; ``flagged``: the guard withheld removals; ``empty``: no text came in; ``not-article``: a page without."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def is_language(value: str) -> bool:
    """Whether a value has the form of a language code, with or without a region.

    >>> is_language("pt-BR"), is_language("german")
    (True, False)
    """
    return _LANGUAGE.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Document:
    """One text to clean, as a reader made it: the text never changes from here on.

    ``language`` is an ISO 639-1 code when the caller knows it, else None and it is guessed.
    """

    text: str
    name: str = "<text>"
    language: str | None = None
    title: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError(f"a text to clean is a str, not {type(self.text).__name__}; decode bytes first")
        if self.language is not None and not is_language(self.language):
            raise ValueError(f"a language is an ISO 639-1 code such as 'de', not {self.language!r}")


@dataclass(frozen=True, slots=True)
class Removal:
    """One span taken out of the source, with the rule that took it.

    ``start`` and ``end`` are half-open code point offsets into ``Result.source``; ``text`` is what stood there.
    ``evidence`` lists, in words, what met the rule's conditions.
    """

    start: int
    end: int
    rule: str
    category: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The clean text, and everything needed to explain it and to undo it.

    ``text`` is ``source`` minus the spans of ``removals``, which are sorted and do not overlap. ``withheld`` holds
    what the guard did not allow. ``reason`` says in words why ``status`` is not ``ok``. ``markdown`` is the body of a
    page as Markdown, when it was asked for.
    """

    text: str
    source: str
    removals: tuple[Removal, ...] = ()
    name: str = "<text>"
    status: Status = "ok"
    reason: str = ""
    language: str | None = None
    title: str | None = None
    withheld: tuple[Removal, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    markdown: str | None = None

    @property
    def changed(self) -> bool:
        """Whether anything was removed."""
        return bool(self.removals)
