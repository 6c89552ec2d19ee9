"""Spark: ``DataFrame.mapInArrow`` over `clean_batch`.

>>> from cleaner.adaptors.spark import cleaned          # doctest: +SKIP
>>> cleaned(spark.read.parquet("articles")).write.parquet("clean")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cleaner.batch import BatchConfig, clean_batch

_REMOVALS = (
    "array<struct<start: bigint, end: bigint, rule: string, category: string, text: string, evidence: array<string>>>"
)


def cleaned(frame: Any, config: BatchConfig = BatchConfig()) -> Any:  # noqa: B008 (frozen)
    """A Spark DataFrame with clean texts and the columns that `clean_batch` adds."""
    return frame.mapInArrow(mapper(config), schema(frame, config))


def mapper(config: BatchConfig) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """The function that Spark's Python workers run over their batches."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        for batch in batches:
            yield from clean_batch(pyarrow.Table.from_batches([batch]), config).to_batches()

    return run


def schema(frame: Any, config: BatchConfig) -> Any:
    """The schema of what comes back: Spark wants to know it beforehand."""
    from pyspark.sql.types import StructType

    found = StructType(list(frame.schema.fields))
    if config.text not in frame.columns:
        found = found.add(config.text, "string")
    added: Any = StructType.fromDDL(f"removals {_REMOVALS}, status string, reason string")
    for field in added.fields:
        found = found.add(field)
    return found
