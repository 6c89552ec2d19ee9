"""Runs over loose files: mirrored, recorded, resumed, refused; and undone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cleaner
from cleaner.run import RunError
from tests.run_inputs import BODY, DIRTY, SEEDS, article, cli, digests, go, tree


def test_the_seeds_from_the_command_line(tmp_path: Path) -> None:
    done = cli(
        "run", SEEDS, "-o", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "--summary-json", tmp_path / "s.json"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "documents              3" in done.stdout and "newsletter" in done.stdout
    for seed in SEEDS.iterdir():
        clean = cleaner.clean_text(seed.read_bytes().decode()).text
        assert (tmp_path / "out" / seed.name).read_bytes().decode() == clean
    summary = json.loads((tmp_path / "s.json").read_text())
    assert (summary["documents"], summary["failed"], summary["status"]) == (3, 0, "complete")
    undone = cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back")
    assert undone.returncode == 0
    assert digests(tmp_path / "back") == digests(SEEDS)


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_the_tree_is_mirrored_and_the_same_whatever_the_workers(tmp_path: Path, jobs: int) -> None:
    source = tree(tmp_path / "in", 30)
    report = go(tmp_path / "out", source, jobs=jobs, audit=str(tmp_path / "a.jsonl"))
    assert (report.total.documents, report.total.unchanged, report.failures) == (30, 10, 0)
    assert list(digests(tmp_path / "out")) == list(digests(source))
    for path in source.rglob("*.txt"):
        out = tmp_path / "out" / path.relative_to(source)
        assert out.read_bytes().decode() == cleaner.clean_text(path.read_bytes().decode()).text
    go(tmp_path / "again", source, audit=str(tmp_path / "b.jsonl"))
    assert digests(tmp_path / "again") == digests(tmp_path / "out")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_untouched_text_keeps_its_bytes_whatever_the_encoding(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "wide.txt").write_bytes(BODY.encode("utf-16"))
    (source / "bom.txt").write_bytes(b"\xef\xbb\xbf" + DIRTY.replace("\n", "\r\n").encode())
    (source / "empty.txt").write_bytes(b"")
    (source / "blank.md").write_bytes(b"\n\n")
    report = go(tmp_path / "out", source, audit=str(tmp_path / "a.jsonl"))
    assert (report.total.documents, report.total.empty, report.failures) == (4, 2, 0)
    assert (tmp_path / "out" / "wide.txt").read_bytes() == BODY.encode("utf-16")
    assert (tmp_path / "out" / "bom.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "out" / "blank.md").read_bytes() == b"\n\n"
    assert cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back").returncode == 0
    assert digests(tmp_path / "back") == digests(source)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows file names hold no such characters")
def test_odd_names(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    names = [b"two\nlines.txt", b"  spaces .txt", "日本.txt".encode(), b"-o.txt"]
    names += [b"not\xffutf8.txt"] if sys.platform == "linux" else []
    for name in names:
        (source / os.fsdecode(name)).write_text(DIRTY)
    done = cli("run", source, "-o", tmp_path / "out", "--audit", tmp_path / "a.jsonl")
    assert done.returncode == 0, done.stderr
    assert {os.fsencode(path.name) for path in (tmp_path / "out").iterdir()} - {b".cleaner"} == set(names)
    assert cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back").returncode == 0
    assert digests(tmp_path / "back") == digests(source)


def test_a_bad_file_is_named_and_does_not_stop_the_others(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 6)
    (source / "binary.txt").write_bytes(b"a\0\0b\xff" * 9)
    (source / "large.txt").write_bytes(b"word " * 4000)
    done = cli("run", source, "-o", tmp_path / "out", "--max-bytes", "10K", "--summary-json", tmp_path / "s.json")
    assert done.returncode == 3
    assert "binary.txt: byte 1 is NUL" in done.stderr and "large.txt: 20,000 bytes" in done.stderr
    listed = [json.loads(line) for line in (tmp_path / "out" / "failures.jsonl").read_text().splitlines()]
    assert [Path(line["name"]).name for line in listed] == ["binary.txt", "large.txt"]
    assert json.loads((tmp_path / "s.json").read_text())["failures"] == listed
    assert len(digests(tmp_path / "out")) == 7
    (source / "binary.txt").write_text(BODY)
    (source / "large.txt").unlink()
    assert go(tmp_path / "out", source).failures == 0
    assert not (tmp_path / "out" / "failures.jsonl").exists()


def test_a_second_run_does_only_what_is_missing_or_changed(tmp_path: Path) -> None:
    source, out = tree(tmp_path / "in", 9), tmp_path / "out"
    audit = str(tmp_path / "a.jsonl")
    first = go(out, source, audit=audit)
    before, lines = digests(out), (tmp_path / "a.jsonl").read_bytes()
    again = go(out, source, audit=audit)
    assert (again.tally.documents, again.kept, again.total) == (0, 9, first.total)
    assert (digests(out), (tmp_path / "a.jsonl").read_bytes()) == (before, lines)
    files = sorted(source.rglob("*.txt"))
    os.utime(files[0], (1, 1))  # touched only: read, and found to be the same
    (out / files[1].relative_to(source)).unlink()
    files[2].write_text(article(99))
    (source / "new.txt").write_text(DIRTY)
    third = go(out, source, audit=audit)
    assert (third.tally.documents, third.kept, third.total.documents) == (3, 7, 10)
    assert digests(out).keys() == digests(source).keys()
    fresh = go(tmp_path / "fresh", source, audit=str(tmp_path / "b.jsonl"))
    assert (digests(tmp_path / "fresh"), fresh.total) == (digests(out), third.total)
    assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


def test_other_settings_mean_another_run(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 3)
    go(tmp_path / "out", source)
    report = go(tmp_path / "out", source, settings=cleaner.Settings(ignore=("newsletter",)))
    assert report.tally.documents == 3


def test_a_page_beside_a_text_of_the_same_name(tmp_path: Path) -> None:
    from cleaner.run import Job
    from cleaner.run.plan import Walk, walk

    for name in ("page.html", "page.txt", "other.htm", "a.md", "x.tar.gz", "crawl.warc.gz", "r.csv.gz", "note.pdf"):
        (tmp_path / name).write_text("x")
    found = Walk()
    outputs = {Path(s.path).name: s.output for s in walk(Job((str(tmp_path),), "out"), found)}
    assert outputs == {
        "a.md": "a.md", "crawl.warc.gz": "crawl.jsonl", "other.htm": "other.txt", "page.html": "page.html.txt",
        "page.txt": "page.txt", "r.csv.gz": "r.csv.gz", "x.tar.gz": "x",
    }  # fmt: skip
    assert found.other == 1


@pytest.mark.parametrize(
    ("output", "options"),
    [
        ("in", {}),
        ("in/out", {}),
        (".", {}),
        ("in/all.jsonl", {}),
        ("out", {"audit": "in/a.jsonl"}),
        ("out", {"summary": "in/s.json"}),
    ],
)
def test_an_output_in_or_over_the_input_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, options: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = digests(tree(tmp_path / "in", 3))
    with pytest.raises(RunError):
        go(Path(output), Path("in"), **options)
    assert digests(tmp_path / "in") == before and not (tmp_path / ".cleaner").exists()


def test_a_file_is_not_written_over_itself_but_may_go_beside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    with pytest.raises(RunError, match="over the input"):
        go(tmp_path, tmp_path / "a.txt")
    go(tmp_path / "out", tmp_path / "a.txt")
    assert (tmp_path / "out" / "a.txt").exists()


def test_several_sources_keep_apart(tmp_path: Path) -> None:
    one, two = tree(tmp_path / "one", 2), tree(tmp_path / "two", 2)
    (tmp_path / "note.txt").write_text(BODY)
    go(tmp_path / "out", one, two, tmp_path / "note.txt")
    assert {name.split("/")[0] for name in digests(tmp_path / "out")} == {"one", "two", "note.txt"}
    with pytest.raises(RunError, match="share their output"):
        go(tmp_path / "out2", one, tree(tmp_path / "x" / "one", 1))


def test_include_and_exclude(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 9)
    report = go(tmp_path / "out", source, include=("desk 1/", "desk 2/"), exclude=("*5.txt",))
    assert (report.total.documents, report.other) == (5, 4)


def test_nothing_to_do_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff")
    done = cli("run", "in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2 and "no matching file in in" in done.stderr
    assert cli("run", "nowhere", "-o", "out", cwd=tmp_path).returncode == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_reported_and_does_not_hang_the_run(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 2)
    os.mkfifo(source / "pipe.txt")
    (source / "lost.txt").symlink_to("nowhere")
    report = go(tmp_path / "out", source)
    assert [Path(failure.name).name for failure in report.first_failures] == ["lost.txt", "pipe.txt"]
    assert (report.total.documents, report.total.failed) == (4, 2)


def test_undo_notices_that_the_clean_text_was_changed(tmp_path: Path) -> None:
    go(tmp_path / "out", tree(tmp_path / "in", 3), audit=str(tmp_path / "a.jsonl"))
    changed = sorted((tmp_path / "out").rglob("*1.txt"))[0]
    changed.write_text(changed.read_text().replace("town", "city"))
    done = cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "back")
    assert done.returncode == 3 and "was changed after it was cleaned" in done.stderr
    assert cli("undo", tmp_path / "out", "--audit", tmp_path / "a.jsonl", "-o", tmp_path / "out").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals here")
def test_progress_is_for_terminals(tmp_path: Path) -> None:
    import pty

    source = tree(tmp_path / "in", 1)
    (source / "big.jsonl").write_text('{"text": "A line of some prose."}\n' * 10_000)
    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "cleaner", "run", str(source), "-o", str(tmp_path / "out"), "-j", "1"]
    process = subprocess.Popen(command, stderr=secondary, stdout=subprocess.PIPE)
    os.close(secondary)
    shown = b""
    while True:
        try:
            chunk = os.read(primary, 4096)
        except OSError:
            break
        shown += chunk
    out, _ = process.communicate()
    assert process.returncode == 0
    assert b"documents" in out and b"\x1b" not in out
    assert "░".encode() in shown or "█".encode() in shown


def test_the_text_path_of_a_run_loads_no_heavy_library() -> None:
    code = (
        "import sys, cleaner.cli.run, cleaner.run, cleaner.engines.inline, cleaner.run.worker\n"
        "print(sorted({'trafilatura', 'justext', 'lxml', 'pyarrow', 'ray', 'multiprocessing.pool'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_markers_in_markdown_hold_in_a_run_too(tmp_path: Path) -> None:
    articles = tmp_path / "in"
    articles.mkdir()
    text = "Lenn votes\n\nAdvertisement <!-- cleaner: ignore -->\n\nThe town voted on Sunday for a breakwater.\n"
    (articles / "a.md").write_text(text, "utf-8")
    go(tmp_path / "out", articles)
    assert (tmp_path / "out" / "a.md").read_text("utf-8") == text
