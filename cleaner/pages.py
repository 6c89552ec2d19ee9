"""Texts and HTML pages alike, for the commands that only show what is found."""

from __future__ import annotations

from pathlib import Path

from cleaner.config import Resolver
from cleaner.examine import Examiner
from cleaner.files import HTML_SUFFIXES, standard_input
from cleaner.model import Result


def examine_any(name: str, data: bytes, resolver: Resolver, url: str | None = None) -> Result:
    """What comes of a file's bytes; the name's suffix tells a page from a text."""
    found = standard_input(resolver, Path(name) if name != "-" else None)
    if found.path.suffix.lower() not in HTML_SUFFIXES:
        return Examiner().data(found, data, url).result
    # Pages need lxml and the extractors; texts must not wait for them.
    from cleaner.html import clean_html

    return clean_html(data, url=url, name=name, settings=found.config.settings)
