"""``cleaner config``: what configuration holds, and where it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cleaner.cli.groups import Selection, check_format, command
from cleaner.config import Resolver

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Show the configuration.")


@app.callback()
def _group() -> None:
    """Show the configuration that holds for a file."""


@command(app)
def show(
    name: Annotated[str | None, typer.Argument(metavar="FILE|DIR")] = None,
    output_format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
    selection: Selection = Selection(),  # noqa: B008 (frozen)
) -> int:
    """Print every value that holds for a file, and where it is from.

    \b
    cleaner config show
    cleaner config show docs/a.md
    """
    check_format(output_format)
    path = Path(name or ".").absolute()
    config = Resolver(selection.given(), selection.config, selection.isolated).at(
        path if path.is_dir() else path.parent
    )
    values = {**config.values, "ignore": config.settings_for(path).ignore}
    if output_format == "json":
        # Loaded here, as most calls print text.
        import json

        rows = {key: {"value": value, "from": config.origins[key]} for key, value in values.items()}
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for key, value in values.items():
        print(f"{key} = {toml(value)}  # {config.origins[key]}")
    return 0


def toml(value: Any) -> str:
    """A value as it would stand in the file; rules by their ids alone."""
    if value is None:
        return "unset"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return "{ id = " + toml(value.get("id", "?")) + ", … }"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value and all(isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], tuple) for item in value):
        return "{ " + ", ".join(f"{toml(pattern)} = {toml(words)}" for pattern, words in value) + " }"
    return "[" + ", ".join(map(toml, value)) + "]"
