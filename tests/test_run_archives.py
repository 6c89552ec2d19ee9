"""Files of records inside archives: read as in directories, member by member; and what archives do to be awkward."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import cleaner
from tests.run_inputs import BODY, DIRTY, article, cli, digests, go, read_jsonl, rows

PAGE = f"<html><body><article><h1>A harbour wall</h1><p>{BODY}</p></article></body></html>".encode()


def lines(count: int) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(count)).encode()


def table(count: int) -> bytes:
    texts = pa.array([article(number) for number in range(count)], pa.large_string())
    sink = io.BytesIO()
    columns = {"n": pa.array(range(count), pa.int16()), "text": texts}
    pq.write_table(pa.table(columns), sink, row_group_size=7)
    return sink.getvalue()


def crawl(count: int) -> bytes:
    raw = io.BytesIO()
    writer = WARCWriter(raw, gzip=True)
    for number in range(count):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        uri = f"https://example.org/{number}"
        writer.write_record(writer.create_warc_record(uri, "response", io.BytesIO(PAGE), http_headers=http))
    return raw.getvalue()


MEMBERS = {
    "a/plain.jsonl": lines(9),
    "a/packed.ndjson.gz": gzip.compress(lines(5)),
    "t.csv": b"id;text;n\r\n1;" + DIRTY.splitlines()[0].encode() + b';"a;b"\r\n',
    "only head.csv": b"id,text\n",
    "empty.jsonl": b"",
    "deep/er/table.parquet": table(20),
    "none.parquet": table(0),
    "crawl.warc.gz": crawl(3),
    "story.txt": DIRTY.encode(),
    "story.html": PAGE,
}


def packed(path: Path, members: dict[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return path
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    path.write_bytes(bz2.compress(raw.getvalue()) if path.suffix == ".bz2" else raw.getvalue())
    return path


def unpacked(folder: Path, members: dict[str, bytes]) -> Path:
    for name, data in members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def texts(folder: Path) -> dict[str, str]:
    """What stands in a directory, with what names its source left out: of a crawl in an archive it is longer."""
    return {name: digest for name, digest in digests(folder).items() if "crawl" not in name}


@pytest.mark.parametrize("name", ["z.zip", "z.tar", "z.tar.bz2"])
def test_an_archive_gives_what_its_directory_gives(tmp_path: Path, name: str) -> None:
    source = packed(tmp_path / name, MEMBERS)
    audit = tmp_path / "a.jsonl"
    report = go(tmp_path / "out", source, audit=str(audit))
    loose = go(tmp_path / "loose", unpacked(tmp_path / "z", MEMBERS))
    assert (report.failures, report.total.documents) == (0, loose.total.documents)
    assert report.total.removed == loose.total.removed
    assert texts(tmp_path / "out" / "z") == texts(tmp_path / "loose")
    assert [row["text"] for row in read_jsonl(tmp_path / "out" / "z" / "crawl.jsonl")] == [
        row["text"] for row in read_jsonl(tmp_path / "loose" / "crawl.jsonl")
    ]
    assert pq.read_schema(tmp_path / "out" / "z" / "none.parquet").field("n").type == pa.int16()
    assert (tmp_path / "out" / "z" / "only head.csv").read_bytes() == b"id,text\n"
    assert go(tmp_path / "out", source, audit=str(audit)).tally.documents == 0
    assert cli("undo", tmp_path / "out", "--audit", audit, "-o", tmp_path / "back").returncode == 0
    for member in ("a/plain.jsonl", "story.txt", "only head.csv"):
        assert (tmp_path / "back" / "z" / member).read_bytes() == MEMBERS[member]
    assert pq.read_table(tmp_path / "back/z/deep/er/table.parquet").equals(pq.read_table(io.BytesIO(table(20))))


def test_many_small_parts_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = packed(tmp_path / "z.tar", MEMBERS)
    go(tmp_path / "whole", source, audit=str(tmp_path / "a.jsonl"))
    monkeypatch.setattr("cleaner.run.records.PART_RECORDS", 2)
    go(tmp_path / "parts", source, audit=str(tmp_path / "b.jsonl"))
    assert texts(tmp_path / "parts") == texts(tmp_path / "whole")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@pytest.mark.parametrize("to", ["txt", "md"])
def test_pages_become_files(tmp_path: Path, to: str) -> None:
    source = packed(tmp_path / "z.zip", {"c.warc.gz": crawl(2), "p.html": PAGE, "r.jsonl": lines(2)})
    go(tmp_path / "out", source, to=to)
    names = [f"z/c/00000001.{to}", f"z/c/00000002.{to}", f"z/p.{to}", "z/r.jsonl"]
    assert sorted(digests(tmp_path / "out")) == names


def test_all_in_one_file_with_every_field(tmp_path: Path) -> None:
    members = {"r.jsonl": lines(3), "a.txt": DIRTY.encode(), "t.parquet": table(2)}
    source = packed(tmp_path / "z.zip", members)
    for out in (tmp_path / "all.parquet", tmp_path / "out"):
        go(out, source, to="parquet")
    found = pq.read_table(tmp_path / "all.parquet").to_pylist()
    assert found == pq.read_table(tmp_path / "out" / "z.parquet").to_pylist()
    assert [row["score"] for row in found] == [0.0, 1.5, 3.0, None, None, None]
    assert [row["n"] for row in found] == [None, None, None, None, 0, 1]
    assert [row["text"] for row in found[:3]] == [cleaner.clean_text(article(number)).text for number in range(3)]
    go(tmp_path / "all.jsonl", source)
    assert [len(row) for row in read_jsonl(tmp_path / "all.jsonl")] == [4, 4, 4, 5, 2, 2]


def test_names_that_meet(tmp_path: Path) -> None:
    raw = [("s.html", PAGE), ("s.txt", b"one\n"), ("s.html.txt", b"two\n"), ("./s.txt", b"three\n"), ("d//x.md", b"")]
    source = tmp_path / "z.tar"
    with tarfile.open(source, "w") as tar:
        for name, data in raw:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    report = go(tmp_path / "out", source)
    assert [failure.reason for failure in report.first_failures] == ["the archive holds this name twice"]
    out = tmp_path / "out" / "z"
    assert sorted(digests(out)) == ["d/x.md", "s.html.txt", "s.txt", "s.txt.txt"]
    assert (out / "s.txt.txt").read_text() == "one\n" and (out / "s.html.txt").read_text() == "two\n"


def test_a_page_never_takes_the_name_of_another_file(tmp_path: Path) -> None:
    names = {"p.html": PAGE, "p.htm": PAGE, "p.txt": b"one\n", "p.html.txt": b"two\n"}
    go(tmp_path / "out", unpacked(tmp_path / "in", names))
    assert (tmp_path / "out" / "p.txt").read_text() == "one\n"
    assert (tmp_path / "out" / "p.html.txt").read_text() == "two\n"
    assert sorted(digests(tmp_path / "out")) == ["p.htm.txt", "p.html.2.txt", "p.html.txt", "p.txt"]


def test_a_damaged_member_of_a_zip_costs_no_other(tmp_path: Path) -> None:
    source = packed(tmp_path / "z.zip", {"a.txt": DIRTY.encode() * 9, "b.txt": BODY.encode(), "r.jsonl": lines(3)})
    data = bytearray(source.read_bytes())
    place = data.index(b"a.txt") + 20
    data[place : place + 40] = b"\xff" * 40
    source.write_bytes(data)
    report = go(tmp_path / "out", source)
    assert [Path(failure.name).name for failure in report.first_failures] == ["a.txt"]
    assert sorted(digests(tmp_path / "out")) == ["failures.jsonl", "z/b.txt", "z/r.jsonl"]


def test_damaged_records_in_an_archive(tmp_path: Path) -> None:
    members = {
        "cut.jsonl.gz": gzip.compress(lines(400))[:-2000],
        "bad.parquet": b"PAR1 not really",
        "bad.csv": "id,text\n1,a\u00e9\n".encode("latin-1"),
        "good.jsonl": lines(2),
    }
    for name in ("z.zip", "z.tar"):
        report = go(tmp_path / f"{name}-out", packed(tmp_path / name, members))
        failed = {Path(failure.name).name: failure.reason for failure in report.first_failures}
        assert failed.keys() == {"cut.jsonl.gz", "bad.parquet", "bad.csv"}
        assert "damaged gz" in failed["cut.jsonl.gz"] and "--encoding" in failed["bad.csv"]
        assert len(read_jsonl(tmp_path / f"{name}-out" / "z" / "good.jsonl")) == 2


def test_a_cut_off_tar_keeps_what_is_whole(tmp_path: Path) -> None:
    source = packed(tmp_path / "z.tar", {"a.txt": DIRTY.encode(), "r.jsonl": lines(300)})
    source.write_bytes(source.read_bytes()[:60_000])
    report = go(tmp_path / "out", source)
    assert "damaged" in report.first_failures[-1].reason or "not valid JSON" in report.first_failures[-1].reason
    assert (tmp_path / "out" / "z" / "a.txt").exists()
    assert len(read_jsonl(tmp_path / "out" / "z" / "r.jsonl")) > 20


def test_what_the_mac_adds_is_left_out(tmp_path: Path) -> None:
    source = packed(tmp_path / "z.zip", {"a.txt": BODY.encode(), "__MACOSX/._a.txt": b"\0\5\x16\7"})
    report = go(tmp_path / "out", source)
    assert (report.failures, report.total.other) == (0, 1)


def test_an_output_that_cannot_be_written_is_a_failure_and_not_the_end(tmp_path: Path) -> None:
    source = packed(tmp_path / "z.zip", {"a.txt": BODY.encode(), "a.txt/r.jsonl": lines(2), "b.jsonl": lines(2)})
    (tmp_path / "in").mkdir()
    source.rename(tmp_path / "in" / "z.zip")
    (tmp_path / "in" / "b.txt").write_text(BODY)
    report = go(tmp_path / "out", tmp_path / "in")
    assert "cannot be written" in report.first_failures[0].reason
    assert (tmp_path / "out" / "b.txt").exists()


def test_an_archive_of_many_members_needs_no_memory_for_each(tmp_path: Path) -> None:
    """The tar reader keeps no list of members; asked by looking at it, not by measuring."""
    from cleaner.readers.archive import _members

    source = packed(tmp_path / "z.tar", {f"{number}.txt": b"x\n" for number in range(50)})
    with tarfile.open(source, "r|*") as tar:
        for _ in _members(tar):
            assert not tar.getmembers.__self__.members  # type: ignore[attr-defined]


def test_an_archive_cannot_write_into_the_state_of_the_run(tmp_path: Path) -> None:
    source = packed(tmp_path / ".cleaner.zip", {"manifest.sqlite.txt": b"x\n"})
    report = go(tmp_path / "out", source)
    assert report.failures == 0
    assert not (tmp_path / "out" / ".cleaner" / "manifest.sqlite.txt").exists()


@pytest.mark.parametrize("compression", ["", ".gz"])
def test_links_in_a_tar_are_listed_and_the_rest_is_read(tmp_path: Path, compression: str) -> None:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for name, kind in (
            ("a", tarfile.REGTYPE),
            ("soft", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("pipe", tarfile.FIFOTYPE),
            ("b", tarfile.REGTYPE),
        ):
            info = tarfile.TarInfo(f"{name}.txt")
            info.type, info.linkname, info.size = kind, "elsewhere.txt", len(DIRTY) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(DIRTY.encode()))
    data = raw.getvalue()
    (tmp_path / f"links.tar{compression}").write_bytes(gzip.compress(data) if compression else data)
    report = go(tmp_path / "out", tmp_path / f"links.tar{compression}")
    assert sorted(digests(tmp_path / "out")) == ["failures.jsonl", "links/a.txt", "links/b.txt"]
    assert [failure.name.rpartition("/")[2] for failure in report.first_failures] == [
        "soft.txt",
        "hard.txt",
        "pipe.txt",
    ]
    assert {failure.reason for failure in report.first_failures} == {"is a link or a device, not a file"}
