"""What the README says is so, and what it shows comes out when it is pasted."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cleaner import clean_text
from cleaner.catalogue.examples import check
from cleaner.catalogue.read import load_builtin, parse_rules
from cleaner.catalogue.rulebook import categories
from cleaner.settings import Settings
from tests.goldens import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def _block(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```text\n(.*?)```", README, re.S)
    assert found, mark
    return found[1]


def _cleaner(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cleaner", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_the_example_comes_out_as_shown() -> None:
    assert clean_text(_block("before")).text == _block("after")


def test_the_reasons_are_those_shown(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(_block("before"), "utf-8")
    done = _cleaner("check", "--isolated", "--output-format", "concise", "ferry.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == _block("why")


def test_the_python_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    exec(compile(code, "README.md", "exec"), {})


def test_the_main_job_runs(tmp_path: Path) -> None:
    """The first command, but for the installation, which `.ci/run` does."""
    (line,) = [line for line in README.splitlines() if line.endswith("run seeds -o clean")]
    arguments = shlex.split(line.rpartition(".venv/bin/cleaner")[2])
    arguments[arguments.index("seeds")] = str(ROOT / "seeds")
    done = _cleaner(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for path in (ROOT / "seeds").glob("*.txt"):
        golden = ROOT / "fixtures" / "seeds" / path.stem / "expected.txt"
        assert (tmp_path / "clean" / path.name).read_bytes() == golden.read_bytes()


def test_the_categories_are_all_listed() -> None:
    assert "\n".join(categories()) in README


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`cleaner ([a-z]+)[ `]", README))))
def test_every_command_that_is_named_exists(command: str, tmp_path: Path) -> None:
    assert _cleaner(command, "--help", cwd=tmp_path).returncode == 0


def test_every_option_that_is_named_exists(tmp_path: Path) -> None:
    known = "".join(_cleaner(name, "--help", cwd=tmp_path).stdout for name in ("run", "check", "fix"))
    named = set(re.findall(r"`(--[a-z-]+)", README)) | set(re.findall(r" (--[a-z-]+)", _options()))
    assert {option for option in named if option not in known} == set()


def _options() -> str:
    return README.partition("## Options")[2].partition("## Exit codes")[0].replace("`", " ")


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", text, flags=re.S))
    here = (ROOT / page).parent
    assert [t for t in targets if not t.startswith("http") and not (here / t).exists()] == []


def test_rule_ids_that_are_named_exist() -> None:
    known = {rule.id for rule in load_builtin()}
    assert set(re.findall(r"\b[A-Z]{2}\d{3}\b", README)) <= known


def test_the_rule_in_the_docs_works() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "rules.md").read_text("utf-8"), re.S)
    rules = tuple(parse_rules(tomllib.loads(block)["rule"], "docs/rules.md"))
    assert not [str(failure) for failure in check(rules, Settings(rules=rules))]
