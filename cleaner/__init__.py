"""Takes syndication junk out of news articles and leaves the body, and says what it took and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.cut import restore
from cleaner.model import Document, Removal, Result
from cleaner.pipeline import clean_document, clean_text
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.html import clean_html

__version__ = "0.1.0"
__all__ = ["Document", "Removal", "Result", "Settings", "clean_document", "clean_html", "clean_text", "restore"]


def __getattr__(name: str) -> Any:
    """`clean_html` is imported when it is asked for: it needs lxml and trafilatura, which the text path must not load."""
    if name == "clean_html":
        from cleaner.html import clean_html

        return clean_html
    raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
