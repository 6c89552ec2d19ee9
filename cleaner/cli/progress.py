"""How far a run is, on a terminal or in a log. No library: it would take longer to import than small runs take."""

from __future__ import annotations

from time import monotonic
from typing import TextIO

from cleaner.run import Job
from cleaner.run.job import Tally
from cleaner.run.plan import Walk, walk

_EVERY = 0.2
_EVERY_IN_LOGS = 30.0
_WIDTH = 24


class Bar:
    """Shows share done, documents and bytes a second, and the time left: in one line that is drawn over, or, ``plain``,
    in a line of its own each half minute."""

    def __init__(self, job: Job, stream: TextIO, plain: bool = False) -> None:
        self._job, self._stream, self._plain = job, stream, plain
        self._every = _EVERY_IN_LOGS if plain else _EVERY
        self._full, self._empty = "█░" if _shows(stream, "█░") else "#-"
        self._total = -1
        self._bytes = self._documents = self._failed = 0
        self._start = self._drawn = monotonic()
        self._shown = False

    def __call__(self, tally: Tally) -> None:
        """Count a finished part and draw, but not too often."""
        self._bytes += tally.bytes
        self._documents += tally.documents
        self._failed += tally.failed
        now = monotonic()
        if now - self._drawn >= self._every:
            self._drawn = now
            self._draw(now)

    def close(self) -> None:
        """Leave the line empty for what comes after."""
        if self._shown and not self._plain:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _draw(self, now: float) -> None:
        if self._total < 0:
            # a second walk, only where somebody watches, and only over names and sizes; nobody walks a store twice
            remote = any("://" in source for source in self._job.sources)
            self._total = 0 if remote else sum(source.size for source in walk(self._job, Walk()))
        seconds = max(now - self._start, 1e-3)
        share = min(1.0, self._bytes / self._total) if self._total else 0.0
        done = int(share * _WIDTH)
        bar = "" if self._plain else self._full * done + self._empty * (_WIDTH - done) + " "
        failed = f"  {self._failed:,} failed" if self._failed else ""
        left = f"  {clock(seconds * (1 - share) / share)} left" if share else ""
        line = (
            f"{f'{bar}{share:4.0%}  ' if self._total else ''}{self._documents:,} documents  "
            f"{self._documents / seconds:,.0f}/s  {self._bytes / seconds / 1e6:,.1f} MB/s{left}{failed}"
        )
        self._stream.write(f"{line.lstrip()}\n" if self._plain else f"\r\x1b[K{line}")
        self._stream.flush()
        self._shown = True


def _shows(stream: TextIO, text: str) -> bool:
    """Whether a stream can hold a text: an older Windows console has its own small set of characters."""
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def clock(seconds: float) -> str:
    """A duration for people.

    >>> clock(3725)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
