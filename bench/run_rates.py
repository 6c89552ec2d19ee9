"""Rates of `cleaner run`, as ratios within one run on the same generated documents.

    python bench/run_rates.py [--documents 20000] [--directory DIR] [--workers 2]

Prints MB/s of text: JSON lines to JSON lines by one worker against reading, decoding, splitting, joining and writing
alone and against ftfy (needs ``pip install ftfy``); the run itself, without the cleaning; files to files; two workers
against one. Best on a memory file
system: on a slow disk, creating files is all that is measured. Goals: 0.5 of the bare loop, 20 times ftfy, 1.7 times
one worker.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import documents

from cleaner.run import Job, run


def bare(source: Path, output: Path) -> None:
    """What any program must do: read, decode, split into lines, join, write."""
    with source.open("rb") as file, output.open("wb") as out:
        for line in file:
            row = json.loads(line)
            row["text"] = "\n".join(row["text"].split("\n"))
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def fixed(source: Path, output: Path) -> None:
    """ftfy over the same file."""
    import ftfy

    with source.open("rb") as file, output.open("wb") as out:
        for line in file:
            row = json.loads(line)
            row["text"] = ftfy.fix_text(row["text"])
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def cleaned(jobs: int, function: str = "") -> Callable[[Path, Path], None]:
    """`cleaner run` with so many workers, and another function in place of the cleaning; 0 does the work in this
    process."""

    def go(source: Path, output: Path) -> None:
        report = run(Job((str(source),), str(output), function=function), jobs)
        assert not report.failures

    return go


def inline(function: str = "") -> Callable[[Path, Path], None]:
    """The library's own loop in this process, whatever the size of the input."""
    from cleaner.engines import inline as engine
    from cleaner.run import main

    def chosen(job: Job, tasks: object, *others: object) -> object:
        return engine.Inline(job), iter(tasks)  # type: ignore[call-overload]

    def go(source: Path, output: Path) -> None:
        before, main.choose = main.choose, chosen  # type: ignore[assignment]
        try:
            cleaned(0, function)(source, output)
        finally:
            main.choose = before

    return go


def megabytes(path: Path) -> float:
    """The size of a file or of all files in a directory, in MB."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


@dataclass(frozen=True)
class Rate:
    """MB/s by the clock and by the processor time of this process (workers not included)."""

    clock: float
    processor: float


def rate(name: str, what: Callable[[Path, Path], None], source: Path, folder: Path) -> Rate:
    """Run, print and return the rates."""
    output = folder / "out" / name.replace(" ", "-")
    output.parent.mkdir(exist_ok=True)
    start, used = perf_counter(), process_time()
    what(source, output.with_suffix(".jsonl") if source.is_file() else output)
    size = megabytes(source)
    found = Rate(size / (perf_counter() - start), size / (process_time() - used))
    shutil.rmtree(output.parent)
    own = "" if "worker" in name else f"{found.processor:8.1f} of processor time"
    print(f"{name:<32} {found.clock:8.1f} MB/s {own}", flush=True)
    return found


def main() -> None:
    """Measure one after the other and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--directory", help="where to put the files; a memory file system is best")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.directory))
    try:
        measure(folder, arguments.documents, arguments.workers)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, count: int, workers: int) -> None:
    """All rates."""
    large, small, tree = folder / "large.jsonl", folder / "small.jsonl", folder / "tree"
    documents.write(large, count, seed=2)
    documents.write(small, max(100, count // 40), seed=3)
    tree.mkdir()
    for number, text in enumerate(documents.articles(count // 2, seed=4)):
        (tree / f"{number % 50:02}").mkdir(exist_ok=True)
        (tree / f"{number % 50:02}" / f"{number}.txt").write_text(text, "utf-8", newline="\n")
    loop = rate("bare loop", bare, large, folder)
    rate("the run, without cleaning", inline("run_memory:untouched"), large, folder)
    here = rate("cleaner, in process", inline(), large, folder)
    one = rate("cleaner, 1 worker", cleaned(1), large, folder)
    many = rate(f"cleaner, {workers} workers", cleaned(workers), large, folder)
    slow = rate("ftfy", fixed, small, folder)
    files = rate("files to files, in process", inline(), tree, folder)
    print(f"in process / bare loop  {here.processor / loop.processor:6.2f}  (goal 0.5)")
    print(f"in process / ftfy       {here.processor / slow.processor:6.1f}  (goal 20)")
    print(f"{workers} workers / 1 worker    {many.clock / one.clock:6.2f}  (goal 1.7 at 2)")
    print(f"files / JSON lines      {files.processor / here.processor:6.2f}")


if __name__ == "__main__":
    main()
