"""Colour for people, none for programs. Plain escape codes: a library for them would double the time to start."""

from __future__ import annotations

import os
import sys
from typing import TextIO

RED, GREEN, YELLOW, BLUE, CYAN, BOLD, DIM, STRIKE = "31", "32", "33", "34", "36", "1", "2", "9"


def wanted(stream: TextIO) -> bool:
    """Whether to colour a stream: a terminal, unless NO_COLOR (no-color.org) or a dumb terminal says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb" and _terminal_knows_escapes()


def _terminal_knows_escapes() -> bool:
    if sys.platform == "win32":
        # Running any command through the console switches its escape processing on for this process.
        os.system("")
    return True


class Paint:
    """Wraps text in escape codes, or leaves it alone.

    >>> Paint(True)("kept", GREEN), Paint(False)("kept", GREEN)
    ('\\x1b[32mkept\\x1b[0m', 'kept')
    """

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.on and text else text
