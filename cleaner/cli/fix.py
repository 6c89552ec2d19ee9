"""``cleaner fix``: take the junk out of text files, in place."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cleaner.check.examine import Examined
from cleaner.cli.batch import Batch, plural
from cleaner.cli.groups import Files, Selection, Talk, command, fail, tell
from cleaner.files import Found
from cleaner.textio import encode, printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@command(app)
def fix(
    names: Annotated[list[str] | None, typer.Argument(metavar="FILE|DIR")] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show the changes; write nothing.")] = False,
    exit_non_zero_on_fix: Annotated[
        bool, typer.Option("--exit-non-zero-on-fix", help="Leave with 1 when files were changed.")
    ] = False,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    files: Files = Files(),  # noqa: B008 (frozen)
    talk: Talk = Talk(),  # noqa: B008 (frozen)
) -> int:
    """Take the junk out of texts, in place.

    Each file is written whole or not at all, after it was made sure that the change can be undone.

    \b
    cleaner fix                  all texts below this directory
    cleaner fix a.txt docs/      these
    cleaner fix --diff a.txt     show the changes only
    """
    if "-" in (names or []):
        fail("fix changes files; for standard input use `cleaner filter`")
    batch = Batch(names or ["."], selection, files, talk)
    if diff:
        # Only the option needs it.
        from cleaner.cli.diff import show

        return batch.code(1 if show(batch) else 0)
    fixed = sum(_fix(batch, found, examined) for found, examined in batch)
    if fixed or not batch.failed:
        talk.note(f"{plural(fixed, 'file')} fixed, {plural(batch.read - fixed, 'file')} left as they were.")
    return batch.code(1 if fixed and exit_non_zero_on_fix else 0)


def _fix(batch: Batch, found: Found, examined: Examined) -> bool:
    """Write one file if it changes; whether it did."""
    # The way back is what makes writing in place safe, so it is taken before anything is written.
    from cleaner.check.rewrite import rewrite
    from cleaner.cut import restore

    result, decoded = examined.result, examined.decoded
    if result.text == result.source:
        return False
    old, new = encode(result.source, decoded), encode(result.text, decoded)
    if encode(restore(result), decoded) != old:
        batch.fail(found.name, "the change could not be undone, so the file was left as it is; please report this")
        return False
    try:
        rewrite(found.path, old, new)
    except OSError as error:
        batch.fail(found.name, str(error.strerror or error))
        return False
    if not batch.talk.quiet:
        tell(f"fixed {printable(found.name)}: {plural(len(result.removals), 'removal')}", sys.stdout)
    return True
