"""Articles for benchmarks: generated, each different, about 3 KB, a tenth of the lines of a third of them junk.

python bench/documents.py 100000 articles.jsonl
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

_SMALL = "the of and to in that for with on as at by from was said not but had his her this have are which one"
_WORDS = (
    "town harbour council ferry school winter people money company water letter road bridge office market minister "
    "report driver island village teacher summer contract engine budget garden machine station weather library "
    "hospital factory railway mountain border election farmer window captain theatre fisherman customer building "
    "asked built found closed carried followed opened wanted remembered promised delayed measured repaired sold "
    "moved planned finished counted watched returned painted decided explained noticed answered offered crossed "
    "large small early late quiet narrow public local heavy empty northern western cheap broken careful modern "
    "seven twelve forty hundred yesterday tomorrow slowly nearly rarely almost together outside beyond several"
)
"""English words, so that the language is known as it is of real articles."""
JUNK = (
    "Sign up now: Get our newsletters delivered to your inbox",
    "Read more: Council delays vote on harbour wall for a third time",
    "Follow us on Facebook and Twitter",
    "Share this article",
    "This website uses cookies.",
    "Subscribe to continue reading",
    "© 2024 The Lenn Courier. All rights reserved.",
)
_SENTENCES, _BYTES = 20_000, 3000


def articles(count: int, seed: int = 1) -> Iterator[str]:
    """``count`` articles, always the same ones for a seed."""
    rng = random.Random(seed)
    words, small = _WORDS.split(), _SMALL.split()
    sentences = [_sentence(rng, words, small) for _ in range(_SENTENCES)]
    for number in range(count):
        lines, size = [f"{' '.join(rng.choices(words, k=8)).capitalize()} {number}"], 60
        while size < _BYTES:
            line = " ".join(rng.choices(sentences, k=rng.randint(1, 4)))
            lines.append(line)
            size += len(line)
            if number % 3 == 0 and rng.random() < 0.1:
                lines.append(rng.choice(JUNK))
        yield "\n".join(lines) + "\n"


def _sentence(rng: random.Random, words: list[str], small: list[str]) -> str:
    found = [rng.choice(small) if rng.random() < 0.45 else rng.choice(words) for _ in range(rng.randint(9, 26))]
    return f"{' '.join(found).capitalize()}."


def write(path: Path, count: int, seed: int = 1) -> int:
    """A file of JSON lines; returns its size."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, text in enumerate(articles(count, seed)):
            file.write(json.dumps({"id": f"doc-{number}", "text": text, "source": "bench"}) + "\n")
    return path.stat().st_size


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[2]), int(sys.argv[1])):,} bytes")
