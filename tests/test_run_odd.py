"""Odd inputs and odd disks, as users meet them: each is said, costs no other document, and leaves no half file."""

from __future__ import annotations

import ctypes
import gzip
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import cleaner
from cleaner.audit import AuditError
from cleaner.readers import Fields
from cleaner.readers.zstd import open_zstd
from cleaner.run import Job, Limits, RunError, run
from cleaner.undo import undo
from tests.helpers import PROSE
from tests.run_inputs import BODY, DIRTY, cli, digests, go, read_jsonl, rows, tree, write_jsonl

CLEAN = cleaner.clean_text(DIRTY).text
LINE = DIRTY.splitlines()[0]


# CSV -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b'id;text\r\n1;"a;b"\r\n',
        b"\xef\xbb\xbfid,text\r\n1,x\r\n",
        b"id|text|n\n1|x|2\n",
        b"text\n",
        b"id,text\n",
        b"",
        'id,text\n1,"été, voilà"\n'.encode(),
    ],
    ids=["semicolons", "bom", "pipes", "header-of-one", "header", "nothing", "letters"],
)
def test_csv_comes_out_as_it_went_in(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    assert go(tmp_path / "out", tmp_path / "t.csv", audit=str(tmp_path / "a.jsonl")).failures == 0
    assert (tmp_path / "out" / "t.csv").read_bytes() == data
    assert cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back").returncode == 0
    assert (tmp_path / "back" / "t.csv").read_bytes() == data


def test_csv_with_semicolons_is_cleaned_and_undone(tmp_path: Path) -> None:
    data = f'n;text\r\n"1;2";"{DIRTY}"\r\n'.encode()
    (tmp_path / "t.csv").write_bytes(data)
    go(tmp_path / "out", tmp_path / "t.csv", audit=str(tmp_path / "a.jsonl"))
    assert (tmp_path / "out" / "t.csv").read_bytes() == f'n;text\r\n"1;2";"{CLEAN}"\r\n'.encode()
    cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back")
    assert (tmp_path / "back" / "t.csv").read_bytes() == data


def test_csv_in_other_encodings(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_bytes("id,text\n1,é\n".encode("utf-16"))
    (tmp_path / "old.csv").write_bytes("id,text\n1,é\n".encode("cp1252"))
    assert go(tmp_path / "out", tmp_path / "wide.csv").failures == 0
    assert (tmp_path / "out" / "wide.csv").read_bytes() == "id,text\n1,é\n".encode()
    report = go(tmp_path / "bad", tmp_path / "old.csv")
    assert "name its encoding with --encoding" in report.first_failures[0].reason
    assert go(tmp_path / "out", tmp_path / "old.csv", encoding="cp1252").failures == 0
    assert (tmp_path / "out" / "old.csv").read_bytes() == "id,text\n1,é\n".encode("cp1252")


def test_csv_with_two_columns_of_one_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text,n,text\na,1,b\n")
    report = go(tmp_path / "out", tmp_path / "t.csv")
    assert [failure.reason for failure in report.first_failures] == ["two columns are called 'text'; rename one"]


def test_a_quotation_mark_that_is_never_closed_takes_no_more_memory_than_a_document(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('id,text\n1,"open\n' + "2,word\n" * 10_000)
    report = go(tmp_path / "out", tmp_path / "t.csv", limits=Limits(max_bytes=10_000))
    assert "is a quotation mark not closed?" in report.first_failures[0].reason


# JSON lines ----------------------------------------------------------------------------------------------------


def test_a_line_that_is_too_long_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    long = json.dumps({"text": "word " * 3_000_000})
    (tmp_path / "in.jsonl").write_text(f'{{"text": "one"}}\n{long}\n{{"text": "two"}}\n{long}')
    for jobs in (0, 2):  # with workers, spans begin in the middle of the long lines
        report = go(tmp_path / f"out{jobs}", tmp_path / "in.jsonl", jobs=jobs, limits=Limits(max_bytes=100_000))
        assert [row["text"] for row in read_jsonl(tmp_path / f"out{jobs}" / "in.jsonl")] == ["one", "two"]
        assert len(report.first_failures) == 2 and "--max-bytes" in report.first_failures[0].reason


def test_fields_that_only_some_have_are_kept_in_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [
        {"text": BODY},
        {"text": BODY, "n": 1, "mixed": 1},
        {"text": BODY, "mixed": "one", "big": 1 << 70},
        {"text": BODY, "deep": {"a": 1}, "mixed": [1]},
        {"text": BODY, "deep": {"b": "x"}, "n": 2.5},
        {"text": "half \ud800 a pair", "n": 1},
        {"text": BODY, "other": "\ud800"},
    ]
    source = write_jsonl(tmp_path / "in.jsonl", [])
    source.write_text("".join(json.dumps(record) + "\n" for record in records))
    for parts in (100, 1):
        monkeypatch.setattr("cleaner.run.records.PART_RECORDS", parts)
        report = go(tmp_path / f"{parts}.parquet", source)
        assert [failure.reason[:33] for failure in report.first_failures] == ["ValueError: the text holds half a"]
        found = pq.read_table(tmp_path / f"{parts}.parquet").to_pylist()
        assert [row["n"] for row in found] == [None, 1, None, None, 2.5, None]
        assert [row["mixed"] for row in found] == [None, "1", "one", "[1]", None, None]
        assert found[2]["big"] == str(1 << 70)
        assert found[3]["deep"] == {"a": 1, "b": None} and found[5]["other"] == "\\ud800"


def test_a_table_without_rows_or_of_failed_rows_keeps_its_columns(tmp_path: Path) -> None:
    schema = pa.schema([("n", pa.int16()), ("text", pa.large_string())])
    pq.write_table(schema.empty_table(), tmp_path / "none.parquet")
    pq.write_table(pa.table({"n": [1], "text": [None]}, schema=schema), tmp_path / "null.parquet")
    for name in ("none", "null"):
        go(tmp_path / "out", tmp_path / f"{name}.parquet")
        assert pq.read_schema(tmp_path / "out" / f"{name}.parquet").equals(schema)


# Disks and limits ----------------------------------------------------------------------------------------------


def test_a_document_that_fails_now_leaves_no_output_of_before(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 3)
    go(tmp_path / "out", source)
    path = sorted(source.rglob("*.txt"))[0]
    path.write_bytes(b"\0\0\xff")
    go(tmp_path / "out", source)
    assert sorted(digests(tmp_path / "out")) == ["desk 1/ärticle 1.txt", "desk 2/ärticle 2.txt", "failures.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of files")
@pytest.mark.parametrize("jobs", [0, 1])
def test_a_part_that_cannot_be_written_stops_the_run_and_is_done_again(tmp_path: Path, jobs: int) -> None:
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    source = write_jsonl(tmp_path / "in.jsonl", rows(1500))
    command = ("run", source, "-o", tmp_path / "out", "--jobs", str(jobs))
    done = cli(*command, preexec_fn=limited)
    assert done.returncode == 3 and "run the same command again" in done.stderr
    assert not digests(tmp_path / "out")
    assert not list((tmp_path / "out" / ".cleaner" / "tmp").iterdir())
    assert cli(*command).returncode == 0
    go(tmp_path / "fresh", source)
    assert digests(tmp_path / "out") == digests(tmp_path / "fresh")


def test_an_audit_or_summary_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    tree(tmp_path / "in", 2)
    for option in ("--audit", "--summary-json"):
        done = cli("run", "in", "-o", "out", option, "file/below.jsonl", cwd=tmp_path)
        assert done.returncode == 3 and "Traceback" not in done.stderr
        assert "file" in done.stderr and "run the same command again" in done.stderr
    assert sorted(digests(tmp_path / "out")) == sorted(digests(tmp_path / "in"))


def test_an_output_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot be written"):
        go(tmp_path / "file" / "out", tree(tmp_path / "in", 1))


def test_what_the_command_line_cannot_mean_is_said(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 1)
    assert "cleaner filter" in cli("run", "-", "-o", "out", cwd=tmp_path).stderr
    assert "cleaner filter" in cli("run", source, "-o", "-", cwd=tmp_path).stderr
    assert "is no size" in cli("run", source, "-o", "out", "--max-bytes", "-5", cwd=tmp_path).stderr
    assert cli("run", source, "-o", "out", "--max-bytes", "0", cwd=tmp_path).returncode == 0
    for option in ("--audit", "--summary-json"):
        assert "write /dev/stdout" in cli("run", source, "-o", "out", option, "-", cwd=tmp_path).stderr
    assert not (tmp_path / "-").exists()
    assert "--to jsonl is for records" in cli("run", source, "-o", "loose", "--to", "jsonl", cwd=tmp_path).stdout
    assert "is for records" not in cli("run", source, "-o", "one.jsonl", "--to", "jsonl", cwd=tmp_path).stdout
    for output in ("clean.txt", "clean.zip", "clean.warc.gz", "clean.json"):
        assert "an output is a directory" in cli("run", source, "-o", output, cwd=tmp_path).stderr
    assert "no output is named" in cli("run", source, "-o", "", cwd=tmp_path).stderr
    assert "no input is named" in cli("run", "", "-o", "out", cwd=tmp_path).stderr
    assert "name one in .jsonl or .parquet" in cli("run", source, "-o", "o", "--audit", "a.csv", cwd=tmp_path).stderr


def without_privileges() -> None:
    """Take from a process of root's what lets it read whatever is locked."""
    if os.geteuid() == 0:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="locks files by Linux's capabilities")
@pytest.mark.parametrize("output", ["out", "out.jsonl"])
def test_what_could_not_be_read_has_no_output_and_is_tried_again(tmp_path: Path, output: str) -> None:
    write_jsonl(tmp_path / "in.jsonl", rows(9))
    folder = tree(tmp_path / "in", 4)
    for name, packed in (("a.jsonl", False), ("b.jsonl.gz", True), ("c.jsonl", False)):
        data = (tmp_path / "in.jsonl").read_bytes()
        (folder / name).write_bytes(gzip.compress(data) if packed else data)
    (folder / "d.csv").write_text(f'text\n"{DIRTY}"\n')
    (folder / "e.warc").write_bytes(b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    pq.write_table(pa.table({"text": [DIRTY]}), folder / "f.parquet")
    with zipfile.ZipFile(folder / "g.zip", "w") as archive:
        archive.writestr("a.txt", DIRTY)
    (folder / "z.txt").write_text(DIRTY)
    assert cli("run", "in", "-o", f"fresh-{output}", cwd=tmp_path).returncode == 0
    locked = sorted(path for path in folder.iterdir() if path.name not in ("c.jsonl", "desk 0", "desk 1", "desk 2"))
    for path in locked:
        path.chmod(0)
    for _ in range(2):
        done = cli("run", "in", "-o", output, cwd=tmp_path, preexec_fn=without_privileges)
        told = sorted(line.split(":")[1].strip() for line in done.stderr.splitlines())
        assert (done.returncode, told) == (3, [f"in/{path.name}" for path in locked])
        assert done.stderr.count("Permission denied") == len(locked)
    if output == "out":
        there = {path.partition("/")[0] for path in digests(tmp_path / output)}
        assert there == {"c.jsonl", "desk 0", "desk 1", "desk 2", "failures.jsonl"}
    for path in locked:
        path.chmod(0o644)
    assert cli("run", "in", "-o", output, cwd=tmp_path).returncode == 0
    fresh = digests(tmp_path / f"fresh-{output}")
    assert list(digests(tmp_path / output).values()) == list(fresh.values())


def test_a_file_of_which_every_record_failed_has_no_output(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", rows(3))
    go(tmp_path / "out", source)
    assert go(tmp_path / "out", source, fields=Fields("body")).failures == 3
    assert list(digests(tmp_path / "out")) == ["failures.jsonl"]
    again = go(tmp_path / "out", source, fields=Fields("body"))
    assert (again.failures, again.kept, again.tally.documents) == (3, 1, 0)
    (tmp_path / "a.jsonl").write_bytes(b"")
    go(tmp_path / "out", source)
    assert list(digests(tmp_path / "out")) == ["a.jsonl"]


# WARC ----------------------------------------------------------------------------------------------------------

PAGE = f"<html><body><article><h1>A harbour wall</h1><p>{BODY}</p></article></body></html>".encode()

PIECES = gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:])


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ([], PAGE, "ok"),
        ([], b"\x89PNG", "skipped"),
        ([("Content-Type", "text/html; charset=utf-16")], PAGE, "ok"),
        ([("Content-Type", "text/html; charset=no-such")], PAGE, "ok"),
        ([("Content-Type", "text/html"), ("Content-Encoding", "gzip")], PIECES, "ok"),
        ([("Content-Type", "text/html"), ("Content-Encoding", "gzip")], gzip.compress(PAGE)[:-20], "flagged"),
        ([("Content-Type", "text/html"), ("Content-Encoding", "br")], brotli.compress(PAGE)[:-9], "flagged"),
        ([("Content-Type", "text/html")], b" \n", "empty"),
    ],
    ids=["no-type", "no-page", "not-utf-16", "no-charset", "two-pieces", "cut-gzip", "cut-brotli", "empty"],
)
def test_bodies_in_warc(tmp_path: Path, headers: list[tuple[str, str]], body: bytes, said: str) -> None:
    with (tmp_path / "c.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        uri = "https://example.org/a"
        writer.write_record(writer.create_warc_record(uri, "response", io.BytesIO(body), http_headers=http))
    report = go(tmp_path / "out", tmp_path / "c.warc.gz")
    found = [row["text"] for row in read_jsonl(tmp_path / "out" / "c.jsonl")]
    total = report.total
    assert (total.documents, total.empty, total.flagged) == (said != "skipped", said == "empty", said == "flagged")
    assert said != "ok" or PROSE[0] in found[0]
    assert said != "flagged" or report.flagged[0][1] == "its HTTP body is cut off"


def test_a_page_that_the_crawler_cut_off_is_flagged(tmp_path: Path) -> None:
    with (tmp_path / "c.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "https://example.org/a", "response", io.BytesIO(PAGE), http_headers=http,
            warc_headers_dict={"WARC-Truncated": "length"},
        )  # fmt: skip
        writer.write_record(record)
    report = go(tmp_path / "out", tmp_path / "c.warc")
    assert [reason for _, reason in report.flagged] == ["the crawler cut it off (length)"]
    assert report.total.flagged == 1


# zstd ----------------------------------------------------------------------------------------------------------


def test_a_small_file_that_unpacks_to_a_huge_one_takes_little_memory(tmp_path: Path) -> None:
    packer = zstandard.ZstdCompressor().compressobj()
    packed = b"".join(packer.compress(b"a" * (1 << 20)) for _ in range(256)) + packer.flush()
    assert len(packed) < 20_000
    (tmp_path / "bomb.txt.zst").write_bytes(packed)
    tracemalloc.start()
    try:
        with open_zstd(str(tmp_path / "bomb.txt.zst")) as file:
            size = sum(len(chunk) for chunk in iter(lambda: file.read(1 << 18), b""))
        assert (size, tracemalloc.get_traced_memory()[1] < 100 << 20) == (256 << 20, True)
    finally:
        tracemalloc.stop()
    report = go(tmp_path / "out", tmp_path / "bomb.txt.zst", limits=Limits(max_bytes=1 << 20))
    assert "more than the 1,048,576 bytes" in report.first_failures[0].reason


def test_frames_of_zstd_with_and_without_their_sizes_follow_each_other(tmp_path: Path) -> None:
    plain = [f"{DIRTY}{number}\n".encode() * 99 for number in range(3)]
    frames = [zstandard.ZstdCompressor(write_content_size=bool(n % 2)).compress(text) for n, text in enumerate(plain)]
    skipped = b"\x50\x2a\x4d\x18\x04\x00\x00\x00skip"
    for name, data in (("a", b"".join(frames)), ("b", skipped.join(frames)), ("c", b"")):
        (tmp_path / name).write_bytes(data)
        with open_zstd(str(tmp_path / name)) as file:
            assert file.read() == (b"".join(plain) if data else b"")


# Parquet and pages ---------------------------------------------------------------------------------------------


def test_a_failed_row_costs_no_other_whatever_the_types_of_the_columns(tmp_path: Path) -> None:
    texts = pa.array([DIRTY, "x" * 9000, BODY, "x" * 9000, DIRTY], pa.string_view())
    pq.write_table(pa.table({"text": texts, "n": range(5)}), tmp_path / "a.parquet")
    report = go(tmp_path / "out", tmp_path / "a.parquet", limits=Limits(max_bytes=8000))
    assert [failure.reason for failure in report.first_failures] == [
        "9,000 bytes, more than the 8,000 of --max-bytes"
    ] * 2
    table = pq.read_table(tmp_path / "out" / "a.parquet")
    assert table.to_pydict() == {"text": [CLEAN, BODY, CLEAN], "n": [0, 2, 4]}


def test_two_columns_of_one_name_are_said(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    pq.write_table(table, tmp_path / "a.parquet")
    assert go(tmp_path / "out", tmp_path / "a.parquet").first_failures[0].reason == (
        "two columns are called 'text'; rename one"
    )


def test_a_page_that_is_none_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(bytes(range(256)) * 40)
    assert go(tmp_path / "out", tmp_path / "a.html").first_failures[0].reason == "page is no text but binary data"


def test_json_lines_in_another_encoding_are_told_from_damaged_ones(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "Kürze"}\n'.encode("latin-1") + b"[1]\n" + b'{"text": 7}\n')
    assert [failure.reason for failure in go(tmp_path / "out", tmp_path / "a.jsonl").first_failures] == [
        "line at byte 0 is not UTF-8, as JSON lines are: invalid start byte",
        "line at byte 18 is no JSON object, but a list",
        "field 'text' holds a number, not text; name the right one with --text-field (there are: text)",
    ]


# names that meet -----------------------------------------------------------------------------------------------


REFUSED: dict[str, tuple[str, dict[str, str], str]] = {
    "an-audit-over-an-input": ("out", {"audit": "a.jsonl"}, "--audit a.jsonl: would be written over an input"),
    "a-summary-over-an-input": (
        "out",
        {"summary": "a.jsonl"},
        "--summary-json a.jsonl: would be written over an input",
    ),
    "an-audit-by-another-way": ("out", {"audit": "link/../a.jsonl"}, "would be written over an input"),
    "an-audit-over-the-output": ("o.jsonl", {"audit": "o.jsonl"}, "would be written over the output"),
    "two-reports-in-one-file": ("out", {"audit": "r", "summary": "r"}, "would be written over what --audit names"),
    "an-audit-in-the-state": ("out", {"audit": "out/.cleaner/a.jsonl"}, "would be written over the run's own state"),
    "an-audit-over-a-clean-file": ("out", {"audit": "out/a.jsonl"}, "would overwrite the run's own a.jsonl"),
    "an-audit-over-a-directory": ("out", {"audit": "."}, "is a directory; name a file"),
    "a-packed-audit": ("out", {"audit": "audit.jsonl.gz"}, "an audit is not compressed"),
    "one-text-for-all": ("clean.txt", {}, "clean.txt: an output is a directory, or one file for all"),
    "an-array-for-all": ("clean.json", {}, "clean.json: an output is a directory, or one file for all"),
}


@pytest.mark.parametrize(("output", "reports", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_nothing_is_written_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, reports: dict[str, str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").mkdir()
    write_jsonl(tmp_path / "a.jsonl", rows(3))
    before = digests(tmp_path)
    with pytest.raises(RunError, match=re.escape(said)):
        go(Path(output), Path("a.jsonl"), **reports)
    assert digests(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names there")
def test_a_report_goes_into_a_pipe_that_stays_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        done = cli("run", "a.txt", "-o", "out", "--summary-json", "pipe", cwd=tmp_path)
        if done.returncode:
            reader.kill()  # nobody will write into the pipe that it waits for
        assert reader.stdout is not None and json.loads(reader.stdout.read())["documents"] == 1
    assert done.returncode == 0 and stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    go(tmp_path / "out", tmp_path / "a.txt", audit=str(tmp_path / "a.jsonl"))
    undone = cli("undo", "out", "--audit", "a.jsonl", "-o", "pipe", cwd=tmp_path)
    assert undone.returncode == 2 and "is a device or a pipe" in undone.stderr


def test_a_report_behind_a_link_leaves_the_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    (tmp_path / "link.jsonl").symlink_to("audit.jsonl")
    go(tmp_path / "out", tmp_path / "a.txt", audit=str(tmp_path / "link.jsonl"))
    assert (tmp_path / "link.jsonl").is_symlink() and "a.txt" in (tmp_path / "audit.jsonl").read_text()


def test_names_as_long_as_they_can_be(tmp_path: Path) -> None:
    name = "n" * 251 + ".txt"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(DIRTY)
    write_jsonl(tmp_path / "in" / ("r" * 249 + ".jsonl"), rows(3))
    go(tmp_path / "out", tmp_path / "in", audit=str(tmp_path / "a.jsonl"))
    done = cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back")
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "back") == digests(tmp_path / "in")


def test_names_that_differ_by_case_or_accent_alone_do_not_meet_on_any_system(tmp_path: Path) -> None:
    names = ("a.txt", "caf\u00e9.txt")
    (tmp_path / "in").mkdir()
    for name in (*names, "A.html", "cafe\u0301.HTML"):
        (tmp_path / "in" / name).write_text(f"<html><p>{BODY}</p></html>" if "html" in name.lower() else DIRTY)
    go(tmp_path / "out", tmp_path / "in")
    assert sorted(digests(tmp_path / "out")) == sorted([*names, "A.html.txt", "cafe\u0301.HTML.txt"])
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name in ("B/a.txt", "b/A.txt", "b/a.md"):
            archive.writestr(name, DIRTY)
    go(tmp_path / "unpacked", tmp_path / "z.zip")
    assert sorted(digests(tmp_path / "unpacked")) == ["z/B/a.txt", "z/b/A.txt.txt", "z/b/a.md"]


def test_an_output_that_is_the_input_by_another_name_is_refused(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", rows(2))
    (tmp_path / "b.jsonl").hardlink_to(source)
    with pytest.raises(RunError, match="would be written over the input"):
        go(tmp_path / "b.jsonl", source)
    with pytest.raises(RunError, match="would be written over an input"):
        go(tmp_path / "out", source, audit=str(tmp_path / "b.jsonl"))


def test_an_audit_may_lie_in_the_output(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", rows(3))
    for _ in range(2):
        assert not go(tmp_path / "out", tmp_path / "a.jsonl", audit=str(tmp_path / "out" / "audit.jsonl")).failures


def test_json_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"text": DIRTY}]))
    report = go(tmp_path / "out", tmp_path / "a.json")
    assert [failure.reason for failure in report.first_failures] == [
        "JSON is no text; write one object a line to a file that ends in .jsonl"
    ]


def test_an_audit_cannot_make_undo_write_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    go(tmp_path / "out", tmp_path / "a.txt", audit=str(tmp_path / "audit.jsonl"))
    line = (tmp_path / "audit.jsonl").read_text()
    for name in ("../evil.txt", str(tmp_path / "evil.txt"), "b/../../evil.txt"):
        (tmp_path / "evil.jsonl").write_text(line.replace('"output": "a.txt"', f'"output": "{name}"'))
        (tmp_path / "evil.txt").write_text(CLEAN)
        report = undo(str(tmp_path / "out"), str(tmp_path / "evil.jsonl"), str(tmp_path / "back"))
        assert report.failures == [(name, "leads out of the directory; refused")]
        assert (tmp_path / "evil.txt").read_text() == CLEAN
    with pytest.raises(AuditError, match="is the audit"):
        undo(str(tmp_path / "out"), str(tmp_path / "audit.jsonl"), str(tmp_path / "audit.jsonl"))


# extras --------------------------------------------------------------------------------------------------------


def without(libraries: list[str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a Python that cannot import these libraries, nor can its workers."""
    (folder / "less").mkdir(exist_ok=True)
    (folder / "less" / "sitecustomize.py").write_text(f"import sys\nsys.modules |= dict.fromkeys({libraries})\n")
    paths = os.pathsep.join([str(folder / "less"), str(Path(cleaner.__file__).parents[1])])
    try:
        return subprocess.run(
            [sys.executable, "-m", "cleaner", *arguments],
            cwd=folder, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    finally:
        shutil.rmtree(folder / "less")


@pytest.mark.parametrize("name", ["a.parquet", "a.zip"])
def test_what_needed_an_extra_is_read_once_it_is_installed(tmp_path: Path, name: str) -> None:
    pq.write_table(pa.table({"text": [DIRTY]}), tmp_path / "a.parquet")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.parquet", "a.parquet")
    arguments = ["run", name, "-o", "out"]
    for _ in range(2):
        done = without(["pyarrow"], tmp_path, *arguments)
        assert (done.returncode, done.stderr.count("error")) == (3, 1)
        assert "this format needs an extra: pip install '.[parquet]' in a clone of cleaner" in done.stderr
    assert cli(*arguments, cwd=tmp_path).returncode == 0
    (table,) = (tmp_path / "out").rglob("a.parquet")
    assert pq.read_table(table).to_pydict() == {"text": [CLEAN]}


@pytest.mark.parametrize(
    "options", [["-o", "o.parquet"], ["-o", "out", "--to", "parquet"], ["-o", "out", "--audit", "a.pq"]]
)
def test_parquet_is_not_promised_without_its_library(tmp_path: Path, options: list[str]) -> None:
    write_jsonl(tmp_path / "a.jsonl", rows(2))
    done = without(["pyarrow"], tmp_path, "run", "a.jsonl", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(": this format needs an extra: pip install '.[parquet]' in a clone of cleaner\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_all_extras_that_a_command_needs_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"")
    done = without(["pyarrow", "fastwarc"], tmp_path, "run", "a.warc.gz", "-o", "o.parquet")
    assert (done.returncode, "'.[parquet,warc]'" in done.stderr) == (2, True)
    done = without(["zstandard"], tmp_path, "run", "a.warc.gz", "-o", "o.jsonl.zst")
    assert (done.returncode, "'.[zstd]'" in done.stderr) == (2, True)


def test_a_member_that_lacks_its_extra_costs_the_others_of_its_archive_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.jsonl.zst", zstandard.compress(b'{"text": "x"}\n'))
        archive.writestr("b.txt", DIRTY)
    done = without(["zstandard"], tmp_path, "run", "a.zip", "-o", "out")
    assert done.stderr.startswith("error: a.zip/a.jsonl.zst: this format needs an extra: pip install '.[zstd]'")
    assert sorted(digests(tmp_path / "out")) == ["a/b.txt", "failures.jsonl"]


def test_an_engine_that_is_not_there_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    done = without(["ray"], tmp_path, "run", "a.txt", "-o", "out", "--engine", "ray")
    assert (done.returncode, "'.[ray]'" in done.stderr) == (2, True)
    for output in (str(tmp_path / "out"), "s3://bucket/out"):
        with pytest.raises(RunError, match="no engine 'dask'; known: local, ray"):
            run(Job((str(tmp_path / "a.txt"),), output), engine="dask")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
