"""The audit: one JSON line for each text that rules changed or wanted to change, enough to put everything back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cleaner.cut import paste
from cleaner.model import Removal, Result
from cleaner.textio import Decoded


class AuditError(ValueError):
    """An audit that does not fit the text it is asked to restore; the message names both."""


def digest(data: bytes) -> str:
    """A short digest by which undo proves that it gave the source back."""
    return hashlib.sha256(data).hexdigest()[:32]


def entry(result: Result, output: str, decoded: Decoded | None, source: bytes | None, html: bool = False) -> str:
    """The audit line of one result, without a newline; empty when no rule touched it.

    ``output`` is where the clean text went; ``source`` the bytes it came from, None for a field of a record.
    """
    if not result.removals and not result.withheld and result.status not in ("flagged", "not-article"):
        return ""
    whole = result.source.encode("utf-8", "surrogatepass") if source is None or html else source
    line: dict[str, Any] = {"name": result.name, "output": output, "status": result.status}
    if result.reason:
        line["reason"] = result.reason
    if html:
        line["html"] = True
        if result.markdown is not None:
            line["markdown"] = True
    if decoded is not None and (decoded.encoding != "utf-8" or decoded.bom):
        line["encoding"], line["bom"] = decoded.encoding, decoded.bom.hex()
    line["sha256"] = digest(whole)
    line["removals"] = [removal_dict(removal) for removal in result.removals]
    if result.withheld:
        line["withheld"] = [removal_dict(removal) for removal in result.withheld]
    return _dump(line)


def removal_dict(removal: Removal) -> dict[str, Any]:
    """A removal as JSON holds it."""
    return {
        "start": removal.start,
        "end": removal.end,
        "rule": removal.rule,
        "category": removal.category,
        "text": removal.text,
        "evidence": list(removal.evidence),
    }


def _dump(line: dict[str, Any]) -> str:
    text = json.dumps(line, ensure_ascii=False)
    # a lone surrogate, from an escape in a JSON input or an undecodable file name, cannot be written as UTF-8
    return text if text.isascii() or _encodable(text) else json.dumps(line)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def removals_of(line: Mapping[str, Any]) -> tuple[Removal, ...]:
    """The removals of an audit line."""
    return tuple(
        Removal(item["start"], item["end"], item["rule"], item["category"], item["text"], tuple(item["evidence"] or ()))
        for item in line["removals"] or ()
    )


def restore_text(clean: str, line: Mapping[str, Any]) -> str:
    """The source text of a record or page, from its clean text and its audit line, checked by digest."""
    try:
        text = paste(clean, removals_of(line))
    except ValueError as error:
        raise AuditError(f"{line['output']}: was changed after it was cleaned ({error})") from error
    _check(text.encode("utf-8", "surrogatepass"), line)
    return text


def restore_bytes(clean: bytes, line: Mapping[str, Any]) -> bytes:
    """The source bytes of a file, in its own encoding and with its byte order mark, checked by digest."""
    encoding, bom = line.get("encoding") or "utf-8", bytes.fromhex(line.get("bom") or "")
    try:
        text = paste(clean.removeprefix(bom).decode(encoding), removals_of(line))
        data = bom + text.encode(encoding)
    except ValueError as error:
        raise AuditError(f"{line['output']}: was changed after it was cleaned ({error})") from error
    _check(data, line)
    return data


def _check(data: bytes, line: Mapping[str, Any]) -> None:
    if digest(data) != line["sha256"]:
        raise AuditError(
            f"{line['output']}: was changed after it was cleaned (what is restored differs from the source)"
        )
