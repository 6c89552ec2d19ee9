"""Title, author, date, site, language and address of a page, by trafilatura's extractors. They cost as much as the
body, so they run only when asked for."""

from __future__ import annotations

from typing import Any


def read_metadata(root: Any, url: str | None = None) -> dict[str, Any]:
    """What the page says of itself; only what is there."""
    from copy import deepcopy

    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(deepcopy(root), default_url=url)
    except Exception:  # metadata is a side product: a page that trips its extractors still has a body
        return {"url": url} if url else {}
    fields = {
        "title": found.title, "author": found.author, "date": found.date, "site": found.sitename,
        "language": found.language or root.get("lang"), "url": found.url or url, "description": found.description,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}
