"""How findings are shown: each format turns an iterator of findings into lines, as they come where it can."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from cleaner.catalogue.rule import Rule
from cleaner.check.findings import Finding

Formatter = Callable[[Iterable[Finding], Mapping[str, Rule], bool], Iterator[str]]
"""Findings, rules by id, and whether to colour -> lines."""

_MODULES = {
    "full": "text",
    "concise": "text",
    "json": "machine",
    "jsonl": "machine",
    "github": "machine",
    "sarif": "sarif",
}
FOR_PEOPLE = frozenset({"full", "concise"})
"""The formats that a summary may follow."""


def formatter(name: str) -> Formatter:
    """The formatter of a name, imported on demand."""
    found: Formatter = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
