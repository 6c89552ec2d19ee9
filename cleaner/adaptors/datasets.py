"""Hugging Face `datasets`: a function for ``Dataset.map``, for streamed ones too.

>>> from cleaner.adaptors.datasets import mapper         # doctest: +SKIP
>>> load_dataset("json", data_files="a.jsonl").map(mapper(), batched=True)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cleaner.batch import BatchConfig, check_columns, clean_batch


def mapper(config: BatchConfig = BatchConfig()) -> Callable[[Mapping[str, list[Any]]], dict[str, list[Any]]]:  # noqa: B008
    """A function for ``map(..., batched=True)``: it gives back the clean texts and the columns that are added.

    Only the columns that it needs become an Arrow table, so that images and the like in others cost nothing.
    """
    wanted = {config.html or config.text, config.id, config.url}

    def run(batch: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        import pyarrow

        check_columns(list(batch), config.html or config.text)
        table = pyarrow.table({name: values for name, values in batch.items() if name in wanted})
        clean = clean_batch(table, config)
        return {name: clean.column(name).to_pylist() for name in (config.text, "removals", "status", "reason")}

    return run
