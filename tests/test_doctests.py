"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import cleaner

SKIPPED = ("cleaner.__main__", "cleaner.adaptors", "cleaner.engines")
"""The program itself; what needs optional libraries, which have tests of their own."""
MODULES = [
    info.name for info in pkgutil.walk_packages(cleaner.__path__, "cleaner.") if not info.name.startswith(SKIPPED)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
