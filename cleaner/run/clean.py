"""One document through the pipeline, with everything that can go wrong turned into a reason."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cleaner import markers
from cleaner.model import Document, Result
from cleaner.pipeline import clean_document
from cleaner.run.job import Job, Source, Tally
from cleaner.settings import Settings
from cleaner.textio import Decoded, ReadError, decode
from cleaner.writers import DESCRIPTION

Clean = Callable[[Document, Settings], Result]
_MARKED = tuple(markers.MARKED_SUFFIXES)
_SUFFIX = max(map(len, _MARKED))


class Cleaners:
    """The cleaning functions of a job: one for all files that are cleaned alike."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._known: dict[str, Cleaner] = {}

    def of(self, source: Source) -> Cleaner:
        """The one for a file."""
        manner = source.manner
        mark = manner.mark if manner else ""
        if mark not in self._known:
            job = self._job
            if manner:
                job = replace(job, settings=manner.settings, language=manner.language, encoding=manner.encoding)
            self._known[mark] = Cleaner(job)
        return self._known[mark]


class Cleaner:
    """Cleans the documents of a job as its settings say."""

    def __init__(self, job: Job) -> None:
        self._settings, self._language, self._encoding = job.settings, job.language, job.encoding
        self._pages = replace(job.pages, markdown=job.to == "md")
        self.max_bytes = job.limits.max_bytes
        self._clean: Clean = _function(job.function) if job.function else clean_document

    def decode(self, data: bytes, name: str) -> Decoded:
        """The text of a file's bytes, refused when there are too many of them."""
        self._fits(len(data), name)
        return decode(data, name, self._encoding)

    def text(self, text: str, name: str) -> Result:
        """A text, cleaned; of Markdown, what its markers keep stays."""
        self._fits(len(text), name)
        document = Document(text, name, self._language)
        if name[-_SUFFIX:].lower().endswith(_MARKED):
            return markers.clean(document, self._settings, self._clean)
        return self._clean(document, self._settings)

    def page(self, page: bytes | str, name: str, url: str | None, charset: str | None = None) -> Result:
        """An HTML page, its article extracted and cleaned."""
        self._fits(len(page), name)
        # trafilatura and lxml take longer to import than many runs over texts last
        from cleaner.html import PageError, clean_html

        try:
            result = clean_html(
                page,
                url,
                name=name,
                language=self._language,
                encoding=charset or self._encoding,
                settings=self._settings,
                options=self._pages,
            )
        except PageError as error:
            raise ReadError(name, str(error).removeprefix(f"{name}: ")) from error
        if not self._pages.metadata:
            return result
        return replace(result, meta={**dict.fromkeys(DESCRIPTION), **result.meta})  # the same columns for every page

    def _fits(self, size: int, name: str) -> None:
        if size > self.max_bytes:
            raise ReadError(name, f"{size:,} bytes, more than the {self.max_bytes:,} of --max-bytes")


def _function(path: str) -> Clean:
    module, _, name = path.partition(":")
    found: Clean = getattr(importlib.import_module(module), name)
    return found


def body_of(result: Result) -> str:
    """What is written: the clean text, or the Markdown of a page where that was asked for."""
    return result.text if result.markdown is None else result.markdown


def reason_of(error: BaseException) -> str:
    """Why a document failed, for a list that people read: the file name is given there already."""
    if isinstance(error, ReadError):
        return error.problem
    if isinstance(error, MemoryError):
        return "out of memory (raise --memory-limit, or lower --jobs)"
    if isinstance(error, OSError):
        what = os.path.basename(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else ""
        return f"cannot be read or written: {error.strerror or error}" + (f" ({what})" if what else "")
    return f"{type(error).__name__}: {error}"


def removed(result: Result) -> dict[str, list[int]]:
    """By category, the number of removals and of their characters."""
    counts: dict[str, list[int]] = {}
    for removal in result.removals:
        mine = counts.setdefault(removal.category, [0, 0])
        mine[0] += 1
        mine[1] += removal.end - removal.start
    return counts


def count(tally: Tally, result: Result, size: int, taken: dict[str, list[int]]) -> None:
    """Add one cleaned document to a tally."""
    tally.documents += 1
    tally.bytes += size
    tally.characters += len(result.source)
    if not result.removals:
        tally.unchanged += 1
    if result.status == "flagged" or result.status == "not-article":
        tally.flagged += 1
    elif result.status == "empty":
        tally.empty += 1
    for category, (number, characters) in taken.items():
        mine = tally.removed.setdefault(category, [0, 0])
        mine[0] += number
        mine[1] += characters


Beat = Callable[[int], Any]
"""Told the place of the document under way before its work starts, and -1 after: a hung worker is known by it."""
