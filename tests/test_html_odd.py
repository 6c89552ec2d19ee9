"""Of a page that is written oddly nothing is lost, and pages keep what stands between their paragraphs."""

from __future__ import annotations

import json

import pytest

from cleaner.html import clean_html
from tests.odd_pages import TEASERS, odd
from tests.plain_pages import lost

LANGUAGES = ("ar", "de", "en", "ja", "th", "zh")

LEAD = (
    "The parish will drain its mill pond in November, after divers found that the sluice has been leaking for a year."
)
MORE = "The work is expected to last three weeks and to cost a little under forty thousand crowns, most of it paid for."
LAST = "The pond was dug in 1764 for a paper mill that burned down a century later, and it has frozen over ever since."


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_an_odd_page_is_lost(language: str) -> None:
    texts = {page.name: (page, clean_html(page.html).text) for page in odd(language)}
    assert {name: missing for name, (page, text) in texts.items() if (missing := lost(page, text))} == {}


def test_links_to_other_stories_go() -> None:
    left = {page.name: [t for t in TEASERS if t in clean_html(page.html).text] for page in odd("en")}
    assert {name: teasers for name, teasers in left.items() if teasers} == {}


def _article(inside: str) -> str:
    return f"<title>Pond</title><main><h1>Pond to be drained</h1><p>{LEAD}</p>{inside}<p>{MORE}</p><p>{LAST}</p></main>"


@pytest.mark.parametrize(
    "inside",
    [
        "<div class=img-group><img><p class=imageCaption>The mill pond last winter, seen from the chapel</p></div>",
        "<div class=image_image-widget__x1><img src=a.jpg><p>The mill pond last winter, seen from the chapel</p></div>",
        "<p class=photo><img src=a.jpg>The mill pond last winter, seen from the chapel</p>",
    ],
    ids=["named caption", "named image", "in a paragraph"],
)
def test_what_is_named_for_a_picture_is_its_caption(inside: str) -> None:
    result = clean_html(_article(inside))
    assert "seen from the chapel" not in result.text
    assert {r.rule for r in result.removals if "seen from the chapel" in r.text} == {"HT013"}


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class=image-container><img src=a.jpg><div class=body-text><p>{LAST} It is deep.</p></div></div>",
        f"<div class=image-text><img src=a.jpg><p>{LAST} It is deep.</p></div>",
        f"<div class=image><img src=a.jpg></div><div><p>{LAST} It is deep.</p></div>",
        f"<div class=image><img src=a.jpg><blockquote>{LAST} It is deep.</blockquote></div>",
    ],
    ids=["named body", "named text", "beside", "quotation"],
)
def test_a_paragraph_beside_a_picture_is_no_caption(inside: str) -> None:
    assert "It is deep." in clean_html(_article(inside)).text


def test_a_teaser_that_is_an_article_goes() -> None:
    teaser = f"<article><h3><a href=/news/bridge>Council backs bridge</a></h3><p>{LAST} It has a bridge.</p></article>"
    result = clean_html(_article(teaser))
    assert "bridge" not in result.text
    assert {r.rule for r in result.removals if "bridge" in r.text} == {"HT068"}


def test_sections_that_are_articles_stay() -> None:
    parts = (f"<article><h3><a href=#p{i}>Part {i}</a></h3><p>{LAST} Part {i} ends.</p></article>" for i in range(3))
    text = clean_html(_article("".join(parts))).text
    assert all(f"Part {i} ends." in text for i in range(3))


def test_lists_between_paragraphs_stay() -> None:
    text = clean_html(
        _article("<div class=pros><div><ul><li>Easy to reach</li><li>Never dry</li></ul></div></div>")
    ).text
    assert "Easy to reach\n• Never dry" in text


def test_the_entries_of_a_live_blog_that_shows_none_are_its_body() -> None:
    entries = [{"@type": "BlogPosting", "articleBody": text} for text in (LEAD, MORE, LAST)]
    data = json.dumps({"@type": "LiveBlogPosting", "headline": "Pond", "liveBlogUpdate": entries})
    page = f'<title>Pond</title><script type="application/ld+json">{data}</script><div id=root></div>'
    assert clean_html(page).text.split("\n")[:3] == [LEAD, MORE, LAST]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<tp-story><template shadowrootmode=open>", "</template></tp-story>"),
        ("<div id=app></div><script src=app.js></script><noscript>", "</noscript>"),
    ],
    ids=["the inside of an element", "without scripts"],
)
def test_what_a_browser_shows_is_read_wherever_it_stands(before: str, after: str) -> None:
    paragraphs = f"<h1>Pond to be drained</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"
    result = clean_html(f"<title>Pond to be drained</title><body>{before}{paragraphs}{after}")
    assert (result.status, result.title) == ("ok", "Pond to be drained")
    assert result.text.splitlines() == [LEAD, MORE, LAST]


def test_a_paragraph_before_a_paywall_stays_if_the_page_says_that_it_is_its_own() -> None:
    wall = "<div class=wall><p>Subscribe to continue reading.</p><a href=/s>Subscribe</a></div>"
    page = f"<main><h1>Pond to be drained</h1><p>{LEAD}</p>{wall}</main>"
    declared = clean_html(f"<title>Pond to be drained</title><meta name=description content='{LEAD}'>{page}")
    assert (declared.status, declared.text.strip()) == ("ok", LEAD)
    assert declared.reason == "the page says that the rest is for subscribers"
    assert clean_html(f"<title>Pond to be drained</title>{page}").status == "not-article"
