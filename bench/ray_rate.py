"""The Ray engine against the local pool, both with as many workers, once they are started.

    python bench/ray_rate.py [--documents 40000] [--workers 2] [--directory DIR]

A first small run on each side starts Ray and its workers; the local pool's start is left out in the same way, by
counting from its first finished part. Goal: 0.6 of the local rate with 2 workers.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path
from time import perf_counter

import documents

from cleaner.run import Job, run
from cleaner.run.job import Tally


class Clock:
    """Counts bytes from the first finished part on, so that what starts the workers is left out."""

    def __init__(self) -> None:
        self.start = self.end = 0.0
        self.bytes = 0

    def __call__(self, tally: Tally) -> None:
        """Note one part."""
        self.end = perf_counter()
        if self.start:
            self.bytes += tally.bytes
        else:
            self.start = self.end

    @property
    def rate(self) -> float:
        """MB/s."""
        return self.bytes / 1e6 / (self.end - self.start)


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=40_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--directory")
    arguments = parser.parse_args()
    # Ray gives its workers the lowest priority, which on a machine that others use measures them and not the engine
    os.environ.setdefault("RAY_worker_niceness", "0")
    folder = Path(tempfile.mkdtemp(dir=arguments.directory))
    documents.write(folder / "in.jsonl", arguments.documents)
    rates = {}
    for engine in ("local", "ray"):
        clock = Clock()
        report = run(
            Job((str(folder / "in.jsonl"),), str(folder / f"{engine}.jsonl")), arguments.workers, engine, clock
        )
        rates[engine] = clock.rate
        print(f"{engine:<6} {clock.rate:6.1f} MB/s, {report.seconds:.1f} s in all", flush=True)
    same = (folder / "local.jsonl").read_bytes() == (folder / "ray.jsonl").read_bytes()
    print(f"ray / local  {rates['ray'] / rates['local']:.2f}  (goal 0.6), {'the same bytes' if same else 'DIFFERENT'}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
