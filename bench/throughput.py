"""The text path in MB/s of one core, against ftfy and datatrove's C4QualityFilter on the same text in the same run.

    python bench/throughput.py [DIRECTORY] [--megabytes 60] [--scratch DIR]

DIRECTORY holds articles as .txt files; without it they are generated, each different. For the comparison, ``pip
install ftfy datatrove spacy`` (what is missing is left out). CPU time of one process. Each text is seen once, after
a warm-up on others, because RE2 fills its automaton lazily and a second pass would flatter it. The slow ones get
the first part of the text. Goals: 60 MB/s from files to files, 20 times ftfy, 150 times C4QualityFilter.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import documents

from cleaner import clean_text
from cleaner.textio import decode, encode

_SLOW_SHARE = 20
"""The slow ones get one part in so many."""
_WARM_UP = 200


def texts(directory: Path | None, megabytes: int) -> Iterator[str]:
    """Articles until there are so many bytes of them."""
    found = _files(directory) if directory else documents.articles(megabytes * 1000, seed=7)
    left = megabytes * 1_000_000
    for text in found:
        yield text
        left -= len(text.encode())
        if left <= 0:
            return


def _files(directory: Path) -> Iterator[str]:
    for path in sorted(directory.rglob("*.txt")):
        yield decode(path.read_bytes(), str(path)).text


def timed(name: str, work: Callable[[], object], size: int) -> float:
    """Run, print and return MB/s of CPU time."""
    start = process_time()
    work()
    rate = size / 1e6 / (process_time() - start)
    print(f"{name:<28} {rate:9.2f} MB/s  ({size / 1e6:.1f} MB)", flush=True)
    return rate


def files_to_files(sources: list[Path], folder: Path) -> None:
    """Read, decode, clean, encode and write each file, as `run` does in a worker."""
    for path in sources:
        decoded = decode(path.read_bytes(), path.name)
        (folder / path.name).write_bytes(encode(clean_text(decoded.text, name=path.name).text, decoded))


def c4() -> Callable[[str], object]:
    """datatrove's C4QualityFilter on one text."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    judge = C4QualityFilter()
    return lambda text: judge.filter(Document(text=text, id=""))


def ftfy() -> Callable[[str], object]:
    """ftfy.fix_text on one text."""
    import ftfy as library

    return library.fix_text


def compare(name: str, make: Callable[[], Callable[[str], object]], part: list[str], cleaner: float) -> None:
    """Time another tool on part of the texts, if it is installed, and print how many times as fast cleaner is."""
    try:
        call = make()
        call(part[0])
    except (ImportError, LookupError, OSError) as error:
        print(f"{name:<28} left out: {error}")
        return
    rate = timed(name, lambda: [call(text) for text in part], sum(len(text.encode()) for text in part))
    print(f"{'cleaner / ' + name:<28} {cleaner / rate:9.1f} times")


def main() -> None:
    """Measure in memory, from files to files, and the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=int, default=60)
    parser.add_argument("--scratch", help="where to put files; a memory file system is best")
    given = parser.parse_args()
    everything = list(texts(given.directory, given.megabytes))
    half = len(everything) // 2
    for text in documents.articles(_WARM_UP, seed=8):
        clean_text(text)
    first, second = everything[:half], everything[half:]
    memory = timed("in memory", lambda: [clean_text(text) for text in first], sum(len(t.encode()) for t in first))
    with tempfile.TemporaryDirectory(dir=given.scratch) as name:
        folder, out = Path(name) / "in", Path(name) / "out"
        folder.mkdir()
        out.mkdir()
        for number, text in enumerate(second):
            (folder / f"{number}.txt").write_text(text, "utf-8", newline="")
        sources = sorted(folder.iterdir())
        timed("files to files", lambda: files_to_files(sources, out), sum(len(text.encode()) for text in second))
    part = first[: max(1, len(first) // _SLOW_SHARE)]
    compare("ftfy", ftfy, part, memory)
    compare("C4QualityFilter", c4, part, memory)


if __name__ == "__main__":
    main()
