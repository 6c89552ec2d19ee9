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

from cleaner.rule import Needles, Rule

SPACE = r"[ \x{A0}\x{202F}\x{3000}]"
_DECORATION = (
    r" \t\r\x{A0}\x{AD}\x{2002}-\x{200F}\x{202F}\x{2060}\x{FEFF}\x{3000}!#%&()*+,\-./:;<=>?@\[\\\]^_{|}~"
    r"\x{A1}\x{A4}-\x{A8}\x{AC}\x{AE}-\x{B1}\x{B6}\x{B7}\x{BF}\x{D7}\x{F7}\x{2010}-\x{2015}\x{2020}-\x{2038}\x{203A}-\x{205E}"
    r"\x{2190}-\x{2BFF}\x{3001}-\x{3003}\x{3008}-\x{301C}\x{FE0F}\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF1F}\x{1F000}-\x{1FAFF}"
)
LEAD = rf"[{_DECORATION}\x{{BB}}]*(?:[0-9]{{1,2}}[.)]{SPACE}+)?"
"""What may stand before a phrase: bullets, arrows, emoji, brackets, a list number. Quotation marks may not: what is
quoted is said by somebody."""
TRAIL = rf"[{_DECORATION}\"'\x{{AB}}\x{{BB}}\x{{2018}}-\x{{201F}}]*"
BOUNDARY = rf"(?:[{_DECORATION}\"'\x{{AB}}\x{{BB}}\x{{2018}}-\x{{201F}}]|$)"
COLON = rf"{SPACE}*(?:[:：|–—»›→►▶>]|-{SPACE})"

_SPELLINGS = {
    **dict.fromkeys("'’‘ʼ´`", "['’‘]"),
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
    **dict.fromkeys("-–—‑", "[-–—]"),
    **dict.fromkeys(":：", "[:：]"),
    **dict.fromkeys("اأإآٱ", "[اأإآٱ]"),
    **dict.fromkeys("يیىې", "[يیىې]"),
    **dict.fromkeys("كک", "[كک]"),
    **dict.fromkeys("ةهۀ", "[ةهۀ]"),
    **dict.fromkeys("şș", "[şș]"),
    **dict.fromkeys("ŞȘ", "[şș]"),
    **dict.fromkeys("ţțŢȚ", "[ţț]"),
    **dict.fromkeys("ёеЁЕ", "[её]"),
}
_SPECIAL = frozenset(r"\.+*?()|[]{}^$")
_ARABIC_VOWELS = "[\u064b-\u0652]?"
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


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
    if "\u064b" <= c <= "\u0652" or c == "\u0640":
        return ""
    found = _SPELLINGS.get(c) or (f"\\{c}" if c in _SPECIAL else c)
    return found + _ARABIC_VOWELS if "\u0621" <= c <= "\u064a" else found


def _ends_in_spaceless_script(phrase: str) -> bool:
    return bool(_SPACELESS.match(phrase[-1]))


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one rule looks for in one language: literals and RE2 regexes."""

    rule: Rule
    language: str
    phrases: Sequence[str]
    regexes: Sequence[str]
    needles: Needles | None = None


def patterns_of(rule: Rule) -> list[Pattern]:
    """A rule's patterns, one a language; none for a detector."""
    return [] if rule.detector else [pattern_in(rule, language) for language in rule.languages]


def pattern_in(rule: Rule, language: str) -> Pattern:
    """A rule's pattern in a language that it speaks."""
    if not rule.speaks:
        return Pattern(rule, language, (rule.phrases or {}).get(language, ()), (rule.regex or {}).get(language, ()))
    from cleaner.compiled import load_patterns  # it knows rules, and so this module

    return Pattern(rule, language, *load_patterns(language)[rule.id])


def line_source(pattern: Pattern) -> str:
    """RE2 source that matches a line stripped of decoration (see `strip_decoration`)."""
    anchor = pattern.rule.anchor
    return _place(anchor, "|".join(_alternatives([pattern], bounded=anchor == "prefix")))


def _alternatives(patterns: Iterable[Pattern], bounded: bool) -> list[str]:
    """The regexes and phrases of some patterns; the word boundary after phrases is written only once."""
    free: list[str] = []
    edged: list[str] = []
    for pattern in patterns:
        free += [f"(?:{regex_source(regex)})" for regex in pattern.regexes]
        for phrase in pattern.phrases:
            source = phrase_source(phrase.rstrip(":："), pattern.language)
            (edged if bounded and not _ends_in_spaceless_script(phrase) else free).append(source)
    return [*free, f"(?:{'|'.join(edged)}){BOUNDARY}"] if edged else free


def _place(anchor: str, body: str) -> str:
    return {
        "line": f"^(?:{body}){TRAIL}$",
        "prefix": f"^(?:{body})",
        "colon": f"^(?:{body}){COLON}",
        "suffix": f"(?:{body}){TRAIL}$",
        "anywhere": f"(?:{body})",
    }[anchor]


def scan_source(patterns: Iterable[Pattern]) -> str:
    """One RE2 source that finds the lines of a text that any of the patterns may hit.

    Patterns at the start of a line share one prefix, so that between line starts the automaton rests in one state.
    """
    grouped: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        grouped.setdefault(pattern.rule.anchor, []).append(pattern)
    either = {
        anchor: f"(?:{'|'.join(_alternatives(group, bounded=anchor == 'prefix'))})" for anchor, group in grouped.items()
    }
    ends = {"line": f"{TRAIL}$", "prefix": "", "colon": COLON}
    starts = "|".join(either[anchor] + end for anchor, end in ends.items() if anchor in either)
    sources = [f"^{LEAD}(?:{starts})"] if starts else []
    if "suffix" in either:
        sources.append(f"{either['suffix']}{TRAIL}$")
    if "anywhere" in either:
        sources.append(either["anywhere"])
    return "(?im)" + "|".join(sources)


_PYTHON_LEAD = re.compile(re.sub(r"\\x\{([0-9A-F]+)\}", lambda m: f"\\U{int(m[1], 16):08x}", LEAD))


def strip_decoration(line: str) -> tuple[int, str]:
    """A line without what may stand before a phrase, and how many code points that was.

    >>> strip_decoration("» 2. Read more:")
    (5, 'Read more:')
    """
    found = _PYTHON_LEAD.match(line)
    start = found.end() if found else 0
    return start, line[start:].rstrip(" \t\r\u00a0")  # not more: the scan knows no form feed as a space
