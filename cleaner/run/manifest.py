"""The memory of a run: which documents and parts are done, in one SQLite file in the output.

SQLite because a commit is atomic under kill -9, a lookup costs microseconds however many documents there are, and
its lock tells two runs over the same output apart. Only the parent process writes it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from cleaner.run.job import Done, Outcome, RunError, Source, Task
from cleaner.run.totals import Totals

_SCHEMA = """
create table if not exists meta (key text primary key, value text) without rowid;
create table if not exists docs (
    output blob primary key, source blob, size int, mtime int, manner text, digest blob, written int, status text,
    reason text, characters int, removed text, audit text, run int
) without rowid;
create table if not exists units (
    unit blob primary key, target blob, seq int, stamp text, done int, run int
) without rowid;
create table if not exists parts (
    unit blob, number int, position int, file text, into_ blob, records int, tally text, failures text, flagged text,
    audit text, primary key (unit, number)
) without rowid;
create table if not exists targets (target blob primary key, stamp text, written int, run int) without rowid;
"""
_UPSERT = "insert or replace into docs values (?,?,?,?,?,?,?,?,?,?,?,?,?)"
_TABLES = ("docs", "units", "parts", "targets")
_DONE, _UNREAD = 1, 2
"""What ``units.done`` says when all is read, and when something could not be: the next run begins such a unit anew."""
_LAYOUT = 3
"""Counts up with each change of the tables: a manifest of another layout is begun afresh."""


class Manifest:
    """Opened by one run at a time."""

    def __init__(self, state: str, fingerprint: str) -> None:
        os.makedirs(os.path.join(state, "tmp"), exist_ok=True)
        os.makedirs(os.path.join(state, "parts"), exist_ok=True)
        self.path = os.path.join(state, "manifest.sqlite")
        self.state = state
        try:
            self._open(fingerprint)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise RunError(f"{state}: another run is writing to this output; wait for it, or stop it") from error
            raise RunError(f"{self.path}: cannot be used: {error}") from error
        except sqlite3.DatabaseError as error:
            raise RunError(f"{self.path}: damaged ({error}); remove the directory {state} to start afresh") from error

    def _open(self, fingerprint: str) -> None:
        self._db = sqlite3.connect(self.path, isolation_level=None, timeout=0.5)
        # exclusive: no shared-memory file, so that the manifest may lie on a network file system too
        self._db.execute("pragma locking_mode=exclusive")
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.execute("begin immediate")
        if self._db.execute("pragma user_version").fetchone()[0] != _LAYOUT:
            for table in (*_TABLES, "meta"):
                self._db.execute(f"drop table if exists {table}")
            self._db.execute(f"pragma user_version={_LAYOUT}")
        for statement in _SCHEMA.strip().split(";\n"):
            self._db.execute(statement)
        known = dict(self._db.execute("select key, value from meta"))
        if known.get("fingerprint") != fingerprint:
            for table in _TABLES:
                self._db.execute(f"delete from {table}")
        self.run = int(known.get("run", 0)) + 1
        rows = [("fingerprint", fingerprint), ("run", str(self.run))]
        self._db.executemany("insert or replace into meta values (?,?)", rows)
        self._db.execute("commit")

    def close(self) -> None:
        """Give the lock back."""
        self._db.close()

    # loose files -----------------------------------------------------------------------------------------------

    def missing(self, batch: list[Source], root: str) -> list[tuple[Source, bytes]]:
        """Those of a batch that are still to do, with the digest of the content that was done before.

        A file whose size, time and manner of cleaning are as recorded, and whose output is there, is done. One that was
        touched is read again, and done again only if its content differs.
        """
        keys = [os.fsencode(source.output) for source in batch]
        marks = ",".join("?" * len(keys))
        rows = self._db.execute(
            f"select output, size, mtime, digest, written, status, manner from docs where output in ({marks})", keys
        )
        known = {row[0]: row[1:] for row in rows}
        todo, kept = [], []
        for source, key in zip(batch, keys, strict=True):
            row = known.get(key)
            if row is None or row[4] == "failed" or row[5] != mark(source) or row[3] != _written(root, source):
                todo.append((source, b""))
            elif row[0] == source.size and row[1] == source.mtime:
                kept.append((self.run, key))
            else:
                todo.append((source, row[2] if row[0] == source.size else b""))
        if kept:
            self._db.executemany("update docs set run=? where output=?", kept)
        return todo

    # files of records ------------------------------------------------------------------------------------------

    def begin(self, unit: str, target: str, seq: int, stamp: str) -> tuple[bool, int, int | None]:
        """Whether a unit is done, else the number of its next part and the position it got to."""
        key = os.fsencode(unit)
        row = self._db.execute("select stamp, done from units where unit=?", (key,)).fetchone()
        if row is None or row[0] != stamp or row[1] == _UNREAD:
            self._forget(key)
            row = (stamp, 0)
        values = (key, os.fsencode(target), seq, stamp, row[1], self.run)
        self._db.execute("insert or replace into units values (?,?,?,?,?,?)", values)
        if row[1]:
            return True, 0, None
        last = self._db.execute(
            "select number, position from parts where unit=? order by number desc limit 1", (key,)
        ).fetchone()
        return (False, last[0] + 1, last[1]) if last else (False, 0, None)

    def _forget(self, unit: bytes) -> None:
        for (file,) in self._db.execute("select file from parts where unit=? and file<>''", (unit,)).fetchall():
            remove(os.path.join(self.state, "parts", file))
        self._db.execute("delete from parts where unit=?", (unit,))

    def forget_target(self, target: str) -> None:
        """Drop all that is known of a target, because its inputs changed after it was finished."""
        key = os.fsencode(target)
        for (unit,) in self._db.execute("select unit from units where target=?", (key,)).fetchall():
            self._forget(unit)
        self._db.execute("delete from units where target=?", (key,))
        self._db.execute("delete from targets where target=?", (key,))

    def finished(self, target: str, stamp: str, path: str) -> bool:
        """Whether a target was put together from inputs that looked like this, and is still there."""
        key = os.fsencode(target)
        row = self._db.execute("select stamp, written from targets where target=?", (key,)).fetchone()
        if row is None:
            return False
        if row[0] != stamp or _size(path) != row[1]:
            self.forget_target(target)
            return False
        self._db.execute("update targets set run=? where target=?", (self.run, key))
        self._db.execute("update units set run=? where target=?", (self.run, key))
        return True

    def parts(self, target: str) -> list[tuple[str, str]]:
        """The part files of a target, in order, each with the file in an archive's directory that it belongs to."""
        rows = self._db.execute(
            "select into_, file from parts join units using (unit) where target=? and run=? and file<>'' "
            "order by seq, number",
            (os.fsencode(target), self.run),
        )
        return [(os.fsdecode(into), os.path.join(self.state, "parts", file)) for into, file in rows]

    def barren(self, target: str) -> bool:
        """Whether all documents of a target have failed."""
        query = "select total(records), count(failures) from parts join units using (unit) where target=? and run=?"
        records, failures = self._db.execute(query, (os.fsencode(target), self.run)).fetchone()
        return not records and bool(failures)

    def finish(self, target: str, stamp: str, path: str) -> None:
        """Record that a target was put together; its parts are not needed any more. They are if some of its input could
        not be read: the next run tries that again, and puts the target together with it."""
        key = os.fsencode(target)
        query = "select count(*) from units where target=? and run=? and done=?"
        if self._db.execute(query, (key, self.run, _UNREAD)).fetchone()[0]:
            return
        files = self.parts(target)
        values = (key, stamp, _size(path), self.run)
        self._db.execute("insert or replace into targets values (?,?,?,?)", values)
        for _, file in files:
            remove(file)

    def clear(self) -> None:
        """Remove what a stopped run left behind: temporary files, and parts that were written but not recorded."""
        rows = self._db.execute(
            "select file from parts join units using (unit) "
            "left join targets using (target) where targets.stamp is null"
        )
        known = {os.path.join(self.state, "parts", file) for (file,) in rows if file}
        clear(os.path.join(self.state, "tmp"))
        clear(os.path.join(self.state, "parts"), known)

    # results ---------------------------------------------------------------------------------------------------

    def commit(self, outcome: Outcome, task: Task) -> None:
        """Record what a worker handed back, in one transaction."""
        self._db.execute("begin")
        if outcome.documents:
            self._documents(outcome.documents)
        if task.parts:
            self._part(outcome)
        self._db.execute("commit")

    def undo(self) -> None:
        """Take back what a commit that failed had begun."""
        if self._db.in_transaction:
            self._db.execute("rollback")

    def _documents(self, documents: tuple[Done, ...]) -> None:
        rows, kept = [], []
        for done in documents:
            source = done.source
            key = os.fsencode(source.output)
            if done.status == "kept":
                kept.append((self.run, source.mtime, key))
                continue
            removed = json.dumps(done.removed) if done.removed else None
            rows.append((
                key, os.fsencode(source.name), source.size, source.mtime, mark(source), done.digest, done.written,
                done.status, _storable(done.reason), done.characters, removed, done.audit or None, self.run,
            ))  # fmt: skip
        self._db.executemany(_UPSERT, rows)
        self._db.executemany("update docs set run=?, mtime=? where output=?", kept)

    def _part(self, outcome: Outcome) -> None:
        key = os.fsencode(outcome.unit)
        failures = [(failure.place, failure.name, failure.reason) for failure in outcome.failures]
        values = (
            key, outcome.number, outcome.position, outcome.file, os.fsencode(outcome.into), outcome.records,
            json.dumps(asdict(outcome.tally)),
            json.dumps(failures) if failures else None, json.dumps(outcome.flagged) if outcome.flagged else None,
            outcome.audit or None,
        )  # fmt: skip
        self._db.execute("insert or replace into parts values (?,?,?,?,?,?,?,?,?,?)", values)
        if outcome.unread or outcome.final:
            done = _UNREAD if outcome.unread else _DONE
            self._db.execute("update units set done=max(done, ?) where unit=?", (done, key))

    @property
    def totals(self) -> Totals:
        """What all runs over this output have done so far, of the documents of the current plan."""
        return Totals(self._db, self.run)


def mark(source: Source) -> str:
    """By what a change of the configuration that holds for a file is noticed."""
    return source.manner.mark if source.manner else ""


def _written(root: str, source: Source) -> int:
    return _size(os.path.join(root, source.output))


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return -1


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def remove(path: str) -> None:
    """Remove a file that may be gone already."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def clear(folder: str, keep: Iterable[str] = ()) -> None:
    """Remove the files that a killed run left in a folder of the state directory."""
    kept = set(keep)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.path not in kept:
                remove(entry.path)
