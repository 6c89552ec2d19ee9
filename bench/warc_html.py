"""HTML pages from a WARC against the same pages as loose files, in one run, one worker each.

    python bench/warc_html.py PAGES [--limit 300] [--rounds 3] [--directory DIR]

PAGES is a directory of saved ``.html`` files. Needs ``pip install warcio``. Goal: 0.9 of the rate of loose files.
"""

from __future__ import annotations

import argparse
import io
import shutil
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cleaner.run import Job, run


def archive(pages: list[Path], path: Path) -> None:
    """The pages as a crawler would have stored them."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, page in enumerate(pages):
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(page.read_bytes())
            uri = f"https://example.org/{number}"
            writer.write_record(writer.create_warc_record(uri, "response", body, http_headers=http))


def seconds(source: Path, output: Path) -> float:
    """The time for one run over ``source``."""
    start = perf_counter()
    report = run(Job((str(source),), str(output)), 1)
    found = perf_counter() - start
    print(f"{source.name:<12} {report.total.documents} pages, {report.failures} failed, {found:.1f} s", flush=True)
    shutil.rmtree(output)
    return found


def main() -> None:
    """Measure in turn and print the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--directory")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.directory))
    loose = folder / "loose"
    loose.mkdir()
    pages = sorted(arguments.pages.glob("*.html"))[: arguments.limit]
    for page in pages:
        shutil.copy(page, loose)
    archive(pages, folder / "crawl.warc.gz")
    times: dict[str, list[float]] = {"loose": [], "crawl": []}
    for _ in range(arguments.rounds):
        times["loose"].append(seconds(loose, folder / "out"))
        times["crawl"].append(seconds(folder / "crawl.warc.gz", folder / "out"))
    ratio = statistics.median(times["loose"]) / statistics.median(times["crawl"])
    print(f"WARC / loose files  {ratio:.2f}  (goal 0.9)")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
