"""Texts and HTML pages alike, for the commands that only show what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cleaner.check.examine import Examiner
from cleaner.check.findings import Named
from cleaner.config import Resolver
from cleaner.files import Found, holds_page, is_page, standard_input
from cleaner.model import Result
from cleaner.textio import ReadError

_PAGE_NAME = Path("page.html")


def named(name: str, resolver: Resolver) -> Found:
    """The file of a name, or standard input, with its configuration."""
    return standard_input(resolver, Path(name) if name != "-" else None)


def sniffed(found: Found, data: bytes) -> Found:
    """Standard input that nobody named, as a page when it begins as one."""
    return replace(found, path=_PAGE_NAME) if holds_page(data) else found


def examine_any(found: Found, data: bytes, url: str | None = None) -> Result:
    """What comes of a file's bytes; the name's suffix tells a page from a text."""
    if not is_page(found):
        return Examiner().data(found, data, url).result
    # Pages need lxml and the extractors; texts must not wait for them.
    from cleaner.html import PageError, clean_html

    settings = found.config.settings_for(found.path)
    try:
        known = {key: found.config.values[key] for key in ("language", "encoding")}
        result = clean_html(data, url, name=found.name, settings=settings, **known)
    except PageError as error:
        raise ReadError(found.name, str(error).removeprefix(f"{found.name}: ")) from error
    return replace(result, name=found.name)


def rules_of(found: Found) -> Sequence[Named]:
    """All rules that a removal in a file may name."""
    from cleaner.catalogue.read import load_builtin

    rules: list[Named] = [*load_builtin(), *found.config.settings.rules]
    if is_page(found):
        from cleaner.html.evidence import rules as page_rules

        rules += page_rules()
    return rules
