"""``cleaner check``: report what would be removed; change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from cleaner.check.examine import Examiner
from cleaner.cli.batch import Batch, plural
from cleaner.cli.groups import FAILED, Files, Selection, Talk, command, fail
from cleaner.files import absolute
from cleaner.textio import printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@dataclass(frozen=True)
class Output:
    """How findings are shown."""

    output_format: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="full, concise, json, jsonl, github or sarif.")
    ] = None
    diff: Annotated[bool, typer.Option("--diff", help="Show what fix would change, as a diff.")] = False
    statistics: Annotated[bool, typer.Option("--statistics", help="Count findings by rule.")] = False
    stdin_filename: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What to call standard input; decides on its configuration.")
    ] = None
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Leave with 0 in spite of findings.")] = False
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the findings to a file to live with, and leave with 0.")
    ] = None

    def given(self) -> dict[str, Any]:
        """What was said on the command line, by the names of the configuration's keys."""
        return {"output-format": self.output_format} if self.output_format else {}


@command(app)
def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="FILE|DIR|-")] = None,
    output: Output = Output(),
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    files: Files = Files(),  # noqa: B008 (frozen)
    talk: Talk = Talk(),  # noqa: B008 (frozen)
) -> int:
    """Report junk in texts; change nothing.

    Leaves with 1 when there is any, with 3 when a file could not be read.

    \b
    cleaner check                          all texts below this directory
    cleaner check a.txt docs/              these
    cleaner check --diff a.txt             what `cleaner fix a.txt` would change
    cleaner check --output-format github   for annotations in GitHub Actions
    cleaner check - < a.txt                standard input
    """
    batch = Batch(names or ["."], selection, files, talk, output.given(), output.stdin_filename)
    if output.write_baseline:
        return _write_baseline(batch, output.write_baseline)
    if output.diff:
        # Each way to show findings imports its own helpers.
        from cleaner.cli.diff import show

        found = show(batch)
    else:
        from cleaner.cli.reporter import Reporter

        found = Reporter(batch, output.statistics).run()
    return batch.code(1 if found and not output.exit_zero else 0)


def _write_baseline(batch: Batch, path: Path) -> int:
    """Write all findings, those that an earlier baseline knew as well."""
    from cleaner.check.baseline import dump

    batch.examiner = Examiner(use_baseline=False)
    results = [(absolute(found.path), examined.result) for found, examined in batch]
    if batch.failed:
        return FAILED
    if absolute(path) in [name for name, _ in results]:
        fail(f"--write-baseline {printable(str(path))}: is one of the texts that are checked; name another file")
    path.write_text(dump(path.absolute().parent, results), "utf-8", newline="\n")
    known = sum(len(result.removals) for _, result in results)
    batch.talk.note(
        f"{printable(str(path))}: {plural(known, 'finding')} written; name it as `baseline` in cleaner.toml"
    )
    return 0
