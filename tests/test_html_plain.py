"""Of a plain, honest page nothing is lost: in any shape, in any language, whatever its elements are called."""

from __future__ import annotations

import pytest

from cleaner.html import clean_html
from tests.plain_pages import lost, named, shaped, split, stories

UNLEARNT = ("am", "el", "fa", "fi", "he", "ko", "pl", "vi", "zh")
"""Languages of which the weights have seen no plain page."""

NAMES = (
    "sidebar-layout", "no-sidebar", "comments-open", "comments-enabled", "newsletter-story", "ad-free", "paywall-free",
    "related-content-article", "popular-post", "next-story", "author-article", "by-author", "teaser-text", "card tile",
    "story-card", "video-article", "photo-story", "caption-text", "footer-content", "right-column", "accordion-body",
    "carousel-item", "tooltip-content", "onetrust-article", "taboola-story", "sharethis-article", "subscribe-article",
)  # fmt: skip
"""Names that sound like junk, on elements that hold the article."""


JUNK = (
    "comment-content", "comments", "related", "sidebar", "newsletter", "author-bio", "share", "ad", "paywall-content",
    "subscriber-content", "footer", "caption", "widget", "teaser", "overlay", "product", "tags", "meta", "menu",
)  # fmt: skip
"""Names of junk, on half of an article: half of it is no comment, whatever it is called."""


@pytest.mark.parametrize("language", UNLEARNT)
def test_nothing_of_a_plain_page_is_lost(language: str) -> None:
    found = {page.name: lost(page, clean_html(page.html).text) for page in shaped(language)}
    assert {name: missing for name, missing in found.items() if missing} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_alone_takes_nothing(name: str) -> None:
    pages = [page for story in stories() if story.language in ("ar", "en", "ja") for page in named(story, name)]
    found = {page.name: lost(page, clean_html(page.html).text) for page in pages}
    assert {place: missing for place, missing in found.items() if missing} == {}


@pytest.mark.parametrize("name", JUNK)
def test_half_of_an_article_is_no_box(name: str) -> None:
    pages = [page for story in stories() if story.language in ("ar", "de", "en", "es") for page in split(story, name)]
    found = {page.name: lost(page, clean_html(page.html).text) for page in pages}
    assert {place: missing for place, missing in found.items() if missing} == {}


def test_the_menu_goes() -> None:
    menus = {story.language: "".join(story.menu) for story in stories()}
    left = [
        page.name
        for page in shaped("en")
        if menus["en"] in "".join(clean_html(page.html).text.split()).replace("•", "").replace("|", "")
    ]
    assert left == []
