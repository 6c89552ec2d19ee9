"""Options that several commands share, as frozen values: a command takes a group where it would take ten options."""

from __future__ import annotations

import functools
import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO, get_type_hints

import typer

from cleaner.config.errors import ConfigError
from cleaner.textio import printable

USAGE, FAILED = 2, 3
"""Exit codes: wrong usage or configuration; some documents failed."""


def _ids_and_categories(incomplete: str) -> list[str]:
    from cleaner.catalogue.read import load_builtin
    from cleaner.catalogue.rule import CATEGORIES

    return [word for word in (*CATEGORIES, *(rule.id for rule in load_builtin())) if word.startswith(incomplete)]


def _selector(flag: str, text: str) -> Any:
    return typer.Option(
        flag, metavar="RULE", help=f"{text} Ids, prefixes or categories.", autocompletion=_ids_and_categories
    )


@dataclass(frozen=True)
class Selection:
    """Which rules hold, and which configuration file says so."""

    select: Annotated[list[str] | None, _selector("--select", "Only these rules.")] = None
    ignore: Annotated[list[str] | None, _selector("--ignore", "Not these rules.")] = None
    extend_select: Annotated[list[str] | None, _selector("--extend-select", "These rules as well.")] = None
    level: Annotated[str | None, typer.Option(metavar="LEVEL", help="light, default or strict.")] = None
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Obey unsafe rules too.")] = False
    drop_headline: Annotated[bool, typer.Option("--drop-headline", help="Leave the headline out as well.")] = False
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Language of the texts, such as de.")] = None
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the input.")] = None
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Use this configuration file.")] = None
    isolated: Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")] = False

    def given(self) -> dict[str, Any]:
        """What was said on the command line, by the names of the configuration's keys."""
        lists = {"select": self.select, "ignore": self.ignore, "extend-select": self.extend_select}
        values: dict[str, Any] = {key: split(value) for key, value in lists.items() if value}
        values |= {"level": self.level, "language": self.lang, "encoding": self.encoding}
        values |= {"unsafe": self.unsafe or None, "drop-headline": self.drop_headline or None}
        return {key: value for key, value in values.items() if value is not None}


@dataclass(frozen=True)
class Files:
    """Which files of those named are left out."""

    exclude: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Leave these out.")] = None
    extend_exclude: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Leave these out as well.")] = None
    force_exclude: Annotated[
        bool, typer.Option("--force-exclude", help="Leave excluded files out even when they are named.")
    ] = False

    def given(self) -> dict[str, Any]:
        """What was said on the command line, by the names of the configuration's keys."""
        values = {"exclude": self.exclude, "extend-exclude": self.extend_exclude}
        given: dict[str, Any] = {key: split(value) for key, value in values.items() if value}
        return given | ({"force-exclude": True} if self.force_exclude else {})


@dataclass(frozen=True)
class Talk:
    """How much is said beside the output."""

    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only findings and errors.")] = False
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say what is done with each file; of a run, how far it is.")
    ] = False

    def note(self, message: str) -> None:
        """Say something to the user, not to the next program."""
        if not self.quiet:
            tell(message, sys.stderr)

    def detail(self, message: str) -> None:
        """Say something that only a curious user wants to know."""
        if self.verbose:
            tell(message, sys.stderr)


def tell(message: str, stream: TextIO) -> None:
    """Print a line beside the work that is being done: when its reader goes away, the work goes on."""
    try:
        print(message, file=stream, flush=True)
    except BrokenPipeError:
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """Send the rest of a stream nowhere, what is still in its buffer too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def split(values: list[str]) -> list[str]:
    """Values given one by one or with commas between them."""
    return [item.strip() for value in values for item in value.split(",") if item.strip()]


def command(app: typer.Typer, name: str | None = None, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Register a function as a command: its groups become options, its errors messages, its return an exit code."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        hints = get_type_hints(function, include_extras=True)
        groups: dict[str, Any] = {key: hint for key, hint in hints.items() if is_dataclass(hint)}

        @functools.wraps(function)
        def called(**values: Any) -> None:
            for key, group in groups.items():
                values[key] = group(**{field.name: values.pop(field.name) for field in fields(group)})
            _leave(function, values)

        called.__signature__, called.__annotations__ = _flat(function, hints, groups)  # type: ignore[attr-defined]
        app.command(name, **options)(called)
        return function

    return register


def _flat(function: Callable[..., Any], hints: dict[str, Any], groups: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The signature that typer sees: every group replaced by its fields."""
    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in groups:
            parameters.append(parameter.replace(kind=kind, annotation=hints[name]))
            continue
        types = get_type_hints(groups[name], include_extras=True)
        for field in fields(groups[name]):
            parameters.append(inspect.Parameter(field.name, kind, default=field.default, annotation=types[field.name]))
    return inspect.Signature(parameters), {p.name: p.annotation for p in parameters}


def _leave(function: Callable[..., Any], values: dict[str, Any]) -> NoReturn:
    """Call a command and turn what comes of it into an exit code."""
    from cleaner.catalogue.read import RuleError

    try:
        code = function(**values)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away, as ``head`` does: nobody is there to be told.
        _silence(sys.stdout)
        code = 0
    except OSError as error:
        if error.filename is None:
            _silence(sys.stdout)
        fail(f"{printable(str(error.filename or 'standard output'))}: {error.strerror or error}", FAILED)
    except (ConfigError, RuleError) as error:
        fail(str(error))
    raise typer.Exit(code or 0)


def check_format(name: str) -> None:
    """Refuse an output format that the commands which show something do not have."""
    if name not in ("text", "json"):
        raise ConfigError(f"--output-format: unknown value {name!r}; known: json, text")


def fail(message: str, code: int = USAGE) -> NoReturn:
    """Say what is wrong, and leave."""
    print(f"error: {message}", file=sys.stderr)
    raise typer.Exit(code)
