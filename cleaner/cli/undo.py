"""``cleaner undo``: put back what a run removed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cleaner.cli.groups import FAILED, Talk, command, fail
from cleaner.textio import printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@command(app)
def undo(
    clean: Annotated[str, typer.Argument(metavar="CLEAN", help="What `cleaner run` wrote: a directory or a file.")],
    audit: Annotated[str, typer.Option("--audit", metavar="FILE", help="The audit of that run.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="Where to put the originals.")],
    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field that holds the text of a record.")] = "text",
    talk: Talk = Talk(),  # noqa: B008 (frozen)
) -> int:
    """Give the originals back, byte for byte, from the clean output of a run and its audit.

    \b
    cleaner run articles -o clean --audit audit.jsonl
    cleaner undo clean --audit audit.jsonl -o originals

    Each text is checked against the digest in the audit. Of HTML pages, the text as it was extracted comes back.
    """
    from cleaner.audit import AuditError
    from cleaner.readers import Fields
    from cleaner.undo import undo as start

    try:
        report = start(clean, audit, output, Fields(text_field))
    except AuditError as error:
        fail(printable(str(error)))
    for name, reason in report.failures:
        print(f"error: {printable(name)}: {printable(reason)}", file=sys.stderr)
    pages = f" ({report.pages:,} of them pages: their extracted text)" if report.pages else ""
    talk.note(f"{report.restored:,} restored{pages}, {report.copied:,} copied, {len(report.failures):,} failed")
    return FAILED if report.failures else 0
