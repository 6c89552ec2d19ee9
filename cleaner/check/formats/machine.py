"""``json``, ``jsonl`` and ``github``: for programs."""

from __future__ import annotations

import json as codec
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleaner.catalogue.rule import Rule
from cleaner.check.findings import Finding
from cleaner.textio import printable, visible, visible_json


def record(finding: Finding) -> dict[str, Any]:
    """One finding as plain data; docs/ci.md describes it."""
    return {
        "filename": printable(finding.file),
        "location": {"row": finding.line, "column": finding.column},
        "end_location": {"row": finding.end_line, "column": finding.end_column},
        "code": finding.rule,
        "category": finding.category,
        "message": finding.message,
        "excerpt": finding.excerpt,
    }


def json(findings: Iterable[Finding], rules: Mapping[str, Rule], colour: bool) -> Iterator[str]:
    """One array, a finding a line."""
    last = ""
    for finding in findings:
        yield f"{last}," if last else "["
        last = "  " + visible_json(codec.dumps(record(finding), ensure_ascii=False))
    yield from (last, "]") if last else ("[]",)


def jsonl(findings: Iterable[Finding], rules: Mapping[str, Rule], colour: bool) -> Iterator[str]:
    """One object a line, as they are found."""
    for finding in findings:
        yield visible_json(codec.dumps(record(finding), ensure_ascii=False))


def github(findings: Iterable[Finding], rules: Mapping[str, Rule], colour: bool) -> Iterator[str]:
    """Workflow commands that GitHub Actions turns into annotations of the changed lines."""
    for finding in findings:
        place = f"{printable(finding.file)}:{finding.line}:{finding.column}"
        fields = {
            "title": f"cleaner ({finding.rule})",
            "file": printable(finding.file),
            "line": finding.line,
            "col": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
        listed = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
        yield f"::error {listed}::{_data(visible(f'{place}: {finding.rule} {finding.message}: {finding.excerpt}'))}"


def _data(text: str) -> str:
    """Text escaped as GitHub's runner reads it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
