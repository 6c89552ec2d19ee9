"""A cleaning function that does to its process what documents in the wild do, at a word in the text."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from cleaner.model import Document, Result
from cleaner.pipeline import clean_document
from cleaner.settings import Settings

FUNCTION = "tests.hostile:clean"


def clean(document: Document, settings: Settings) -> Result:
    """As `clean_document`, unless the text asks for trouble."""
    word, _, rest = document.text.partition(" ")
    if word == "HANG":
        time.sleep(1000)
    if word == "DIE":
        os._exit(9)
    if word == "DIE-ONCE":
        mark = Path(rest.split()[0])
        if not mark.exists():
            mark.touch()
            os._exit(9)
    if word == "KILL-PARENT":
        mark = Path(rest.split()[0])
        if not mark.exists():
            mark.touch()
            os.kill(os.getppid(), signal.SIGKILL)
    if word == "RAISE":
        raise ArithmeticError("no such luck")
    if word == "EAT":
        held = [bytearray(16 << 20) for _ in range(200)]
        return Result(str(len(held)), document.text)
    if word == "MEET":
        mine, other = map(Path, rest.split()[:2])
        mine.touch()
        while not other.exists():
            time.sleep(0.01)
    if word == "SLOW":
        time.sleep(0.05)
    return clean_document(document, settings)
