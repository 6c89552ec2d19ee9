"""The local pool: processes that are given tasks by path, watched, killed when they hang, and replaced.

Not `concurrent.futures`: it cannot kill one hung worker, and one worker killed for memory breaks the whole pool.
Workers are always spawned, never forked, so that all systems behave alike. No signal is used to stop a document: a
signal handler runs in the middle of whatever library is at work, and breaks it.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from time import monotonic
from typing import Any

from cleaner.engines.base import Done
from cleaner.engines.child import Child, Crash
from cleaner.engines.memory import resident
from cleaner.readers.compressed import UnwritableError
from cleaner.run.job import Job, Outcome, RunError, Task
from cleaner.run.lost import lost

_DEPTH = 2 if sys.platform == "linux" else 1
"""Tasks a worker holds: the next one is there already when one is finished. Where pipes hold less than a task, the
parent would have to wait for the worker to take it, and could not watch meanwhile."""
_MOST = 30 if sys.platform == "win32" else 1 << 20
"""Workers at once: Windows waits for 63 handles at most, and a worker has two."""
RECYCLE_DOCUMENTS = 50_000
"""Documents after which a worker is replaced: what HTML libraries leak is given back."""
_POLL_SECONDS = 0.1
_MEMORY_SECONDS = 0.25
_CHANCES = 2
"""Deaths at the same document after which it is given up. One may be somebody else's fault: a scheduler's, a user's."""


class Pool:
    """Runs tasks in worker processes; ``keep`` leaves them running for the next call of `run`."""

    def __init__(self, job: Job, count: int, keep: bool = False) -> None:
        self._job, self._count, self._keep = job, min(count, _MOST), keep
        self._context = multiprocessing.get_context("spawn")
        self._children: list[Child] = []
        self._again: deque[Task] = deque()
        self._deaths: Counter[tuple[str, int]] = Counter()
        self._looked = 0.0
        self._stopped = False

    def run(self, tasks: Iterator[Task]) -> Done:
        """Do all tasks; outcomes come in the order in which they are finished."""
        self._fill(tasks)
        while any(child.tasks for child in self._children):
            if self._stopped:
                raise KeyboardInterrupt
            for child in self._ready():
                yield from self._collect(child)
            yield from self._watch()
            self._fill(tasks)
        if not self._keep:
            self._retire()

    def stop(self) -> None:
        """Have `run`, which is at work in another thread, end as Ctrl-C ends it in the main one."""
        self._stopped = True

    def close(self) -> None:
        """Kill all workers. They leave no half file, and what they had not handed back is done again. Workers that are
        to be kept, and have nothing to do, stay."""
        if not self._keep or any(child.tasks for child in self._children) or self._again:
            self.end()

    def end(self) -> None:
        """Kill all workers, kept ones too."""
        self._again.clear()
        for child in self._children:
            child.kill()
        self._children.clear()

    def _fill(self, tasks: Iterator[Task]) -> None:
        """Give each worker something to do, starting workers only as long as there is something."""
        while True:
            child = self._free()
            if child is None:
                return
            task = self._again.popleft() if self._again else next(tasks, None)
            if task is None:
                return
            if child not in self._children:
                child.start()
                self._children.append(child)
            child.give(task)

    def _free(self) -> Child | None:
        """The worker with the least to do, or a new one."""
        open_ = [child for child in self._children if len(child.tasks) < _DEPTH and not child.worn]
        idle = min(open_, key=lambda child: len(child.tasks), default=None)
        if idle is not None and not idle.tasks:
            return idle
        if len(self._children) < self._count:
            return Child(self._context, self._job)
        return idle

    def _ready(self) -> list[Child]:
        by_handle: dict[Any, Child] = {}
        for child in self._children:
            by_handle[child.pipe] = by_handle[child.sentinel] = child
        found = wait(list(by_handle), _POLL_SECONDS)
        return list(dict.fromkeys(by_handle[handle] for handle in found))

    def _collect(self, child: Child) -> Done:
        """What a worker has sent; and if it died, what it was at is given to another."""
        for message in child.received():
            if isinstance(message, Crash):
                if message.fatal:
                    raise UnwritableError(message.fatal, message.reason)
                task = child.tasks.popleft()
                yield task, lost(task, message.reason)
                continue
            yield child.tasks[0], message
            self._advance(child, message)
        if not child.alive():
            if not child.ready:
                raise RunError(
                    f"a worker process could not start ({child.epitaph()}); its error stands above. A script that "
                    "calls `run` needs the usual `if __name__ == '__main__':`"
                )
            yield from self._bury(child, child.epitaph(), at_once=False)
        elif child.worn and not child.tasks:
            self._children.remove(child)
            child.dismiss()

    def _advance(self, child: Child, outcome: Outcome) -> None:
        task = child.tasks.popleft()
        child.since = monotonic()
        if not outcome.final:
            child.tasks.appendleft(replace(task, resume=outcome.position, number=outcome.number + 1))
        child.documents += outcome.tally.documents
        child.worn = child.worn or child.documents >= RECYCLE_DOCUMENTS

    def _watch(self) -> Done:
        """Kill workers that hang at a document or take too much memory."""
        now, limits = monotonic(), self._job.limits
        look = limits.memory and now - self._looked > _MEMORY_SECONDS
        self._looked = now if look else self._looked
        for child in list(self._children):
            place = child.look(now)
            if limits.timeout and place >= 0 and now - child.since > limits.timeout:
                yield from self._bury(child, f"took longer than {limits.timeout:g} s (--timeout)", at_once=True)
            elif look:
                memory = resident(child.pid)
                if memory > limits.memory + child.idle_memory:
                    reason = f"took more than {limits.memory:,} bytes of memory (--memory-limit)"
                    yield from self._bury(child, reason, at_once=True)
                child.worn = child.worn or memory > limits.memory // 2 + child.idle_memory

    def _bury(self, child: Child, reason: str, at_once: bool) -> Done:
        """Replace a worker. The document that it was at is tried once more, or given up."""
        place = child.look(monotonic())
        child.kill()
        self._children.remove(child)
        if not child.tasks:
            return
        task, *others = child.tasks
        self._again.extendleft(reversed(others))
        self._deaths[task.unit, place] += 1
        chances = _CHANCES if place >= 0 else _CHANCES + 1
        if not at_once and self._deaths[task.unit, place] < chances:
            self._again.appendleft(task)
        elif place >= 0:
            self._again.appendleft(replace(task, skip=(*task.skip, (place, reason))))
        else:
            yield task, lost(task, reason)

    def _retire(self) -> None:
        for child in self._children:
            child.dismiss()
        self._children.clear()
