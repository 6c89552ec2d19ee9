"""Runs over an object store: a real S3 server, spoken to over HTTP (moto's, which keeps its buckets in memory)."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import fs

from cleaner.run import Job, Limits, Report, RunError, run
from cleaner.run.stores import Store
from cleaner.settings import Settings
from tests.hostile import FUNCTION
from tests.run_inputs import DIRTY, article, cli, digests, go, read_jsonl, rows, tree, write_jsonl
from tests.test_run_archives import PAGE, crawl, lines, packed

server = pytest.importorskip("moto.server", reason="needs pip install 'moto[s3]' flask flask-cors")
pytestmark = pytest.mark.xdist_group("clusters")
NAMES = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def s3() -> Iterator[fs.S3FileSystem]:
    """A server of this module's own, which the environment names as a user's environment would."""
    import logging

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    started = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    started.start()
    address = "http://{}:{}".format(*started.get_host_and_port())
    before = {name: os.environ.get(name) for name in (*NAMES, "AWS_ENDPOINT_URL")}
    os.environ.update(NAMES, AWS_ENDPOINT_URL=address)
    yield fs.S3FileSystem(endpoint_override=address, allow_bucket_creation=True, allow_bucket_deletion=True)
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})
    started.stop()


@pytest.fixture
def bucket(s3: fs.S3FileSystem, request: pytest.FixtureRequest) -> str:
    name = f"b{abs(hash(request.node.name))}"
    s3.create_dir(name)
    return f"s3://{name}"


def upload(folder: Path, url: str) -> None:
    store = Store(url)
    for path in folder.rglob("*"):
        if path.is_file() and ".cleaner" not in path.parts:
            store.put(str(path), path.relative_to(folder).as_posix())


def download(url: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(url)
    for found in store.files():
        if ".cleaner" not in found.name:
            store.get(found.name, str(folder / found.name))
    return folder


def remote(url: str, output: str, engine: str = "local", jobs: int = 0, **options: object) -> Report:
    return run(Job((url,), output, **options), jobs, engine)  # type: ignore[arg-type]


def corpus(folder: Path) -> Path:
    """A bit of everything, as it lies in buckets."""
    tree(folder, 30)
    (folder / "records").mkdir()
    write_jsonl(folder / "records" / "a.jsonl", [*rows(49), {"text": None}])
    texts = pa.table({"id": [str(n) for n in range(20)], "text": [article(n) for n in range(20)]})
    pq.write_table(texts, folder / "records" / "t.parquet", row_group_size=8)
    (folder / "page.html").write_bytes(PAGE)
    (folder / "page.txt").write_text(DIRTY)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    packed(folder / "z.zip", {"r.jsonl": lines(3), "a.txt": DIRTY.encode()})
    return folder


@pytest.mark.parametrize("engine", ["local", "ray"])
def test_the_same_bytes_as_on_a_disk(tmp_path: Path, bucket: str, engine: str) -> None:
    source = corpus(tmp_path / "in")
    upload(source, f"{bucket}/in")
    report = remote(f"{bucket}/in", f"{bucket}/out", engine, audit=str(tmp_path / "a.jsonl"))
    local = go(tmp_path / "local", source, audit=str(tmp_path / "b.jsonl"))
    assert (report.failures, report.total, report.other) == (0, local.total, 1)
    out = download(f"{bucket}/out", tmp_path / "out")
    assert digests(out) == digests(tmp_path / "local")
    assert cli("undo", out, "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back").returncode == 0
    assert (tmp_path / "back" / "page.txt").read_text() == DIRTY
    again = remote(f"{bucket}/in", f"{bucket}/out", engine, audit=str(tmp_path / "c.jsonl"))
    assert (again.tally.documents, again.kept, again.total) == (0, 35, report.total)
    assert (tmp_path / "c.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


def test_only_what_is_missing_or_changed_is_done_again(tmp_path: Path, bucket: str) -> None:
    source, url = corpus(tmp_path / "in"), f"{bucket}/in"
    upload(source, url)
    remote(url, f"{bucket}/out")
    write_jsonl(source / "records" / "a.jsonl", rows(60))
    upload(source / "records", f"{url}/records")  # both files are newer, one is larger
    Store(f"{bucket}/out").remove("z/a.txt")
    report = remote(url, f"{bucket}/out")
    assert report.tally.documents == 60 + 20 + 4
    fresh = go(tmp_path / "fresh", source)
    assert (digests(download(f"{bucket}/out", tmp_path / "out")), report.total) == (
        digests(tmp_path / "fresh"),
        fresh.total,
    )
    assert remote(url, f"{bucket}/out", settings=Settings(ignore=("newsletter",))).kept == 0


def test_failures_are_listed_in_the_store_and_tried_again(tmp_path: Path, bucket: str) -> None:
    source, url = tree(tmp_path / "in", 4), f"{bucket}/in"
    (source / "bad.txt").write_bytes(b"\0\0\xff")
    write_jsonl(source / "r.jsonl", [{"text": 7}, {"text": DIRTY}])
    upload(source, url)
    report = remote(url, f"{bucket}/out")
    assert (report.failures, report.total.documents, report.total.failed) == (2, 7, 2)
    listed = [json.loads(line) for line in Store(f"{bucket}/out").read("failures.jsonl").splitlines()]
    assert [line["name"] for line in listed] == [f"{url}/bad.txt", f"{url}/r.jsonl@0"]
    assert report.failures_file == f"{bucket}/out/failures.jsonl"
    (source / "bad.txt").write_text(DIRTY)
    write_jsonl(source / "r.jsonl", [{"text": DIRTY}])
    upload(source, url)
    assert remote(url, f"{bucket}/out").failures == 0
    assert Store(f"{bucket}/out").read("failures.jsonl") == b""


def test_one_object_to_one_object_and_to_the_disk(tmp_path: Path, bucket: str) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(crawl(3))
    Store(f"{bucket}/crawl.warc.gz").put(str(tmp_path / "crawl.warc.gz"), "")
    report = remote(f"{bucket}/crawl.warc.gz", f"{bucket}/clean.parquet")
    assert report.total.documents == 3
    names = sorted(found.name for found in Store(bucket).files())
    assert names[1:] == ["clean.parquet", "crawl.warc.gz"] and names[0].startswith(".clean.parquet.cleaner/units/")
    assert remote(f"{bucket}/crawl.warc.gz", f"{bucket}/clean.parquet").kept == 1
    remote(f"{bucket}/crawl.warc.gz", str(tmp_path / "out"))
    assert len(read_jsonl(tmp_path / "out" / "crawl.jsonl")) == 3
    remote(str(tmp_path / "out" / "crawl.jsonl"), f"{bucket}/back")
    assert [found.name for found in Store(f"{bucket}/back").files()][-1] == "crawl.jsonl"


def test_what_cannot_be_done_is_said(tmp_path: Path, bucket: str) -> None:
    upload(tree(tmp_path / "in", 3), f"{bucket}/in")
    for source, output, reason in (
        (f"{bucket}/in", f"{bucket}/all.jsonl", "each becomes one of its own"),
        (f"{bucket}/in", f"{bucket}/in/out", "lies in the input"),
        (f"{bucket}/in", bucket, "lies in the output"),
        (f"{bucket}/nothing", f"{bucket}/out", "no such object or prefix"),
        (str(tmp_path / "nothing"), f"{bucket}/out", "no such file"),
        ("s3://no-such-bucket-here/in", f"{bucket}/out", "no such object"),
        ("nope://x/in", f"{bucket}/out", "nope"),
    ):
        with pytest.raises(RunError, match=reason):
            remote(source, output)
    with pytest.raises(RunError, match="cannot be written"):
        remote(f"{bucket}/in", "s3://no-such-bucket-here/out")
    done = cli("run", f"{bucket}/in", "-o", f"{bucket}/out", "--summary-json", tmp_path / "s.json")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "s.json").read_text())["documents"] == 3


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed")
def test_killed_at_random_moments_and_resumed(tmp_path: Path, bucket: str) -> None:
    source, url = tree(tmp_path / "in", 40), f"{bucket}/in"
    for path in sorted(source.rglob("*.txt"))[::3]:
        path.write_text(f"SLOW {path.read_text('utf-8')}", "utf-8")
    for number in range(6):
        write_jsonl(source / f"{number}.jsonl", rows(20))
    upload(source, url)
    code = (
        "import sys; from cleaner.run import Job, run\n"
        f"if __name__ == '__main__':\n    run(Job(({url!r},), {bucket + '/out'!r}, function={FUNCTION!r}), 2)\n"
    )
    script = tmp_path / "go.py"
    script.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "TMPDIR": str(tmp_path)}
    for _ in range(5):
        process = subprocess.Popen([sys.executable, str(script)], env=environment, start_new_session=True)
        time.sleep(random.uniform(0.5, 3.0))
        os.killpg(process.pid, 9)
        process.wait()
    subprocess.run([sys.executable, str(script)], env=environment, check=True)
    go(tmp_path / "fresh", source, function=FUNCTION)
    assert digests(download(f"{bucket}/out", tmp_path / "out")) == digests(tmp_path / "fresh")


def test_units_are_worked_on_at_the_same_time(tmp_path: Path, bucket: str) -> None:
    """Two packed files, of which each can only be read from its beginning, wait for each other."""
    for name, other in (("a", "b"), ("b", "a")):
        meet = {"text": f"MEET {tmp_path / name} {tmp_path / other} {DIRTY}"}
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{name}.jsonl.gz").write_bytes(gzip.compress(json.dumps(meet).encode()))
    upload(tmp_path / "in", f"{bucket}/in")
    report = remote(f"{bucket}/in", f"{bucket}/out", jobs=2, function=FUNCTION, limits=Limits(timeout=30.0))
    assert (report.total.documents, report.failures) == (2, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups there")
def test_ctrl_c_stops_all_units_and_the_same_command_goes_on(tmp_path: Path, bucket: str) -> None:
    """As from a terminal: the signal goes to all processes of the group."""
    texts = [{"text": f"SLOW {article(number)}"} for number in range(40)]
    (tmp_path / "in").mkdir()
    for number in range(4):
        write_jsonl(tmp_path / "in" / f"{number}.jsonl", texts)
    upload(tmp_path / "in", f"{bucket}/in")
    (tmp_path / "scratch").mkdir()
    command = [sys.executable, "-m", "tests.killed", "2", f"{bucket}/in", f"{bucket}/out", str(tmp_path / "a.jsonl")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "TMPDIR": str(tmp_path / "scratch")}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while len(list((tmp_path / "scratch").glob("*/out/.cleaner/manifest.sqlite"))) < 2:
        time.sleep(0.05)
    time.sleep(random.uniform(0.0, 1.5))
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 0
    assert process.stderr is not None and process.stderr.read() == ""
    assert list((tmp_path / "scratch").iterdir()) == []
    report = remote(f"{bucket}/in", f"{bucket}/out", jobs=2, audit=str(tmp_path / "a.jsonl"), function=FUNCTION)
    assert report.total.documents == 160
    go(tmp_path / "fresh", tmp_path / "in", jobs=2, function=FUNCTION)
    assert digests(download(f"{bucket}/out", tmp_path / "out")) == digests(tmp_path / "fresh")


def test_a_store_that_only_fsspec_knows(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for path in tree(tmp_path / "in", 3).rglob("*.txt"):
        memory.pipe(f"/in/{path.name}", path.read_bytes())
    assert remote("memory://in", "memory://out").total.documents == 3
    assert remote("memory://in", "memory://out").kept == 3


def test_small_files_keep_their_units_when_one_is_added() -> None:
    from cleaner.run.units import Item, _cut

    items = [Item("s3://b", f"a/{number:04}.txt", 3000, 1) for number in range(2000)]
    before = {unit.items for unit in _cut(items, "")}
    after = {unit.items for unit in _cut([*items, Item("s3://b", "a/0500b.txt", 3000, 1)], "")}
    assert len(before) > 10 and len(after - before) <= 2
    pair = [Item("s3://b", f"a/{name}", 1, 1) for name in ("0.html", "0.txt", "1.jsonl", "1.txt", "2.txt")]
    cut = [{item.name for item in unit.items} for unit in _cut(pair, "")]
    assert {"a/1.jsonl", "a/1.txt"} in cut


@pytest.mark.skipif(sys.platform == "win32", reason="no sweeping there")
def test_scratch_of_the_dead_is_swept_and_that_of_the_living_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    from cleaner.run.workshop import _mine, sweep

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    theirs = f"cleaner-elsewhere-{gone.pid}-c"
    for name in (f"{_mine()}{gone.pid}-a", f"{_mine()}{os.getpid()}-b", "cleaner-other", theirs):
        (tmp_path / name / "in").mkdir(parents=True)
    sweep()
    assert {path.name for path in tmp_path.iterdir()} == {f"{_mine()}{os.getpid()}-b", "cleaner-other", theirs}
