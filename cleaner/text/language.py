"""Guesses which languages' rules may apply to a text: by script, and among Latin-script languages by function words.

The guess only narrows the rules; a text that gives too little evidence keeps them all, so a wrong "unknown" costs
speed and not quality. Close relatives that share function words are returned together.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_SAMPLE = 600
_ENOUGH_HITS = 4
_CLOSE = 0.6

_FUNCTION_WORDS = {
    "en": "the of and to in is that for was with his they at this have from had not but what were when your which "
    "their has would been who will more",
    "de": "der die das und ist nicht von mit den dem ein eine auf für im des sich auch als wie aus nach bei einer wird "
    "sind noch werden oder zum zur",
    "fr": "le la les des et est une du que dans pour qui pas sur avec par plus ce sont cette aux ses mais nous vous "
    "été ont leur de un en a se",
    "es": "el la los las del que en y una por con para es su al como más pero sus este esta ha fue son también según "
    "sobre entre de a en un se no lo",
    "it": "il di che la è per un una del della con non sono gli le dei nel anche alla si più come delle dal ha ma "
    "questo ed e in un a da si lo",
    "pt": "o que do da em um uma para com não os no na por mais as dos como mas foi ao ele das tem à seu sua ou são "
    "também de a e se",
    "nl": "de het een van en is dat op te in voor met zijn niet aan er om ook als maar bij nog naar uit door over werd "
    "heeft wordt",
    "pl": "w i na z się do nie to że jest o za od po jak przez ale są był tym oraz dla który tego będzie która roku",
    "sv": "och att det som en på är av för med den till inte har de om ett var jag från vid kan ska men efter också",
    "da": "og at det som en på er af for med den til ikke har de om et var jeg fra kan skal men efter også blev der ud",
    "no": "og at det som en på er av for med den til ikke har de om et var jeg fra kan skal men etter også ble blir",
    "fi": "ja on ei se että hän oli mutta kun myös ovat ole tai kuin joka jos niin mukaan sen mitä nyt jo sekä vain",
    "cs": "a se v na je že s z do o to i za ve pro jako ale by k po který jsou bylo také od až než nebo podle",
    "ro": "și şi să că în de la a cu pe care nu o un din pentru este mai au fi sunt fost ale lui prin iar această după "
    "sau",
    "hu": "a az és hogy nem is egy volt meg ez csak mint már de még van azt lesz el ki vagy után szerint pedig majd",
    "tr": "ve bir bu için ile de da çok daha olarak olan sonra en gibi kadar ise ancak göre her ne oldu olduğunu",
    "id": "yang dan di dengan untuk ini itu dari pada tidak dalam akan ke juga telah adalah oleh karena ada tersebut "
    "sudah bisa kata",
    "vi": "và của là có cho không được với các một những trong người này đã để khi đến từ về tại cũng ra",
}
_BY_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = (*_BY_WORD.get(_word, ()), _language)

_KANA = re.compile("[\u3040-\u30ff]")
_SHARE_OF_KANA = 0.06
"""Of a text in ideographs, from which it may be Japanese: one full of names, such as a notice, has few kana."""
_SCRIPTS = (
    (_KANA, ("ja",)),
    (re.compile("[\uac00-\ud7a3]"), ("ko",)),
    (re.compile("[\u4e00-\u9fff]"), ("zh",)),
    (re.compile("[\u0400-\u04ff]"), ("ru", "uk")),
    (re.compile("[\u0600-\u06ff]"), ("ar", "fa")),
    (re.compile("[\u0370-\u03ff]"), ("el",)),
    (re.compile("[\u0590-\u05ff]"), ("he",)),
    (re.compile("[\u0900-\u097f]"), ("hi",)),
)
_SHARE_OF_SCRIPT = 0.2

GUESSED = frozenset(_FUNCTION_WORDS) | {language for _, languages in _SCRIPTS for language in languages}
"""The languages that `guess` can tell."""

ALL: tuple[str, ...] = ("all",)
"""What is returned when the text gives too little evidence: every language's rules may apply."""


@lru_cache(maxsize=1)
def guess(text: str) -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that a text may be in, most likely first, or `ALL`. The last answer is kept: of
    what is left of a page both its reader and the rules ask.

    >>> guess("Der Rat hat sich nicht mit dem Antrag befasst, und das ist auch für die Stadt ein Problem.")
    ('de',)
    >>> guess("Seite 3")
    ('all',)
    """
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[middle : middle + _SAMPLE]
    if not sample.isascii() and len(sample.encode("latin-1", "ignore")) < (1 - _SHARE_OF_SCRIPT) * len(sample):
        for pattern, languages in _SCRIPTS:
            if len(pattern.findall(sample)) > _SHARE_OF_SCRIPT * len(sample):
                may_be_japanese = languages == ("zh",) and len(_KANA.findall(sample)) > _SHARE_OF_KANA * len(sample)
                return ("ja", "zh") if may_be_japanese else languages
    return _by_function_words(sample.lower().split())


def _by_function_words(words: list[str]) -> tuple[str, ...]:
    hits: dict[str, int] = {}
    for languages, count in Counter(map(_BY_WORD.get, words)).items():
        for language in languages or ():
            hits[language] = hits.get(language, 0) + count
    best = max(hits.values(), default=0)
    if best < _ENOUGH_HITS or best < len(words) / 10:
        return ALL
    return tuple(sorted((x for x, n in hits.items() if n >= _CLOSE * best), key=lambda x: (-hits[x], x)))
