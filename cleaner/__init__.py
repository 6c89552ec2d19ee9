"""Takes syndication junk out of news articles and leaves the body, and says what it took and why."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cleaner.cut import restore
from cleaner.model import Document, Removal, Result
from cleaner.settings import PageOptions, Settings

if TYPE_CHECKING:
    from cleaner.html import clean_html
    from cleaner.pipeline import clean_document, clean_text

__version__ = "0.1.0"
__all__ = [
    "Document", "PageOptions", "Removal", "Result", "Settings",
    "clean_document", "clean_html", "clean_text", "restore",
]  # fmt: skip

_LATER = {"clean_document": "cleaner.pipeline", "clean_html": "cleaner.html", "clean_text": "cleaner.pipeline"}
"""Imported when asked for: the engine loads RE2, and pages need lxml and trafilatura, which the text path must not."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    value = getattr(import_module(_LATER[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
