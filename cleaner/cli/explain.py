"""``cleaner explain``: every line of one file, kept or removed, by which rule and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cleaner.check.explanation import as_json, as_text
from cleaner.check.pages import examine_any, named, rules_of, sniffed
from cleaner.cli.groups import FAILED, Selection, check_format, command
from cleaner.config import Resolver
from cleaner.textio import ReadError, printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@command(app)
def explain(
    name: Annotated[str, typer.Argument(metavar="FILE|-")],
    output_format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the article was published.")] = None,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
) -> int:
    """Show each line of a file, kept or removed, and why.

    \b
    cleaner explain a.txt
    cleaner explain page.html
    cleaner explain --output-format json a.txt
    """
    check_format(output_format)
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        print(f"error: {printable(name)}: {error.strerror}", file=sys.stderr)
        return FAILED
    found = named(name, Resolver(selection.given(), selection.config, selection.isolated))
    found = sniffed(found, data) if name == "-" else found
    try:
        result = examine_any(found, data, url)
    except ReadError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    for line in as_json(result) if output_format == "json" else as_text(result, sys.stdout, lambda: rules_of(found)):
        print(line)
    return 0
