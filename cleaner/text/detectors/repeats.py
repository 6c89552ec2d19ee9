"""Lines that a page has twice, word for word, as a picture's text over its caption."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_data, is_prose

_WORDS = 10
"""Words of a line that goes when it stands right below itself: refrains are shorter."""
_HEAD_WORDS = 3
_CAPTION_WORDS = 6
_CREDIT = re.compile(r"(?: [-–—/|] ?|[.] ?)?[^\W\d_a-zß-ÿ][^\s.,:;!?]*(?:[ /][^\s.,:;!?]+){0,4}")
"""What follows a caption that was run together with its credit: a name of at most five words, perhaps after a dash."""


def repeated_line(page: Page, rule: Rule) -> Iterator[Take]:
    """The second of two lines that say the same right below each other; both, where the second adds but a credit.

    Verses repeat too, so a line in the article must be long and stand no more than twice in the text. Paragraphs that
    stand twice, as a standfirst over its copy, stay: nothing tells which one an editor would cut.
    """
    lines = [page.line(position).strip() for position in range(len(page.filled))]
    counts = Counter(lines)
    for position in range(1, len(lines)):
        line, above = lines[position], lines[position - 1]
        least = _HEAD_WORDS if page.first is not None and position < page.first else _WORDS
        if line == above:
            if counts[line] == 2 and has_words(line, least) and not is_data(line) and not is_prose(line):
                yield Take(page.filled[position], rule, ("says the same as the line above",))
        elif _adds_credit(above, line):
            yield Take(page.filled[position - 1], rule, ("stands again below, with a credit",))
            yield Take(page.filled[position], rule, ("says the same as the line above, with a credit",))


def _adds_credit(above: str, line: str) -> bool:
    """Whether a line is the open one above and a name run together with it: a caption with its credit."""
    if not line.startswith(above) or is_closed(above) or not has_words(above, _CAPTION_WORDS):
        return False
    return _CREDIT.fullmatch(line[len(above) :]) is not None
