"""What check, fix and diff share: the files named, examined one by one, with failures told as they come."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cleaner.check.examine import Examined, Examiner
from cleaner.cli.groups import FAILED, Files, Selection, Talk, tell
from cleaner.config import ConfigError, Resolver
from cleaner.files import Found, Missing, collect
from cleaner.textio import ReadError, printable


@dataclass
class Batch:
    """Goes through files and counts what came of them."""

    names: list[str]
    selection: Selection
    files: Files
    talk: Talk
    given: Mapping[str, Any] = field(default_factory=dict)
    stdin_name: Path | None = None
    examiner: Examiner = field(default_factory=Examiner)
    read: int = 0
    failed: int = 0

    @cached_property
    def resolver(self) -> Resolver:
        """Answers which configuration holds where."""
        given = {**self.selection.given(), **self.files.given(), **self.given}
        return Resolver(given, self.selection.config, self.selection.isolated)

    def __iter__(self) -> Iterator[tuple[Found, Examined]]:
        """Every file that can be read, with what comes of it."""
        for found in collect(self.names, self.resolver, self.stdin_name):
            examined = self._examined(found)
            if examined is not None and isinstance(found, Found):
                self.read += 1
                self.talk.detail(f"{printable(found.name)}: {_outcome(examined)}")
                if examined.result.status == "flagged":
                    self.talk.note(f"warning: {printable(found.name)}: {examined.result.reason}")
                yield found, examined

    def _examined(self, found: Found | Missing) -> Examined | None:
        if isinstance(found, Missing):
            self.fail(found.name, found.reason)
            return None
        try:
            return self.examiner.file(found)
        except ReadError as error:
            self.fail(found.name, error.problem)
        except OSError as error:
            self.fail(found.name, f"cannot be read: {error.strerror}")
        except ConfigError:
            raise
        except Exception as error:  # one document must not stop the others, whatever is wrong with it or with us
            self.fail(found.name, f"{type(error).__name__}: {error}; please report this")
        return None

    def fail(self, name: str, reason: str) -> None:
        """Report a document that could not be handled; the others go on."""
        self.failed += 1
        tell(f"error: {printable(name)}: {reason}", sys.stderr)

    def code(self, findings: int) -> int:
        """The exit code: failures outweigh findings."""
        return FAILED if self.failed else findings


def _outcome(examined: Examined) -> str:
    count = len(examined.result.removals)
    language = f", language {examined.result.language}" if examined.result.language else ""
    return f"{plural(count, 'finding')}, read as {examined.decoded.encoding}{language}"


def plural(count: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "file"), plural(2, "file")
    ('1 file', '2 files')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"
