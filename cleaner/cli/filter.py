"""``cleaner filter``: standard input to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Annotated, cast

import typer

from cleaner.check.examine import Examiner, cleaned
from cleaner.check.pages import examine_any, sniffed
from cleaner.cli.groups import FAILED, Selection, Talk, command, fail
from cleaner.config import Resolver
from cleaner.files import Found, is_page, standard_input
from cleaner.textio import ReadError

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_CHUNK = 1 << 16


@command(app)
def filter_(
    source: Annotated[str, typer.Argument(metavar="-", help="Standard input, the only source there is.")] = "-",
    stdin_filename: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the text is from; decides on its configuration.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the article was published.")] = None,
    null: Annotated[
        bool, typer.Option("--null", "-0", help="Many texts, each ended by a NUL; each answered at once.")
    ] = False,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    talk: Talk = Talk(),  # noqa: B008 (frozen)
) -> int:
    """Clean standard input to standard output.

    \b
    cleaner filter < a.txt > clean.txt
    pbpaste | cleaner filter | pbcopy
    curl -s https://example.org/a | cleaner filter         an HTML page, too
    cleaner filter --stdin-filename docs/a.md     with that file's configuration
    cleaner -                                     the same, for short
    """
    if source != "-":
        fail(f"filter reads standard input; to clean a file use `cleaner filter < {source}` or `cleaner fix {source}`")
    found = standard_input(Resolver(selection.given(), selection.config, selection.isolated), stdin_filename)
    examiner = Examiner()
    code = 0
    for data, end in _texts(null):
        try:
            read = found if stdin_filename else sniffed(found, data)
            clean = _page(read, data, url) if is_page(read) else cleaned(examiner.data(read, data, url), data)
        except ReadError as error:
            print(f"error: {error}", file=sys.stderr)
            clean, code = data if null else b"", FAILED
        sys.stdout.buffer.write(clean + end)
        sys.stdout.buffer.flush()
    return code


def _page(found: Found, data: bytes, url: str | None) -> bytes:
    """The clean text of an HTML page, in UTF-8."""
    return examine_any(found, data, url).text.encode("utf-8", "surrogatepass")


def _texts(null: bool) -> Iterator[tuple[bytes, bytes]]:
    """The texts of standard input, each with what ended it."""
    stream = cast(BufferedReader, sys.stdin.buffer)
    if not null:
        yield stream.read(), b""
        return
    rest = b""
    while chunk := stream.read1(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from ((text, b"\0") for text in whole)
    if rest:
        yield rest, b""
