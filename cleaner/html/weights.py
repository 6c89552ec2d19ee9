"""The weights of the facts: a sum of tables that can be read, one a fact and one a pair of facts that act together.

``weights.toml`` is written by ``bench/fit_html.py``. A table cuts a fact's range at its edges and gives each piece a
weight, in log odds: above zero speaks for body, below for junk. The sum over all tables is the block's score.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from operator import getitem, itemgetter

from cleaner.html.features import Facts


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
        place = {name: i for i, name in enumerate(data["edges"])}
        self._pick = itemgetter(*data["edges"])
        self._edges: list[list[float]] = list(data["edges"].values())
        self._single_places = itemgetter(*(place[name] for name in data["table"]))
        self._singles: list[list[float]] = list(data["table"].values())
        self._pair_rows = itemgetter(*(place[pair["facts"][0]] for pair in data["pair"]))
        self._pair_columns = itemgetter(*(place[pair["facts"][1]] for pair in data["pair"]))
        self._pairs: list[list[list[float]]] = [pair["weights"] for pair in data["pair"]]
        self.about: list[tuple[str, ...]] = [(name,) for name in data["table"]]
        self.about += [tuple(pair["facts"]) for pair in data["pair"]]

    def score(self, row: Facts) -> Score:
        """The chance of one block, from its facts.

        Half of the time of a page's judgement goes here: maps of built-in functions take a third of what loops do.
        """
        # bisect_left: an edge belongs to the piece below it, as in the trees that the tables were made from.
        bins = list(map(bisect_left, self._edges, self._pick(row)))
        parts: list[float] = list(map(getitem, self._singles, self._single_places(bins)))
        rows: Iterable[list[float]] = map(getitem, self._pairs, self._pair_rows(bins))
        parts += map(getitem, rows, self._pair_columns(bins))
        total = self.bias + sum(parts)
        return Score(1 / (1 + exp(-max(-30.0, min(30.0, total)))), parts)


@cache
def shipped() -> Weights:
    """The weights that come with the package, read once."""
    return Weights(resources.files("cleaner.html").joinpath("weights.toml").read_text("utf-8"))
