"""The catalogue in the form it is loaded from: one JSON file, generated from the TOML files and shipped with them.

Start-up is felt at each commit, and parsing the TOML costs more than all else. ``python -m cleaner.compiled`` writes
the file; it carries a digest of its sources, so a stale one is not used, and a test proves that it is current.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cleaner.rule import Opens, Rule, When

_DIR = Path(__file__).parent / "rules"
_FILE = _DIR / "compiled.json"


def digest() -> str:
    """A digest of the names and contents of the catalogue's TOML files, the same for either kind of line ending."""
    total = hashlib.blake2b(digest_size=16)
    for path in sorted(_DIR.glob("*.toml"), key=lambda path: path.name):
        total.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


def load() -> tuple[Rule, ...] | None:
    """The compiled rules, without examples; None when the file is missing or was made of other sources."""
    try:
        data = json.loads(_FILE.read_bytes())
    except (OSError, ValueError):
        return None
    return tuple(map(_rule, data["rules"])) if data.get("digest") == digest() else None


def _rule(fields: dict[str, Any]) -> Rule:
    when = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.pop("when", {}).items()}
    phrases, regex = (
        {language: tuple(items) for language, items in fields.pop(key).items()} if key in fields else None
        for key in ("phrases", "regex")
    )
    opens = Opens(**fields.pop("opens", {}))
    return Rule(**fields, phrases=phrases, regex=regex, when=When(**when), opens=opens)


def dump(rules: tuple[Rule, ...]) -> str:
    """The compiled file for these rules: only fields that differ from their defaults, one rule a line."""
    blank = asdict(Rule(id="", name="", category="", scope="line", why=""))
    lines = []
    for rule in rules:
        fields = {k: v for k, v in asdict(rule).items() if k not in ("must", "must_not") and v != blank[k]}
        for key in {"when", "opens"} & fields.keys():
            fields[key] = {k: v for k, v in fields[key].items() if v != blank[key][k]}
        lines.append(json.dumps({"scope": rule.scope, **fields}, ensure_ascii=False, sort_keys=True))
    return f'{{"digest": "{digest()}",\n"rules": [\n' + ",\n".join(lines) + "\n]}\n"


def main() -> None:
    """Write the compiled catalogue anew."""
    from cleaner.catalogue import load_sources

    _FILE.write_text(dump(load_sources()), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
