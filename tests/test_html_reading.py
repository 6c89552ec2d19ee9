"""Encodings, wrappings, layout: what stands between the bytes and the blocks."""

from __future__ import annotations

import codecs
import gzip

import pytest

from cleaner.html import PageError, clean_html, load
from cleaner.html.encoding import decode
from cleaner.html.layout import lay_out
from cleaner.html.tree import parse
from cleaner.text.page import word_count

ENCODINGS = {
    "bom beats declaration": (codecs.BOM_UTF8 + "é".encode(), "latin-1", "é"),
    "utf-16 by its mark": (codecs.BOM_UTF16_LE + "<p>é".encode("utf-16-le"), None, "<p>é"),
    "declared beats meta": ("<meta charset=utf-8>Ł".encode("iso-8859-2"), "iso-8859-2", "<meta charset=utf-8>Ł"),
    "meta": ("<meta charset=windows-1251>Паром".encode("cp1251"), None, "<meta charset=windows-1251>Паром"),
    "meta far down": (b"<!--" + b"x" * 20_000 + "--><meta charset=gb2312>港口".encode("gb18030"), None, None),
    "valid utf-8 beats a wrong meta": ("<meta charset=iso-8859-1>Łódź".encode(), None, "<meta charset=iso-8859-1>Łódź"),
    "latin-1 is read as windows-1252": (b"<meta charset=latin1>\x93a\x94 \xe9", None, "<meta charset=latin1>“a” é"),
    "an unknown name is no error": (b"<meta charset=klingon>caf\xe9 noir, th\xe9", None, None),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings(name: str) -> None:
    data, declared, expected = ENCODINGS[name]
    text, _ = decode(data, declared)
    if expected is None:
        assert "\ufffd" not in text
    else:
        assert text == expected


def _text(page: str) -> str:
    return lay_out(parse(page)[0]).text


LAYOUTS = {
    "inline elements do not break": ("<p>Hyper<b>link</b>ed <i>text</i></p>", "Hyperlinked text\n"),
    "white space collapses": ("<p>  a \n\t b  </p>", "a b\n"),
    "no-break spaces stay": ("<p>10&nbsp;000 km</p>", "10\u00a0000 km\n"),
    "one break is a line": ("<p>a<br>b</p>", "a\nb\n"),
    "two breaks are a block": ("<div>a<br><br>b</div>", "a\nb\n"),
    "scripts are silent": ("<p>a</p><script>b</script><style>c</style><p>d</p>", "a\nd\n"),
    "rows are lines": ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td\n"),
    "layout tables are blocks": ("<table><tr><td><div>a</div></td><td><div>b</div></td></tr></table>", "a\nb\n"),
    "list items get a bullet": ("<ul><li>a</li><li>- b</li></ul>", "• a\n- b\n"),
    "ordered lists do not": ("<ol><li>a</li></ol>", "a\n"),
    "code keeps its lines": ("<pre>if x:\n    y()</pre>", "if x:\n    y()\n"),
    "coloured code keeps its lines": ("<pre><b>if</b> x:\n  <i>y()</i>\n\n<i>z()</i></pre>", "if x:\n  y()\n\nz()\n"),
    "breaks in code": ("<pre>a<br><br>b</pre>", "a\n\nb\n"),
    "own elements are boxes": ("<x-nav><a href=x>a</a></x-nav><p>b <x-i><b>c</b></x-i> d</p>", "a\nb c d\n"),
    "an early end of the page is none": ("<html><body><p>a</p></body></html><p>b</p></body></html>\n<p>c", "a\nb\nc\n"),
    "text after an element": ("<div><p>a</p>tail</div>", "a\ntail\n"),
    "a link around a block": ("<a href=x><h3>a</h3><p>b</p></a>", "a\nb\n"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    page, expected = LAYOUTS[name]
    assert _text(page) == expected


def test_blocks_tile_the_text() -> None:
    layout = lay_out(parse("<div>a<p>b <a href=x>c</a></p><ul><li>d<ul><li>e</ul></ul></div>")[0])
    assert "".join(layout.text[b.start : b.end] + "\n" for b in layout.blocks) == layout.text
    assert [layout.text[b.start : b.end] for b in layout.blocks] == [b.text for b in layout.blocks]
    link = layout.blocks[1].links[0]
    assert layout.blocks[1].text[link[0] : link[1]] == "c"


def test_words_without_spaces_are_counted() -> None:
    assert word_count("港湾委員会は渡し場を閉じる") > 5
    assert word_count("three plain words") == 3


MHTML = b"""From: <Saved by a browser>\r
Snapshot-Content-Location: https://courier.example/ferry\r
MIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="--x"\r
\r
----x\r
Content-Type: text/html\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: https://courier.example/ferry\r
\r
<p>caf=C3=A9</p>\r
----x--\r
"""


def test_mhtml() -> None:
    loaded = load(MHTML)
    assert loaded.html.decode().strip() == "<p>café</p>"
    assert loaded.url == "https://courier.example/ferry"


def test_gzip() -> None:
    assert load(gzip.compress(b"<p>a") + gzip.compress(b"b")).html == b"<p>ab"
    assert load(gzip.compress(MHTML), "a.mhtml.gz").url == "https://courier.example/ferry"
    with pytest.raises(PageError, match="cut off"):
        load(gzip.compress(b"<p>a" * 100)[:-9])
    with pytest.raises(PageError, match="damaged"):
        load(b"\x1f\x8b\x08\x00garbage-garbage-garbage")
    with pytest.raises(PageError, match="no HTML part"):
        load(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nhello", "a.mhtml")


def test_pages_in_wrappings_are_cleaned() -> None:
    prose = b"<p>The harbour board voted on Tuesday night to close the old ferry slip, and the last boat leaves.</p>"
    assert "ferry slip" in clean_html(gzip.compress(b"<html>" + prose * 4)).text


def test_an_element_of_the_page_s_own_making_names_itself() -> None:
    layout = lay_out(parse("<body><amp-sidebar side=left><ul><li><a href=x>Home</a></li></ul></amp-sidebar>")[0])
    assert "amp-sidebar" in [frame.names for frame in layout.frames]


def test_a_curtain_before_the_whole_page_hides_nothing() -> None:
    page = "<body style='display: none'><p>a b c</p><div hidden><p>d</p></div></body>"
    layout = lay_out(parse(page)[0])
    assert [layout.frames[block.frame].hidden for block in layout.blocks] == [False, True]
