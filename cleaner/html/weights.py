"""The weights of the facts: a sum of tables that can be read, one a fact and one a pair of facts that act together.

``weights.toml`` is written by ``bench/fit_html.py``. A table cuts a fact's range at its edges and gives each piece a
weight, in log odds: above zero speaks for body, below for junk. The sum over all tables is the block's score.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from cleaner.html.features import NAMES


@dataclass(frozen=True, slots=True)
class Score:
    """A block's chance of being body, and what each table added to it, in the order of `Weights.about`."""

    chance: float
    parts: list[float]


class Weights:
    """The tables, ready to be looked up."""

    def __init__(self, text: str) -> None:
        data = tomllib.loads(text)
        self.bias = float(data["bias"])
        names = {name: i for i, name in enumerate(NAMES)}
        self.facts: list[tuple[int, list[float]]] = []
        place: dict[str, int] = {}
        for name, edges in data["edges"].items():
            place[name] = len(self.facts)
            self.facts.append((names[name], edges))
        self.singles = [(place[name], table) for name, table in data["table"].items()]
        self.pairs = [(place[e["facts"][0]], place[e["facts"][1]], e["weights"]) for e in data["pair"]]
        single_names = [(name,) for name in data["table"]]
        self.about: list[tuple[str, ...]] = [*single_names, *(tuple(e["facts"]) for e in data["pair"])]

    def score(self, row: Sequence[float]) -> Score:
        """The chance of one block, from its facts."""
        # bisect_left: an edge belongs to the piece below it, as in the trees that the tables were made from.
        bins = [bisect_left(edges, row[fact]) for fact, edges in self.facts]
        parts = [table[bins[fact]] for fact, table in self.singles]
        parts += [table[bins[a]][bins[b]] for a, b, table in self.pairs]
        total = self.bias + sum(parts)
        return Score(1 / (1 + exp(-max(-30.0, min(30.0, total)))), parts)


@cache
def shipped() -> Weights:
    """The weights that come with the package, read once."""
    return Weights(resources.files("cleaner.html").joinpath("weights.toml").read_text("utf-8"))
