"""Machines, hours and cost of a corpus, from rates that were measured (see docs/scale.md).

python bench/scale.py --pages 2.6e9 --pages-per-second 21 --price 0.04
python bench/scale.py --terabytes 22 --megabytes-per-second 4 --price 0.04
"""

from __future__ import annotations

import argparse

_OVERHEAD = 1.25
"""Start-up, stragglers, reading and retries: what a day on a cluster loses against the sum of its parts."""


def main() -> None:
    """Print core hours, hours on so many cores, and cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=float, default=0)
    parser.add_argument("--pages-per-second", type=float, default=1, help="of one core")
    parser.add_argument("--terabytes", type=float, default=0, help="of text, unpacked")
    parser.add_argument("--megabytes-per-second", type=float, default=1, help="of one core")
    parser.add_argument("--cores", type=int, default=6400)
    parser.add_argument("--price", type=float, default=0.04, help="of a core hour")
    arguments = parser.parse_args()
    seconds = arguments.pages / arguments.pages_per_second
    seconds += arguments.terabytes * 1e6 / arguments.megabytes_per_second
    hours = seconds * _OVERHEAD / 3600
    print(f"{hours:,.0f} core hours, {hours / arguments.cores:,.1f} hours on {arguments.cores:,} cores, "
          f"{hours * arguments.price:,.0f} at {arguments.price} a core hour")  # fmt: skip


if __name__ == "__main__":
    main()
