"""Configuration files hold in ``run`` as they do in ``check``: closest file, file by file, with what they leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner.run import RunError
from tests.run_inputs import BODY, DIRTY, cli, digests, read_jsonl

JUNK = "Sign up now"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Articles with junk in several directories, no configuration yet."""
    names = ("a.txt", "b.md", "kept/a.txt", "kept/deep/b.txt", "other/a.txt", "other/requirements.txt", ".git/a.txt")
    for name in names:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DIRTY)
    rows = [{"id": number, "text": DIRTY} for number in range(3)]
    (tmp_path / "in" / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def run(project: Path, *arguments: str, code: int = 0) -> str:
    done = cli("run", "in", "-o", "out", *arguments, cwd=project)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def dirty(project: Path) -> set[str]:
    """The outputs that still hold junk."""
    out = project / "out"
    return {name for name in digests(out) if JUNK in (out / name).read_text()}


def test_by_default_what_check_leaves_out_is_left_out_and_counted(project: Path) -> None:
    said = run(project)
    assert set(digests(project / "out")) == {"a.txt", "b.md", "kept/a.txt", "kept/deep/b.txt", "other/a.txt", "r.jsonl"}
    assert "other files            2 left out" in said
    assert not dirty(project)


def test_per_file_ignores_hold_for_texts_and_records(project: Path) -> None:
    (project / "cleaner.toml").write_text('[per-file-ignores]\n"in/kept/**" = ["newsletter"]\n"*.jsonl" = ["NL"]\n')
    run(project)
    assert dirty(project) == {"kept/a.txt", "kept/deep/b.txt", "r.jsonl"}


@pytest.mark.parametrize("jobs", ["0", "2"])
def test_the_closest_file_holds(project: Path, jobs: str) -> None:
    (project / "cleaner.toml").write_text('ignore = ["newsletter"]\n')
    (project / "in" / "other" / ".cleaner.toml").write_text('level = "default"\n')
    run(project, "--jobs", jobs)
    assert dirty(project) == {"a.txt", "b.md", "kept/a.txt", "kept/deep/b.txt", "r.jsonl"}


def test_include_and_exclude_of_the_configuration(project: Path) -> None:
    (project / "cleaner.toml").write_text('include = ["*.txt"]\nextend-exclude = ["in/kept/"]\n')
    (project / "in" / "other" / ".cleanerignore").write_text("a.txt\n")
    run(project)
    assert set(digests(project / "out")) == {"a.txt"}
    (project / "cleaner.toml").write_text("exclude = []\n")
    run(project)
    assert "other/requirements.txt" in digests(project / "out")
    assert ".git/a.txt" in digests(project / "out")


def test_a_named_file_is_read_unless_exclusion_is_forced(project: Path) -> None:
    (project / "cleaner.toml").write_text('extend-exclude = ["a.txt"]\n')
    assert cli("run", "in/a.txt", "-o", "out", cwd=project).returncode == 0
    (project / "cleaner.toml").write_text('extend-exclude = ["a.txt"]\nforce-exclude = true\n')
    done = cli("run", "in/a.txt", "-o", "out", cwd=project)
    assert done.returncode == 2 and "no matching file" in done.stderr


def test_a_changed_configuration_redoes_what_it_concerns(project: Path) -> None:
    run(project)
    (project / "in" / "kept" / "cleaner.toml").write_text('ignore = ["newsletter"]\n')
    run(project, "--summary-json", "s.json")
    assert dirty(project) == {"kept/a.txt", "kept/deep/b.txt"}
    assert json.loads((project / "s.json").read_text())["this_run"]["documents"] == 2
    (project / "cleaner.toml").write_text('[per-file-ignores]\n"r.jsonl" = ["newsletter"]\n')
    run(project, "--summary-json", "s.json")
    assert dirty(project) == {"kept/a.txt", "kept/deep/b.txt", "r.jsonl"}
    assert json.loads((project / "s.json").read_text())["this_run"]["documents"] == 3


def test_all_in_one_file_obeys_it_too(project: Path) -> None:
    (project / "in" / "kept" / "cleaner.toml").write_text('ignore = ["newsletter"]\n')
    done = cli("run", "in", "-o", "all.jsonl", "--jobs", "1", cwd=project)
    assert done.returncode == 0
    found = {Path(str(row["id"])).as_posix() for row in read_jsonl(project / "all.jsonl") if JUNK in row["text"]}
    assert found == {"in/kept/a.txt", "in/kept/deep/b.txt"}


def test_a_broken_configuration_is_named(project: Path) -> None:
    (project / "in" / "kept" / "cleaner.toml").write_text('ingore = ["newsletter"]\n')
    assert "in/kept/cleaner.toml: unknown key 'ingore'" in run(project, code=2)
    run(project, "--isolated")


def test_encoding_and_language_of_the_configuration(project: Path) -> None:
    (project / "in" / "kept" / "a.txt").write_bytes(BODY.replace("the", "thé").encode("cp1252"))
    (project / "in" / "kept" / "cleaner.toml").write_text('encoding = "utf-8"\n')
    assert "not valid utf-8" in run(project, code=3)


def test_the_library_reads_no_configuration(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaner.run import Job
    from cleaner.run import run as start

    (project / "in" / "cleaner.toml").write_text('ignore = ["newsletter"]\n')
    monkeypatch.chdir(project)
    start(Job(("in",), "out"))
    assert not dirty(project)
    with pytest.raises(RunError):
        start(Job((), "out"))
