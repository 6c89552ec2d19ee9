"""The catalogue in the form it is loaded from: JSON files, generated from the TOML files and shipped with them.

Start-up is felt at each commit, and parsing the TOML costs more than all else. ``rules.json`` has the rules without
their patterns and examples; the patterns stand in one file a language, read when a text in that language comes.
``python -m cleaner.catalogue.compiled`` writes them; they carry a checksum of their sources, so that stale ones are not
used, and a test proves that they are current.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.catalogue.rule import Opens, Rule, When

_SOURCES = Path(__file__).parent.parent / "rules"
_COMPILED = _SOURCES / "compiled"
_BLANK = Rule(id="", name="", category="", scope="line", why="")
_LEFT_OUT = ("phrases", "regex", "must", "must_not", "speaks")


def digest() -> str:
    """A checksum of the names and contents of the catalogue's TOML files, the same for either kind of line ending."""
    total = 0
    for folder in (_SOURCES, _SOURCES / "languages"):
        for path in sorted(folder.glob("*.toml"), key=lambda path: path.name):
            total = zlib.crc32(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"), total)
    return f"{total:08x}"


def load() -> tuple[Rule, ...] | None:
    """The compiled rules, without patterns and examples; None when they are missing or were made of other sources."""
    try:
        data = json.loads((_COMPILED / "rules.json").read_bytes())
    except (OSError, ValueError):
        return None
    return tuple(map(_rule, data["rules"])) if data["digest"] == digest() else None


def _rule(fields: dict[str, Any]) -> Rule:
    when: dict[str, Any] = fields.pop("when", {})
    when = {key: tuple(value) if isinstance(value, list) else value for key, value in when.items()}
    opens = Opens(**fields.pop("opens", {}))
    return Rule(**fields, when=When(**when), opens=opens)


@lru_cache(maxsize=128)
def load_patterns(language: str) -> dict[str, Any]:
    """Rule id -> [phrases, regexes, `cleaner.text.patterns.Literals`] in a language."""
    file = _COMPILED / f"{'any' if language == '*' else language}.json"
    found: dict[str, Any] = json.loads(file.read_bytes()) if file.exists() else {}
    return found


def dump(rules: tuple[Rule, ...]) -> dict[str, str]:
    """The compiled files for these rules, by name: one rule a line."""
    from cleaner.text.patterns import patterns_of

    languages: dict[str, dict[str, Any]] = {}
    for rule in rules:
        for pattern in patterns_of(rule):
            entry = [pattern.phrases, pattern.regexes, pattern.literals]
            languages.setdefault(pattern.language.replace("*", "any"), {})[rule.id] = entry
    files = {"rules": f'{{"digest": "{digest()}",\n"rules": [\n' + ",\n".join(map(_fields, rules)) + "\n]}\n"}
    for language, entries in languages.items():
        lines = [f"{_json(identity)}: {_json(entry)}" for identity, entry in sorted(entries.items())]
        files[language] = "{\n" + ",\n".join(lines) + "\n}\n"
    return {f"{name}.json": text for name, text in sorted(files.items())}


def _fields(rule: Rule) -> str:
    """The fields that differ from their defaults."""
    blank = asdict(_BLANK)
    fields = {k: v for k, v in asdict(rule).items() if k not in _LEFT_OUT and v != blank[k]}
    for key in {"when", "opens"} & fields.keys():
        fields[key] = {k: v for k, v in fields[key].items() if v != blank[key][k]}
    return _json({"scope": rule.scope, "speaks": rule.languages, **fields})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def main() -> None:
    """Write the compiled catalogue anew."""
    from cleaner.catalogue.read import load_sources

    _COMPILED.mkdir(exist_ok=True)
    files = dump(load_sources())
    for old in {path.name for path in _COMPILED.glob("*.json")} - files.keys():
        (_COMPILED / old).unlink()
    for name, text in files.items():
        (_COMPILED / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
