"""Promises of `clean_html` on pages that nobody would write."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from cleaner import Settings, restore
from cleaner.html import PageError, clean_html
from tests.strategies import ODD, SENTENCES

TAGS = ("p", "div", "div", "span", "a href=/x", "b", "h1", "h2", "ul", "li", "table", "tr", "td", "blockquote", "pre",
        "article", "section", "nav", "aside", "footer", "form", "figure", "figcaption", "br", "button", "amp-list",
        "script", "style", "template", "noscript", "svg", "iframe", "body", "head", "title", "select",
        "option")  # fmt: skip
NAMES = ("", " class=share", " class=related", " id=comments", " class='article-body'", " hidden",
         " style='display:none'", " class=onetrust", " role=navigation", " class=caption", " lang=de")  # fmt: skip
SHORT = ("Advertisement", "Read more", "Share", "By Lena Quist", "3 May 2031", "•", "Tags: rain", "“Yes.”")

words = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES), st.sampled_from(SHORT), st.sampled_from(ODD),
                  st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))  # fmt: skip
tokens = st.one_of(
    words,
    st.tuples(st.sampled_from(TAGS), st.sampled_from(NAMES)).map(lambda pair: f"<{pair[0]}{pair[1]}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    st.sampled_from(("&amp;", "&#0;", "&#xD800;", "&nbsp;", "<!--", "-->", "<![CDATA[", "<", "&", "</", "<p")),
)
pages = st.lists(tokens, max_size=60).map("".join)
"""Anything: tags open and close as they like."""

whole_pages = st.tuples(pages, st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=8), pages).map(
    lambda parts: f"{parts[0]}<article>{''.join(f'<p>{p}</p>' for p in parts[1])}</article>{parts[2]}"
)
CHOSEN = st.sampled_from((Settings(), Settings(), Settings(level="light"), Settings(level="strict"),
                          Settings(ignore=("HT",)), Settings(select=("related",))))  # fmt: skip
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _clean(page: str | bytes, **options: Any) -> Any:
    try:
        return clean_html(page, **options)
    except PageError:
        return None


@often
@given(st.one_of(pages, whole_pages), CHOSEN)
def test_a_page_is_cleaned_or_refused(page: str, chosen: Settings) -> None:
    result = _clean(page, settings=chosen)
    if result is None:
        return
    assert restore(result) == result.source
    assert sum(len(removal.text) for removal in result.removals) == len(result.source) - len(result.text)
    assert all(removal.rule and removal.category and all(removal.evidence) for removal in result.removals)


@often
@given(st.one_of(pages, whole_pages))
def test_nothing_is_made_up(page: str) -> None:
    result = _clean(page)
    if result is None:
        return
    told = "".join(page.split())
    told += "".join(lxml_html.fromstring(f"<div>{page.replace(chr(0), '')}</div>").text_content().split()) + "•"
    assert set("".join(result.text.split())) <= set(told) | set("\ufffd?")


@often
@given(st.binary(max_size=300))
def test_bytes_are_cleaned_or_refused(page: bytes) -> None:
    result = _clean(page)
    assert result is None or restore(result) == result.source


@often
@given(st.one_of(pages, whole_pages))
def test_the_same_page_gives_the_same_result(page: str) -> None:
    assert _clean(page) == _clean(page)
