"""``python -m tests.update_html_goldens [CASE …]``: rewrite the golden pages' files from what the HTML path does now.

Prints what changed and leaves with 1 when anything did; the change is to be reviewed like code.
"""

from __future__ import annotations

import difflib
import sys

from tests.html_goldens import cases, outputs


def main() -> int:
    wanted = sys.argv[1:]
    changed = 0
    for case in cases():
        if case.fails or (wanted and case.name not in wanted):
            continue
        for name, new in outputs(case.clean()).items():
            path = case.folder / name
            old = path.read_bytes() if path.exists() else None
            if old == new:
                continue
            changed += 1
            path.write_bytes(new)
            print(f"{case.name}/{name}:")
            was, now = (old or b"").decode().splitlines(), new.decode().splitlines()
            diff = difflib.unified_diff(was, now, "was", "is", "", "", 0, "")
            print(*(f"    {line[:200]}" for line in diff), sep="\n")
    print(f"{changed} files changed")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
