"""Turns the phrases and regexes of rules into RE2 source.

The text is never normalised: each phrase becomes a pattern that accepts the spellings that occur (NBSP for a space,
curly quotes, hamza variants, full-width colons), so offsets need no mapping. RE2's ``\\b \\w \\d \\s`` are ASCII, hence
the explicit classes; they are kept to a few ranges because each range costs program size in every rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cleaner.rule import Rule

SPACE = r"[ \t\x{A0}\x{2002}-\x{200B}\x{202F}\x{3000}]"
_DECORATION = (
    r" \t\r\x{A0}\x{AD}\x{2002}-\x{200F}\x{202F}\x{2060}\x{FEFF}\x{3000}!#$%&()*+,\-./:;<=>?@\[\\\]^_{|}~"
    r"\x{A1}-\x{A9}\x{AC}\x{AE}-\x{B1}\x{B6}\x{B7}\x{BF}\x{D7}\x{F7}\x{2010}-\x{2015}\x{2020}-\x{2038}\x{203A}-\x{205E}"
    r"\x{2190}-\x{2BFF}\x{3001}-\x{3003}\x{3008}-\x{301C}\x{FE0F}\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF1F}\x{1F000}-\x{1FAFF}"
)
LEAD = rf"[{_DECORATION}\x{{AB}}\x{{BB}}]*(?:[0-9]{{1,2}}[.)]{SPACE}*)?"
"""What may stand before a phrase: bullets, arrows, emoji, brackets, a list number. Quotation marks may not: what is
quoted is said by somebody."""
TRAIL = rf"[{_DECORATION}\"'\x{{AB}}\x{{BB}}\x{{2018}}-\x{{201F}}]*"
BOUNDARY = rf"(?:[{_DECORATION}\"'\x{{AB}}\x{{BB}}\x{{2018}}-\x{{201F}}]|$)"
COLON = rf"{SPACE}*(?:[:：|–—»›→►▶>]|-{SPACE})"

_SPELLINGS = {
    **dict.fromkeys("'’‘ʼ´`", "['’‘ʼ´`]"),
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
    **dict.fromkeys("-–—‑", "[-–—‑]"),
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


def phrase_source(phrase: str, language: str = "*") -> str:
    """RE2 source for a literal phrase in every spelling that is treated as the same.

    >>> phrase_source("Don't miss")
    "Don['’‘ʼ´`]t[ \\\\t\\\\x{A0}\\\\x{2002}-\\\\x{200B}\\\\x{202F}\\\\x{3000}]+miss"
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


def line_source(rule: Rule, language: str) -> str:
    """RE2 source that matches a line stripped of decoration (see `strip_decoration`), for one rule and language."""
    return _place(rule.anchor, "|".join(_alternatives([(rule, language)], bounded=rule.anchor == "prefix")))


def _alternatives(rules: Iterable[tuple[Rule, str]], bounded: bool) -> list[str]:
    """The regexes and phrases of (rule, language) pairs; the word boundary after phrases is written only once."""
    free: list[str] = []
    edged: list[str] = []
    for rule, language in rules:
        free += [f"(?:{regex})" for regex in (rule.regex or {}).get(language, ())]
        for phrase in (rule.phrases or {}).get(language, ()):
            source = phrase_source(phrase.rstrip(":："), language)
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


def scan_source(pairs: Iterable[tuple[Rule, str]]) -> str:
    """One RE2 source that finds the lines of a text that any of the (rule, language) pairs may hit.

    Patterns at the start of a line share one prefix, so that between line starts the automaton rests in one state.
    """
    grouped: dict[str, list[tuple[Rule, str]]] = {}
    for pair in pairs:
        grouped.setdefault(pair[0].anchor, []).append(pair)
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
    return start, line[start:].rstrip()
