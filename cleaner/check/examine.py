"""One file through the text path, as every command but ``run`` sees it: read, clean, obey markers and baseline."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import markers
from cleaner.files import Found, absolute, holds_page, is_page
from cleaner.model import Document, Result
from cleaner.textio import Decoded, ReadError, decode, encode

if TYPE_CHECKING:
    from cleaner.check.baseline import Baseline


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
        data = _read(found)
        if is_page(found) or holds_page(data):
            raise ReadError(found.name, "is an HTML page, whose text must be extracted: use `cleaner run`")
        return self.data(found, data)

    def data(self, found: Found, data: bytes, url: str | None = None) -> Examined:
        """Examine a file's bytes, wherever they are from."""
        config = found.config
        decoded = decode(data, found.name, config.values["encoding"])
        meta = {"url": url} if url else {}
        document = Document(decoded.text, found.name, config.values["language"], meta=meta)
        # The engine is the heavy part: what is wrong with the command or the file is told before it is loaded.
        from cleaner.pipeline import clean_document

        settings = config.settings_for(found.path)
        if found.path.suffix.lower() in markers.MARKED_SUFFIXES:
            result = markers.clean(document, settings, clean_document)
        else:
            result = clean_document(document, settings)
        return Examined(found.name, decoded, self._known(found, result))

    def _known(self, found: Found, result: Result) -> Result:
        """The result without what a baseline knows."""
        name = found.config.values["baseline"]
        if not (name and self.use_baseline and result.removals):
            return result
        # Its hashes and JSON take as long to load as a hundred files to clean, and few repositories have one.
        from cleaner.check.baseline import load

        if name not in self._baselines:
            self._baselines[name] = load(Path(name))
        return self._baselines[name].apply(absolute(found.path), result)


def cleaned(examined: Examined, data: bytes) -> bytes:
    """The clean text in the file's encoding; ``data`` as it came when there was nothing to remove."""
    return encode(examined.result.text, examined.decoded) if examined.result.removals else data


def _read(found: Found) -> bytes:
    if found.standard_input:
        return sys.stdin.buffer.read()
    with open(found.path, "rb") as file:  # noqa: PTH123 (twice as fast, felt on thousands of files)
        return file.read()
