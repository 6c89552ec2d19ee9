"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from cleaner.check.rewrite import RewriteError, rewrite

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are POSIX's")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(b"old")
    return tmp_path / "a.txt"


def test_the_content_is_replaced_and_nothing_is_left_over(path: Path) -> None:
    rewrite(path, b"old", b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert [file.name for file in path.parent.iterdir()] == ["a.txt"]


@posix
def test_the_mode_is_kept(path: Path) -> None:
    path.chmod(0o640)
    rewrite(path, b"old", b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_link_is_followed_and_stays_one(path: Path) -> None:
    link = path.with_name("link.txt")
    link.symlink_to("a.txt")
    rewrite(link, b"old", b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_file_that_changed_meanwhile_is_left_alone(path: Path) -> None:
    with pytest.raises(RewriteError, match="changed while it was read"):
        rewrite(path, b"older", b"new")
    assert path.read_bytes() == b"old"


def test_a_file_that_vanished_is_not_made_again(path: Path) -> None:
    path.unlink()
    with pytest.raises(RewriteError, match="vanished"):
        rewrite(path, b"old", b"new")
    assert not path.exists()


def test_a_read_only_file_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(RewriteError, match="read-only"):
        rewrite(path, b"old", b"new")
    path.chmod(0o644)
    assert path.read_bytes() == b"old"


@posix
def test_only_regular_files_are_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RewriteError, match="not a regular file"):
        rewrite(tmp_path / "pipe", b"", b"new")


def test_a_failure_while_writing_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        rewrite(path, b"old", b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in path.parent.iterdir()] == ["a.txt"]
