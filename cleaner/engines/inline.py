"""No processes: for runs too small for a pool to pay, and where a document cannot hang."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.engines.base import Done
from cleaner.run.job import Job, Task
from cleaner.run.worker import Worker


class Inline:
    """Runs tasks in this process, one by one."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def run(self, tasks: Iterator[Task]) -> Done:
        """Do all tasks."""
        for task in tasks:
            for outcome in self._worker.run(task, _no_beat):
                yield task, outcome

    def close(self) -> None:
        """Nothing to stop."""


def _no_beat(place: int) -> None:
    """Nobody watches."""
