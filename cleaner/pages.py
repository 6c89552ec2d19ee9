"""Texts and HTML pages alike, for the commands that only show what is found."""

from __future__ import annotations

from pathlib import Path

from cleaner.config import Resolver
from cleaner.examine import Examiner
from cleaner.files import HTML_SUFFIXES, Found, standard_input
from cleaner.model import Result


def named(name: str, resolver: Resolver) -> Found:
    """The file of a name, or standard input, with its configuration."""
    return standard_input(resolver, Path(name) if name != "-" else None)


def examine_any(found: Found, data: bytes, url: str | None = None) -> Result:
    """What comes of a file's bytes; the name's suffix tells a page from a text."""
    if found.path.suffix.lower() not in HTML_SUFFIXES:
        return Examiner().data(found, data, url).result
    # Pages need lxml and the extractors; texts must not wait for them.
    from cleaner.html import clean_html

    return clean_html(data, url=url, name=found.name, settings=found.config.settings)
