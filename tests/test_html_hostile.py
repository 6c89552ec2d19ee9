"""Broken and hostile pages: a clear result or a clear error, in little time."""

from __future__ import annotations

import time

import pytest

from cleaner import restore
from cleaner.html import PageError, clean_html
from cleaner.html import tree as trees

PROSE = "The harbour board voted on Tuesday night to close the old ferry slip, and the last boat leaves in October. "
BODY = "".join(f"<p>{PROSE}{i} people were asked, and most of them agreed.</p>" for i in range(12))
PAGES = {
    "deep": "<div>" * 20_000 + BODY,
    "deep inline": "<b>" * 5_000 + BODY,
    "deep tables": "<table><tr><td>" * 2_000 + BODY,
    "unclosed": f"<html><body><div><p>{PROSE}<p>{PROSE}<table><tr><td>{PROSE}<ul><li>{PROSE}" + BODY,
    "colspan": f"<table><tr><td colspan=9007199254740991 rowspan=9007199254740991>x</td></tr></table>{BODY}",
    "entities": BODY + "<p>" + "&amp;&lt;&nbsp;&#x1F600;" * 50_000 + "</p>",
    "nul": BODY.replace("harbour", "har\x00bour"),
    "null references": BODY + "<p>&#0;&#x0;&#xFFFF;&#xD800; end</p>",
    "surrogates": BODY + "<p>\ud800 alone</p>",
    "private use": "<p>\U000f0000\U000f0001 icon</p>" + BODY,
    "attributes": "<div " + " ".join(f"a{i}=b" for i in range(20_000)) + ">" + BODY + "</div>",
    "class flood": f"<div class='{'related ' * 50_000}'>" + BODY + "</div>",
    "broken json": '<script type="application/ld+json">{"articleBody": [[[[</script>' + BODY,
    "deep json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + BODY,
    "many spans": "<p>" + "<span>word </span>" * 30_000 + "</p>" + BODY,
    "many links": "<ul>" + "<li><a href=x>link</a></li>" * 5_000 + "</ul>" + BODY,
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_come_back(name: str) -> None:
    start = time.process_time()
    result = clean_html(PAGES[name])
    assert restore(result) == result.source
    assert "ferry slip" in result.text, result.reason
    assert time.process_time() - start < 20


@pytest.mark.parametrize("page", ["\x00", b"\x00\x01\x02"])
def test_nothing_but_control_characters_is_an_error(page: bytes | str) -> None:
    with pytest.raises(PageError, match="page is (?:empty|no text but binary data)"):
        clean_html(page)


def test_too_large_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "MAX_BYTES", 1000)
    with pytest.raises(PageError, match="the limit is 1,000"):
        clean_html(BODY)


def test_binary_is_refused() -> None:
    with pytest.raises(PageError, match="binary"):
        clean_html(bytes(range(256)) * 200)


def test_utf16_that_nothing_declares_is_no_binary() -> None:
    assert "ferry slip" in clean_html(BODY.encode("utf-16-le")).text


def test_too_many_blocks_is_an_error() -> None:
    with pytest.raises(PageError, match="blocks"):
        clean_html("<p>a" * 60_000)
