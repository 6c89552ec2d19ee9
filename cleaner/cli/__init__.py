"""The ``cleaner`` command: a group whose commands are imported when they are called, and not before.

A command lives in a module of its own with an ``app``, a `typer.Typer`. What a command needs beyond its options it
imports in its function: the start of a hook is felt at each commit.
"""

from __future__ import annotations

import difflib
import gc
import importlib
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cleaner.cli.spare import spare

__all__ = ["app", "main"]

_COMMANDS = {
    "check": "check",
    "fix": "fix",
    "diff": "diff",
    "filter": "filter",
    "explain": "explain",
    "run": "run",
    "undo": "undo",
    "rules": "rules",
    "config": "config",
    "git-filter": "git_filter",
    "textconv": "textconv",
}
"""Each command with its module in this package, in the order of the help text."""


class LazyGroup(TyperGroup):
    """A group that imports the module of the one command that was called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{_COMMANDS[cmd_name]}")
        command = spare(typer.main.get_command(module.app))
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As in the base class, which knows only commands that are imported: the closest name is found here."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            ctx.fail(f"No such command {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Take the syndication junk out of articles, leave the body, and say what was taken and why.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from cleaner import __version__

        typer.echo(f"cleaner {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Take the syndication junk out of articles, leave the body, and say what was taken and why.

    Exit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 some documents failed.
    """


def _open_streams() -> None:
    """Give a process that was started without a standard stream (``>&-``) an empty one.

    Without, the first file that is opened would take the stream's number, and what is printed would go into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 (open until the end)


_FIRST_COLLECTION = 100_000
"""New objects from which Python looks for garbage. The rules are as many, and none of them is any: a command starts 5%
sooner (`bench/startup.py`)."""


def main() -> None:
    """Run the command line; ``cleaner -`` is short for ``cleaner filter -``."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["-"]:
        arguments = ["filter", *arguments]
    gc.set_threshold(_FIRST_COLLECTION)
    _open_streams()
    # Programs are given UTF-8 whatever the system's habits; what a terminal cannot show, it is shown as an escape.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    spare(typer.main.get_command(app))(args=arguments, prog_name="cleaner")
