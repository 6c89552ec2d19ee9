"""What the package exports, exactly."""

from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import cleaner
from tests.goldens import ROOT


def test_exports_are_pinned() -> None:
    assert cleaner.__all__ == [
        "Document",
        "Removal",
        "Result",
        "Settings",
        "clean_document",
        "clean_html",
        "clean_text",
        "restore",
    ]
    assert all(hasattr(cleaner, name) for name in cleaner.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'cleaner' has no attribute 'clean'"):
        cleaner.clean  # type: ignore[attr-defined]  # noqa: B018


def test_the_package_is_typed() -> None:
    assert (Path(cleaner.__file__).parent / "py.typed").is_file()


def test_values_are_frozen() -> None:
    result = cleaner.clean_text("It rained.\n")
    with pytest.raises(FrozenInstanceError):
        result.text = ""  # type: ignore[misc]


def test_the_version_is_the_distribution_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cleaner.__version__ == project["version"]
