"""Spark, datatrove and `datasets`, each for real, against the library's own answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner.batch import BatchConfig
from tests.run_inputs import article, read_jsonl, rows, write_jsonl

pytestmark = pytest.mark.xdist_group("clusters")
EXPECTED = {f"doc-{number}": cleaner.clean_text(article(number)).text for number in range(40)}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark in local mode: a JVM, and Python workers of its own."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), before]))
    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
    os.environ["PYTHONPATH"] = before


def test_spark(spark: Any) -> None:
    from cleaner.adaptors.spark import cleaned

    data = [(record["id"], record["text"], record["score"]) for record in rows(40)] + [("none", None, 0.0)]
    frame = spark.createDataFrame(data, "id string, text string, score double").repartition(3)
    found = cleaned(frame).collect()
    assert {row["id"]: row["text"] for row in found} == {**EXPECTED, "none": None}
    assert {row["id"]: row["score"] for row in found if row["text"]} == {row["id"]: row["score"] for row in rows(40)}
    assert {row["id"]: row["status"] for row in found} == {**dict.fromkeys(EXPECTED, "ok"), "none": "empty"}
    removed = next(row for row in found if row["id"] == "doc-1")["removals"]
    assert [item["rule"] for item in removed] == [item.rule for item in cleaner.clean_text(article(1)).removals]


def test_datatrove(tmp_path: Path) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.adaptors.datatrove import CleanerStep

    (tmp_path / "in").mkdir()
    write_jsonl(tmp_path / "in" / "a.jsonl", rows(40))
    steps = [
        JsonlReader(str(tmp_path / "in")),
        CleanerStep(audit=True),
        JsonlWriter(str(tmp_path / "out"), output_filename="${rank}.jsonl", compression=None),
    ]
    stats = LocalPipelineExecutor(steps, logging_dir=str(tmp_path / "logs")).run()
    (out,) = (tmp_path / "out").glob("*.jsonl")
    found = read_jsonl(out)
    assert {record["id"]: record["text"] for record in found} == EXPECTED
    assert found[1]["metadata"]["cleaner"]["removals"][0]["category"] == "newsletter"
    assert "removed: newsletter" in stats.to_json()


@pytest.mark.parametrize("streaming", [False, True])
def test_datasets(tmp_path: Path, streaming: bool) -> None:
    from datasets import Dataset

    from cleaner.adaptors.datasets import cleaned

    records = [*rows(40), {"id": "none", "text": None}]
    source = Dataset.from_list([{"id": record["id"], "text": record["text"], "n": 1} for record in records])
    clean = list(cleaned(source.to_iterable_dataset() if streaming else source, BatchConfig(), batch_size=7))
    assert {row["id"]: row["text"] for row in clean} == {**EXPECTED, "none": None}
    assert clean[1]["removals"][0]["category"] == "newsletter" and clean[0]["n"] == 1
    assert clean[40]["reason"] == "the text is null"


def test_the_types_of_datasets_do_not_depend_on_the_first_batch() -> None:
    from datasets import Dataset, DatasetDict

    from cleaner.adaptors.datasets import cleaned

    texts = [article(0), article(1), None]
    split = cleaned(DatasetDict(train=Dataset.from_dict({"text": texts})), batch_size=1)["train"]
    assert [bool(row["removals"]) for row in split] == [False, True, False]
    assert split["status"][:] == ["ok", "ok", "empty"]


def test_datasets_refuses_what_clean_batch_refuses() -> None:
    from cleaner.adaptors.datasets import mapper

    with pytest.raises(ValueError, match="no column 'text'; there are: id, body"):
        mapper()({"id": ["1"], "body": ["x"]})
    with pytest.raises(ValueError, match="has a column 'status' already"):
        mapper()({"text": ["x"], "status": ["mine"]})
