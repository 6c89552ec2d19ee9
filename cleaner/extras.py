"""Which optional libraries are there, and how a user gets those that are not."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from cleaner.readers.formats import ARCHIVES


def hint(*extras: str) -> str:
    """The command that installs extras.

    It is run in a clone, not by name: on PyPI the name ``cleaner`` is another project's.

    >>> hint("parquet", "warc")
    "pip install '.[parquet,warc]' in a clone of cleaner"
    """
    return f"pip install '.[{','.join(extras)}]' in a clone of cleaner"


@cache
def missing(kind: str, compression: str) -> tuple[str, ...]:
    """The extras that a file of this format may need, for its members too if it is an archive, and that are not
    installed."""
    any_member = kind in ARCHIVES
    needed = {
        ("parquet", "pyarrow"): any_member or kind == "parquet",
        ("warc", "fastwarc"): any_member or kind == "warc",
        ("zstd", "zstandard"): any_member or compression == "zst",
    }
    return tuple(extra for (extra, library), wanted in needed.items() if wanted and find_spec(library) is None)
