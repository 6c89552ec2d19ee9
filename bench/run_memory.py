"""Peak memory of a run by the number of documents, parent and worker apart.

    python bench/run_memory.py [--counts 10000 100000] [--directory DIR] [--engine-only]

Goal: the peak at 1,000,000 documents (3 KB each, generated) within 10% of the peak at 100,000. ``--engine-only``
leaves the cleaning out: it is the run itself (reading, parts, manifest, putting together) that must not grow.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import documents

_CHILD = """
import resource, sys
from cleaner.run import Job, run
from cleaner.model import Result
if __name__ == "__main__":
    report = run(Job((sys.argv[1],), sys.argv[2], function=sys.argv[3]), 1)
    assert not report.failures and not report.stopped
    both = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(report.total.documents, *both, round(report.seconds, 1))
"""


def untouched(document: object, settings: object) -> object:
    """A cleaning function that does nothing."""
    from cleaner.model import Result

    return Result(document.text, document.text)  # type: ignore[attr-defined]


def main() -> None:
    """Measure each count in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--directory")
    parser.add_argument("--engine-only", action="store_true")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.directory))
    (folder / "child.py").write_text(_CHILD)
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])}
    function = "run_memory:untouched" if arguments.engine_only else ""
    for count in arguments.counts:
        documents.write(folder / "in.jsonl", count)
        command = [
            sys.executable,
            str(folder / "child.py"),
            str(folder / "in.jsonl"),
            str(folder / "out.jsonl"),
            function,
        ]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found, parent, worker, seconds = done.stdout.split()
        peaks = f"parent {int(parent) // 1024:,} MB, worker {int(worker) // 1024:,} MB"
        print(f"{int(found):>9,} documents: {peaks}, {seconds} s", flush=True)
        shutil.rmtree(folder / ".out.jsonl.cleaner")
        (folder / "out.jsonl").unlink()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
