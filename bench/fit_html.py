"""Fit the weights of the HTML path, cross-validate them, and write them as tables.

    PYTHONPATH=. python bench/fit_html.py DATA [--cache FILE] [--evaluate] [--write cleaner/html/weights.toml]

DATA holds the development pages (see `html_data.py`). Needs numpy and scikit-learn. The model is a sum of tables over
facts and pairs of facts (boosted trees of depth two, merged by `html_tables.py`); the direction of every fact whose
direction is known beforehand is fixed, which is what makes it hold on sites it has not seen. ``--evaluate`` prints page
means of F1, precision, recall: with pages of the same host never on both sides, and trained on one set, tried on the
other.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import html_data
import html_tables
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from cleaner.html.decide import find_headline, firm_rules, keep_blocks
from cleaner.html.features import Facts, facts
from cleaner.html.observe import observe
from cleaner.html.page import EVIDENT, PageFacts
from cleaner.html.tree import parse
from tests import plain_pages

RISING = {
    "stops", "kept", "path_kept", "paragraph_judge", "container_judge", "region", "zone_in", "standfirst", "path_prose",
    "section_prose", "region_kept",
}  # fmt: skip
"""More of it never speaks against body."""

_FALLING = (
    "link_share repeats symbols zone_after kept_after says_consent says_call says_embed prefix h1_before label_any "
    "under_any in_footer in_form container_far far_link_share name_body name_lead"
)
FALLING = set(_FALLING.split())
"""More of it never speaks for body. (``name_`` facts are distances: far from what calls itself body is worse.)"""

FREE = {"under_far"}
BLOCKS = 110
"""Blocks a page to learn from: all that are long or near to what the witness keeps, a sample of the others; furniture,
which is decided beforehand, is left out."""
WEIGHT = {"news": 3.0, "plain": 0.05}
"""News pages weigh more: there are few, and they are what the users have. The plain pages are alike, and together weigh
a twentieth of all."""
LEARNT = ("en", "de", "fr", "es", "ru", "tr", "ar", "hi", "th", "ja")
"""Languages of the plain pages to learn from; the others are left to test on."""

HEAD = """Weights of the facts about blocks: log odds of being body. Written by bench/fit_html.py; do not edit.
A fact's range is cut at its edges; each piece has a weight. A pair's table (rows: pieces of the first fact) is what the
two say together beyond what each says alone. See cleaner/html/features.py for the facts."""


def directions(names: list[str]) -> list[int]:
    """-1, 0 or 1 a fact."""
    found = []
    for name in names:
        if name in FREE:
            found.append(0)
        elif name in RISING or (name.startswith("name_") and name not in FALLING):
            found.append(1)
        elif name in FALLING or name.startswith(("label_", "under_")):
            found.append(-1)
        else:
            found.append(0)
    return found


def observe_page(page: html_data.GoldPage) -> dict[str, Any]:
    """What the model learns from and what it is judged by, of one page."""
    root, _ = parse(page.html)
    seen = observe(root)
    whole = PageFacts(seen.layout, seen.clues)
    texts = [block.text for block in seen.layout.blocks]
    seen.layout.holders.clear()  # they cannot be cached
    words = np.array([len(html_data.words(text)) for text in texts], float)
    rows = facts(whole, evident=True)
    names = next((list(row) for row in rows if row), [])
    nothing = [0.0] * len(names)
    return {
        "id": page.id, "group": page.group, "host": page.host, "page": whole, "names": names,
        "facts": np.array([list(row.values()) if row else nothing for row in rows], np.float32),
        "asked": np.array([row is not None for row in rows], bool), "evident": np.array(whole.evident, bool),
        "labels": np.array(html_data.labels(page, texts), float), "words": words,
        "gold": Counter(html_data.words(page.gold)), "bags": [Counter(html_data.words(text)) for text in texts],
    }  # fmt: skip


def load(data: Path, cache: Path | None) -> list[dict[str, Any]]:
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())
    rows = [observe_page(page) for page in html_data.pages(data)]
    rows = [row for row in rows if row["names"]]
    if cache:
        cache.write_bytes(pickle.dumps(rows))
    return rows


def load_plain() -> list[dict[str, Any]]:
    """Plain pages of our own writing: saved pages of today's sites are full of boxes and names, and what is learnt from
    them alone distrusts a page that has neither."""
    pages = (page for language in LEARNT for page in plain_pages.shaped(language))
    gold = (html_data.GoldPage(p.name, "plain", "", "", p.html.encode(), "\n".join(p.body)) for p in pages)
    return [observe_page(page) for page in gold]


def sample(row: dict[str, Any], random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Facts, labels and weights of the blocks of a page to learn from; each page weighs the same."""
    facts_, labels = row["facts"], row["labels"]
    weight = np.where((labels < 0) | ~row["asked"], 0, np.sqrt(np.maximum(row["words"], 1)))
    weight = weight / max(weight.sum(), 1e-9) * 20 * WEIGHT.get(row["group"], 1.0)
    near = np.array(row["page"].far) <= 3
    must = (labels > 0.05) | near | (row["words"] >= 12)
    sure, rest = np.nonzero(must & row["asked"])[0], np.nonzero(~must & row["asked"])[0]
    quota = max(25, BLOCKS - len(sure))
    factor = max(1.0, len(rest) / quota)
    rest = random.choice(rest, quota, replace=False) if len(rest) > quota else rest
    take = np.concatenate([sure, rest])
    return facts_[take], labels[take], np.concatenate([weight[sure], weight[rest] * factor])


