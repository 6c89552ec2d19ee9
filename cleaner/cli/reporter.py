"""Shows the findings of a batch in the format asked for, as they come, and sums them up."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from cleaner.catalogue.rule import Rule
from cleaner.check.colour import wanted
from cleaner.check.findings import Finding, findings
from cleaner.check.formats import FOR_PEOPLE, formatter
from cleaner.cli.batch import Batch, plural


class _Rules(Mapping[str, Rule]):
    """Rules by id, for names and reasons; read only when something was found, which in a hook is seldom."""

    def __init__(self, own: tuple[Rule, ...]) -> None:
        self._own = own

    @cached_property
    def _all(self) -> dict[str, Rule]:
        from cleaner.catalogue.read import load_builtin

        return {rule.id: rule for rule in (*load_builtin(), *self._own)}

    def __getitem__(self, identity: str) -> Rule:
        return self._all[identity]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class Reporter:
    """Runs a batch and prints what it finds."""

    def __init__(self, batch: Batch, statistics: bool) -> None:
        self.batch, self.statistics = batch, statistics
        self.rules = _Rules(batch.resolver.at(Path.cwd()).settings.rules)
        self.total = 0
        self.with_findings = 0

    def run(self) -> int:
        """Print all findings; give their number."""
        name = self.batch.resolver.at(Path.cwd()).values["output-format"]
        if self.statistics:
            self._statistics(name)
        else:
            for line in formatter(name)(self._findings(), self.rules, wanted(sys.stdout)):
                print(line)
        if name in FOR_PEOPLE and not self.batch.talk.quiet:
            self._summary()
        return self.total

    def _findings(self) -> Iterator[Finding]:
        for found, examined in self.batch:
            result = examined.result
            self.with_findings += bool(result.removals)
            self.total += len(result.removals)
            if result.removals:
                yield from findings(found.name, result.source, result.removals, self.rules)

    def _statistics(self, name: str) -> None:
        counts = Counter(finding.rule for finding in self._findings())
        rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if name not in FOR_PEOPLE:
            data = [{"code": rule, "name": self._name(rule), "count": count} for rule, count in rows]
            print(json.dumps(data, ensure_ascii=False, indent=2))
            return
        width = len(str(rows[0][1])) if rows else 0
        for rule, count in rows:
            print(f"{count:>{width}}  {rule}  {self._name(rule)}")

    def _name(self, rule: str) -> str:
        return self.rules[rule].name if rule in self.rules else ""

    def _summary(self) -> None:
        read = plural(self.batch.read, "file")
        if self.total:
            print(f"Found {plural(self.total, 'finding')} in {self.with_findings} of {read}.")
        elif not self.batch.failed:
            print(f"All clean: {read}." if self.batch.read else "No file was checked: all are excluded.")
