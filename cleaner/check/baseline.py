"""Findings that a repository lives with, so that it can adopt the hook today and mend old texts later.

They are keyed by file and content, not by line number: a finding that moves stays known, a new copy of it is new.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleaner.config import ConfigError, relative
from cleaner.config.files import shown
from cleaner.markers import without
from cleaner.model import Removal, Result

VERSION = 1


@dataclass(frozen=True)
class Baseline:
    """Known findings: file name relative to ``root`` -> fingerprint -> how many."""

    root: Path
    known: Mapping[str, Mapping[str, int]]

    def apply(self, path: Path, result: Result) -> Result:
        """The result without the removals that are known for its file."""
        left = Counter(self.known.get(relative(path, self.root), {}))
        refused = []
        for removal in result.removals if left else ():
            print_ = fingerprint(removal)
            if left[print_] > 0:
                left[print_] -= 1
                refused.append(removal)
        return without(result, refused)


def fingerprint(removal: Removal) -> str:
    """What identifies a finding: its text, without the white space around it; the rule may change its id.

    >>> fingerprint(Removal(0, 3, "RL001", "related", "a b")) == fingerprint(Removal(9, 13, "RL002", "share", " a  b"))
    True
    """
    text = " ".join(removal.text.split()) or removal.text
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def load(path: Path) -> Baseline:
    """Read a baseline file."""
    try:
        data = json.loads(path.read_text("utf-8"))
        known = data["files"]
        if data["version"] != VERSION or not all(isinstance(counts, dict) for counts in known.values()):
            raise ValueError
    except OSError as error:
        raise ConfigError(
            f"{shown(path)}: no baseline can be read ({error.strerror}); write one with --write-baseline"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(
            f"{shown(path)}: not a baseline of version {VERSION}; write it anew with --write-baseline"
        ) from None
    return Baseline(path.absolute().parent, known)


def dump(root: Path, findings: Iterable[tuple[Path, Result]]) -> str:
    """The text of a baseline that knows all these findings; sorted, so that its changes can be reviewed."""
    files = {
        relative(path, root): dict(sorted(Counter(map(fingerprint, result.removals)).items()))
        for path, result in findings
        if result.removals
    }
    return json.dumps({"version": VERSION, "files": dict(sorted(files.items()))}, indent=1, ensure_ascii=False) + "\n"
