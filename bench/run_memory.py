"""Peak memory of a run by the number of documents, parent and worker apart.

    python bench/run_memory.py [--counts 10000 100000] [--jobs 1] [--directory DIR] [--engine-only]

Linux only. Goal: the peak at 1,000,000 documents (3 KB each, generated) within 10% of the peak at 100,000.
One document in a thousand is in no language that is known, so that each worker loads all rules, however few documents
it sees. ``--engine-only`` leaves the cleaning out: the run itself (reading, parts, manifest, putting together) must not
grow.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import documents

_CHILD = """
import sys
from cleaner.run import Job, run
if __name__ == "__main__":
    report = run(Job((sys.argv[1],), sys.argv[2], function=sys.argv[3]), int(sys.argv[4]))
    assert not report.failures and not report.stopped
    print(report.total.documents, round(report.seconds, 1))
"""
_EVERY = 0.2


def untouched(document: object, settings: object) -> object:
    """A cleaning function that does nothing."""
    from cleaner.model import Result

    return Result(document.text, document.text)  # type: ignore[attr-defined]


def write(path: Path, count: int) -> None:
    """The documents of the other benchmarks, with some in no language."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, text in enumerate(documents.articles(count)):
            text = "Zyx wvuts rqpon mlkji.\n" * 130 if number % 1000 == 500 else text
            file.write(json.dumps({"id": f"doc-{number}", "text": text, "source": "bench"}) + "\n")


def watch(process: subprocess.Popen[str]) -> tuple[int, int]:
    """Peaks in MB of a process and of the largest of its children.

    Read from /proc while they run: what ``getrusage`` says of a child includes the size of the process it was forked
    from.
    """
    parent = worker = 0
    while process.poll() is None:
        parent = max(parent, peak(process.pid))
        try:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        except OSError:
            children = []
        worker = max([worker, *(peak(int(child)) for child in children)])
        time.sleep(_EVERY)
    return parent, worker


def peak(pid: int) -> int:
    """The most memory that a process has held so far, in MB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main() -> None:
    """Measure each count in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--directory")
    parser.add_argument("--engine-only", action="store_true")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.directory))
    (folder / "child.py").write_text(_CHILD)
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])}
    function = "run_memory:untouched" if arguments.engine_only else ""
    for count in arguments.counts:
        write(folder / "in.jsonl", count)
        command = [
            sys.executable,
            str(folder / "child.py"),
            str(folder / "in.jsonl"),
            str(folder / "out.jsonl"),
            function,
            str(arguments.jobs),
        ]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        parent, worker = watch(process)
        found, seconds = (process.stdout.read() if process.stdout else "").split()
        peaks = f"parent {parent} MB, worker {worker} MB"
        print(f"{int(found):>9,} documents: {peaks}, {seconds} s", flush=True)
        shutil.rmtree(folder / ".out.jsonl.cleaner")
        (folder / "out.jsonl").unlink()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
