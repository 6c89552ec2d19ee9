"""Turn boosted trees of depth two into tables that can be read, and write them as TOML.

A tree of depth two says nothing but "if a and b, add w": summed up by the pair of facts they ask, the trees of a model
are one table a pair. What a pair's table says of one fact alone is then moved to that fact's own table, so that a
pair's table holds what only the two together say.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

ROUNDS = 6
"""How often means are moved from the pairs to the single tables; they stop changing after three or four."""


def leaves(nodes: Any) -> list[tuple[list[tuple[int, float, bool]], float]]:
    """The leaves of a tree: the questions on the way (fact, threshold, is above) and the value."""
    found = []
    pending: list[tuple[int, list[tuple[int, float, bool]]]] = [(0, [])]
    while pending:
        index, way = pending.pop()
        node = nodes[index]
        if node["is_leaf"]:
            found.append((way, float(node["value"])))
        else:
            fact, threshold = int(node["feature_idx"]), float(node["num_threshold"])
            pending += [
                (int(node["left"]), [*way, (fact, threshold, False)]),
                (int(node["right"]), [*way, (fact, threshold, True)]),
            ]
    return found


def tables(model: Any, facts: np.ndarray) -> tuple[float, dict[int, list[float]], dict[int, np.ndarray], dict]:
    """Bias, edges by fact, single tables and pair tables of a fitted HistGradientBoostingClassifier."""
    trees = [leaves(tree[0].nodes) for tree in model._predictors]
    cuts: dict[int, set[float]] = defaultdict(set)
    for tree in trees:
        for way, _ in tree:
            for fact, threshold, _ in way:
                cuts[fact].add(threshold)
    edges = {fact: sorted(values) for fact, values in sorted(cuts.items())}
    singles = {fact: np.zeros(len(e) + 1) for fact, e in edges.items()}
    pairs: dict[tuple[int, int], np.ndarray] = {}
    for tree in trees:
        for way, value in tree:
            _add(way, value, edges, singles, pairs)
    bias = float(np.ravel(model._baseline_prediction)[0])
    binned = {fact: np.searchsorted(e, facts[:, fact], side="left") for fact, e in edges.items()}
    return _purify(bias, binned, singles, pairs) + (edges,)


def _add(way: list, value: float, edges: dict, singles: dict, pairs: dict) -> None:
    asked = sorted({fact for fact, _, _ in way})
    masks = {}
    for fact in asked:
        mask = np.ones(len(edges[fact]) + 1)
        for other, threshold, above in way:
            if other == fact:
                place = edges[fact].index(threshold)
                if above:
                    mask[: place + 1] = 0
                else:
                    mask[place + 1 :] = 0
        masks[fact] = mask
    if len(asked) == 1:
        singles[asked[0]] += value * masks[asked[0]]
    elif asked:
        key = (asked[0], asked[1])
        if key not in pairs:
            pairs[key] = np.zeros((len(edges[key[0]]) + 1, len(edges[key[1]]) + 1))
        pairs[key] += value * np.outer(masks[key[0]], masks[key[1]])


def _purify(bias: float, binned: dict, singles: dict, pairs: dict) -> tuple[float, dict, dict]:
    """Move what a pair says of one of its facts alone to that fact; move means to the bias."""
    for (a, b), table in pairs.items():
        seen = np.zeros_like(table)
        np.add.at(seen, (binned[a], binned[b]), 1.0)
        seen += 1e-3
        for _ in range(ROUNDS):
            rows = (table * seen).sum(1) / seen.sum(1)
            singles[a] += rows
            table -= rows[:, None]
            columns = (table * seen).sum(0) / seen.sum(0)
            singles[b] += columns
            table -= columns[None, :]
    for fact, table in singles.items():
        mean = float(table[binned[fact]].mean())
        singles[fact] = table - mean
        bias += mean
    return bias, singles, pairs


def write(bias: float, singles: dict, pairs: dict, edges: dict, names: tuple[str, ...], head: str) -> str:
    """The tables as TOML, the heaviest facts first."""

    def numbers(values: Any, digits: int = 3) -> str:
        return "[" + ", ".join(f"{round(float(v), digits) + 0.0:g}" for v in values) + "]"

    order = sorted(singles, key=lambda fact: -float(np.ptp(singles[fact])))
    lines = [*("# " + line if line else "#" for line in head.splitlines()), "", f"bias = {bias:.4f}", "", "[edges]"]
    lines += [f"{names[fact]} = {numbers(edges[fact], 5)}" for fact in order]
    lines += ["", "[table]"]
    lines += [f"{names[fact]} = {numbers(singles[fact])}" for fact in order]
    for (a, b), table in sorted(pairs.items(), key=lambda item: -float(np.ptp(item[1]))):
        lines += ["", "[[pair]]", f'facts = ["{names[a]}", "{names[b]}"]', "weights = ["]
        lines += [f"  {numbers(row)}," for row in table]
        lines += ["]"]
    return "\n".join(lines) + "\n"