def fit(rows: list[dict[str, Any]], only: list[tuple[int, int]] | None = None) -> tuple[Any, np.ndarray]:
    """A model of depth-two trees. Mixed blocks count as body and as junk, each by its share.

    ``only`` limits the pairs of facts that may act together.
    """
    random = np.random.default_rng(0)
    parts = [sample(row, random) for row in rows]
    x, y, w = (np.concatenate(column) for column in zip(*parts, strict=True))
    y = np.where(y < 0.1, 0, np.where(y > 0.9, 1, y))
    mixed = (y > 0) & (y < 1) & (w > 0)
    x2, y2 = np.concatenate([x, x[mixed]]), np.concatenate([(y > 0).astype(int), np.zeros(mixed.sum(), int)])
    w2 = np.concatenate([np.where(mixed, w * y, w), (w * (1 - y))[mixed]])
    use = w2 > 1e-6
    names = rows[0]["names"]
    model = HistGradientBoostingClassifier(
        max_iter=250, learning_rate=0.15, max_depth=2, l2_regularization=5, min_samples_leaf=40, random_state=0,
        monotonic_cst=directions(names), interaction_cst=None if only is None else [set(pair) for pair in only],
    )  # fmt: skip
    return model.fit(x2[use], y2[use], sample_weight=w2[use]), x


def strongest_pairs(rows: list[dict[str, Any]], count: int) -> list[tuple[int, int]] | None:
    """The pairs of facts that matter most together in a model without limits, and every fact alone; None: all."""
    if not count:
        return None
    model, x = fit(rows)
    _, _, pairs, _ = html_tables.tables(model, x)
    heavy = sorted(pairs, key=lambda pair: -float(np.abs(pairs[pair]).mean()))[:count]
    return [*heavy, *((i, i) for i in range(len(rows[0]["names"])))]


def predict(model: Any, row: dict[str, Any]) -> np.ndarray:
    chances = np.where(row["asked"], model.predict_proba(row["facts"])[:, 1], 0.0)
    return np.where(row["evident"], EVIDENT, chances)


def body_of(row: dict[str, Any], chances: np.ndarray) -> list[bool]:
    """The blocks kept, through the same steps as `cleaner.html.decide.decide`."""
    page = row["page"]
    rows: list[Facts | None] = [
        dict(zip(row["names"], map(float, values), strict=True)) if asked else None
        for values, asked in zip(row["facts"], row["asked"], strict=True)
    ]
    return keep_blocks(page, rows, chances, firm_rules(page, find_headline(page), chances))


def score(row: dict[str, Any], keep: list[bool]) -> tuple[float, float, float]:
    """Bag-of-words precision, recall and F1 of a page."""
    got: Counter[str] = Counter()
    for bag, kept in zip(row["bags"], keep, strict=True):
        if kept:
            got.update(bag)
    common = (got & row["gold"]).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / got.total(), common / row["gold"].total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def report(name: str, rows: list[dict[str, Any]], chances: list[np.ndarray]) -> None:
    for group in ("wcxb", "news"):
        found = [score(r, body_of(r, c)) for r, c in zip(rows, chances, strict=True) if r["group"] == group]
        if found:
            low = sum(page[2] < 0.7 for page in found)
            p, r, f = (float(np.mean(column)) for column in zip(*found, strict=True))
            print(f"{name:<28}{group:<6} F1 {f:.4f}  P {p:.4f}  R {r:.4f}  <0.7: {low} of {len(found)}", flush=True)


def evaluate(rows: list[dict[str, Any]], plain: list[dict[str, Any]], pairs: int, keep: Path | None = None) -> None:
    """By host, and across the two sets. ``keep``: where the chances by host go, to try other ways to decide."""
    for train, test in (("wcxb", "news"), ("news", "wcxb")):
        learn, other = ([r for r in rows if r["group"] == name] for name in (train, test))
        learn += plain
        model, _ = fit(learn, strongest_pairs(learn, pairs))
        report(f"trained on {train} alone", other, [predict(model, row) for row in other])
    chances: dict[str, np.ndarray] = {}
    folds = GroupKFold(4, shuffle=True, random_state=1).split(rows, groups=[row["host"] for row in rows])
    for train, test in folds:
        learn = [*(rows[i] for i in train), *plain]
        model, _ = fit(learn, strongest_pairs(learn, pairs))
        chances.update({rows[i]["id"]: predict(model, rows[i]) for i in test})
    if keep:
        keep.write_bytes(pickle.dumps(chances))
    report("cross-validated by host", rows, [chances[row["id"]] for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--pairs", type=int, default=60, help="pairs of facts that may act together; 0: all")
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--chances", type=Path, help="with --evaluate: keep the cross-validated chances here")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    rows, plain = load(options.data, options.cache), load_plain()
    if options.write:
        model, x = fit(rows + plain, strongest_pairs(rows + plain, options.pairs))
        bias, singles, pairs, edges = html_tables.tables(model, x)
        pairs = {pair: table for pair, table in pairs.items() if float(np.ptp(table)) > 0.05}
        options.write.write_text(html_tables.write(bias, singles, pairs, edges, rows[0]["names"], HEAD), "utf-8")
        print(f"{options.write}: {len(singles)} facts, {len(pairs)} pairs")
    if options.evaluate:
        evaluate(rows, plain, options.pairs, options.chances)


if __name__ == "__main__":
    main()
