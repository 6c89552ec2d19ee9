"""One pure function from table to table: what Ray, Spark, datatrove and `datasets` are given to run.

It opens no file and keeps no state, so an engine may run it anywhere, and run it again after a failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cleaner.model import Document, Removal, Result
from cleaner.pipeline import clean_document
from cleaner.settings import Settings
from cleaner.writers.columns import text_column

ADDED = ("removals", "status", "reason")
"""The columns that `clean_batch` adds beside the clean text."""


@dataclass(frozen=True, slots=True)
class BatchConfig:
    """Which columns hold what, and what is to be removed.

    text      the column of texts, or of the clean texts if ``html`` names a column of pages
    id, url   columns that name a document and give a page's address, if they are there
    """

    text: str = "text"
    html: str = ""
    id: str = "id"
    url: str = "url"
    language: str | None = None
    settings: Settings = Settings()


def clean_batch(table: Any, config: BatchConfig = BatchConfig()) -> Any:
    """A `pyarrow.Table` with its texts cleaned, and with the columns ``removals``, ``status`` and ``reason``.

    There are as many rows as before, in the same order, and all other columns are as they were. A row that failed has
    no text; its ``status`` is ``failed`` and ``reason`` says why. A null stays one; its status is ``empty``.

    >>> import pyarrow
    >>> table = pyarrow.table({"text": ["Rain fell for a third day across the valley."]})
    >>> clean_batch(table).column_names
    ['text', 'removals', 'status', 'reason']
    """
    import pyarrow

    source = config.html or config.text
    check_columns(table.column_names, source)
    texts = table.column(source).to_pylist()
    names = _names(table, config, len(texts))
    urls = table.column(config.url).to_pylist() if config.html and config.url in table.column_names else []
    results = [
        _result(text, name, urls[index] if urls else None, config)
        for index, (text, name) in enumerate(zip(texts, names, strict=True))
    ]
    columns = [
        _texts(pyarrow, table, config, [result.text for result in results]),
        ("removals", pyarrow.array([_removals(result) for result in results], _removals_type())),
        ("status", pyarrow.array([result.status for result in results], pyarrow.string())),
        ("reason", pyarrow.array([result.reason or None for result in results], pyarrow.string())),
    ]
    for name, column in columns:
        index = table.schema.get_field_index(name)
        table = table.append_column(name, column) if index < 0 else table.set_column(index, name, column)
    return table


@dataclass(frozen=True, slots=True)
class _Row:
    text: str | None
    status: str
    reason: str = ""
    removals: tuple[Removal, ...] = ()


def check_columns(names: Sequence[str], source: str) -> None:
    """Refuse a table without texts, or one with columns that `clean_batch` would write over."""
    if source not in names:
        raise ValueError(f"no column {source!r}; there are: {', '.join(names)}")
    for name in ADDED:
        if name in names:
            raise ValueError(f"the table has a column {name!r} already, which clean_batch would add; rename it")


def _names(table: Any, config: BatchConfig, count: int) -> list[str]:
    if config.id in table.column_names:
        return [str(value) for value in table.column(config.id).to_pylist()]
    return [f"row {number}" for number in range(count)]


def _result(text: Any, name: str, url: str | None, config: BatchConfig) -> _Row:
    if text is None:
        return _Row(None, "empty", "the text is null")
    if not isinstance(text, str | bytes):
        return _Row(None, "failed", f"column {config.html or config.text!r} holds {type(text).__name__}, not text")
    try:
        result = _cleaned(text, name, url, config)
    except Exception as error:  # whatever a document does to the pipeline, the others must go on
        return _Row(None, "failed", f"{type(error).__name__}: {error}")
    return _Row(result.text, result.status, result.reason, result.removals)


def _cleaned(text: str | bytes, name: str, url: str | None, config: BatchConfig) -> Result:
    if config.html:
        # the text path must load neither trafilatura nor lxml
        from cleaner.html import clean_html

        return clean_html(text, url, name=name, language=config.language, settings=config.settings)
    if isinstance(text, bytes):
        from cleaner.textio import decode

        text = decode(text, name).text
    return clean_document(Document(text, name, config.language), config.settings)


def _texts(pyarrow: Any, table: Any, config: BatchConfig, texts: list[str | None]) -> tuple[str, Any]:
    """The column of clean texts, of the type that the column had."""
    index = table.schema.get_field_index(config.text)
    kind = table.schema.field(index).type if index >= 0 else pyarrow.string()
    return config.text, text_column(pyarrow, texts, kind)


def _removals(result: _Row) -> list[dict[str, Any]]:
    from cleaner.audit import removal_dict

    return [removal_dict(removal) for removal in result.removals]


@lru_cache(maxsize=1)
def _removals_type() -> Any:
    import pyarrow

    from cleaner.writers.parquet import audit_schema

    return audit_schema(pyarrow).field("removals").type
