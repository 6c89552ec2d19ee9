"""Workers that hang, die, eat memory or raise: the document is named, everything else is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleaner.engines.memory import resident
from cleaner.engines.pool import Pool
from cleaner.run import Limits
from cleaner.run.job import Failure, Job, Outcome, Source, Task
from tests.hostile import FUNCTION
from tests.run_inputs import article, cli, digests, go, read_jsonl, rows, tree, write_jsonl

FAST = Limits(timeout=4.0, memory=400 << 20)


def names(failures: list[Failure]) -> dict[str, str]:
    return {Path(failure.name).name: failure.reason for failure in failures}


def test_loose_files(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 12)
    for word in ("HANG", "DIE", "RAISE", "EAT"):
        (source / f"{word}.txt").write_text(f"{word} now")
    (source / "once.txt").write_text(f"DIE-ONCE {tmp_path}/mark")
    report = go(tmp_path / "out", source, jobs=2, function=FUNCTION, limits=FAST)
    failed = names(report.first_failures)
    assert failed.keys() == {"HANG.txt", "DIE.txt", "RAISE.txt", "EAT.txt"}
    assert "longer than 4 s (--timeout)" in failed["HANG.txt"]
    assert "exit code 9" in failed["DIE.txt"]
    assert failed["RAISE.txt"] == "ArithmeticError: no such luck"
    assert "memory" in failed["EAT.txt"]
    assert (report.total.documents, len(digests(tmp_path / "out"))) == (17, 14)  # 13 done, and failures.jsonl


def test_records(tmp_path: Path) -> None:
    records = rows(40)
    records[5]["text"] = "HANG"
    records[20]["text"] = "DIE"
    records[30]["text"] = f"DIE-ONCE {tmp_path}/mark"
    source = write_jsonl(tmp_path / "in.jsonl", records)
    report = go(tmp_path / "out.jsonl", source, jobs=1, function=FUNCTION, limits=FAST)
    assert [failure.name.partition("(")[2] for failure in report.first_failures] == ["doc-5)", "doc-20)"]
    ids = [record["id"] for record in read_jsonl(tmp_path / "out.jsonl")]
    assert ids == [f"doc-{number}" for number in range(40) if number not in (5, 20)]


def test_no_limit_and_no_worker(tmp_path: Path) -> None:
    (tmp_path / "RAISE.txt").write_text("RAISE now")
    report = go(tmp_path / "out", tmp_path / "RAISE.txt", function=FUNCTION, limits=Limits(0, 1000, 0))
    assert report.failures == 1


def test_workers_are_recycled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.engines.pool.RECYCLE_DOCUMENTS", 10)
    monkeypatch.setattr("cleaner.run.tasks.BATCH_FILES", 5)
    started: list[int] = []
    start = Pool.__dict__["_fill"]
    monkeypatch.setattr(
        Pool, "_fill", lambda pool, tasks: (start(pool, tasks), started.extend(c.pid for c in pool._children))[0]
    )
    report = go(tmp_path / "out", tree(tmp_path / "in", 40), jobs=1)
    assert (report.total.documents, report.failures) == (40, 0)
    assert len(set(started)) >= 3


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    """Not its document's fault: that is tried again."""
    source = tmp_path / "in"
    source.mkdir()
    for number in range(60):
        (source / f"{number}.txt").write_text(f"SLOW {article(number)}")
    job = Job((str(source),), str(tmp_path / "out"), function=FUNCTION)
    (tmp_path / "out" / ".cleaner" / "tmp").mkdir(parents=True)
    sources = [
        Source(path.name, str(path), path.name, "text", "", path.stat().st_size, 0) for path in sorted(source.iterdir())
    ]
    tasks = [Task(str(number), tuple(sources[number : number + 10])) for number in range(0, 60, 10)]
    pool, outcomes = Pool(job, 2), list[Outcome]()
    for task, outcome in pool.run(iter(tasks)):
        if not outcomes:
            assert task in tasks
            os.kill(pool._children[-1].pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        outcomes.append(outcome)
    assert sum(outcome.tally.documents for outcome in outcomes) == 60
    assert not any(outcome.tally.failed for outcome in outcomes)
    assert len(digests(tmp_path / "out")) == 60


def test_a_worker_that_cannot_start_is_an_error_and_no_endless_loop(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    source = tree(tmp_path / "in", 2)
    imports = "from tests.run_inputs import go\nfrom pathlib import Path\n"
    script.write_text(f"{imports}go(Path('out'), Path({str(source)!r}), jobs=1)\n")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and "could not start" in done.stderr and "__main__" in done.stderr


def test_the_command_says_what_hung(tmp_path: Path) -> None:
    done = cli(
        "run", tree(tmp_path / "in", 2), "-o", tmp_path / "out", "-j", "1", "--timeout", "30", "--memory-limit", "2G"
    )
    assert done.returncode == 0
    assert cli("run", tmp_path / "in", "-o", tmp_path / "out", "--max-bytes", "lots").returncode == 2


def test_memory_of_a_process_is_known_here() -> None:
    assert resident(os.getpid()) > 1 << 20
    assert resident(1 << 30) == 0


def test_a_stopped_run_leaves_no_worker_behind(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(400):
        (source / f"{number}.txt").write_text(f"SLOW {article(number)}")
    code = (
        "import sys; from pathlib import Path; from tests.run_inputs import go\n"
        "if __name__ == '__main__':\n"
        f"    report = go(Path('out'), Path('in'), jobs=2, function={FUNCTION!r}); print(report.stopped)\n"
    )
    (tmp_path / "go.py").write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, "go.py"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 300
    while not list((tmp_path / "out").glob("*.txt")) and time.monotonic() < until:
        time.sleep(0.05)  # workers take their time to start where others work, too
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    assert out.strip() == "interrupted"
    assert not list((tmp_path / "out" / ".cleaner" / "parts").iterdir())
