"""One worker process of the pool, from both sides."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from time import monotonic
from typing import TYPE_CHECKING, Any

from cleaner.engines.memory import limit_memory, resident
from cleaner.run.job import Job, Outcome, Task

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

_IDLE = -1
_GOODBYE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Crash:
    """A task that broke off for a reason that is not one document's: ``fatal`` is the errno of an output that can
    take no more."""

    reason: str
    fatal: int = 0


class Child:
    """The parent's view of a worker: what it was given, what it is at, and since when."""

    def __init__(self, context: SpawnContext, job: Job) -> None:
        self.tasks: deque[Task] = deque()
        self.documents = 0
        self.worn = False
        self.ready = False
        self.idle_memory = 0
        self.since = monotonic()
        self._seen = _IDLE
        # one number in shared memory, written without a system call before each document
        self._place = context.RawArray("q", [_IDLE])
        self.pipe, self._other = context.Pipe()
        self._process = context.Process(target=work, args=(self._other, job, self._place), daemon=True)

    def start(self) -> None:
        """Start the process."""
        with _deaf_to_interrupts():
            self._process.start()
        self._other.close()

    @property
    def sentinel(self) -> int:
        """A handle that becomes ready when the process ends."""
        return self._process.sentinel

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid or 0

    def give(self, task: Task) -> None:
        """Hand over a task. A worker that died is found out by its sentinel."""
        self.tasks.append(task)
        try:
            self.pipe.send(task)
        except OSError:
            return

    def received(self) -> Iterator[Outcome | Crash]:
        """All that has come back."""
        try:
            while self.pipe.poll():
                message = self.pipe.recv()
                if isinstance(message, int):
                    self.idle_memory, self.ready = message, True
                    continue
                yield message
        except (EOFError, OSError):
            return

    def look(self, now: float) -> int:
        """The place of the document under way, or -1; remembers since when it has been the same."""
        place = int(self._place[0])
        if place != self._seen:
            self._seen, self.since = place, now
        return place

    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def epitaph(self) -> str:
        """Why the process ended, as far as its exit code tells."""
        code = self._process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            hint = ", as when memory runs out" if name == "SIGKILL" else ""
            return f"the worker process was ended by {name}{hint}"
        return f"the worker process ended with exit code {code}"

    def kill(self) -> None:
        """End the process at once."""
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()
        self.pipe.close()

    def dismiss(self) -> None:
        """End the process when it has nothing left to do."""
        self.pipe.close()
        self._process.join(_GOODBYE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C goes to all processes of a terminal. What is ignored when a process starts is ignored in it, too, while
    it imports; the parent decides what is to be done."""
    if threading.current_thread() is not threading.main_thread():
        # only the main thread may say what is ignored, but what a thread blocks is blocked in what it starts
        with _blocked_here():
            yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _blocked_here() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # starting it would lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def work(pipe: Connection, job: Job, place: Any) -> None:
    """The worker's side: tasks in, outcomes out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from cleaner.run.worker import Worker

    worker = Worker(job)
    limit_memory(job.limits.memory)

    def beat(number: int) -> None:
        place[0] = number

    try:
        pipe.send(resident(os.getpid()))
        while True:
            task = pipe.recv()
            _do(worker, task, beat, pipe)
            place[0] = _IDLE
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # the parent is gone or wants no more
        sys.exit(0)


def _do(worker: Any, task: Task, beat: Any, pipe: Connection) -> None:
    from cleaner.readers.compressed import is_full

    try:
        for outcome in worker.run(task, beat):
            pipe.send(outcome)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except OSError as error:
        fatal = (error.errno or errno.EIO) if is_full(error) else 0
        pipe.send(Crash(error.strerror or str(error), fatal))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        pipe.send(Crash(f"{type(error).__name__}: {error} ({os.path.basename(last.filename)}:{last.lineno})"))
