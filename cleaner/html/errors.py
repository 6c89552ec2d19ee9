"""What goes wrong with a page, as one exception."""

from __future__ import annotations


class PageError(ValueError):
    """A page that cannot be cleaned: too large, too many blocks, not text at all. The message says which limit."""
