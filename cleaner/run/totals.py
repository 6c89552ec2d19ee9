"""What the manifest has to tell: totals, failures, flagged documents, the audit; of this run and those before it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from typing import Any

from cleaner.run.job import Failure, Tally


class Totals:
    """Reads a manifest. Only documents and parts that belong to the current plan (``run``) count."""

    def __init__(self, database: sqlite3.Connection, run: int) -> None:
        self._db, self._run = database, run

    def tally(self) -> Tally:
        """The totals of all documents of the current plan, of this run and of those before it."""
        total = Tally()
        counts = (
            "count(*), total(removed is null and status<>'failed'), total(status in ('flagged', 'not-article')), "
            "total(status='empty'), total(status='failed'), total(size), total(characters)"
        )
        row = self._db.execute(f"select {counts} from docs where run=?", (self._run,)).fetchone()
        names = ("documents", "unchanged", "flagged", "empty", "failed", "bytes", "characters")
        numbers: dict[str, Any] = dict(zip(names, map(int, row), strict=True))
        total.add(Tally(**numbers))
        removed = self._db.execute("select removed from docs where run=? and removed is not null", (self._run,))
        for (text,) in removed:
            total.add(Tally(removed=json.loads(text)))
        for (text,) in self._db.execute("select tally from parts join units using (unit) where run=?", (self._run,)):
            total.add(Tally(**json.loads(text)))
        return total

    def failures(self) -> Iterator[Failure]:
        """All failed documents, in a stable order."""
        rows = self._db.execute(
            "select source, reason from docs where run=? and status='failed' order by output", (self._run,)
        )
        for source, reason in rows:
            yield Failure(0, os.fsdecode(source), reason)
        yield from (Failure(place, name, reason) for place, name, reason in self._listed("failures"))

    def flagged(self) -> Iterator[tuple[str, str]]:
        """All flagged documents, with the reason."""
        rows = self._db.execute(
            "select source, reason from docs where run=? and status in ('flagged', 'not-article') order by output",
            (self._run,),
        )
        yield from ((os.fsdecode(source), reason) for source, reason in rows)
        yield from ((name, reason) for name, reason in self._listed("flagged"))

    def _listed(self, column: str) -> Iterator[list[Any]]:
        rows = self._db.execute(
            f"select {column} from parts join units using (unit) where run=? and {column} is not null "
            "order by target, seq, number",
            (self._run,),
        )
        for (text,) in rows:
            yield from json.loads(text)

    def audit(self) -> Iterator[str]:
        """All audit lines, in a stable order; those of records get the number of their record in the output."""
        rows = self._db.execute(
            "select audit from docs where run=? and audit is not null order by output", (self._run,)
        )
        yield from (line for (line,) in rows)
        target, base = None, 0
        for whole, into, records, lines in self._db.execute(
            "select target, into_, records, audit from parts join units using (unit) where run=? "
            "order by target, seq, number",
            (self._run,),
        ):
            if (whole, into) != target:
                target, base = (whole, into), 0
            for line in lines.split("\n") if lines else ():
                row, _, rest = line.partition("\t")
                yield f'{{"record": {base + int(row)}, {rest}'
            base += records
