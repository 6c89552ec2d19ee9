"""Every format in and out: other fields untouched, damage named, archives kept inside their directory."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import cleaner
from cleaner.extras import hint
from cleaner.readers import Fields, Input, warc
from cleaner.readers.formats import format_of
from cleaner.run import Limits, RunError
from cleaner.run.job import Job, Source, Task
from cleaner.run.worker import Worker
from tests.run_inputs import BODY, DIRTY, article, cli, digests, go, read_jsonl, rows, write_jsonl

CLEAN = cleaner.clean_text(DIRTY).text
PACKERS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    ".gz": (gzip.compress, gzip.decompress),
    ".bz2": (bz2.compress, bz2.decompress),
    ".xz": (lzma.compress, lzma.decompress),
    ".zst": (zstandard.compress, lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data)),
}


def cleaned(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**record, "text": cleaner.clean_text(record["text"]).text} for record in records]


def test_jsonl_keeps_all_that_is_not_text_byte_for_byte(tmp_path: Path) -> None:
    body, dirty = json.dumps(BODY), json.dumps(DIRTY)
    lines = [
        f'{{"n":1.50, "big": 1e400, "text":{body},"a":"\\u00e9 \\/"}}',
        f'{{ "id" : "x",  "text": {dirty} , "n": 1.50, "é": "\\u00e9"}}',
        f'{{"meta": {{"text": "inner"}}, "text": {dirty}}}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    go(tmp_path / "out", tmp_path / "in.jsonl")
    out = (tmp_path / "out" / "in.jsonl").read_text("utf-8").splitlines()
    assert out[0] == lines[0]
    assert out[1] == lines[1].replace(dirty, json.dumps(CLEAN))
    assert json.loads(out[2]) == {"meta": {"text": "inner"}, "text": CLEAN}


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed_jsonl_in_and_out(tmp_path: Path, suffix: str) -> None:
    pack, unpack = PACKERS[suffix]
    plain = write_jsonl(tmp_path / "in.jsonl", rows(30))
    packed = tmp_path / f"packed.jsonl{suffix}"
    packed.write_bytes(pack(plain.read_bytes()) + pack(b'{"text": "second member"}\n'))
    assert go(tmp_path / "out", packed).total.documents == 31
    data = unpack(pack(b"")) + (tmp_path / "out" / packed.name).read_bytes()
    (tmp_path / "again.jsonl").write_bytes(unpack(data))
    assert read_jsonl(tmp_path / "again.jsonl") == [*cleaned(rows(30)), {"text": "second member"}]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_cut_off_stream_keeps_what_can_be_read_and_is_named(tmp_path: Path, suffix: str) -> None:
    plain = write_jsonl(tmp_path / "in.jsonl", [{"text": f"{article(n)}{hash(n):x}"} for n in range(500)])
    packed = tmp_path / f"packed.jsonl{suffix}"
    data = PACKERS[suffix][0](plain.read_bytes())
    packed.write_bytes(PACKERS[suffix][0](plain.read_bytes()) + data[: len(data) // 2])
    report = go(tmp_path / "out.jsonl", packed)
    assert report.failures == 1 and report.total.documents > 500
    assert "damaged" in report.first_failures[0].reason or "not valid JSON" in report.first_failures[0].reason


def test_lines_that_are_no_records(tmp_path: Path) -> None:
    good = {"text": BODY}
    lines = [
        json.dumps(good),
        "{broken",
        "[1]",
        '{"text": 7}',
        '{"body": "x"}',
        "",
        json.dumps(good),
        '{"text": "\\ud800"}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    report = go(tmp_path / "out", tmp_path / "in.jsonl")
    reasons = [failure.reason for failure in report.first_failures]
    assert "not valid JSON" in reasons[0] and "no JSON object" in reasons[1]
    assert "holds a number" in reasons[2] and "'text' is missing" in reasons[3]
    assert [record["text"] for record in read_jsonl(tmp_path / "out" / "in.jsonl")][:2] == [BODY, BODY]


def test_another_field_and_a_url(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", [{"body": DIRTY, "text": DIRTY}])
    go(tmp_path / "out", tmp_path / "in.jsonl", fields=Fields(text="body"))
    assert read_jsonl(tmp_path / "out" / "in.jsonl") == [{"body": CLEAN, "text": DIRTY}]


def test_large_jsonl_in_shards_gives_what_one_shard_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", rows(300))
    go(tmp_path / "whole", source, audit=str(tmp_path / "a.jsonl"))
    for size in (1, 700, 5000, 54_321):
        monkeypatch.setattr("cleaner.readers.jsonl.SHARD_BYTES", size)
        monkeypatch.setattr("cleaner.readers.jsonl.MAX_SHARDS", 400)
        go(tmp_path / f"out{size}", source, audit=str(tmp_path / f"a{size}.jsonl"))
        assert digests(tmp_path / f"out{size}") == digests(tmp_path / "whole")
        assert (tmp_path / f"a{size}.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.csv.gz"])
def test_csv(tmp_path: Path, name: str) -> None:
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter="\t" if "tsv" in name else ",")
    writer.writerow(["id", "text", 'odd "name"\n'])
    writer.writerows([str(number), DIRTY, 'a "b"\nc,\t'] for number in range(5))
    data = table.getvalue().encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert go(tmp_path / "out", tmp_path / name).failures == 0
    data = (tmp_path / "out" / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "tsv" in name else ","))
    assert read == [["id", "text", 'odd "name"\n'], *([str(n), CLEAN, 'a "b"\nc,\t'] for n in range(5))]


def test_csv_rows_that_do_not_fit(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,text\n1,a\n2,b,c\n3\n")
    report = go(tmp_path / "out", tmp_path / "t.csv")
    assert [failure.reason for failure in report.first_failures] == ["row 2 has more fields than the header"]


def columns(count: int) -> pa.Table:
    texts = [article(number) for number in range(count)]
    return pa.table(
        {
            "id": [f"d{number}" for number in range(count)],
            "text": pa.array(texts, pa.large_string()),
            "kind": pa.array(["a", "b"] * (count // 2)).dictionary_encode(),
            "when": pa.array(range(count), pa.timestamp("ms", "UTC")),
            "deep": [[{"x": number}] for number in range(count)],
        }
    )


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.binary()])
def test_parquet_keeps_other_columns_and_types(tmp_path: Path, kind: pa.DataType) -> None:
    table = columns(90)
    values = table["text"].cast(pa.string())
    values = values.combine_chunks().dictionary_encode() if pa.types.is_dictionary(kind) else values.cast(kind)
    table = table.set_column(1, "text", values)
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=40)
    go(tmp_path / "out", tmp_path / "in.parquet", jobs=2, audit=str(tmp_path / "a.parquet"))
    out = pq.read_table(tmp_path / "out" / "in.parquet")
    assert out.schema.equals(table.schema)
    assert out.drop_columns("text").equals(table.drop_columns("text"))
    texts = [text.decode() if isinstance(text, bytes) else text for text in out["text"].to_pylist()]
    assert texts == [cleaner.clean_text(article(number)).text for number in range(90)]
    audit = ("--audit", tmp_path / "a.parquet")
    assert cli("undo", tmp_path / "out", *audit, "-o", tmp_path / "back").returncode == 0
    assert pq.read_table(tmp_path / "back" / "in.parquet").equals(table)


def test_parquet_failures(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.parquet").write_bytes(b"PAR1 not really")
    pq.write_table(pa.table({"body": ["a"]}), tmp_path / "in" / "other.parquet")
    pq.write_table(pa.table({"text": [1, 2]}), tmp_path / "in" / "numbers.parquet")
    report = go(tmp_path / "out", tmp_path / "in")
    reasons = {Path(failure.name.split("#")[0]).name: failure.reason for failure in report.first_failures}
    assert "no column 'text'" in reasons["other.parquet"] and "there are: body" in reasons["other.parquet"]
    assert "holds a number" in reasons["numbers.parquet"] and reasons["broken.parquet"]


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet", "out.csv"])
@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_a_row_whose_text_is_null_goes_through_as_it_is(tmp_path: Path, suffix: str, name: str) -> None:
    records = [{"id": "a", "text": DIRTY}, {"id": "b", "text": None}, {"id": "c", "text": BODY}]
    source = tmp_path / f"in.{suffix}"
    if suffix == "jsonl":
        write_jsonl(source, records)
    else:
        pq.write_table(pa.Table.from_pylist(records), source)
    audit = tmp_path / "a.jsonl"
    report = go(tmp_path / name, source, audit=str(audit))
    assert (report.failures, report.total.documents, report.total.empty) == (0, 3, 1)
    go(tmp_path / "found.jsonl", tmp_path / name)
    null = "" if name.endswith("csv") else None
    assert [record["text"] for record in read_jsonl(tmp_path / "found.jsonl")] == [CLEAN, null, BODY]
    assert cli("undo", tmp_path / name, "--audit", audit, "-o", tmp_path / f"back-{name}").returncode == 0
    go(tmp_path / "again.jsonl", tmp_path / f"back-{name}")
    assert read_jsonl(tmp_path / "again.jsonl") == read_jsonl(tmp_path / "found.jsonl")


def test_nulls_keep_their_type(tmp_path: Path) -> None:
    table = pa.table({"n": [1, 2], "text": pa.array([None, None], pa.large_string())})
    pq.write_table(table, tmp_path / "in.parquet")
    go(tmp_path / "out.parquet", tmp_path / "in.parquet")
    assert pq.read_table(tmp_path / "out.parquet").equals(table)


def test_where_a_page_is_null_there_is_no_text(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", [{"page": None, "n": 1}])
    go(tmp_path / "out.jsonl", tmp_path / "in.jsonl", fields=Fields(html="page"))
    assert read_jsonl(tmp_path / "out.jsonl") == [{"page": None, "n": 1, "text": None}]


@pytest.mark.parametrize("name", ["all.jsonl", "all.parquet", "all.csv", "all.jsonl.zst"])
def test_from_one_format_to_another(tmp_path: Path, name: str) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": str(n), "text": article(n)} for n in range(50)])
    audit = str(tmp_path / "a.jsonl")
    go(tmp_path / name, source, audit=audit)
    back = tmp_path / f"back{name[3:]}"
    assert cli("undo", tmp_path / name, "--audit", audit, "-o", back).returncode == 0
    go(tmp_path / "last.jsonl", back, settings=cleaner.Settings(select=("references",)))
    assert read_jsonl(tmp_path / "last.jsonl") == read_jsonl(source)


def test_many_files_in_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.txt").write_text(article(number))
    (tmp_path / "in" / "x.md.gz").write_bytes(gzip.compress(DIRTY.encode()))
    (tmp_path / "in" / "y.txt").write_bytes(b"\0\0\xff")
    report = go(tmp_path / "all.jsonl", tmp_path / "in")
    assert (report.total.documents, report.failures) == (7, 1)
    out = read_jsonl(tmp_path / "all.jsonl")
    assert [Path(record["id"]).name for record in out] == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "x.md.gz"]
    assert out[-1]["text"] == CLEAN and (tmp_path / "all.jsonl.failures.jsonl").exists()
    go(tmp_path / "all.parquet", tmp_path / "in")
    assert pq.read_table(tmp_path / "all.parquet").to_pylist() == out
    again = go(tmp_path / "all.jsonl", tmp_path / "in")
    assert again.tally.documents == 0
    (tmp_path / "in" / "y.txt").unlink()
    assert go(tmp_path / "all.jsonl", tmp_path / "in").failures == 0


def test_inputs_of_different_columns_do_not_fit_in_one_csv(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("id,text\n1,x\n")
    (tmp_path / "in" / "b.csv").write_text("no,text\n1,x\n")
    with pytest.raises(RunError, match="different columns"):
        go(tmp_path / "all.csv", tmp_path / "in")


def archive(path: Path, members: list[tuple[str, bytes]]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as packed:
            for name, data in members:
                packed.writestr(name, data)
        return path
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        tar.addfile(link)
    pack = PACKERS.get(path.suffix, (bytes, bytes))[0]
    path.write_bytes(pack(raw.getvalue()))
    return path


@pytest.mark.parametrize("name", ["z.zip", "z.tar", "z.tar.gz", "z.tar.xz", "z.tar.zst"])
def test_archives_are_directories(tmp_path: Path, name: str) -> None:
    members = [
        ("d/ä.txt", DIRTY.encode()),
        ("../evil.txt", b"x"),
        ("/evil.txt", b"x"),
        ("C:\\evil.txt", b"x"),
        ("d/wide.txt", BODY.encode("utf-16")),
        ("photo.png", b"x"),
        ("deep.jsonl", b"{}"),
        ("inner.zip", b"PK"),
        ("d/packed.txt.gz", gzip.compress(DIRTY.encode())),
    ]
    source = archive(tmp_path / name, members)
    report = go(tmp_path / "out", source, audit=str(tmp_path / "a.jsonl"))
    out = tmp_path / "out" / "z"
    assert (out / "d" / "ä.txt").read_bytes().decode() == CLEAN
    assert (out / "d" / "wide.txt").read_bytes() == BODY.encode("utf-16")
    assert gzip.decompress((out / "d" / "packed.txt.gz").read_bytes()).decode() == CLEAN
    assert report.failures == (5 if name == "z.zip" else 6) and report.total.other == 1
    assert not list(tmp_path.rglob("evil*")) and len(digests(tmp_path / "out")) == 5
    assert cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back").returncode == 0
    assert (tmp_path / "back" / "z" / "d" / "ä.txt").read_bytes().decode() == DIRTY
    assert len(read_jsonl_of(go, tmp_path, source)) == 3


def read_jsonl_of(run: Any, folder: Path, source: Path) -> list[dict[str, Any]]:
    run(folder / "flat.jsonl", source)
    return read_jsonl(folder / "flat.jsonl")


def test_a_bomb_and_a_name_that_is_there_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.txt", b"0" * 5_000_000)
        packed.writestr("inner.txt.gz", gzip.compress(b"0" * 5_000_000))
        packed.writestr("a.txt", BODY)
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.txt", "another")
    report = go(tmp_path / "out", tmp_path / "z.zip", limits=Limits(max_bytes=1 << 20))
    assert [failure.reason.split(" ")[0] for failure in report.first_failures] == ["5,000,000", "more", "the"]
    assert (tmp_path / "out" / "z" / "a.txt").read_text() == BODY


PAGE = f"<html><body><p>{BODY}</p></body></html>".encode()


def crawl(packed: bool) -> bytes:
    """A crawl with the encodings that servers use, and with what is no article."""
    raw = io.BytesIO()
    writer = WARCWriter(raw, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    chunked = b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n"
    deflater = zlib.compressobj(wbits=-15)
    bare = deflater.compress(PAGE) + deflater.flush()
    for number, (status, headers, body) in enumerate([
        ("200 OK", [("Content-Type", "text/html; charset=utf-8")], PAGE),
        ("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], gzip.compress(PAGE)),
        ("200 OK", [("Content-Type", "TEXT/HTML"), ("Content-Encoding", "br")], brotli.compress(PAGE)),
        ("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "zstd")], zstandard.compress(PAGE)),
        ("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "deflate")], zlib.compress(PAGE)),
        ("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "deflate")], bare),
        ("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], PAGE),
        ("200 OK", [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")], chunked),
        ("200 OK", [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")], PAGE),
        ("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], b"garbage"),
        ("200 OK", [("Content-Type", "image/png")], b"x"),
        ("404 Not Found", [("Content-Type", "text/html")], b"nothing here"),
    ]):  # fmt: skip
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        uri = f"https://example.org/{number}"
        writer.write_record(writer.create_warc_record(uri, "response", io.BytesIO(body), http_headers=http))
    text = io.BytesIO(DIRTY.encode())
    writer.write_record(
        writer.create_warc_record("https://example.org/t", "conversion", text, warc_content_type="text/plain")
    )
    return raw.getvalue()


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz", ".warc.zst", ".warc.bz2"])
def test_warc(tmp_path: Path, suffix: str) -> None:
    data = crawl(suffix == ".warc.gz")
    pack = PACKERS[suffix[5:]][0] if suffix[5:] in (".zst", ".bz2") else bytes
    (tmp_path / f"x{suffix}").write_bytes(pack(data))
    records = list(warc.read(Input(str(tmp_path / f"x{suffix}"), suffix[6:], "x"), 0, 1 << 20))
    assert [record.data for record in records[:9]] == [PAGE] * 9
    assert [record.url for record in records[:2]] == ["https://example.org/0", "https://example.org/1"]
    assert "no valid gzip data" in records[9].error
    assert (records[10].data, records[10].html) == (DIRTY.encode(), False)
    assert list(warc.read(Input(str(tmp_path / f"x{suffix}"), suffix[6:], "x"), 9, 1 << 20))[0].name == records[9].name


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("cut", [30, 150, 430])
def test_a_cut_off_warc_keeps_its_whole_records(tmp_path: Path, packed: bool, cut: int) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(crawl(packed)[:-cut])
    *whole, last = warc.read(Input(str(path), "gz" if packed else "", "x"), 0, 1 << 20)
    assert len(whole) == 10 and whole[8].data == PAGE
    assert "cut off" in last.error


def test_wet_to_jsonl_and_to_files(tmp_path: Path) -> None:
    raw = io.BytesIO()
    writer = WARCWriter(raw, gzip=True)
    for number in range(5):
        body = io.BytesIO(article(number).encode())
        record = writer.create_warc_record(
            f"https://example.org/{number}", "conversion", body, warc_content_type="text/plain"
        )
        writer.write_record(record)
    (tmp_path / "x.warc.wet.gz").write_bytes(raw.getvalue())
    go(tmp_path / "out", tmp_path / "x.warc.wet.gz")
    records = read_jsonl(tmp_path / "out" / "x.warc.jsonl")
    assert [record["url"] for record in records] == [f"https://example.org/{number}" for number in range(5)]
    assert [record["text"] for record in records] == [cleaner.clean_text(article(number)).text for number in range(5)]
    go(tmp_path / "files", tmp_path / "x.warc.wet.gz", to="txt")
    assert sorted(digests(tmp_path / "files")) == [f"x.warc/{number:08d}.txt" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("name", "extra"), [("a.parquet", "parquet"), ("b.jsonl.zst", "zstd"), ("c.warc", "warc"), ("d.txt.zst", "zstd")]
)
def test_an_extra_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    for module in ("pyarrow", "pyarrow.parquet", "zstandard", "fastwarc", "fastwarc.warc"):
        monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"x")
    source = Source(name, str(tmp_path / name), name, *_kind(name), 1, 0)
    job = Job((), str(tmp_path / "out"))
    (tmp_path / "out" / ".cleaner" / "tmp").mkdir(parents=True)
    task = Task("t", (source,), stop=1, parts=source.kind != "text", target="out")
    (outcome,) = Worker(job).run(task, lambda place: None)
    reason = outcome.documents[0].reason if outcome.documents else outcome.failures[0].reason
    assert reason == f"this format needs an extra: {hint(extra)}"


def _kind(name: str) -> tuple[str, str]:
    found = format_of(name)
    assert found is not None
    return found.kind, found.compression
