"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import cleaner

MODULES = [info.name for info in pkgutil.walk_packages(cleaner.__path__, "cleaner.") if "__main__" not in info.name]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        if "ray" in str(error):
            pytest.skip("an optional engine that is not installed here")
        raise
    assert doctest.testmod(module).failed == 0
