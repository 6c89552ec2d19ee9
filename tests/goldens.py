"""The golden cases of the text path: a folder each, with what comes in and what must come out.

``fixtures/text/<case>/`` holds ``input.txt``, ``expected.txt`` (the bytes of the clean text), ``removals.json`` (each
removal with its rule and the evidence) and ``why.md`` (what the case is there for). ``fixtures/seeds/<name>/`` holds
the same without an input, which stands in ``seeds/``. ``why.md`` may begin with ``language: de`` for a caller who knows
it, and with ``fails: REASON`` for a case that the engine is known to fail: it is a strict xfail then, never rewritten.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner import Removal, Result, clean_text

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "fixtures" / "text"
SEEDS = ROOT / "fixtures" / "seeds"


@dataclass(frozen=True)
class Case:
    """One golden case: where its input and its golden files are."""

    name: str
    source: Path
    folder: Path

    @property
    def why(self) -> str:
        return (self.folder / "why.md").read_text("utf-8")

    @property
    def language(self) -> str | None:
        return self._field("language")

    @property
    def fails(self) -> str | None:
        return self._field("fails")

    def _field(self, name: str) -> str | None:
        found = re.search(rf"^{name}: (.+)$", self.why, re.M)
        return found[1] if found else None

    def clean(self) -> Result:
        """What the engine makes of the input, by default settings."""
        return clean_text(read(self.source), name=self.name, language=self.language)


def read(path: Path) -> str:
    """A text with its line endings as they are."""
    return path.read_bytes().decode("utf-8")


def cases() -> list[Case]:
    """All golden cases, texts first."""
    texts = [Case(folder.name, folder / "input.txt", folder) for folder in sorted(TEXT.iterdir())]
    seeds = [Case(path.stem, path, SEEDS / path.stem) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return texts + seeds


def removals_json(removals: tuple[Removal, ...]) -> str:
    """Removals as the golden file holds them: one a line, so that a change is seen in a diff."""
    lines = [json.dumps(_as_dict(removal), ensure_ascii=False) for removal in removals]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def _as_dict(removal: Removal) -> dict[str, Any]:
    return {
        "rule": removal.rule,
        "category": removal.category,
        "start": removal.start,
        "text": removal.text,
        "evidence": list(removal.evidence),
    }


def outputs(result: Result) -> dict[str, bytes]:
    """The golden files that a result makes."""
    return {"expected.txt": result.text.encode(), "removals.json": removals_json(result.removals).encode()}
