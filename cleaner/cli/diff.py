"""``cleaner diff``: what ``fix`` would change, as a unified diff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cleaner.check.colour import Paint, wanted
from cleaner.check.diffs import unified
from cleaner.cli.batch import Batch
from cleaner.cli.groups import Files, Selection, Talk, command

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@command(app)
def diff(
    names: Annotated[list[str] | None, typer.Argument(metavar="FILE|DIR|-")] = None,
    stdin_filename: Annotated[Path | None, typer.Option(metavar="FILE", help="What to call standard input.")] = None,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    files: Files = Files(),  # noqa: B008 (frozen)
    talk: Talk = Talk(),  # noqa: B008 (frozen)
) -> int:
    """Show what fix would change.

    Leaves with 1 when there is anything.

    \b
    cleaner diff a.txt
    cleaner diff articles/ | git apply      the same as `cleaner fix articles/`
    """
    batch = Batch(names or ["."], selection, files, talk, stdin_name=stdin_filename)
    return batch.code(1 if show(batch) else 0)


def show(batch: Batch) -> int:
    """Print the differences of a batch; give the number of files that would change."""
    paint, on_terminal = Paint(wanted(sys.stdout)), sys.stdout.isatty()
    # Line ends are part of the text: a translation to this system's would make the diff a lie.
    sys.stdout.flush()
    changed = 0
    for found, examined in batch:
        lines = [f"{line}\n" for line in unified(found.name, examined.result, paint, on_terminal)]
        changed += bool(lines)
        sys.stdout.buffer.write("".join(lines).encode("utf-8", "surrogateescape"))
    return changed
