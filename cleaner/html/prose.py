"""How much of a line is running text: the share of its words that are on its language's stop list (jusText's lists)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

UNKNOWN = -1.0
"""The share in scripts without spaces and languages without a list."""

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "mr": "Marathi", "ms": "Malay", "nb": "Norwegian_Bokmal",
    "nl": "Dutch", "nn": "Norwegian_Nynorsk", "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese",
}  # fmt: skip
_GUESSED = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "sv", "da", "nb", "fi", "cs", "hu", "ro", "el",
            "uk", "ar", "fa", "he", "hi", "id", "vi", "bg", "hr")  # fmt: skip
_ENOUGH = 0.2
"""A language is believed when so many of a page's words are on its list; running text has 0.3 to 0.6."""

_SAMPLE = 600
"""Words that the language is told by."""

_WORD = re.compile(r"[^\W\d_]+")


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop list of an ISO 639-1 code; empty when there is none. Imports jusText."""
    name = _NAMES.get(language)
    if name is None:
        return frozenset()
    import justext  # type: ignore[import-untyped]  # it ships no types

    return frozenset(word.casefold() for word in justext.get_stoplist(name))


def words_of(text: str) -> list[str]:
    """The words of a text, case folded."""
    return _WORD.findall(text.casefold())


def share(words: list[str], stops: frozenset[str]) -> float:
    """The share of ``words`` on the list, or `UNKNOWN` without a list or words."""
    if not stops or not words:
        return UNKNOWN
    return sum(map(stops.__contains__, words)) / len(words)


def bears_out(text: str, language: str) -> bool:
    """Whether a text has as many of a language's function words as running text of it."""
    words = list(islice(words_of(text), _SAMPLE))
    return share(words, stop_words(language)) >= _ENOUGH


def language_of(declared: str | None, sample: Iterable[str]) -> str | None:
    """The language of a page: the one it declares, if its text bears that out, else the list that fits best."""
    words = list(islice((word for text in sample for word in words_of(text)), _SAMPLE))
    code = (declared or "").strip().lower().replace("_", "-").split("-")[0][:2]
    if not words:
        return code or None
    if code in _NAMES and share(words, stop_words(code)) >= _ENOUGH:
        return code
    if code in ("zh", "ja", "th", "ko"):
        return code
    best = max(_GUESSED, key=lambda guess: share(words, stop_words(guess)))
    return best if share(words, stop_words(best)) >= _ENOUGH else (code or None)
