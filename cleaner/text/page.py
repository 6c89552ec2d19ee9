"""A text as lines with what is known of each: the view that the decisions are made on.

Lines tile the text exactly (a line ends with its newline). Blank lines are kept but are no evidence, so they are left
out of the order of *filled* lines that neighbours and zones are counted in.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cleaner.text.code import is_code
from cleaner.text.match import Hit
from cleaner.text.patterns import SOUTHEAST, SPACELESS

_TERMINAL = frozenset(".!?:;。！？；：।؟।۔…։።။។៕།")
_CLOSING = " \t\r\"'”’»«›)]}）」』】*_"
_ELLIPSES = ("…", "...")
ASKS = re.compile(r"[?!？！؟][\"'”’»“)\s]*$")
"""How a question or a cry ends, which may be the headline of another story as well."""
_THAI = re.compile(r"[\u0e00-\u0eff]")
_THAI_SENTENCE = 100
"""Code points from which a line that ends in Thai or Lao counts as closed: they have no full stop. Set by hand:
headlines and teasers are shorter, paragraphs longer."""
_SPACELESS_PER_WORD = 2
_SOUTHEAST_PER_WORD = 4
"""Code points of a script without spaces that count as one word: Chinese and Japanese words average about two, Thai
ones with their vowels and tones about four."""
_SOUTHEAST = re.compile(rf"[{SOUTHEAST}]")
PROSE_WORDS = 15
"""Words from which a terminated line counts as prose (research: prose lines of 15 or more words bound the body)."""


_PROSE_LENGTH = 100
_LONG_WORD = 8
_SENTENCE_WORDS = 8
"""Code points of a line and, on average, of its words, and words, from which it is prose as well: Finnish, Hungarian
and Turkish say in ten long words what takes fifteen in English."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KOREAN_WORDS = 8
"""Words of a terminated line in Korean that is prose: particles and endings are written together with what they belong
to. Set on 2,600 sentences of six to fourteen words among calls: with 15 words 13 go, with 9 eight, with 8 or 7 two;
no more of the calls stay."""
_CREDIT = re.compile(r"(?<!\s)\s*+[(（][^()（）]{2,40}[)）]$")
_TITLE_WORDS = 4
_TITLE_LINES = 3
_FRAME_LINES = 8
"""Lines below a standfirst within which the first paragraph follows. Set by hand on extracted news in the Romance
languages: byline, date, share bar and a caption or two stand there."""
_OPENS_FRAME = frozenset(
    {"byline", "date-and-time-line", "name-and-date", "published-label", "reading-time", "updated-on"}
)
"""The catalogue's rules whose lines are of the page wherever they stand; a bare date heads a part of the story too."""


def word_count(line: str) -> int:
    """Words of a line; scripts written without spaces are counted by their code points.

    >>> word_count("Two words"), word_count("我们今天开会")
    (2, 4)
    """
    words = len(line.split())
    if line.isascii():
        return words
    spaceless = SPACELESS.findall(line)
    if not spaceless:
        return words
    southeast = len(_SOUTHEAST.findall(line))
    return words + (len(spaceless) - southeast) // _SPACELESS_PER_WORD + southeast // _SOUTHEAST_PER_WORD


def has_words(line: str, least: int) -> bool:
    """Whether `word_count` is so many or more, which the beginning of a long line tells.

    >>> has_words("Two words", 2), has_words("Two words", 3)
    (True, False)
    """
    return len(line.split(None, least)) >= least or (not line.isascii() and word_count(line) >= least)


def is_truncated(line: str) -> bool:
    """Whether a line breaks off in an ellipsis, as teasers do."""
    return line.rstrip(_CLOSING).endswith(_ELLIPSES)


def is_closed(line: str) -> bool:
    """Whether a line ends in final punctuation (an ellipsis is none)."""
    bare = line.rstrip(_CLOSING)
    if not bare or bare.endswith(_ELLIPSES):
        return False
    return bare[-1] in _TERMINAL or (len(bare) >= _THAI_SENTENCE and bool(_THAI.match(bare[-1])))


def without_credit(line: str) -> str:
    """A line without the agency that stands in brackets after its last full stop.

    >>> without_credit("Nobody was hurt. (AFP)")
    'Nobody was hurt.'
    """
    return _CREDIT.sub("", line)


def is_prose(line: str) -> bool:
    """Whether a line reads as running text: long and terminated."""
    if len(line) < 2 * PROSE_WORDS or not is_closed(line):
        return False
    least = _KOREAN_WORDS if _HANGUL.search(line) else PROSE_WORDS
    return has_words(line, least) or (len(line) >= _PROSE_LENGTH and _has_long_words(line))


def _has_long_words(line: str) -> bool:
    words = word_count(line)
    return words >= _SENTENCE_WORDS and len(line) >= _LONG_WORD * words


