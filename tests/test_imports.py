"""The text path loads none of the packages that only the HTML path or an engine needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("trafilatura", "justext", "lxml", "pyarrow", "ray", "typer", "rich", "tomllib", "charset_normalizer")
USES = {
    "import": "import cleaner",
    "clean": "import cleaner; cleaner.clean_text('It rained.\\nAdvertisement\\n')",
    "settings": "import cleaner; cleaner.clean_text('It rained.', settings=cleaner.Settings(ignore=('RL',)))",
}


@pytest.mark.parametrize("code", USES.values(), ids=USES.keys())
def test_heavy_packages_stay_out(code: str) -> None:
    report = f"{code}; import sys; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
