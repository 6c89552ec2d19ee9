"""``cleaner check`` against codespell on 1,000 clean files of 5 KB, in turn, in the same run.

    python bench/check_vs_codespell.py [--rounds 5]

Goal: at most half of
codespell's time. Needs ``pip install codespell``.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# As installed: with compiled modules, which the first run of each command writes.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
FILES, SIZE, SEED = 1000, 5000, 7
COMMANDS = {
    "cleaner": [sys.executable, "-m", "cleaner", "check", "-q", "--isolated", "."],
    "codespell": [sys.executable, "-m", "codespell_lib", "."],
}
_NOUNS = ("town", "harbour", "council", "ferry", "school", "winter", "people", "money", "company", "water", "letter")
_VERBS = ("said", "asked", "built", "found", "closed", "carried", "followed", "opened", "wanted", "remembered")
_LINKS = ("of the", "that", "and the", "for a", "with the", "from the", "in which the", "but not the", "after the")


def article(rng: random.Random) -> str:
    """About 5 KB of sentences, in paragraphs."""
    paragraphs, size = [], 0
    while size < SIZE:
        sentences = []
        for _ in range(rng.randint(2, 5)):
            words = ["The"]
            for _ in range(rng.randint(3, 7)):
                words += [rng.choice(_NOUNS), rng.choice(_VERBS), rng.choice(_LINKS)]
            sentences.append(f"{' '.join(words)} {rng.choice(_NOUNS)}.")
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs) + "\n"


def seconds(command: list[str], directory: Path) -> float:
    """The wall-clock time of one run that must find nothing."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode:
        sys.exit(f"{command[2]} found something in clean texts:\n{done.stdout[:500]}{done.stderr[:500]}")
    return time.perf_counter() - start


def main() -> None:
    """Measure in turn and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    rng = random.Random(SEED)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        for number in range(FILES):
            (directory / f"{number}.txt").write_text(article(rng), "utf-8")
        for number in range(rounds + 1):
            for tool, command in COMMANDS.items():
                taken = seconds(command, directory)
                if number:
                    times[tool].append(taken)
    medians = {tool: statistics.median(values) for tool, values in times.items()}
    for tool, value in medians.items():
        print(f"{tool:10} {value:6.2f} s median, {min(times[tool]):6.2f} s best of {rounds}")
    print(f"cleaner takes {medians['cleaner'] / medians['codespell']:.2f} of codespell's time (goal: at most 0.50)")


if __name__ == "__main__":
    main()
