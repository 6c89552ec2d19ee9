"""``python -m tests.update_goldens [CASE …]``: rewrite golden files from what the engine does now.

Prints what changed and leaves with 1 when anything did, so that it never passes for a test; the change is to be
reviewed like code. A case that is known to fail keeps its files.
"""

from __future__ import annotations

import difflib
import sys

from tests.goldens import ROOT, Case, cases, outputs


def update(case: Case) -> bool:
    """Rewrite one case's files; whether any of them changed."""
    changed = False
    for name, new in outputs(case.clean()).items():
        path = case.folder / name
        old = path.read_bytes() if path.exists() else b""
        if path.exists() and old == new:
            continue
        changed = True
        path.write_bytes(new)
        print(f"{path.relative_to(ROOT)}:")
        lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), "was", "is", "", "", 0, "")
        print(*(f"    {line[:160]}" for line in lines), sep="\n")
    return changed


def main() -> int:
    wanted = sys.argv[1:]
    chosen = [case for case in cases() if not wanted or case.name in wanted]
    if wanted and len(chosen) != len(wanted):
        print(f"unknown among {wanted}; known: {[case.name for case in cases()]}", file=sys.stderr)
        return 2
    for case in chosen:
        if case.fails:
            print(f"{case.name}: known to fail, left alone")
    changed = [case.name for case in chosen if not case.fails and update(case)]
    print(f"{len(changed)} of {len(chosen)} cases changed")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
