"""What starting a command loads: felt at each commit, and proven by what is loaded, not by a timer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.session import PROJECT

HEAVY = {"pydantic", "rich", "trafilatura", "justext", "lxml", "pyarrow", "charset_normalizer", "difflib", "asyncio"}
_CODE = """
import json, sys
sys.argv = ["cleaner", *sys.argv[1:]]
from cleaner.cli import main
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def loaded(directory: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *arguments],
        cwd=directory,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""},
        stdin=(PROJECT / "junk.txt").open("rb"),
        capture_output=True,
        check=True,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


COMMANDS = {
    "filter": ["filter"],
    "explain": ["explain", "a.txt"],
    "check": ["check", "a.txt"],
    "fix": ["fix", "a.txt"],
    "diff": ["diff", "a.txt"],
    "textconv": ["textconv", "a.txt"],
    "version": ["--version"],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())
def test_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_bytes((PROJECT / "junk.txt").read_bytes())
    spared = HEAVY - {"difflib"}  # typer loads it
    assert not loaded(tmp_path, *arguments) & (spared | {"tomllib", "pathspec"})
