"""Turns the phrases and regexes of rules into RE2 source.

The text is never normalised: each phrase becomes a pattern that accepts the spellings that occur (NBSP for a space,
curly quotes, hamza variants, full-width colons), so offsets need no mapping. RE2's ``\\b \\w \\d \\s`` are ASCII, hence
the explicit classes; they are kept to a few ranges because each range costs program size in every rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleaner.catalogue.rule import Rule
from cleaner.text import folding, literals

SPACE = r"[ \x{A0}\x{202F}\x{3000}]"
_DECORATION = (
    r" \t\r\x{A0}\x{AD}\x{2002}-\x{200F}\x{202F}\x{2060}\x{FEFF}\x{3000}!#%&()*+,\-./:;<=>?\[\\\]^_{|}~"
    r"\x{A1}\x{A4}-\x{A8}\x{AC}\x{AE}-\x{B1}\x{B6}\x{B7}\x{BF}\x{D7}\x{F7}\x{2010}-\x{2015}\x{2020}-\x{2038}\x{203A}-\x{205E}"
    r"\x{2190}-\x{2BFF}\x{3001}-\x{3003}\x{3008}-\x{301C}\x{FE0F}\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF1F}\x{1F000}-\x{1FAFF}"
)
LEAD = rf"[{_DECORATION}\x{{BB}}]*(?:[0-9]{{1,2}}[.)]{SPACE}+)?"
"""What may stand before a phrase: bullets, arrows, emoji, brackets, a list number. Quotation marks may not: what is
quoted is said by somebody."""
_STOPS = r"\x{60C}\x{61B}\x{61F}\x{6D4}\x{964}\x{1362}"  # of Arabic, Urdu, the Indic scripts and Ethiopic
_ENDING = rf"{_DECORATION}{_STOPS}\"'\x{{AB}}\x{{BB}}\x{{2018}}-\x{{201F}}"
TRAIL = rf"[{_ENDING}]*"
BOUNDARY = rf"(?:[{_ENDING}]|$)"
COLON = rf"{SPACE}*(?:[:：﹕՝፦៖|–—»›→►▶>]|-{SPACE})"

_SPELLINGS = {c: f"[{group}]" for group in folding.SPELLINGS for c in group + group.upper()}
_SPELLINGS |= {c: _SPELLINGS[same] for c, same in folding.PHRASE_SPELLINGS.items()}
_SPECIAL = frozenset(r"\.+*?()|[]{}^$")
_ARABIC_VOWELS = "[\u064b-\u0652]?"
SOUTHEAST = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, as a character class of `re` without its brackets."""
INDIC = r"\u0900-\u0963\u0966-\u0df3"
"""Letters, vowel signs and digits of the scripts from Devanagari to Sinhala, likewise: Python's ``\\w`` has no vowel
signs, and so breaks most of their words."""
SPACELESS = re.compile(rf"[{SOUTHEAST}\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""A character of a script that is written without spaces."""


_LACKED = {
    "el": str.maketrans("άέήίόύώΐΰΆΈΉΊΌΎΏ", "αεηιουωϊϋΑΕΗΙΟΥΩ"),
    "ro": str.maketrans("ăâîșşțţĂÂÎȘŞȚŢ", "aaissttAAISSTT"),
}
"""The marks that texts of a language often lack: accents in Greek capitals, and in Romanian all of them by habit."""

_CLASSES = {
    r"\p{L}": r"A-Za-z\x{AA}-\x{1FFF}\x{2C00}-\x{2DFF}\x{3041}-\x{D7FF}\x{F900}-\x{FDFF}\x{FE70}-\x{FEFC}",
    r"\p{Lu}": r"A-Z\x{C0}-\x{DE}\x{100}-\x{17F}\x{386}-\x{3AB}\x{400}-\x{42F}\x{490}-\x{52F}",
    r"\p{N}": r"0-9\x{660}-\x{669}\x{6F0}-\x{6F9}\x{966}-\x{96F}\x{FF10}-\x{FF19}",
}
"""What the Unicode classes of a rule's regex are compiled as: the blocks that hold letters (with their marks), capitals
and digits. The exact classes have hundreds of ranges, and a rule that repeats one a few times then takes a hundred
times as long to compile as all others together."""
_CLASS_TOKEN = re.compile(r"\\p\{\w+\}|\\x\{\w+\}|\\.|\[\^?\]?|\]", re.S)


@lru_cache(maxsize=8192)
def regex_source(regex: str) -> str:
    """A rule's regex with its Unicode classes in their short form.

    >>> regex_source(r"[x\\p{Lu}]").startswith("[xA-Z")
    True
    """
    inside = False

    def short(found: re.Match[str]) -> str:
        nonlocal inside
        token = found[0]
        if token[0] == "[" and not inside:
            inside = True
        elif token == "]":
            inside = False
        ranges = _CLASSES.get(token)
        return token if ranges is None else ranges if inside else f"[{ranges}]"

    return _CLASS_TOKEN.sub(short, regex)


@lru_cache(maxsize=32768)
def phrase_source(phrase: str, language: str = "*") -> str:
    """RE2 source for a literal phrase in every spelling that is treated as the same.

    >>> phrase_source("Don't miss", "en")
    "Don['’‘]t[ \\\\x{A0}\\\\x{202F}\\\\x{3000}]+miss"
    """
    words = unicodedata.normalize("NFC", phrase).split()
    return f"{SPACE}+".join("".join(_character(c, language) for c in word) for word in words)


def _character(c: str, language: str) -> str:
    if language == "tr" and c in "iİıI":
        return "[iİıI]"
    if c == "\u200c":
        return r"[\x{200C} ]?"
    if c == "\u200d":
        return r"\x{200D}?"  # extraction drops it
    if "\u064b" <= c <= "\u0652" or c == "\u0640":
        return ""
    found = _SPELLINGS.get(c) or (f"\\{c}" if c in _SPECIAL else c)
    return found + _ARABIC_VOWELS if "\u0621" <= c <= "\u064a" else found


def _ends_in_spaceless_script(phrase: str) -> bool:
    return bool(SPACELESS.match(phrase[-1]))


_BEGIN = frozenset({"line", "prefix", "colon"})

Literals = tuple[Sequence[str | Sequence[str]], Sequence[tuple[Sequence[str], literals.Sets]]]
"""For each phrase what it is looked up by (its needles, if it need not begin the line); for each regex its openings and
sets of what else it holds, or its needles and such sets: see `cleaner.text.literals`."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one rule looks for in one language: literals and RE2 regexes, and what is known of them beforehand."""

    rule: Rule
    language: str
    phrases: Sequence[str]
    regexes: Sequence[str]
    literals: Literals

    @property
    def begins(self) -> bool:
        """Whether it stands at the beginning of a line."""
        return self.rule.anchor in _BEGIN


def patterns_of(rule: Rule) -> list[Pattern]:
    """A rule's patterns, one a language; none for a detector."""
    return [] if rule.detector else [pattern_in(rule, language) for language in rule.languages]


def pattern_in(rule: Rule, language: str) -> Pattern:
    """A rule's pattern in a language that it speaks."""
    if not rule.speaks:
        phrases, regexes = (
            with_unmarked((given or {}).get(language, ()), language) for given in (rule.phrases, rule.regex)
        )
        return Pattern(rule, language, phrases, regexes, _literals(rule, language, phrases, regexes))
    from cleaner.catalogue.compiled import load_patterns  # it knows rules, and so this module

    return Pattern(rule, language, *load_patterns(language)[rule.id])


def with_unmarked(given: Sequence[str], language: str) -> Sequence[str]:
    """Phrases or regexes of a language, and after them those that differ without the marks that its texts may lack.

    >>> with_unmarked(("Citește și", "Foto"), "ro")
    ('Citește și', 'Foto', 'Citeste si')
    """
    marks = _LACKED.get(language)
    if marks is None:
        return given
    unmarked = dict.fromkeys(text.translate(marks) for text in given)
    return (*given, *(text for text in unmarked if text not in given))


def _literals(rule: Rule, language: str, phrases: Sequence[str], regexes: Sequence[str]) -> Literals:
    begins = rule.anchor in _BEGIN
    of_phrases: list[str | Sequence[str]] = [
        folding.of_phrase(_undecorated(rule, p), is_whole(rule, p))
        if begins
        else next(iter(literals.needles(phrase_source(p, language))), ())
        for p in phrases
    ]
    return of_phrases, [_of_regex(regex, begins) for regex in regexes]


def _of_regex(regex: str, begins: bool) -> tuple[Sequence[str], literals.Sets]:
    openings = literals.openings(regex) if begins else ()
    return openings, literals.held(regex) if openings else literals.needles(regex)


def _undecorated(rule: Rule, phrase: str) -> str:
    """A phrase as `strip_decoration` leaves the lines that it is compared with."""
    start = core_start(phrase) if rule.anchor in _BEGIN else 0
    return phrase[start:] if start < len(phrase) else phrase


def is_whole(rule: Rule, phrase: str) -> bool:
    """Whether a phrase is looked up as a whole line, and not by how it begins."""
    return rule.anchor == "line" and folding.ZWNJ not in phrase


def line_source(pattern: Pattern, number: int) -> str:
    """RE2 source of one regex or, counted on after them, phrase, for a line after `strip_decoration`."""
    anchor = pattern.rule.anchor
    return {"line": "^{}{}$", "prefix": "^{}", "colon": "^{}{}", "suffix": "{}{}$", "anywhere": "{}"}[anchor].format(
        _body(pattern, number), COLON if anchor == "colon" else TRAIL
    )


def _body(pattern: Pattern, number: int) -> str:
    if number < len(pattern.regexes):
        return f"(?:{regex_source(pattern.regexes[number])})"
    phrase = _undecorated(pattern.rule, pattern.phrases[number - len(pattern.regexes)])
    bounded = pattern.rule.anchor == "prefix" and not _ends_in_spaceless_script(phrase)
    return f"(?:{phrase_source(phrase.rstrip(':：'), pattern.language)}{BOUNDARY if bounded else ''})"


def scan_source(parts: Iterable[tuple[Pattern, int]]) -> str:
    """One RE2 source that finds the lines of a text that any of some regexes and phrases may meet.

    Those at the start of a line share one prefix, so that between line starts the automaton rests in one state.
    """
    starts: list[str] = []
    others: list[str] = []
    for pattern, number in parts:
        source = line_source(pattern, number)
        (starts if pattern.begins else others).append(source.removeprefix("^") if pattern.begins else source)
    return "(?im)" + "|".join([*([f"^{LEAD}(?:{'|'.join(starts)})"] if starts else []), *others])


_PYTHON_LEAD = re.compile(re.sub(r"\\x\{([0-9A-F]+)\}", lambda m: f"\\U{int(m[1], 16):08x}", LEAD))


def core_start(line: str) -> int:
    """Where a line begins when what may stand before a phrase is left out.

    >>> core_start("» 2. Read more:")
    5
    """
    if line[:1].isalpha():
        return 0
    found = _PYTHON_LEAD.match(line)
    return found.end() if found else 0


def strip_decoration(line: str) -> tuple[int, str]:
    """A line without what may stand before a phrase, and how many code points that was.

    >>> strip_decoration("» 2. Read more:")
    (5, 'Read more:')
    """
    start = core_start(line)
    return start, line[start:].rstrip(" \t\r\u00a0")  # not more: a scan knows no form feed as a space
