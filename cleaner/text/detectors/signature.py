"""What signs an article below its last paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.catalogue.rule import Rule
from cleaner.text import belongs
from cleaner.text.decide import Take
from cleaner.text.detectors.names import is_name
from cleaner.text.page import Page, has_words, is_closed

_BODY_LENGTH = 200
"""Code points of a body that is an article, and so may be signed. Set by hand on news in 17 languages of Eastern Europe
and Central Asia."""
_NAME_WORDS, _WORDS = 3, 6
"""Words of a name, and with its ranks and degrees."""
_OUTLET = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}|\w*(?:info|news|press|media|portal|tv)", re.IGNORECASE)
"""An address on the net, or a word that ends as the names of outlets do."""
_CODE = re.compile(r"\([^\W\d_][\w.-]*(?: ?[/,&-] ?[^\W\d_][\w.-]*){0,3}\)")
"""A desk's letters, or agencies, in brackets."""
_TITLES = re.compile(r"^(?:[^\W\d_]{1,6}\. ?)+(?=[^\W\d_]{2})|, ?[^\W\d_]{2,4}(?:[. ]{1,2}[^\W\d_]{2,4})*\.?$")
"""Ranks and degrees before a name and behind it, as in "por. Ing. Jana Nováková, Ph.D."."""
_ENDS = frozenset({"AMEN", "END", "ENDE", "FIN", "FINE", "FIM", "KONEC", "KONIEC", "KRAJ", "SON", "КОНЕЦ", "КРАЙ"})
"""The last word of a story or a prayer."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_AROUND = " \t()[]{}/|–—-“”„«»\"'"


def signature(page: Page, rule: Rule) -> Iterator[Take]:
    """The last line of a text, right below its last paragraph or sentences that follow it: a name, an abbreviation or
    an address of which the article has no word.

    Speakers sign within the article too, so one with another short line between its paragraphs keeps its last.
    """
    position = len(page.filled) - 1
    if page.first is None or page.last is None or page.hits_at(position) or page.body_length < _BODY_LENGTH:
        return
    if position <= page.last or not all(is_closed(page.line(p)) for p in range(page.last + 1, position)):
        return
    line = page.line(position).strip()
    if has_words(line, _WORDS + 1) or not _signs(line):
        return
    if any(belongs.mentions(page, word) for word in _WORD.findall(line)):
        return
    if not any(_is_short(page, p) for p in range(page.first, page.last)):
        yield Take(page.filled[position], rule, ("signs the article, which has no word of it",))


def _signs(line: str) -> bool:
    """Whether a line is a name of two or three words with capitals, an abbreviation or an address."""
    if _CODE.fullmatch(line):
        return True
    line = _TITLES.sub("", line.strip(_AROUND))
    if len(line.split()) == 1 and line not in _ENDS:
        return _OUTLET.fullmatch(line) is not None or (
            line[-1].isupper() and any(a.isupper() and b.isupper() for a, b in pairwise(line))
        )
    # English headings are set in capitals as names are, so one in ASCII letters may be the last of them
    return not line.isascii() and line[:1].isupper() and is_name(line) and not has_words(line, _NAME_WORDS + 1)


def _is_short(page: Page, position: int) -> bool:
    line = page.line(position)
    return not page.hits_at(position) and not is_closed(line) and not has_words(line, _NAME_WORDS + 1)
