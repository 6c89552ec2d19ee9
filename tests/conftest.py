"""Hypothesis looks for new examples at a desk and runs the same ones each time in CI: a change is not to be blamed for
what an older one did."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
