"""``cleaner textconv``: what git shows in place of a file, so that ``git diff`` compares clean texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cleaner.check.pages import examine_any, named
from cleaner.cli.groups import FAILED, Selection, command
from cleaner.config import Resolver
from cleaner.textio import ReadError, printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@command(app)
def textconv(
    name: Annotated[str, typer.Argument(metavar="FILE")],
    selection: Selection = Selection(),  # noqa: B008 (frozen)
) -> int:
    """Print a file's clean text, in UTF-8.

    A file that cannot be read as text is printed as it is, with a warning: git would stop at an error.

    \b
    git config diff.cleaner.textconv "cleaner textconv"
    echo "*.txt diff=cleaner" >> .gitattributes
    """
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        print(f"error: {printable(name)}: {error.strerror}", file=sys.stderr)
        return FAILED
    try:
        resolver = Resolver(selection.given(), selection.config, selection.isolated)
        data = examine_any(named(name, resolver), data).text.encode("utf-8", "surrogatepass")
    except ReadError as error:
        print(f"warning: {error}", file=sys.stderr)
    sys.stdout.buffer.write(data)
    return 0
