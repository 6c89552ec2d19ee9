"""The Ray engine on a real cluster of two nodes, one worker of which is killed; and `clean_batch` in Ray Data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
import ray
import ray.data
from ray.cluster_utils import Cluster

import cleaner
from cleaner.batch import BatchConfig, clean_batch
from cleaner.run import Limits
from tests.hostile import FUNCTION
from tests.run_inputs import article, digests, go, read_jsonl, rows, tree, write_jsonl

pytestmark = pytest.mark.xdist_group("clusters")
ROOT = str(Path(__file__).parents[1])


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Two nodes of one core each, whose workers can import the tests."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = ROOT
    found = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    found.add_node(num_cpus=1)
    ray.init(address=found.address, log_to_driver=False, logging_level="error")
    yield found
    ray.shutdown()
    found.shutdown()
    os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)


def test_the_same_bytes_as_the_local_engine(tmp_path: Path, cluster: Cluster) -> None:
    source = tree(tmp_path / "in", 20)
    write_jsonl(source / "a.jsonl", [*rows(60), {"text": None}])
    (source / "bad.txt").write_bytes(b"\0\0\xff")
    local = go(tmp_path / "local", source, audit=str(tmp_path / "a.jsonl"))
    spread = go(tmp_path / "ray", source, engine="ray", audit=str(tmp_path / "b.jsonl"))
    assert len([node for node in ray.nodes() if node["Alive"]]) == 2
    assert (spread.total, spread.failures) == (local.total, 1)
    assert digests(tmp_path / "ray") == digests(tmp_path / "local")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert go(tmp_path / "ray", source, audit=str(tmp_path / "b.jsonl")).tally.documents == 1, (
        "one engine resumes another"
    )


def test_a_worker_that_is_killed_in_mid_run(tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Ray worker is shot from inside a document, and a document hangs: nothing is lost, the hung one is named."""
    monkeypatch.setattr("cleaner.readers.jsonl.SHARD_BYTES", 4000)
    records = rows(60)
    records[25]["text"] = f"KILL-PARENT {tmp_path}/shot {article(25)}"
    records[40]["text"] = "HANG"
    source = write_jsonl(tmp_path / "in.jsonl", records)
    report = go(tmp_path / "all.jsonl", source, engine="ray", function=FUNCTION, limits=Limits(timeout=5.0))
    assert (tmp_path / "shot").exists()
    assert [failure.name.partition("(")[2] for failure in report.first_failures] == ["doc-40)"]
    found = [record["id"] for record in read_jsonl(tmp_path / "all.jsonl")]
    assert found == [f"doc-{number}" for number in range(60) if number != 40]


def test_clean_batch_in_ray_data(cluster: Cluster) -> None:
    texts = [article(number) for number in range(40)]
    found = ray.data.from_arrow(pa.table({"id": [str(n) for n in range(40)], "text": texts})).repartition(4)
    clean = found.map_batches(partial(clean_batch, config=BatchConfig()), batch_format="pyarrow").take_all()
    assert {row["id"]: row["text"] for row in clean} == {
        str(number): cleaner.clean_text(text).text for number, text in enumerate(texts)
    }
