"""What an engine is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cleaner.run.job import Outcome, Task

Done = Iterator[tuple[Task, Outcome]]


class Engine(Protocol):
    """Takes tasks, yields what became of their parts in any order; the manifest puts them in order."""

    def run(self, tasks: Iterator[Task]) -> Done:
        """Do all tasks."""

    def close(self) -> None:
        """Stop at once; what was not handed back is done again by the next run."""
