"""Spares a command the loading of pydantic, which typer turns every option's value over to, given or not.

Our options are texts, paths and switches, for which there is nothing to validate: a check that takes longer to load
than a file takes to clean is felt at each commit. Where typer has no such step, nothing happens here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_CONVERSIONS: dict[Any, Any] = {str: lambda value: value, list[str]: lambda value: value, Path: Path}


class _Plain:
    """Stands in for typer's coercion of one parameter."""

    def __init__(self, original: Any) -> None:
        self.original = original

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of a text or path option; anything else goes the usual way."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        convert = _CONVERSIONS.get(param.type_descriptor.annotation)
        return convert(value) if convert else self.original().coerce(value, param=param, ctx=ctx)


def spare(command: Any) -> Any:
    """The same command, whose parameters are read without pydantic where that is possible."""
    for param in command.params:
        _spare_one(param)
    help_option = command.get_help_option
    command.get_help_option = lambda ctx: _spare_one(help_option(ctx))
    for child in getattr(command, "commands", {}).values():
        spare(child)
    return command


def _spare_one(param: Any) -> Any:
    original = getattr(param, "get_runtime_param", None)
    if original is not None and not isinstance(original, _Given):
        param.get_runtime_param = _Given(_Plain(original))
    return param


class _Given:
    """A function that gives one value, and can be told from others."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __call__(self) -> Any:
        return self.value
