"""Which files of those named are read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner.config import Resolver
from cleaner.files import Found, Missing, collect
from tests.run_inputs import DIRTY, go


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project directory with files that are read and files that are not."""
    names = "b.txt a.md c.TXT d.py deep/e.txt deep/draft.txt .git/f.txt node_modules/g.txt requirements.txt"
    for name in names.split():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*given: str, **settings: object) -> list[str]:
    found = collect(given, Resolver({key.replace("_", "-"): value for key, value in settings.items()}))
    return [item.name if isinstance(item, Found) else f"{item.name}: {item.reason}" for item in found]


def test_a_directory_gives_its_texts_in_order(tree: Path) -> None:
    deep = [str(Path("deep") / name) for name in ("draft.txt", "e.txt")]
    assert names(".") == ["a.md", "b.txt", "c.TXT", *deep]


def test_a_file_that_is_named_is_read_whatever_it_is(tree: Path) -> None:
    assert names("d.py", ".git/f.txt", "requirements.txt") == ["d.py", ".git/f.txt", "requirements.txt"]


def test_force_exclude_holds_for_named_files_and_their_directories(tree: Path) -> None:
    assert names("b.txt", ".git/f.txt", "requirements.txt", force_exclude=True) == ["b.txt"]


def test_a_file_is_read_once(tree: Path) -> None:
    assert names("b.txt", "./b.txt", str(tree / "b.txt"), "deep", "deep/e.txt").count("b.txt") == 1


def test_cleanerignore_speaks_for_its_directory(tree: Path) -> None:
    (tree / ".cleanerignore").write_text("# drafts\ndraft.*\n/b.txt\n")
    assert names(".") == ["a.md", "c.TXT", str(Path("deep") / "e.txt")]
    (tree / "deep" / "sub").mkdir()
    (tree / "deep" / "sub" / "b.txt").write_text("Text.\n")
    assert str(Path("deep") / "sub" / "b.txt") in names("deep")


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["deep"], ["a.md", "b.txt", "c.TXT"]),
        (["deep/"], ["a.md", "b.txt", "c.TXT"]),
        (["*.txt"], ["a.md", "c.TXT"]),
        (["*.txt", "!e.txt"], ["a.md", "c.TXT", str(Path("deep") / "e.txt")]),
        (["deep/**"], ["a.md", "b.txt", "c.TXT"]),
        (["/b.txt", "?.md"], ["c.TXT", str(Path("deep") / "draft.txt"), str(Path("deep") / "e.txt")]),
    ],
)
def test_exclude_has_the_syntax_of_gitignore(tree: Path, patterns: list[str], left: list[str]) -> None:
    assert names(".", exclude=[*patterns, ".git", "node_modules", "requirements.txt"]) == left


def test_what_leads_nowhere_is_said(tree: Path) -> None:
    (tree / "empty").mkdir()
    found = list(collect(["none.txt", "empty"], Resolver({})))
    assert [type(item) for item in found] == [Missing, Missing]
    assert names("none.txt") == ["none.txt: no such file or directory"]
    assert "holds no file to read" in names("empty")[0]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights on Windows")
def test_links_to_directories_are_not_entered_and_broken_ones_are_said(tree: Path) -> None:
    (tree / "loop").symlink_to(tree)
    (tree / "broken.txt").symlink_to(tree / "nowhere")
    assert not any(name.startswith("loop") for name in names("."))
    assert names("broken.txt") == ["broken.txt: is a broken link"]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """Directories in each other deeper than calls go, and the last ones deeper than paths do."""
    before = Path.cwd()
    folder = tmp_path / "deep"
    folder.mkdir()
    (folder / "top.txt").write_text(DIRTY)
    os.chdir(folder)
    for name in ["d"] * 1200 + ["d" * 200] * 10:
        os.mkdir(name)  # noqa: PTH102 (the whole path is too long for any call)
        os.chdir(name)
    os.chdir(before)
    yield folder
    subprocess.run(["rm", "-rf", folder], check=True)  # the library's own way down is a call a level as well


@pytest.mark.skipif(sys.platform != "linux", reason="limits and commands are those of Linux")
def test_a_tree_deeper_than_calls_go(deep: Path, tmp_path: Path) -> None:
    found = names(str(deep))
    assert found[-1] == str(deep / "top.txt")
    assert [name[-34:] for name in found[:-1]] == [": cannot be read: File name too long"[-34:]]
    report = go(tmp_path / "out", deep)
    assert report.total.documents == 2 and "File name too long" in report.first_failures[0].reason
    assert (tmp_path / "out" / "top.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights on Windows")
def test_links_that_lead_to_each_other_stop_nothing(tree: Path) -> None:
    (tree / "deep" / "a.txt").symlink_to("z.txt")
    (tree / "deep" / "z.txt").symlink_to("a.txt")
    found = names("deep")
    assert [name for name in found if ": " not in name] == [str(Path("deep") / n) for n in ("draft.txt", "e.txt")]
    assert [name.partition(": ")[2][:15] for name in found if ": " in name] == ["cannot be read:"] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="only some systems take any bytes for a name")
def test_names_of_any_bytes(tree: Path) -> None:
    odd = os.fsdecode(b"a \n\xff.txt")
    (tree / odd).write_text("Text.\n")
    assert odd in names(".")
