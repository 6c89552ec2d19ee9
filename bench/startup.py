"""The start of ``cleaner filter`` and ``cleaner explain`` on one small file against an empty typer program.

    python bench/startup.py [--rounds 20] [FILE]

Runs are interleaved. Goal: at most 1.3 times the empty program.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# As installed: with compiled modules, which the first run of each command writes.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
EMPTY = """
import typer
app = typer.Typer()
@app.command()
def main() -> None: ...
app()
"""
TEXT = """Island ferry to sail again on Monday
Sign up for our newsletter
The ferry to the northern islands is to sail again on Monday after four months in the yard, the harbour company said.
Also read: Herring prices fall for a third week as boats stay in port
Islanders had complained to the council that the replacement boat was late on every second day of the winter.
"""


def main() -> None:
    """Measure in turn and print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("file", nargs="?", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        text, empty = Path(name) / "a.txt", Path(name) / "empty.py"
        text.write_bytes(given.file.read_bytes() if given.file else TEXT.encode())
        empty.write_text(EMPTY)
        clean = [sys.executable, "-m", "cleaner"]
        measure(
            {
                "empty typer program": [sys.executable, str(empty)],
                "cleaner filter": [*clean, "filter"],
                "cleaner explain": [*clean, "explain", str(text)],
                "cleaner check": [*clean, "check", str(text)],
                "cleaner --version": [*clean, "--version"],
            },
            text.read_bytes(),
            given.rounds,
        )


def measure(commands: dict[str, list[str]], stdin: bytes, rounds: int) -> None:
    """Run the commands in turn, so that a busy machine is equally busy for all."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, input=stdin, capture_output=True, env=ENVIRONMENT)
            if number:
                times[name].append(time.perf_counter() - start)
    base = statistics.median(next(iter(times.values())))
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:20} {median * 1000:6.0f} ms median, {min(values) * 1000:6.0f} ms best: {median / base:.2f}")


if __name__ == "__main__":
    main()
