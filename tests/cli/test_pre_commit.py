"""Real pre-commit in a real repository, with the hooks of this very project, installed as users install them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.session import PROJECT, with_cleaner

pytest.importorskip("pre_commit")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ROOT = Path(__file__).parents[2]
JUNK = (PROJECT / "junk.txt").read_text("utf-8")
CLEAN = (PROJECT / "clean.txt").read_text("utf-8")


class Repository:
    """A git repository that uses the hooks."""

    def __init__(self, path: Path, environment: dict[str, str]) -> None:
        self.path, self.environment = path, environment

    def __call__(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.path, env=self.environment, capture_output=True, text=True, encoding="utf-8"
        )

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self(sys.executable, "-m", "pre_commit", *arguments)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, str]]:
    """The project as a repository of hooks, its revision, and an environment in which the hooks are installed."""
    directory = tmp_path_factory.mktemp("hooks")
    source, home = directory / "cleaner-source", directory / "home"
    source.mkdir()
    for name in ("cleaner", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.exists():
            shutil.copy(path, source)
    (source / "README.md").touch()
    environment = {**with_cleaner(directory), "PATH": os.environ["PATH"], "PRE_COMMIT_HOME": str(home)}
    repository = Repository(source, environment)
    for command in (["git", "init", "-q"], ["git", "add", "."], ["git", "commit", "-qm", "hooks"]):
        assert repository(*command).returncode == 0
    revision = repository("git", "rev-parse", "HEAD").stdout.strip()
    trial = _repository(directory / "trial", (source, revision, environment), "cleaner")
    installed = trial.pre_commit("install-hooks")
    if installed.returncode:
        pytest.skip(f"the hooks' environment cannot be built here: {installed.stdout[-300:]}")
    return source, revision, environment


def _repository(path: Path, hooks: tuple[Path, str, dict[str, str]], hook: str) -> Repository:
    source, revision, environment = hooks
    path.mkdir()
    repository = Repository(path, environment)
    repository("git", "init", "-q")
    (path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: '{source.as_posix()}'\n  rev: {revision}\n  hooks: [{{id: {hook}}}]\n"
    )
    shutil.copy(PROJECT / "cleaner.toml", path)
    repository("git", "add", ".")
    return repository


def test_the_first_run_changes_and_fails_and_the_second_passes(
    tmp_path: Path, hooks: tuple[Path, str, dict[str, str]]
) -> None:
    repository = _repository(tmp_path / "repo", hooks, "cleaner")
    (repository.path / "a b.txt").write_text(JUNK, "utf-8")
    repository("git", "add", ".")
    first = repository.pre_commit("run")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "Read on" not in (repository.path / "a b.txt").read_text("utf-8")
    repository("git", "add", ".")
    assert repository.pre_commit("run").returncode == 0


@pytest.mark.parametrize("hook", ["cleaner", "cleaner-check"])
def test_a_commit_with_junk_is_stopped(tmp_path: Path, hooks: tuple[Path, str, dict[str, str]], hook: str) -> None:
    repository = _repository(tmp_path / "repo", hooks, hook)
    assert repository.pre_commit("install").returncode == 0
    (repository.path / "a.txt").write_text(JUNK, "utf-8")
    repository("git", "add", ".")
    stopped = repository("git", "commit", "-m", "junk")
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert repository("git", "rev-parse", "-q", "--verify", "HEAD").returncode != 0
    if hook == "cleaner-check":
        assert "a.txt:3:1" in stopped.stdout + stopped.stderr
        assert (repository.path / "a.txt").read_text("utf-8") == JUNK
    (repository.path / "a.txt").write_text(CLEAN, "utf-8")
    repository("git", "add", ".")
    assert repository("git", "commit", "-m", "clean").returncode == 0


def test_all_of_a_thousand_files(tmp_path: Path, hooks: tuple[Path, str, dict[str, str]]) -> None:
    repository = _repository(tmp_path / "repo", hooks, "cleaner")
    for number in range(1000):
        (repository.path / f"{number}.txt").write_text(JUNK if number % 10 == 0 else CLEAN, "utf-8")
    (repository.path / "requirements.txt").write_text("one\n\n\n\n\ntwo\n")
    repository("git", "add", ".")
    assert repository.pre_commit("run", "--all-files").returncode == 1
    changed = repository("git", "diff", "--name-only").stdout.split()
    assert sorted(changed) == sorted(f"{number}.txt" for number in range(0, 1000, 10))
    repository("git", "add", ".")
    assert repository.pre_commit("run", "--all-files").returncode == 0
