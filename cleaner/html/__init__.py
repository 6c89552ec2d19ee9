"""HTML pages to clean bodies. The only part of the package that loads lxml, trafilatura and jusText."""

from __future__ import annotations

from cleaner.html.clean import clean_html
from cleaner.html.errors import PageError
from cleaner.html.load import load

__all__ = ["PageError", "clean_html", "load"]
