"""Kill -9 a run at random moments, resume it each time, and compare with a run that nobody disturbed.

    python -m bench.kills [--kills 50] [--jobs 2] [--directory DIR]

The input is a bit of everything: loose files, JSON lines plain and compressed, Parquet in row groups; some documents
are slow, some fail. The parts are small, so that kills land inside of files. Goal: identical, after 50 kills.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.killed import kill_and_resume
from tests.run_inputs import digests
from tests.test_run_killed import inputs


def main() -> None:
    """Kill until the wanted number is reached, over as many runs as that takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--directory")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.directory))
    source = inputs(folder / "in")
    kill_and_resume(arguments.jobs, source, folder / "fresh", folder / "fresh.audit.jsonl", 0, 0)
    expected, done, runs = digests(folder / "fresh"), 0, 0
    while done < arguments.kills:
        output, audit = folder / f"out{runs}", folder / f"out{runs}.audit.jsonl"
        done += kill_and_resume(arguments.jobs, source, output, audit, min(10, arguments.kills - done), 2.5)
        runs += 1
        same = digests(output) == expected and audit.read_bytes() == (folder / "fresh.audit.jsonl").read_bytes()
        print(f"{done} kills in {runs} runs: {'identical' if same else 'DIFFERENT'}", flush=True)
        if not same:
            sys.exit(f"see {folder}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
