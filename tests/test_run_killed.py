"""Kill -9 at random moments, resume, compare with an undisturbed run; and the other ways in which a run is cut off."""

from __future__ import annotations

import errno
import gzip
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.run import RunError
from cleaner.run.manifest import Manifest
from tests.killed import kill_and_resume
from tests.run_inputs import digests, go, rows, tree, write_jsonl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed")


def inputs(folder: Path) -> Path:
    """Something of everything, each document slow enough for a kill to meet it."""
    tree(folder, 40)
    records = rows(200)
    for record in records[::7]:
        record["text"] = f"SLOW {record['text']}"
    records[50]["text"] = 7
    plain = write_jsonl(folder / "plain.jsonl", records)
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(folder / "in one.zip", "w") as packed:
        packed.writestr("deep/plain.jsonl", plain.read_bytes())
        packed.writestr("a.txt", records[7]["text"])
        packed.writestr("deep/again.jsonl", plain.read_bytes())
    columns = {name: [str(record[name]) for record in records] for name in ("id", "text")}
    pq.write_table(pa.table(columns), folder / "table.parquet", row_group_size=50)
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path, jobs: int) -> None:
    source = inputs(tmp_path / "in")
    audit, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    assert kill_and_resume(jobs, source, tmp_path / "out", audit, kills=4, seconds=1.6)
    kill_and_resume(jobs, source, tmp_path / "fresh", other, kills=0, seconds=0)
    assert digests(tmp_path / "out") == digests(tmp_path / "fresh")
    assert audit.read_bytes() == other.read_bytes()
    assert not list((tmp_path / "out" / ".cleaner" / "parts").iterdir())


def test_all_in_one_file(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in")
    assert kill_and_resume(2, source, tmp_path / "out" / "all.jsonl", tmp_path / "a.jsonl", kills=4, seconds=1.6)
    kill_and_resume(2, source, tmp_path / "fresh" / "all.jsonl", tmp_path / "b.jsonl", kills=0, seconds=0)
    assert (tmp_path / "out" / "all.jsonl").read_bytes() == (tmp_path / "fresh" / "all.jsonl").read_bytes()
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert (tmp_path / "out" / "all.jsonl").read_text().count("\n") == 41 + 5 * 200 - 4


def test_a_full_disk_stops_the_run_and_it_can_be_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tree(tmp_path / "in", 30)
    written: list[str] = []

    def full(temporary: str, path: str, data: bytes) -> None:
        if len(written) == 10:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        whole(temporary, path, data)

    from cleaner.run import mirror

    whole = mirror.write_whole
    monkeypatch.setattr("cleaner.run.tasks.BATCH_FILES", 4)
    monkeypatch.setattr(mirror, "write_whole", full)
    report = go(tmp_path / "out", source)
    assert "No space left" in report.stopped and report.tally.documents == 8
    monkeypatch.setattr(mirror, "write_whole", whole)
    report = go(tmp_path / "out", source)
    assert (report.stopped, report.total.documents, report.tally.documents) == ("", 30, 22)
    go(tmp_path / "fresh", source)
    assert digests(tmp_path / "out") == digests(tmp_path / "fresh")


def test_two_runs_over_one_output(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 3)
    manifest = Manifest(str(tmp_path / "out" / ".cleaner"), "x")
    with pytest.raises(RunError, match="another run"):
        go(tmp_path / "out", source)
    manifest.close()
    assert go(tmp_path / "out", source).total.documents == 3


def test_a_damaged_manifest_says_the_way_out(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 3)
    go(tmp_path / "out", source)
    (tmp_path / "out" / ".cleaner" / "manifest.sqlite").write_bytes(b"no database, " * 1000)
    with pytest.raises(RunError, match="remove the directory"):
        go(tmp_path / "out", source)
