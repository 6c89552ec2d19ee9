"""The golden pages of the HTML path: ``fixtures/html/<case>/`` holds ``page.html``, ``body.txt`` (the clean text),
``removals.json`` (rule, category and text of each removal, and the page's status) and ``why.md``.

``why.md`` may begin with ``fails: REASON`` for a page that the library is known to fail: a strict xfail, whose body is
then what it should be, written by hand, and never rewritten.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from cleaner import Result
from cleaner.html import clean_html

PAGES = Path(__file__).parent.parent / "fixtures" / "html"


@dataclass(frozen=True)
class PageCase:
    """One golden page."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def fails(self) -> str | None:
        found = re.search(r"^fails: (.+)$", (self.folder / "why.md").read_text("utf-8"), re.M)
        return found[1] if found else None

    def clean(self) -> Result:
        return clean_html((self.folder / "page.html").read_bytes(), name=self.name)


def cases() -> list[PageCase]:
    return [PageCase(folder) for folder in sorted(PAGES.iterdir()) if folder.is_dir()]


def outputs(result: Result) -> dict[str, bytes]:
    """The golden files that a result makes. Evidence is left out: its numbers change with the weights."""
    rows = [{"status": result.status, "reason": result.reason, "title": result.title}]
    rows += [{"rule": r.rule, "category": r.category, "text": r.text} for r in result.removals]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return {"body.txt": result.text.encode(), "removals.json": f"[\n{lines}\n]\n".encode()}
