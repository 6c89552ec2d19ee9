"""What one process does with a task, whoever gave it: the main process, a worker of the pool, a Ray worker."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.run.clean import Beat
from cleaner.run.job import Job, Outcome, Task
from cleaner.run.mirror import Mirror


class Worker:
    """Runs tasks of one job, one after the other, and hands back what became of each part."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._mirror = Mirror(job)

    def run(self, task: Task, beat: Beat) -> Iterator[Outcome]:
        """Do a task. ``beat`` is told the place of each document before it starts, and -1 between documents."""
        if not task.parts:
            return self._mirror.run(task, beat)
        # the readers and writers of records are not needed for a directory of texts
        from cleaner.run.records import run_records

        return run_records(self._job, task, beat)
