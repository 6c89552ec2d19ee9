"""One file through the text path, as every command but ``run`` sees it: read, clean, obey markers and baseline."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from cleaner import markers
from cleaner.baseline import Baseline, load
from cleaner.config import Config
from cleaner.files import HTML_SUFFIXES, Found
from cleaner.model import Document, Result
from cleaner.textio import Decoded, ReadError, decode


@dataclass(frozen=True, slots=True)
class Examined:
    """A file as it was read, and what comes of it."""

    name: str
    decoded: Decoded
    result: Result


@dataclass(frozen=True)
class Examiner:
    """Examines files; baselines are read once."""

    use_baseline: bool = True
    _baselines: dict[str, Baseline] = field(default_factory=dict)

    def file(self, found: Found) -> Examined:
        """Examine a file; raises `ReadError` with its name when it holds no text, `OSError` when it cannot be read."""
        if found.path.suffix.lower() in HTML_SUFFIXES:
            raise ReadError(found.name, "is an HTML page, whose text must be extracted: use `cleaner run`")
        examined = examine(_read(found), found.name, found.config, found.path)
        name = found.config.values["baseline"]
        if not (name and self.use_baseline and examined.result.removals):
            return examined
        if name not in self._baselines:
            self._baselines[name] = load(Path(name))
        path = Path(os.path.abspath(found.path))  # noqa: PTH100 (`absolute` keeps "..")
        return replace(examined, result=self._baselines[name].apply(path, examined.result))


def _read(found: Found) -> bytes:
    if found.standard_input:
        return sys.stdin.buffer.read()
    with open(found.path, "rb") as file:  # noqa: PTH123 (twice as fast, felt on thousands of files)
        return file.read()


def examine(data: bytes, name: str, config: Config, path: Path | None = None, url: str | None = None) -> Examined:
    """Examine a text's bytes. Markers hold in Markdown, which ``path`` tells by its suffix."""
    # The engine is the heavy part; a usage error should not wait for it.
    from cleaner.pipeline import clean_document

    decoded = decode(data, name, config.values["encoding"])
    absolute = Path(os.path.abspath(path)) if path else None  # noqa: PTH100 (`absolute` keeps "..")
    settings = config.settings_for(absolute) if absolute else config.settings
    document = Document(decoded.text, name, config.values["language"])
    if url:
        document = replace(document, meta={"url": url})
    result = clean_document(document, settings)
    if path and path.suffix.lower() in markers.MARKED_SUFFIXES:
        result = markers.keep(result, markers.kept_spans(decoded.text))
    return Examined(name, decoded, result)
