"""Puts back what a run removed, from its clean output and its audit alone: neither the sources nor the manifest are
needed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from cleaner.audit import AuditError, restore_bytes, restore_text
from cleaner.readers import Fields
from cleaner.readers.compressed import compress, decompress
from cleaner.readers.formats import STORED_LIMIT, Format, format_of
from cleaner.run.job import FAILURES, STATE_DIR
from cleaner.textio import ReadError

Line = dict[str, Any]


@dataclass(slots=True)
class Undone:
    """What was put back: documents restored (of these, pages), files copied because nothing was removed, failures."""

    restored: int = 0
    pages: int = 0
    copied: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def undo(clean: str, audit: str, output: str, fields: Fields | None = None) -> Undone:
    """Restore a run's output (a directory or a file) into ``output``, by its audit (JSON lines or Parquet)."""
    whole = os.path.isdir(clean)
    _check(clean, audit, output, whole)
    report, seen = Undone(), set[str]()
    other = ""
    for name, lines in groupby(read_audit(audit), key=lambda line: str(line["output"])):
        if whole and _climbs(name):
            report.failures.append((name, "leads out of the directory; refused"))
            continue
        source = os.path.join(clean, name) if whole else clean
        if not whole and os.path.basename(name) != os.path.basename(clean):
            other = name
            continue
        seen.add(os.path.normpath(source))
        try:
            _file(source, os.path.join(output, name) if whole else output, lines, report, fields or Fields())
        except OSError as error:
            report.failures.append((name, f"cannot be read or written: {error.strerror or error}"))
        except (AuditError, ReadError) as error:
            report.failures.append((name, str(error).removeprefix(f"{name}: ")))
    if whole:
        _copy_rest(clean, output, seen, report)
    elif not seen and other:
        raise AuditError(f"{audit}: speaks of {other!r}, not of {os.path.basename(clean)!r}; was the file renamed?")
    elif not seen:
        report.copied += 1
        _put(output, _get(clean))
    return report


def _climbs(name: str) -> bool:
    """Whether a name in an audit, which anybody may have written, leads out of the directory that it is put in."""
    return os.path.isabs(name) or bool(os.path.splitdrive(name)[0]) or os.path.normpath(name).split(os.sep)[0] == ".."


def _check(clean: str, audit: str, output: str, whole: bool) -> None:
    for path in (clean, audit):
        if not os.path.exists(path):
            raise AuditError(f"{path}: no such file or directory")
    if os.path.exists(output) and not (os.path.isfile(output) or os.path.isdir(output)):
        raise AuditError(f"{output}: is a device or a pipe; name a file or a directory with -o")
    real, target = os.path.realpath(clean), os.path.realpath(output)
    if target == os.path.realpath(audit):
        raise AuditError(f"{output}: is the audit; name another place with -o")
    if real == target or (whole and target.startswith(os.path.join(real, ""))):
        raise AuditError(f"{output}: is the clean output, or lies inside it; name another place with -o")


def read_audit(path: str) -> Iterator[Line]:
    """The lines of an audit, in order."""
    if path.endswith((".parquet", ".pq")):
        from cleaner.writers.parquet import read_audit_table

        yield from read_audit_table(path)
        return
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            try:
                line = json.loads(text)
                line["output"], line["removals"], line["sha256"]
            except (ValueError, KeyError, TypeError) as error:
                raise AuditError(f"{path}: line {number} is no line of an audit that `cleaner run` wrote") from error
            yield line


def _file(source: str, target: str, lines: Iterator[Line], report: Undone, fields: Fields) -> None:
    kind = format_of(os.path.basename(source))
    if kind is None or kind.loose:
        for line in lines:
            _document(source, target, kind, line)
            report.restored += 1
            report.pages += bool(line.get("html"))
        return
    from cleaner.run.unrecord import restore_records

    report.restored += restore_records(source, target, kind, lines, fields)


def _document(source: str, target: str, kind: Format | None, line: Line) -> None:
    if line.get("markdown"):
        raise AuditError(f"{source}: is Markdown, which holds no offsets of the text; clean it again with --to txt")
    compression = kind.compression if kind else ""
    clean = decompress(_get(source), compression, source, STORED_LIMIT)
    data = restore_text(clean.decode(), line).encode() if line.get("html") else restore_bytes(clean, line)
    _put(target, compress(data, compression, source))


def _copy_rest(clean: str, output: str, seen: set[str], report: Undone) -> None:
    for folder, folders, names in os.walk(clean):
        folders[:] = sorted(name for name in folders if name != STATE_DIR)
        for name in sorted(names):
            source = os.path.join(folder, name)
            relative = os.path.relpath(source, clean)
            if os.path.normpath(source) in seen or relative == FAILURES:
                continue
            _put(os.path.join(output, relative), _get(source))
            report.copied += 1


def _get(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _put(path: str, data: bytes) -> None:
    from cleaner.run.mirror import write_whole

    folder = os.path.dirname(path)
    os.makedirs(folder or ".", exist_ok=True)
    # not by the file's own name, which may be as long as names can be
    write_whole(os.path.join(folder, f".{os.getpid()}.tmp"), path, data)
