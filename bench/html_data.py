"""The development pages for `fit_html.py`: pages, gold bodies, and which blocks of a page the gold holds.

The data directory holds ``wcxb/dev/{html,ground-truth}`` (WCXB, CC-BY-4.0) and ``news/{html,gold.json,dev.json}``
(pages of the flairNLP/fundus fixtures, MIT, each line labelled by reading it).
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SPACELESS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f"
WORD = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")
BODY_LABELS, JUNK_LABELS, UNSURE = "BDV", "PRNSKAGOWJCMI", "X"


@dataclass(frozen=True)
class GoldPage:
    """One page with its gold body; ``lines`` are (text, label) where people labelled lines."""

    id: str
    group: str
    host: str
    url: str
    html: bytes
    gold: str
    lines: tuple[tuple[str, str], ...] = ()


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def pages(data: Path) -> Iterator[GoldPage]:
    yield from _news(data / "news")
    yield from _wcxb(data / "wcxb" / "dev")


def _news(root: Path) -> Iterator[GoldPage]:
    gold = json.loads((root / "gold.json").read_text("utf-8"))
    for row in json.loads((root / "dev.json").read_text("utf-8")):
        page = gzip.decompress((root / "html" / f"{row['id'].replace('/', '_')}.html.gz").read_bytes())
        lines = tuple(zip(row["lines"], row["labels"], strict=True))
        yield GoldPage(row["id"], "news", row["id"].rsplit("_", 3)[0], "", page, gold[row["id"]]["gold"], lines)


def _wcxb(root: Path) -> Iterator[GoldPage]:
    for file in sorted((root / "ground-truth").glob("*.json")):
        row = json.loads(file.read_text("utf-8"))
        page = gzip.decompress((root / "html" / f"{file.stem}.html.gz").read_bytes())
        url = row.get("url", "")
        host = urlsplit(url).hostname or file.stem
        host = ".".join(host.split(".")[-2:])
        yield GoldPage(file.stem, "wcxb", host, url, page, row["ground_truth"].get("main_content") or "")


def coverage(blocks: list[str], gold: str, size: int = 4) -> list[float]:
    """The share of each block's words that stand in runs of ``size`` words which the gold has too.

    Short blocks count when the gold has them together with words of a neighbour, or as a line.
    """
    wanted = words(gold)
    grams = {tuple(wanted[i : i + size]) for i in range(len(wanted) - size + 1)}
    lines = {" ".join(words(line)) for line in gold.splitlines()}
    tokens = [words(block) for block in blocks]
    shares = []
    for i, own in enumerate(tokens):
        before = tokens[i - 1][-3:] if i else []
        after = tokens[i + 1][:3] if i + 1 < len(tokens) else []
        shares.append(_covered(own, before, after, grams, lines, size))
    return _limit_copies(tokens, shares, Counter(" ".join(words(line)) for line in gold.splitlines()))


def _covered(own: list[str], before: list[str], after: list[str], grams: set, lines: set[str], size: int) -> float:
    if not own:
        return 0.0
    if len(own) >= size:
        hit = [False] * len(own)
        for i in range(len(own) - size + 1):
            if tuple(own[i : i + size]) in grams:
                hit[i : i + size] = [True] * size
        return sum(hit) / len(own)
    if " ".join(own) in lines:
        return 1.0
    context = [*before, *own, *after]
    start, end = len(before), len(before) + len(own)
    for i in range(max(0, end - size), min(start, len(context) - size) + 1):
        if tuple(context[i : i + size]) in grams:
            return 1.0
    return 0.0


def _limit_copies(tokens: list[list[str]], shares: list[float], gold_lines: Counter) -> list[float]:
    """Of a block that stands on the page more often than in the gold, only those with gold neighbours count."""
    places: dict[str, list[int]] = {}
    for i, own in enumerate(tokens):
        if shares[i] > 0.5:
            places.setdefault(" ".join(own), []).append(i)
    limited = list(shares)
    for line, found in places.items():
        allowed = max(1, gold_lines[line])
        if len(found) > allowed:

            def near(i: int) -> float:
                return sum(shares[max(0, i - 4) : i]) + sum(shares[i + 1 : i + 5])

            for i in sorted(found, key=near, reverse=True)[allowed:]:
                limited[i] = 0.0
    return limited


def labels(page: GoldPage, blocks: list[str]) -> list[float]:
    """What each block is: 1 body, 0 junk, between for mixed ones, -1 for those nobody can tell."""
    shares = coverage(blocks, page.gold)
    if not page.lines:
        return shares
    by_text: dict[str, set[str]] = {}
    for line, label in page.lines:
        by_text.setdefault(" ".join(words(line)), set()).add(label)
    for i, block in enumerate(blocks):
        found = by_text.get(" ".join(words(block)), set())
        if len(found) == 1:
            label = next(iter(found))
            if label in BODY_LABELS and len(words(block)) > 0:
                shares[i] = max(shares[i], 1.0 if label != "V" else 0.8)
            elif label in JUNK_LABELS:
                shares[i] = 0.0 if shares[i] < 0.9 else shares[i]
            elif label in UNSURE:
                shares[i] = -1.0
    return shares
