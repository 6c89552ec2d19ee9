"""What is recorded of a task that nobody could finish: each of its documents fails by name, none in silence."""

from __future__ import annotations

from cleaner.run.job import Done, Failure, Outcome, Tally, Task


def lost(task: Task, reason: str) -> Outcome:
    """The outcome of a task given up for ``reason``. Parts that it handed back before stay."""
    if task.parts:
        names = [source.name for source in task.sources]
        failures = tuple(Failure(place, name, reason) for place, name in enumerate(names))
        tally = Tally(documents=len(names), failed=len(names))
        return Outcome(task.unit, True, tally, number=task.number, position=task.resume or 0, failures=failures)
    rows = tuple(Done(source, b"", -1, "failed", reason) for source in task.sources)
    return Outcome(task.unit, True, Tally(documents=len(rows), failed=len(rows)), rows)
