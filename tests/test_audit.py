"""An audit line brings the source back, and says so when it cannot."""

from __future__ import annotations

import json

import pytest

from cleaner import clean_text
from cleaner.audit import AuditError, entry, removals_of, restore_bytes, restore_text
from cleaner.textio import decode, encode
from tests.run_inputs import BODY, DIRTY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_comes_back_in_its_own_encoding(encoding: str) -> None:
    source = f"Café\n{DIRTY}".encode(encoding)
    decoded = decode(source, "a.txt", "cp1252" if encoding == "cp1252" else None)
    result = clean_text(decoded.text, name="a.txt")
    line = json.loads(entry(result, "a.txt", decoded, source))
    assert removals_of(line) == result.removals
    clean = encode(result.text, decoded)
    assert clean != source
    assert restore_bytes(clean, line) == source


def test_a_text_that_was_changed_since_is_refused() -> None:
    result = clean_text(DIRTY, name="a")
    line = json.loads(entry(result, "out.jsonl", None, None))
    assert restore_text(result.text, line) == DIRTY
    with pytest.raises(AuditError, match=r"^out.jsonl: was changed after it was cleaned"):
        restore_text(result.text.replace("a", "b"), line)


def test_what_no_rule_touched_needs_no_line() -> None:
    assert entry(clean_text(BODY), "a.txt", None, BODY.encode()) == ""


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    result = clean_text(DIRTY + "\udce9\n", name="a\udce9.txt")
    assert json.loads(entry(result, "a", None, None))["name"] == "a\udce9.txt"
    assert entry(result, "a", None, None).isascii()
