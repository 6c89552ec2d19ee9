"""The forms in which texts and phrases are looked up, whatever their spelling, case and spaces.

A text itself is never changed: these forms only tell what to look at.
"""

from __future__ import annotations

import unicodedata

ZWNJ, ZWJ = "\u200c", "\u200d"
SPELLINGS = ("'’‘", '"“”„«»', "-–—", ":：", "اأإآٱ", "يیىې", "كک", "ةهۀ", "şș", "ţț", "её")
"""Characters that are taken for the same, in a phrase and in a text, the first of each for all."""
PHRASE_SPELLINGS = {**dict.fromkeys("ʼ´`", "'"), "‑": "-"}
"""Others that only phrases are written with, and what they are taken for."""

_CASES = (("ς", "σ"), ("ſ", "s"), ("ı", "i"), ("\u0307", ""))
"""What lower-casing leaves different of letters that are the same but for their case."""
_FOLDED = str.maketrans(
    {
        **{chr(code): chr(code) for code in range(128)},  # `translate` takes long over what the table lacks
        **{other: group[0] for group in SPELLINGS for other in group[1:]},
        **PHRASE_SPELLINGS,
        **dict.fromkeys("\u00a0\u202f\u3000", " "),
        **dict.fromkeys([ZWNJ, ZWJ, "\u0640", *map(chr, range(0x64B, 0x653))], ""),
    }
)
"""The spellings, spaces, joiners and vowel signs that make no difference."""

OPENING_LENGTHS = (16, 12, 9, 7, 5, 4, 3, 2, 1)
"""What openings are cut to, so that a line is looked up a few times instead of compared with each of them."""
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)


def fold(plain: str) -> str:
    """A text in the form of `plain` as it is looked up: of one spelling, with 0 for each number, with single spaces and
    none at the ends.

    >>> fold("don’t  miss 000 boats")
    "don't miss 0 boats"
    """
    folded = plain if plain.isascii() else plain.translate(_FOLDED)
    while "  " in folded:
        folded = folded.replace("  ", " ")
    while "00" in folded:
        folded = folded.replace("00", "0")
    return folded.strip(" ")


def without_end(folded: str) -> str:
    """A line without the punctuation at its end, which may be any after a phrase that is a whole line.

    >>> without_end("read more …")
    'read more'
    """
    while folded and not folded[-1].isalnum():
        folded = folded[:-1]
    return folded


def cut(opening: str) -> str:
    """An opening cut to the longest of `OPENING_LENGTHS`."""
    return opening[: next(length for length in OPENING_LENGTHS if length <= len(opening))]


def of_phrase(phrase: str, whole: bool) -> str:
    """What lines that are a phrase as a whole are looked up by, or the opening of those that begin with it.

    A joiner in a phrase may be a space in a line, so it ends what is looked up, and ``whole`` must not be asked then.
    """
    spelled = plain(unicodedata.normalize("NFC", phrase)).rstrip(":：")
    return without_end(fold(spelled)) if whole else cut(fold(spelled.split(ZWNJ)[0]))


def haystack(text: str) -> bytes:
    """`plain` in UTF-8: the form of a text that needles are looked for in."""
    lower = text.lower()
    if not lower.isascii():
        for old, new in _CASES:
            if old in lower:
                lower = lower.replace(old, new)
    return lower.encode("utf-8", "surrogatepass").translate(_DIGITS)


def plain(text: str) -> str:
    """A text in lower case, with 0 for each digit; its lines stay.

    >>> plain("KİTTEN 24")
    'kitten 00'
    """
    return haystack(text).decode("utf-8", "surrogatepass")
