"""HTML pages through runs: loose files, records and crawls give what the library gives."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cleaner import PageOptions, clean_html
from cleaner.readers import Fields
from tests.helpers import PROSE
from tests.run_inputs import cli, go, read_jsonl, write_jsonl


def page(number: int, charset: str = "utf-8") -> bytes:
    """A page with a menu, an article and a footer."""
    story = "".join(f"<p>{line} Entry № {number}.</p>" for line in PROSE)
    body = f"<nav><a href=/>Home</a><a href=/a>Sport</a></nav><article><h1>Harbour {number}</h1>{story}</article>"
    html = f"<html><head><title>Harbour {number}</title></head><body>{body}<footer>© Lenn Press</footer></body></html>"
    return html.encode(charset, "xmlcharrefreplace")


def crawl(path: Path, count: int) -> Path:
    """A crawl of such pages, each with a charset in its HTTP header alone."""
    raw = io.BytesIO()
    writer = WARCWriter(raw, gzip=True)
    for number in range(count):
        charset = ("utf-8", "utf-16-le")[number % 2]
        headers = [("Content-Type", f"text/html; charset={charset}")]
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        payload = io.BytesIO(page(number, charset))
        uri = f"https://example.org/{number}"
        writer.write_record(writer.create_warc_record(uri, "response", payload, http_headers=http))
    path.write_bytes(raw.getvalue())
    return path


def expected(number: int) -> str:
    return clean_html(page(number), f"https://example.org/{number}").text


def test_loose_pages(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(3):
        (source / f"{number}.html").write_bytes(page(number))
    (source / "empty.html").write_bytes(b"")
    report = go(tmp_path / "out", source, jobs=1, audit=str(tmp_path / "a.jsonl"))
    assert report.total.documents == 4
    for number in range(3):
        text = (tmp_path / "out" / f"{number}.txt").read_bytes().decode()
        assert text == expected(number) and "Sport" not in text and "© Lenn" not in text
    done = cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back")
    assert done.returncode == 0 and "pages: their extracted text" in done.stderr
    assert "Sport" in (tmp_path / "back" / "1.txt").read_text("utf-8")


def test_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(1))
    go(tmp_path / "out", tmp_path / "a.html", jobs=1, to="md", audit=str(tmp_path / "a.jsonl"))
    markdown = clean_html(page(1), options=PageOptions(markdown=True)).markdown
    assert (tmp_path / "out" / "a.md").read_bytes().decode() == markdown
    assert cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back").returncode == 3


def test_a_crawl_as_typed(tmp_path: Path) -> None:
    crawl(tmp_path / "crawl.warc.gz", 4)
    done = cli("run", "crawl.warc.gz", "-o", "clean.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = pq.read_table(tmp_path / "clean.parquet").to_pylist()
    assert [row["url"] for row in found] == [f"https://example.org/{number}" for number in range(4)]
    assert [row["text"] for row in found] == [expected(number) for number in range(4)]
    assert [row["title"] for row in found] == [f"Harbour {number}" for number in range(4)]
    go(tmp_path / "out", tmp_path / "crawl.warc.gz", jobs=1, to="md")
    assert len(list((tmp_path / "out" / "crawl").glob("*.md"))) == 4


def test_pages_in_a_field(tmp_path: Path) -> None:
    records = [
        {"n": number, "html": page(number).decode(), "url": f"https://example.org/{number}"} for number in range(3)
    ]
    source = write_jsonl(tmp_path / "in.jsonl", records)
    go(tmp_path / "out", source, jobs=1, fields=Fields(html="html"))
    found = read_jsonl(tmp_path / "out" / "in.jsonl")
    assert found == [{**record, "text": expected(number)} for number, record in enumerate(records)]
    assert json.dumps(found)


def test_what_is_wanted_of_pages_beyond_their_bodies(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    described = page(1).replace(b"<head>", b'<head><meta name="author" content="Ingrid Solheim">')
    (source / "1.html").write_bytes(described)
    (source / "2.html").write_bytes(page(2))
    done = cli("run", source, "-o", tmp_path / "out.jsonl", "--title", "--metadata")
    assert done.returncode == 0
    first, second = read_jsonl(tmp_path / "out.jsonl")
    assert (first["author"], second["author"]) == ("Ingrid Solheim", None)
    assert first["text"].startswith("Harbour 1\n") and first["text"].endswith(expected(1))
    done = cli("run", source, "-o", tmp_path / "out.parquet", "--metadata")
    assert done.returncode == 0
    assert pq.read_table(tmp_path / "out.parquet")["author"].to_pylist() == ["Ingrid Solheim", None]
