"""The configuration that holds in each directory of the input: what is left out, and how each file is cleaned."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cleaner.config import DEFAULT, Config, Resolver
from cleaner.files import Exclusion, excluded, globs
from cleaner.run.job import Manner


class Configured:
    """Answers for the directories of one walk."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._manners: dict[tuple[int, tuple[str, ...]], Manner] = {}

    def at(self, folder: str) -> Place:
        """What holds for the files of a directory."""
        whole = Path(os.path.abspath(folder))
        return Place(whole, self._resolver.at(whole), self)

    def manner(self, config: Config, path: str) -> Manner:
        """One object for all files that are cleaned alike: it travels to the workers once a task."""
        settings = config.settings_for(Path(path)) if config.values["per-file-ignores"] else config.settings
        key = (id(config), settings.ignore)
        if key not in self._manners:
            found = (settings, config.values["language"], config.values["encoding"])
            mark = hashlib.sha256(repr(found).encode("utf-8", "backslashreplace")).hexdigest()[:16]
            self._manners[key] = Manner(*found, mark)
        return self._manners[key]


class Place:
    """One directory's configuration."""

    def __init__(self, folder: Path, config: Config, configured: Configured) -> None:
        self._config, self._configured = config, configured
        self._exclusion = Exclusion(folder, config)
        # by default `check` reads texts alone; a run reads all it can, unless a file says otherwise
        chosen = config.origins["include"] != DEFAULT
        self._included = globs(config.values["include"]) if chosen else None

    def enters(self, name: str) -> bool:
        """Whether a directory in it is walked."""
        return not self._exclusion.takes(name, is_directory=True)

    def reads(self, name: str) -> bool:
        """Whether a file in it is read."""
        return (self._included is None or bool(self._included(name.lower()))) and not self._exclusion.takes(name)

    def refuses(self, path: str) -> bool:
        """Whether even a file that the user named is left out."""
        return bool(self._config.values["force-exclude"]) and excluded(Path(path), self._config)

    def manner(self, path: str) -> Manner:
        """How a file in it is cleaned."""
        return self._configured.manner(self._config, path)
