"""How far a run is, as a log shows it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from cleaner.cli import progress
from cleaner.run import Job
from cleaner.run.job import Tally


def test_a_log_gets_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Rain.\n" * 100)
    now = iter([0.0, 10.0, 40.0, 80.0])
    monkeypatch.setattr(progress, "monotonic", lambda: next(now))
    log = io.StringIO()
    bar = progress.Bar(Job((str(tmp_path),), str(tmp_path / "out")), log, plain=True)
    for documents, failed in ((1, 0), (0, 0), (1, 1)):
        bar(Tally(documents=documents, failed=failed, bytes=600 * documents))
    bar.close()
    first, second = log.getvalue().splitlines()
    assert re.fullmatch(r"50%  1 documents  0/s  0\.0 MB/s  \d+:\d\d left", first)
    assert second.startswith("100%  2 documents") and second.endswith("1 failed")


@pytest.mark.parametrize(
    ("encoding", "signs"), [("utf-8", "████████████░░░░░░░░░░░░"), ("cp1252", "############------------")]
)
def test_a_bar_is_made_of_what_the_terminal_can_show(tmp_path: Path, encoding: str, signs: str) -> None:
    (tmp_path / "a.txt").write_text("Rain.\n" * 100)
    terminal = io.TextIOWrapper(io.BytesIO(), encoding)
    bar = progress.Bar(Job((str(tmp_path / "a.txt"),), str(tmp_path / "out")), terminal)
    bar._every = 0.0
    bar(Tally(documents=1, bytes=300))
    assert terminal.buffer.getvalue().decode(encoding).startswith(f"\r\x1b[K{signs}  50%")  # type: ignore[attr-defined]
