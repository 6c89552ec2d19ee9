"""How a user gets what an optional format or engine needs."""

from __future__ import annotations


def hint(extra: str) -> str:
    """The command that installs an extra.

    It is run in a clone, not by name: on PyPI the name ``cleaner`` is another project's.

    >>> hint("parquet")
    "pip install '.[parquet]' in a clone of cleaner"
    """
    return f"pip install '.[{extra}]' in a clone of cleaner"
