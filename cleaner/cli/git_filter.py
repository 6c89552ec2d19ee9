"""``cleaner git-filter``: a clean filter for git, as one process for all files."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from cleaner.check.examine import Examiner, cleaned
from cleaner.check.gitproto import FilterServer, ProtocolError
from cleaner.cli.groups import Selection, command, fail
from cleaner.config import ConfigError, Resolver
from cleaner.files import excluded, is_page, standard_input
from cleaner.textio import ReadError, printable

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@command(app)
def git_filter(selection: Selection = Selection()) -> int:  # noqa: B008 (frozen)
    """Serve git as a clean filter.

    What git stores is clean, what is in the work tree stays as it is. A file that cannot be cleaned is an error, and
    git leaves it alone.

    \b
    git config filter.cleaner.process "cleaner git-filter"
    git config filter.cleaner.required true
    echo "articles/*.txt filter=cleaner" >> .gitattributes
    """
    if sys.stdin.isatty():
        fail("this command is started by git as a filter process; see `cleaner git-filter --help`")
    cleaning = Cleaning(Resolver(selection.given(), selection.config, selection.isolated))
    try:
        FilterServer(sys.stdin.buffer, sys.stdout.buffer, cleaning).serve()
    except ProtocolError as error:
        fail(str(error))
    return 0


class Cleaning:
    """Cleans one path's content as ``fix`` would clean the file; None when it cannot."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver, self.examiner = resolver, Examiner()

    def __call__(self, name: str, data: bytes) -> bytes | None:
        try:
            found = standard_input(self.resolver, Path(name))
            if excluded(found.path, found.config):
                return data
            if is_page(found):
                raise ReadError(name, "is an HTML page; let .gitattributes name text files only")
            return cleaned(self.examiner.data(found, data), data)
        except (ReadError, ConfigError) as error:
            print(f"cleaner: error: {error}", file=sys.stderr)
        except Exception as error:  # git must get its answer, or it would wait or fail without a word
            print(f"cleaner: error: {printable(name)}: {type(error).__name__}: {error}", file=sys.stderr)
        return None
