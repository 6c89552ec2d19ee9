"""Inputs that the tests of runs share, and the ways to look at what came out."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from cleaner.run import Job, Report, run
from tests.helpers import PROSE

BODY = "\n\n".join(PROSE) + "\n"
JUNK = "Sign up now: Get our newsletters delivered to your inbox"
DIRTY = f"{PROSE[0]}\n\n{PROSE[1]}\n\n{JUNK}\n\n{PROSE[2]}\n\n{PROSE[3]}\n"
"""An article with one line of junk in it; cleaned, it is `BODY`, but for a blank line perhaps."""
SEEDS = Path(__file__).parent.parent / "seeds"


def article(number: int) -> str:
    """One of many articles, each of its own: two of three hold junk."""
    return f"{PROSE[number % 4]} This is report {number}.\n\n{(BODY, DIRTY, DIRTY)[number % 3]}"


def rows(count: int) -> list[dict[str, Any]]:
    """Records with other fields of several types beside the text."""
    return [
        {
            "id": f"doc-{number}",
            "score": number * 1.50,
            "text": article(number),
            "meta": {"tags": ["a", None], "ü": "é"},
        }
        for number in range(count)
    ]


def write_jsonl(path: Path, records: list[dict[str, Any]]) -> Path:
    """JSON lines, every second of them with escapes, as different programs write them."""
    lines = [json.dumps(record, ensure_ascii=bool(number % 2)) for number, record in enumerate(records)]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    return path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def tree(folder: Path, count: int) -> Path:
    """A directory of articles, a few levels deep."""
    for number in range(count):
        path = folder / f"desk {number % 3}" / f"ärticle {number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(article(number).encode())
    return folder


def go(output: Path, *sources: Path, jobs: int = 0, engine: str = "local", **options: Any) -> Report:
    """Run a job in this process."""
    return run(Job(tuple(map(str, sources)), str(output), **options), jobs, engine)


def cli(*arguments: str | Path, cwd: Path | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    command = [sys.executable, "-m", "cleaner", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(SEEDS.parent)}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, **options
    )


def digests(folder: Path) -> dict[str, str]:
    """What stands in a directory or file, without the run's own state."""
    if folder.is_file():
        return {folder.name: hashlib.sha256(folder.read_bytes()).hexdigest()}
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cleaner" not in path.parts
    }
