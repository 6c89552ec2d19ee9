"""``sarif``: the exchange format of code scanning services, version 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from cleaner import __version__
from cleaner.catalogue.rule import Rule
from cleaner.check.findings import Finding
from cleaner.textio import visible_json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Iterable[Finding], rules: Mapping[str, Rule], colour: bool) -> Iterator[str]:
    """One log with one run; rules without findings are left out."""
    found = list(findings)
    used = sorted({finding.rule for finding in found})
    driver = {
        "name": "cleaner",
        "semanticVersion": __version__,
        "rules": [_rule(identity, rules.get(identity)) for identity in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, used.index(finding.rule)) for finding in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield visible_json(json.dumps(log, indent=2, ensure_ascii=False))


def _rule(identity: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": identity}
    return {
        "id": identity,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.why},
        "properties": {"category": rule.category, "safety": rule.safety},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "snippet": {"text": finding.excerpt},
    }
    place = {"artifactLocation": {"uri": _uri(finding.file)}, "region": region}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "warning",
        "message": {"text": f"{finding.message}: {finding.excerpt}"},
        "locations": [{"physicalLocation": place}],
    }


def _uri(name: str) -> str:
    """A relative reference as scanning services expect it, or a file URI for an absolute name."""
    path = PurePath(name)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="surrogateescape")
