"""Runs over Google Cloud Storage: a server of its API on this machine, spoken to over HTTP by pyarrow."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner.run.stores import Store
from tests.run_inputs import cli, digests, go
from tests.test_remote import corpus, download, remote, upload

server = pytest.importorskip("gcp_storage_emulator.server", reason="needs pip install gcp-storage-emulator")
pytestmark = pytest.mark.xdist_group("clusters")
_ENDPOINT = "CLOUD_STORAGE_EMULATOR_ENDPOINT"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    started = server.create_server("127.0.0.1", port, in_memory=True, default_bucket="articles")
    started.start()
    before = os.environ.get(_ENDPOINT)
    os.environ[_ENDPOINT] = f"http://127.0.0.1:{port}"
    yield "gs://anonymous@articles"
    os.environ.pop(_ENDPOINT) if before is None else os.environ.update({_ENDPOINT: before})
    started.stop()


def test_the_same_bytes_as_on_a_disk_and_nothing_twice(tmp_path: Path, bucket: str) -> None:
    source = corpus(tmp_path / "in")
    upload(source, f"{bucket}/in")
    done = cli("run", f"{bucket}/in", "-o", f"{bucket}/out", "--audit", f"{bucket}/audit.jsonl")
    assert done.returncode == 0, done.stderr
    local = go(tmp_path / "local", source, audit=str(tmp_path / "audit.jsonl"))
    assert digests(download(f"{bucket}/out", tmp_path / "out")) == digests(tmp_path / "local")
    audit = Store(f"{bucket}/audit.jsonl").read("").splitlines()
    assert len(audit) == len((tmp_path / "audit.jsonl").read_bytes().splitlines())
    Store(f"{bucket}/out").remove("z/a.txt")
    report = remote(f"{bucket}/in", f"{bucket}/out", audit=f"{bucket}/audit.jsonl")
    assert (report.failures, report.tally.documents, report.total) == (0, 4, local.total)
    assert digests(download(f"{bucket}/out", tmp_path / "again")) == digests(tmp_path / "local")


def test_what_is_not_there_is_said(tmp_path: Path, bucket: str) -> None:
    failed = cli("run", f"{bucket}/nothing", "-o", tmp_path / "out")
    assert failed.returncode == 2
    assert "gs://anonymous@articles/nothing: no such object or prefix" in failed.stderr
