"""Transcripts: commands with the output that they must have, in golden files and in the pages of docs/.

A line ``$ command`` is run; what follows, to the next one, must be its output: stdout, then stderr with ``! `` before
each line, then ``[code]`` when it is not 0. ``python -m tests.cli.session`` rewrites the goldens and the pages, prints
what changed, and fails when anything did.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

HERE = Path(__file__).parent
PROJECT = HERE / "project"
SESSIONS = sorted((HERE / "sessions").glob("*.txt"))
SAMPLE = HERE.parents[1] / "docs" / "sample"
PAGES = sorted((HERE.parents[1] / "docs").glob("*.md"))
_KEYS = re.compile(r"^(<!-- keys -->)$.*?^(<!-- end of keys -->)$", re.M | re.S)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Outcome:
    """What a command gave back."""

    code: int
    out: bytes
    err: bytes

    def transcript(self) -> str:
        """As it stands in a golden."""
        text = self.out.decode().replace("\r\n", "␍\n")
        text += "" if not text or text.endswith("\n") else "⏎\n"
        # The line of usage that goes before an error is typer's, and each version draws it in its own way.
        lines = [line for line in self.err.decode().splitlines() if not line.startswith("Usage: ")]
        text += "".join(f"! {line}".rstrip() + "\n" for line in lines)
        return text + (f"[{self.code}]\n" if self.code else "")


def invoke(arguments: list[str], stdin: bytes = b"", **environment: str) -> Outcome:
    """Run ``cleaner`` in this process, in the current directory: a hundred times faster than starting one each."""
    from cleaner.cli import main
    from cleaner.config import files

    files.find.cache_clear()
    files.layers.cache_clear()
    streams = [io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="\n") for data in (stdin, b"", b"")]
    names = {"stdin": streams[0], "stdout": streams[1], "stderr": streams[2], "argv": ["cleaner", *arguments]}
    clean = {"COLUMNS": "100", "NO_COLOR": "1"} | environment
    with contextlib.ExitStack() as stack:
        for name, value in names.items():
            stack.enter_context(patch.object(sys, name, value))
        stack.enter_context(patch.dict(os.environ, clean))
        code: object = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
        outputs = [_bytes(stream) for stream in streams[1:]]
    return Outcome(code if isinstance(code, int) else 0, *outputs)


def _bytes(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue()


def run(command: str) -> Outcome:
    """Run one line of a transcript: ``cleaner`` here, with ``< file`` at most; anything else in a shell."""
    words = shlex.split(command)
    if words[0] == "cleaner" and not set(command) & set("|>;&$`"):
        stdin = b""
        if "<" in words:
            at = words.index("<")
            stdin = Path(words[at + 1]).read_bytes()
            words[at:] = words[at + 2 :]
        return invoke(words[1:], stdin)
    with tempfile.TemporaryDirectory() as directory:
        done = subprocess.run(command, shell=True, capture_output=True, env=with_cleaner(Path(directory)))
    return Outcome(done.returncode, done.stdout, done.stderr)


def with_cleaner(directory: Path) -> dict[str, str]:
    """An environment in which ``cleaner`` is this very package, and git asks nobody and knows no machine's habits."""
    script = directory / "cleaner"
    root = HERE.parents[1]
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m cleaner "$@"\n')
    script.chmod(0o755)
    git = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "NO_COLOR": "1", "COLUMNS": "100", **git}
    return {**os.environ, **own, "PATH": f"{directory}{os.pathsep}{os.environ['PATH']}"}


@contextlib.contextmanager
def in_copy(project: Path = PROJECT) -> Iterator[Path]:
    """A fresh copy of the sample project as current directory."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "project"
        shutil.copytree(project, copy)
        os.chdir(copy)
        try:
            yield copy
        finally:
            os.chdir(before)


def replay(transcript: str) -> str:
    """The transcript as it comes out today; lines before the first command stay."""
    parts = re.split(r"^(?=\$ )", transcript, flags=re.M)
    done = parts[0] if not parts[0].startswith("$ ") else ""
    for part in parts[0 if parts[0].startswith("$ ") else 1 :]:
        command = part.splitlines()[0]
        blank = "\n" if part.endswith("\n\n") else ""
        done += f"{command}\n{run(command[2:]).transcript().rstrip(chr(10))}\n".replace("\n\n\n", "\n\n") + blank
    return re.sub(r"(^\$ .*\n)\n", r"\1", done, flags=re.M) if not transcript.endswith("\n\n") else done


def replay_page(page: str) -> str:
    """A page of documentation with its console blocks as they come out today, in one copy of the project."""
    done = _BLOCK.sub(lambda block: f"```console\n{replay(block[1])}```", page)
    return _KEYS.sub(lambda found: f"{found[1]}\n{keys()}\n{found[2]}", done)


def keys() -> str:
    """The table of the configuration's keys."""
    from cleaner.cli.config import toml
    from cleaner.config.schema import KEYS

    rows = [f"| `{key.name}` | {_shown(toml(key.default))} | {key.meaning} |" for key in KEYS.values()]
    return "\n".join(["| Key | Default | Meaning |", "| --- | --- | --- |", *rows])


def _shown(value: str) -> str:
    return "" if value in ("unset", '""', "[]") else f"`{value}`"


def main() -> int:
    """Rewrite all goldens and pages."""
    changed = 0
    for path in [*SESSIONS, *PAGES]:
        old = path.read_text("utf-8")
        with in_copy(PROJECT if path.suffix == ".txt" else SAMPLE):
            new = (replay if path.suffix == ".txt" else replay_page)(old)
        if new != old:
            changed += 1
            path.write_text(new, "utf-8", newline="\n")
            sys.stdout.writelines(
                difflib.unified_diff(old.splitlines(True), new.splitlines(True), path.name, path.name)
            )
    print(f"{changed} files rewritten: review the changes" if changed else "all current")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
