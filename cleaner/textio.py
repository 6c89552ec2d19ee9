"""Bytes to text and back: strict, and the same bytes again for text that nobody touched.

The order is that of evidence: a byte order mark, what the caller says, UTF-8, UTF-16 without a mark, and only then a
detector's guess. Whatever is chosen must give the input back byte for byte, or the file is refused.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    # UTF-32's little-endian mark starts with UTF-16's, so the longer ones come first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The encodings in use for texts on the web (those of the WHATWG standard that Python can write): asked about all that
# Python knows, a detector finds EBCDIC and DOS code pages in short Western European texts.
_WESTERN = ["cp1252", "cp1250", "cp1254", "cp1257", "iso8859_15", "iso8859_2"]
_OTHER = ["cp1251", "cp1253", "cp1255", "cp1256", "cp1258", "iso8859_5", "iso8859_7", "koi8_r", "koi8_u", "cp874"]
_ASIAN = ["gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "cp949"]
_LEGACY = _WESTERN + _OTHER + _ASIAN
# What letters of Central and Eastern European encodings turn into when they are read as Western European.
_UNLIKELY = "¹³¿¼¾¯¥£¶¢ªº÷×¤¦"
# How much messier than its favourite the detector may find an encoding that is still weighed against it.
_NEAR = 0.02
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\f\r")
_ESCAPES = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
_JSON_CONTROLS = {code: f"\\u{code:04x}" for code in range(127, 160)}
_CONTROLS = {code: escape for code, escape in _ESCAPES.items() if code != ord("\t")}


class ReadError(ValueError):
    """A file that holds no readable text: the message names the file, the place and the next step."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{printable(name)}: {problem}")
        self.name, self.problem = name, problem


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how to write it back. ``text`` does not hold the byte order mark, ``bom``, which is written again."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a file's bytes; ``name`` is for errors, ``encoding`` is what the caller knows.

    >>> decode("\\ufeffIn Kürze".encode("utf-16-le"), "a.txt")
    Decoded(text='In Kürze', encoding='utf-16-le', bom=b'\\xff\\xfe')
    """
    bom, known = _bom(data)
    decoded = _decode(data[len(bom) :], bom, known or encoding, name)
    if encode(decoded.text, decoded) != data:
        raise ReadError(name, f"read as {decoded.encoding}, it cannot be written back unchanged; {_NEXT}")
    if "\0" in decoded.text:
        line = decoded.text.count("\n", 0, decoded.text.index("\0")) + 1
        raise ReadError(name, f"line {line} holds a NUL character: this is no text file; exclude it or repair it")
    return decoded


def encode(text: str, decoded: Decoded) -> bytes:
    """The bytes of ``text`` in the encoding that ``decoded`` came in, with its byte order mark.

    >>> encode("a", Decoded("ab", "utf-8", b"\\xef\\xbb\\xbf"))
    b'\\xef\\xbb\\xbfa'
    """
    return decoded.bom + text.encode(decoded.encoding)


def printable(name: str) -> str:
    """A file name fit for a message: control characters and undecodable bytes are shown as escapes.

    >>> printable("a\\nb.txt")
    'a\\\\x0ab.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8").translate(_ESCAPES)


def visible(text: str) -> str:
    """A line of text fit for a terminal, which obeys some control characters: they are shown as escapes, but for tabs.

    >>> visible("Ferry\\x1b[2J\\tsails")
    'Ferry\\\\x1b[2J\\tsails'
    """
    return text if text.isprintable() else text.translate(_CONTROLS)


def visible_json(text: str) -> str:
    """JSON fit for a terminal: the control characters that JSON allows in its strings as escapes of its own."""
    return text.translate(_JSON_CONTROLS)


_NEXT = "name its encoding with --encoding, or convert it to UTF-8"


def _bom(data: bytes) -> tuple[bytes, str | None]:
    return next(((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", None))


def _decode(body: bytes, bom: bytes, encoding: str | None, name: str) -> Decoded:
    if encoding is not None:
        return Decoded(_strictly(body, encoding, name), _bare(encoding), bom)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, name, error)
    wide = _wide(body) if "\0" in text and _is_mostly_control(body) else None
    return Decoded(body.decode(wide), wide) if wide else Decoded(text)


def _is_mostly_control(body: bytes) -> bool:
    """Whether bytes that are valid UTF-8 are none: UTF-16 of Latin and Cyrillic letters is half control bytes."""
    return len(body.translate(None, _CONTROL)) < len(body) * 0.85


def _bare(encoding: str) -> str:
    """The codec without the byte order mark that plain ``utf-16`` and ``utf-8-sig`` write on their own."""
    known = codecs.lookup(encoding).name
    return {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(known, known)


def _strictly(body: bytes, encoding: str, name: str) -> str:
    try:
        return body.decode(_bare(encoding))
    except LookupError:
        raise ReadError(name, f"unknown encoding {encoding!r}; try utf-8, cp1252, gb18030 or shift_jis") from None
    except UnicodeDecodeError as error:
        raise ReadError(name, f"not valid {encoding} at byte {error.start}: {error.reason}; {_NEXT}") from None


def _not_utf8(body: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    """Text that is not UTF-8: UTF-16 without a mark, a damaged UTF-8 file, or a legacy encoding."""
    wide = _wide(body)
    if wide:
        return Decoded(body.decode(wide), wide)
    if b"\0" in body:
        raise ReadError(name, f"byte {body.index(0)} is NUL and no UTF-16 was found: this is no text file; exclude it")
    if _mostly_utf8(body):
        line = body.count(b"\n", 0, error.start) + 1
        raise ReadError(name, f"UTF-8 with a broken character at byte {error.start} (line {line}); {_NEXT}")
    return _detect(body, name)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of its line ends, spaces and Latin letters is NUL."""
    if b"\0" not in body or len(body) % 2:
        return None
    low, high = body[::2].count(0), body[1::2].count(0)
    encoding = "utf-16-le" if high > low else "utf-16-be"
    if max(low, high) < max(2, len(body) // 40) or 4 * min(low, high) > max(low, high):
        return None
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


def _mostly_utf8(body: bytes) -> bool:
    """Whether more of the non-ASCII text is sound UTF-8 than not: then it is a damaged file, and no legacy encoding."""
    read = body.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    sound = len(read) - broken - sum(byte < 0x80 for byte in body)
    return sound > broken


def _detect(body: bytes, name: str) -> Decoded:
    # Loading the detector takes longer than reading most files, and few need it.
    from charset_normalizer import from_bytes

    matches = from_bytes(body, cp_isolation=_LEGACY, preemptive_behaviour=False)
    best = matches.best()
    if best is None:
        raise ReadError(name, f"not UTF-8, and no other encoding fits; {_NEXT}")
    equal = [match for match in matches if match.chaos <= best.chaos + _NEAR]
    names = {name for match in equal for name in match.could_be_from_charset}
    western = [encoding for encoding in _WESTERN if encoding in names]
    encoding = _commonest(body, western) if best.encoding in western else best.encoding
    return Decoded(_strictly(body, encoding, name), codecs.lookup(encoding).name)


def _commonest(body: bytes, tied: list[str]) -> str:
    """Of Latin encodings that the detector finds equal, the one with fewest signs for letters, then the commonest.

    Turkish differs from Western European by three letters, which read as letters in both.
    """
    if "cp1254" in tied:
        letters = set(body.decode("cp1254"))
        if letters & set("ığş") and not letters & set("áæéíóßñ"):
            return "cp1254"
    return min(tied, key=lambda encoding: sum(map(body.decode(encoding).count, _UNLIKELY)))
