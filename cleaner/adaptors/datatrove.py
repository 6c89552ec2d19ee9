"""datatrove: a pipeline step that cleans documents in place.

Bare ``datatrove`` is enough; its extra ``[processing]`` pins an old trafilatura.

>>> from cleaner.adaptors.datatrove import CleanerStep   # doctest: +SKIP
>>> pipeline = [JsonlReader("articles"), CleanerStep(), JsonlWriter("clean")]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from datatrove.pipeline.base import PipelineStep

from cleaner.audit import removal_dict
from cleaner.batch import BatchConfig
from cleaner.model import Document
from cleaner.pipeline import clean_document


class CleanerStep(PipelineStep):  # type: ignore[misc] # datatrove is optional, so mypy may not know the base
    """Replaces each document's text by the clean one. ``audit`` puts the removals into its metadata as well."""

    name = "🧹 cleaner"
    type = "✂️ - CLEANER"

    def __init__(self, config: BatchConfig = BatchConfig(), audit: bool = False) -> None:  # noqa: B008 (frozen)
        super().__init__()
        self.config, self.audit = config, audit

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Clean the documents of one task."""
        for document in data:
            with self.track_time():
                yield self._cleaned(document)

    def _cleaned(self, document: Any) -> Any:
        language = self.config.language or document.metadata.get("language")
        source = Document(document.text, str(document.id), language if isinstance(language, str) else None)
        result = clean_document(source, self.config.settings)
        self.stat_update("documents", f"status: {result.status}")
        for removal in result.removals:
            self.stat_update(f"removed: {removal.category}")
        metadata = document.metadata
        if self.audit:
            removals = [removal_dict(removal) for removal in result.removals]
            metadata = {**metadata, "cleaner": {"status": result.status, "removals": removals}}
        return replace(document, text=result.text, metadata=metadata)
