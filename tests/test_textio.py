"""Bytes to text and back."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.textio import Decoded, ReadError, decode, encode, printable

UNTOUCHED = {
    "empty": b"",
    "only-bom": b"\xef\xbb\xbf",
    "crlf": b"One.\r\nTwo.\r\n",
    "lone-cr": b"One.\rTwo.\n\r\n",
    "no-final-newline": b"Der Rat tagte.",
    "utf8-bom": b"\xef\xbb\xbfOne.\n",
    "second-bom-is-text": b"\xef\xbb\xbf\xef\xbb\xbfOne.\n",
    "utf16-le": b"\xff\xfe" + "Zürich.\r\n".encode("utf-16-le"),
    "utf16-be": b"\xfe\xff" + "Zürich.\r\n".encode("utf-16-be"),
    "utf32-le": b"\xff\xfe\0\0" + "Zürich.\n".encode("utf-32-le"),
    "nbsp-and-separators": "a\u00a0b\u2028c\x0bd\x85e".encode(),
}


@pytest.mark.parametrize("data", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_the_bytes_come_back(data: bytes) -> None:
    decoded = decode(data, "a.txt")
    assert encode(decoded.text, decoded) == data


@given(st.binary(max_size=60))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "a.txt")
    except ReadError:
        return
    assert encode(decoded.text, decoded) == data


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_all_utf8_is_read_as_such(text: str) -> None:
    assert decode(text.encode(), "a.txt") == Decoded(text)


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n", "a.txt").text == "a\r\nb\rc\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Der Rat tagt in Zürich.\n", "Совет города заседает.\n", "Council.\n市议会今天开会。\n"]
)
def test_utf16_without_a_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt").encoding == encoding


LEGACY = {
    "fr": ("cp1252", "Le gouvernement a annoncé mardi que les élèves seront protégés, où qu’ils soient, à Noël."),
    "es": ("cp1252", "El Gobierno anunció el martes que los niños españoles estarán protegidos, señaló el ministro."),
    "de": ("cp1252", "Die Bundesregierung hat am Dienstag über Kürzungen für Schüler und Großstädte gesprochen."),
    "pl": ("cp1250", "Rząd ogłosił we wtorek, że uczniowie będą chronieni. Minister był zdziwiony, że ktoś pyta."),
    "ru": ("cp1251", "Правительство объявило во вторник, что ученики будут защищены. «Это очень важно»."),
    "ru-koi8": ("koi8-r", "Правительство объявило во вторник, что ученики будут защищены. Это очень важно."),
    "el": ("cp1253", "Η κυβέρνηση ανακοίνωσε την Τρίτη ότι οι μαθητές θα προστατεύονται."),
    "tr": ("cp1254", "Hükümet salı günü öğrencilerin korunacağını açıkladı. Bakan çok önemli olduğunu söyledi."),
    "ar": ("cp1256", "أعلنت الحكومة يوم الثلاثاء أن الطلاب سيكونون محميين. وقال الوزير إن هذا مهم جدا."),
    "he": ("cp1255", "הממשלה הודיעה ביום שלישי שהתלמידים יהיו מוגנים. השר אמר שזה חשוב מאוד."),
    "ja": ("cp932", "政府は火曜日、学生が保護されると発表した。大臣は「これは非常に重要だ」と述べた。"),
    "ja-euc": ("euc_jp", "政府は火曜日、学生が保護されると発表した。大臣は「これは非常に重要だ」と述べた。"),
    "ko": ("cp949", "정부는 화요일에 학생들이 보호될 것이라고 발표했다. 장관은 매우 중요하다고 말했다."),
    "zh": ("gb18030", "政府星期二宣布，学生将受到保护。部长说，这非常重要。"),
    "zh-tw": ("big5", "政府星期二宣布，學生將受到保護。部長說，這非常重要。"),
}


@pytest.mark.parametrize(("encoding", "text"), LEGACY.values(), ids=LEGACY.keys())
def test_legacy_encodings_are_detected(encoding: str, text: str) -> None:
    decoded = decode(f"{text}\r\n{text}\r\n".encode(encoding), "a.txt")
    assert decoded.text == f"{text}\r\n{text}\r\n"


def test_the_callers_word_beats_detection() -> None:
    assert decode(b"\xa4 5", "a.txt", "iso8859-15").text == "€ 5"
    assert decode("Zürich".encode("utf-8-sig"), "a.txt", "utf-8-sig").text == "Zürich"


REFUSED = {
    "nul": (b"One.\nTwo\0.\n", None, "a.txt: line 2 holds a NUL character"),
    "short-nul": (b"Ferry\0", None, "line 1 holds a NUL character"),
    "many-nuls": (b"Ferry\0Harbour\0Town\0", None, "line 1 holds a NUL character"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", None, "a.txt: byte 8 is NUL and no UTF-16 was found"),
    "damaged-utf8": ("Zürich, Österreich\n\xff".encode()[:-2] + b"\xff", None, "character at byte 21 (line 2)"),
    "cut-utf8": ("Österreich und die Türkei: „nein“".encode()[:-1], None, "broken character at byte"),
    "odd-utf16": (b"\xff\xfea\0b", None, "not valid utf-16-le at byte 2"),
    "not-what-was-said": (b"\xff", "utf-8", "a.txt: not valid utf-8 at byte 0"),
    "unknown-encoding": (b"a", "utf-9", "unknown encoding 'utf-9'"),
}


@pytest.mark.parametrize(("data", "encoding", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_by_name_place_and_next_step(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "a.txt", encoding)
    assert str(caught.value).startswith("a.txt: ")
    assert message in str(caught.value)


def test_names_that_would_break_a_message_are_escaped() -> None:
    assert printable("a\nb\udce9 Zürich.txt") == "a\\x0ab\\udce9 Zürich.txt"


def test_the_detector_is_loaded_only_when_asked() -> None:
    code = "import sys, cleaner.textio as t; t.decode(b'a', 'a'); print('charset_normalizer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