def is_data(line: str) -> bool:
    """Whether a line is a row of a table, a figure or code rather than words: most of it is no letter."""
    bare = line.strip()
    if bare.count("|") > 1 or "\t" in bare or bare.startswith("```") or bare.endswith(("{", "}", ";", "=")):
        return True
    if is_code(bare):
        return True
    if not any(map(str.isdigit, bare)):
        return False
    letters = sum(map(str.isalpha, bare))
    if letters < len(bare) / 2 and not bare.isascii():
        letters += sum(unicodedata.category(c)[0] == "M" for c in bare)  # vowel signs are part of words
    return letters < len(bare) / 2


@dataclass(frozen=True)
class Page:
    """The lines left of a text, with their hits and zones.

    lines    text of each line, without its newline
    hits     line number -> hits
    filled   numbers of the lines that are not blank
    first, last   positions in ``filled`` of the first and last line of prose, or in a brief item of the first and last
                  sentence; None when there is no body
    """

    lines: Sequence[str]
    hits: Mapping[int, tuple[Hit, ...]]
    filled: tuple[int, ...] = ()
    first: int | None = None
    last: int | None = None

    def zone(self, position: int) -> str:
        """``head``, ``body`` or ``tail`` for a position in ``filled``; all is body when none was found."""
        if self.first is None or self.last is None:
            return "body"
        if position < self.first or position in self.frame:
            return "head"
        return "tail" if position > self.last else "body"

    @cached_property
    def frame(self) -> range:
        """Positions between a standfirst that reads as prose and the first paragraph, where a byline stands there: they
        belong to the head."""
        if self.first is None or self.last is None:
            return range(0)
        start = self.first + 1
        end = next(
            (p for p in range(start, min(start + _FRAME_LINES + 1, self.last + 1)) if self._is_paragraph(p)), start
        )
        return range(start, end) if any(self._opens_frame(p) for p in range(start, end)) else range(0)

    def _is_paragraph(self, position: int) -> bool:
        return is_prose(self.line(position)) and not is_junk_hit(self.hits_at(position))

    def _opens_frame(self, position: int) -> bool:
        return any(hit.rule.category == "byline" and hit.rule.name in _OPENS_FRAME for hit in self.hits_at(position))

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """Answers about the whole view that are asked for at many of its lines: to work them out at each would take
        time that grows with the square of the text."""
        return {}

    @cached_property
    def stripped(self) -> list[str]:
        """The filled lines without the white space around them, by position."""
        return [self.lines[number].strip() for number in self.filled]

    @cached_property
    def truncated(self) -> list[int]:
        """Positions of the lines that break off, in order."""
        lines = enumerate(self.stripped)
        return [position for position, line in lines if ("…" in line or "..." in line) and is_truncated(line)]

    @cached_property
    def marked(self) -> list[int]:
        """Positions of the lines with hits, in order."""
        return [self.position(number) for number in sorted(self.hits)]

    @cached_property
    def body_length(self) -> int:
        """Code points of the lines from the first prose to the last."""
        if self.first is None or self.last is None:
            return 0
        return sum(len(self.line(position)) for position in range(self.first, self.last + 1))

    @cached_property
    def protected(self) -> frozenset[int]:
        """Numbers of the lines that a keep rule hit."""
        return frozenset(i for i, hits in self.hits.items() if any(hit.rule.scope == "keep" for hit in hits))

    @cached_property
    def title_lines(self) -> frozenset[int]:
        """Numbers of the lines above the prose that may be headline and standfirst: the last three of some length that
        no rule hit; where there are none, as below a caption that reads as prose, those of the frame."""
        for positions in (range(self.first or 0), self.frame):
            numbers = [self.filled[p] for p in positions]
            titles = [n for n in numbers if has_words(self.lines[n], _TITLE_WORDS)]
            titles = [n for n in titles if not is_junk_hit(self.hits.get(n, ()))]
            if titles:
                return frozenset(titles[-_TITLE_LINES:])
        return frozenset()

    def position(self, number: int) -> int:
        """The position in ``filled`` of a line that is not blank."""
        return bisect_left(self.filled, number)

    def line(self, position: int) -> str:
        """Text of the line at a position in ``filled``."""
        return self.lines[self.filled[position]]

    def hits_at(self, position: int) -> tuple[Hit, ...]:
        """Hits of the line at a position in ``filled``; none outside."""
        if not 0 <= position < len(self.filled):
            return ()
        return self.hits.get(self.filled[position], ())

    def where(self, wanted: Callable[[Hit], bool]) -> list[int]:
        """Positions of the lines of which a hit is wanted, in order."""
        return [position for position in self.marked if any(map(wanted, self.hits_at(position)))]

    def first_of(self, words: int) -> int:
        """The position of the first line of so many words without a hit against it; past the end if there is none."""
        if ("first", words) not in self.memory:
            of_length = (p for p in range(len(self.filled)) if has_words(self.line(p), words))
            found = next((p for p in of_length if not is_junk_hit(self.hits_at(p))), len(self.filled))
            self.memory["first", words] = found
        return int(self.memory["first", words])


def is_junk_hit(hits: tuple[Hit, ...]) -> bool:
    """Whether a line's hits speak against it as a whole (a span inside it or a keep rule does not)."""
    return any(hit.rule.scope in ("line", "block", "until") for hit in hits)
