"""Runs over files and directories: planned, parallel, recorded in a manifest, and resumed where they stopped."""

from __future__ import annotations

from cleaner.run.job import Job, Limits, RunError
from cleaner.run.main import Report, run

__all__ = ["Job", "Limits", "Report", "RunError", "run"]
