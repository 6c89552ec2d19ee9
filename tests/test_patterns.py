"""Phrases meet their spellings, and nothing else."""

from __future__ import annotations

import pytest

from cleaner.text.patterns import strip_decoration
from tests.helpers import matcher, rule

DECORATED = {
    "bullet": ("• Read more", "Read more"),
    "arrow-and-number": ("» 2. Read more", "Read more"),
    "emoji": ("\U0001f4f1 Read more", "Read more"),
    "markdown-bold": ("**Read more**", "Read more**"),
    "nbsp": ("\u00a0Read more\u00a0", "Read more"),
    "zero-width": ("\u200b\ufeffRead more", "Read more"),
    "quotes-stay": ("“Read more", "“Read more"),
    "years-stay": ("2026: a review", "2026: a review"),
}


@pytest.mark.parametrize(("line", "core"), DECORATED.values(), ids=DECORATED.keys())
def test_decoration(line: str, core: str) -> None:
    offset, left = strip_decoration(line)
    assert left == core
    assert line[offset : offset + len(left)] == left


def _hits(phrase: str, line: str, anchor: str = "line", language: str = "*") -> bool:
    made = rule(match={"phrases": {language: [phrase]}, "anchor": anchor})
    return bool(matcher(made).hits(line))


SAME = {
    "case": ("Read more", "READ MORE"),
    "nbsp": ("Read more", "Read\u00a0more"),
    "two-spaces": ("Read more", "Read  more"),
    "curly-quote": ("Don't miss", "Don’t miss"),
    "dash": ("Sign-up", "Sign–up"),
    "full-width-colon": ("相关阅读:", "相关阅读："),
    "hamza": ("إقرأ أيضا", "اقرأ ايضا"),
    "arabic-vowels": ("اقرأ أيضا", "اقرأ أيضًا"),
    "persian-kaf-and-ye": ("کانال ما", "كانال ما"),
    "romanian-comma-below": ("Citește și", "Citeşte şi"),
    "russian-yo": ("Ещё новости", "Еще новости"),
    "greek-case": ("Διαβάστε επίσης", "ΔΙΑΒΆΣΤΕ ΕΠΊΣΗΣ"),
    "bullet-and-final-mark": ("Read more", "• Read more »"),
}


@pytest.mark.parametrize(("phrase", "line"), SAME.values(), ids=SAME.keys())
def test_the_same_phrase_in_another_spelling(phrase: str, line: str) -> None:
    assert _hits(phrase, line)


def test_turkish_dotted_and_dotless_i() -> None:
    assert _hits("İlgili haberler", "ilgili haberler", language="tr")
    assert _hits("Ilgili haberler", "İLGİLİ HABERLER", language="tr")


UNMARKED = {
    "greek-capitals": ("el", "Διαβάστε επίσης", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ"),
    "romanian": ("ro", "Știri din aceeași secțiune", "Stiri din aceeasi sectiune"),
}


@pytest.mark.parametrize(("language", "phrase", "line"), UNMARKED.values(), ids=UNMARKED.keys())
def test_a_text_without_the_marks_that_its_language_often_lacks(language: str, phrase: str, line: str) -> None:
    assert _hits(phrase, line, language=language)
    assert not _hits(phrase, line, language="fr")
    assert not _hits(line, phrase, language=language)


DIFFERENT = {
    "longer-line": ("Read more", "Read more books this year"),
    "longer-word": ("Share", "Shared"),
    "letters-of-regex": ("C.A.", "CxAx"),
    "quoted": ("Read more", "“Read more” was all he said"),
}


@pytest.mark.parametrize(("phrase", "line"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_another_line(phrase: str, line: str) -> None:
    assert not _hits(phrase, line)


ANCHORS = {
    "line": {"Share": True, "Share:": True, "Share prices fell": False, "Please share": False},
    "prefix": {"Share": True, "Share prices fell": True, "Shared flats": False, "Please share": False},
    "colon": {"Share: Facebook": True, "Share | Facebook": True, "Share Facebook": False, "Share： 微信": True},
    "suffix": {"Please share": True, "Share": True, "Share prices fell": False},
    "anywhere": {"Please share it": True, "Nothing": False},
}


@pytest.mark.parametrize("anchor", ANCHORS)
def test_anchors(anchor: str) -> None:
    assert {line: _hits("Share", line, anchor) for line in ANCHORS[anchor]} == ANCHORS[anchor]


def test_a_phrase_of_a_spaceless_script_needs_no_boundary() -> None:
    assert _hits("相关阅读", "相关阅读更多内容", anchor="prefix")
