"""Hugging Face `datasets`: a dataset, streamed or not, with clean texts.

>>> from cleaner.adaptors.datasets import cleaned        # doctest: +SKIP
>>> cleaned(load_dataset("json", data_files="a.jsonl"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cleaner.batch import BatchConfig, check_columns, clean_batch


def cleaned(dataset: Any, config: BatchConfig = BatchConfig(), **options: Any) -> Any:  # noqa: B008 (frozen)
    """A ``Dataset``, streamed one or ``DatasetDict`` with clean texts and the columns that `clean_batch` adds.
    ``options`` go to ``map``: ``num_proc``, ``batch_size``."""
    if isinstance(dataset, dict):
        return type(dataset)({name: cleaned(split, config, **options) for name, split in dataset.items()})
    return dataset.map(mapper(config), batched=True, features=_features(dataset.features, config), **options)


def mapper(config: BatchConfig = BatchConfig()) -> Callable[[Mapping[str, list[Any]]], dict[str, list[Any]]]:  # noqa: B008
    """The function that ``map(..., batched=True)`` is given: for the clean texts and the columns that are added.

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


def _features(known: Any, config: BatchConfig) -> Any:
    """The types of what comes back. Left to itself, ``map`` takes them from the first batch, which may be without any
    removal or reason. Of a streamed dataset nothing may be known; it does not ask for types either."""
    if known is None:
        return None
    from datasets import Features, Value

    text, number = Value("string"), Value("int64")
    removal = {"start": number, "end": number, "rule": text, "category": text, "text": text, "evidence": [text]}
    return Features({config.text: text, **known, "removals": [removal], "status": text, "reason": text})
