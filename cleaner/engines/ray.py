"""Ray: tasks spread over the machines of a cluster by Ray Data's ``map_batches``.

The tasks, and the code that does them, are those of the local pool, so the bytes are the same and a run may be
begun by one engine and ended by the other. Inputs and output must be paths that all machines see. Each Ray worker
keeps one watched child process (a pool of one), because Ray itself can neither stop a hung document nor tell which
one took the memory; when Ray loses a worker or a machine, it does the task again, which overwrites the same part.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from cleaner.engines.base import Done
from cleaner.engines.pool import Pool
from cleaner.extras import hint
from cleaner.run.job import Job, Outcome, RunError, Task

_WAVE = 4096
"""Tasks handed to Ray Data at once: many enough to keep a cluster busy, few enough to plan while it works."""
_BLOCK_BYTES = 16 << 20
_BLOCKS = 4
"""Small tasks share a block of so many bytes, or of fewer so that each worker has so many blocks. Between two blocks a
worker waits for Ray, between two tasks of one it does not: with each 4 MB alone, workers were idle for a third of the
time. What is large stays alone, because a block is done again as a whole when its machine dies."""


class Ray:
    """Runs tasks on a Ray cluster: the one that is connected, or that ``RAY_ADDRESS`` names, or a local one."""

    def __init__(self, job: Job, count: int) -> None:
        self._job, self._count = job, count
        self._ray, self._started = connect(count)

    def run(self, tasks: Iterator[Task]) -> Done:
        """Do all tasks, a wave at a time. What Ray gives up is done here, where the culprit is found and named."""
        while wave := {task.unit: task for task in islice(tasks, _WAVE)}:
            try:
                yield from self._wave(wave)
            except self._ray.exceptions.RayError:
                if not wave:
                    raise
            if wave:
                yield from Pool(self._job, 1).run(iter(list(wave.values())))

    def _wave(self, wave: dict[str, Task]) -> Done:
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.execution_options.preserve_order = False
        items = [{"tasks": pickle.dumps(tasks)} for tasks in _blocks(list(wave.values()), self._workers())]
        found = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
            partial(work, job=pickle.dumps(self._job)),
            batch_size=1,
            batch_format="pyarrow",
            compute=ray.data.TaskPoolStrategy(size=self._count or None),
        )
        for row in found.iter_rows():
            outcome: Outcome = pickle.loads(row["outcome"])
            task = wave[outcome.unit]
            if outcome.final:
                del wave[outcome.unit]
            else:
                wave[outcome.unit] = replace(task, resume=outcome.position, number=outcome.number + 1)
            yield task, outcome

    def _workers(self) -> int:
        return self._count or int(self._ray.cluster_resources().get("CPU", 1))

    def close(self) -> None:
        """Leave the cluster; a local one that was started for this run is stopped."""
        if self._started:
            self._ray.shutdown()


def _blocks(tasks: list[Task], workers: int) -> list[list[Task]]:
    """The tasks, in their order, packed into blocks."""
    most = min(_BLOCK_BYTES, sum(map(_size, tasks)) // (workers * _BLOCKS))
    blocks: list[list[Task]] = []
    size = 0
    for task in tasks:
        if not blocks or size + _size(task) > most:
            blocks.append([])
            size = 0
        blocks[-1].append(task)
        size += _size(task)
    return blocks


def _size(task: Task) -> int:
    """Bytes of what a task reads, or of the whole file where its span does not count bytes."""
    if task.stop is not None and task.sources[0].kind == "jsonl":
        return task.stop - task.start
    return sum(source.size for source in task.sources)


def work(batch: Any, job: bytes) -> Iterator[Any]:
    """What a Ray worker does with a block of tasks: they are done by its child process, part by part."""
    import pyarrow

    for tasks in batch.column("tasks").to_pylist():
        for _, outcome in _pool(job).run(iter(pickle.loads(tasks))):
            yield pyarrow.table({"outcome": pyarrow.array([pickle.dumps(outcome)], pyarrow.binary())})


@lru_cache(maxsize=1)
def _pool(job: bytes) -> Pool:
    """This Ray worker's child process. It outlives the task: starting one takes longer than many tasks do."""
    return Pool(pickle.loads(job), 1, keep=True)


def connect(count: int) -> tuple[Any, bool]:
    """The library, connected; and whether a local cluster was started for it."""
    library = _ray()
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if library.is_initialized():
        return library, False
    local = not os.environ.get("RAY_ADDRESS")
    options: dict[str, Any] = {"num_cpus": count or None, "include_dashboard": False} if local else {}
    library.init(log_to_driver=False, logging_level="error", **options)
    return library, local


def _ray() -> Any:
    try:
        import ray
        import ray.data
        import ray.exceptions
    except ImportError:
        raise RunError(f"--engine ray needs an extra: {hint('ray')}") from None
    return ray
