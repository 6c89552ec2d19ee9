"""A run in a process of its own, cut into small parts so that a kill at any moment lands in the middle of something.

The constants are set where spawned workers set them too: on import. Used by the tests and by ``bench/kills.py``.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import cleaner.readers.jsonl
import cleaner.run.records
import cleaner.run.tasks
from cleaner.run import Job, run
from tests.hostile import FUNCTION

if os.environ.get("CLEANER_SMALL_PARTS"):
    cleaner.readers.jsonl.SHARD_BYTES = 60_000
    cleaner.run.records.PART_RECORDS = 20
    cleaner.run.tasks.BATCH_FILES = 8


def main() -> None:
    """``python -m tests.killed JOBS SRC OUT AUDIT``"""
    jobs, source, output, audit = sys.argv[1:]
    report = run(Job((source,), output, audit=audit, function=FUNCTION), int(jobs))
    sys.exit(3 if report.failures else 0)


def command(jobs: int, source: Path, output: Path, audit: Path) -> subprocess.Popen[bytes]:
    """Start the run, with its workers, in a session of its own."""
    root = Path(__file__).parent.parent
    arguments = [sys.executable, "-m", "tests.killed", str(jobs), str(source), str(output), str(audit)]
    environment = {**os.environ, "PYTHONPATH": str(root), "CLEANER_SMALL_PARTS": "1"}
    return subprocess.Popen(arguments, env=environment, start_new_session=True)


def kill_and_resume(jobs: int, source: Path, output: Path, audit: Path, kills: int, seconds: float) -> int:
    """Kill a run at random moments, parent and workers alike, and resume it until it ends. Returns the kills made."""
    done = 0
    while True:
        process = command(jobs, source, output, audit)
        if done < kills:
            time.sleep(random.uniform(0.2, seconds))
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    # sometimes the parent alone: its workers are orphans for a moment, and must do no harm
                    (os.killpg if random.random() < 0.7 else os.kill)(process.pid, signal.SIGKILL)
                process.wait()
                done += 1
                continue
        if process.wait() not in (0, 3):
            raise RuntimeError(f"the run failed with exit code {process.returncode}")
        return done


if __name__ == "__main__":
    main()
