"""The options of `clean_html`, status pages, and what holds for results of pages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cleaner import PageOptions, Settings
from cleaner.html import clean_html
from cleaner.html.evidence import box_of_names, kinds_of_label, kinds_of_names, vocabulary

PROSE = [
    "The harbour board of Vellmouth voted on Tuesday night to close the old ferry slip, ending a long service.",
    "Fourteen members voted for the closure and nine against, after a debate that lasted nearly five hours.",
    "Engineers had warned in the spring that three of the seven pilings were hollow, and would cost too much.",
]
PAGE = (
    '<html lang="en"><head><title>Ferry slip to close | Courier</title>'
    '<meta name="author" content="Lena Quist"></head><body>'
    '<nav><ul><li><a href="/a">Town</a></li><li><a href="/b">Coast</a></li></ul></nav>'
    f'<article><h1>Ferry slip to close</h1><div class="article-body"><p>{PROSE[0]}</p>'
    f'<h2>A long debate</h2><p>{PROSE[1]} <a href="/minutes">Minutes</a>.</p>'
    f"<ul><li>fourteen for</li><li>nine against</li></ul><blockquote><p>{PROSE[2]}</p></blockquote></div>"
    '<div class="tags">Tags: <a href="/t">ferry</a></div></article></body></html>'
)


def test_the_headline_is_metadata_unless_asked_for() -> None:
    assert clean_html(PAGE).title == "Ferry slip to close"
    assert not clean_html(PAGE).text.startswith("Ferry slip")
    assert clean_html(PAGE, options=PageOptions(title=True)).text.startswith("Ferry slip to close\n")


def test_body_is_kept_and_furniture_is_not() -> None:
    text = clean_html(PAGE).text
    assert all(prose in text for prose in PROSE)
    assert "A long debate" in text
    assert "• nine against" in text
    assert "Tags" not in text
    assert "Coast" not in text


def test_markdown() -> None:
    markdown = clean_html(PAGE, options=PageOptions(markdown=True, links=True)).markdown or ""
    assert "## A long debate" in markdown
    assert "- fourteen for\n- nine against" in markdown
    assert "> Engineers had warned" in markdown
    assert "[Minutes](</minutes>)" in markdown
    assert "[" not in (clean_html(PAGE, options=PageOptions(markdown=True)).markdown or "[")


def test_metadata_only_when_asked_for() -> None:
    assert "author" not in clean_html(PAGE).meta
    assert clean_html(PAGE, options=PageOptions(metadata=True)).meta["author"] == "Lena Quist"


def test_a_category_can_be_switched_off() -> None:
    assert "Tags: ferry" in clean_html(PAGE, settings=Settings(ignore=("navigation",))).text


def _rules(chosen: Settings) -> set[str]:
    """The rules of pages that take something of `PAGE`."""
    return {removal.rule for removal in clean_html(PAGE, settings=chosen).removals if removal.rule.startswith("HT")}


def test_a_rule_of_pages_can_be_switched_off() -> None:
    assert _rules(Settings()) == {"HT009", "HT060", "HT062"}
    assert _rules(Settings(ignore=("HT009",))) == {"HT060", "HT062"}
    assert _rules(Settings(ignore=("navigation",))) == {"HT060"}
    assert _rules(Settings(ignore=("HT",))) == set()
    assert _rules(Settings(ignore=("HT",), extend_select=("HT009",))) == {"HT009"}


def test_only_what_is_selected_goes() -> None:
    assert _rules(Settings(select=("HT009",))) == {"HT009"}
    assert _rules(Settings(select=("share",))) == set()


def test_lists_of_sources_stay_unless_asked_for() -> None:
    items = "".join(f"<li>Quist {year}, p. 3</li>" for year in (1988, 1991))
    page = PAGE.replace("</article>", f"<h2>References</h2><ol class=references>{items}</ol></article>")
    assert "Quist 1991" in clean_html(page).text
    assert "Quist 1991" not in clean_html(page, settings=Settings(extend_select=("references",))).text


def test_light_takes_what_is_hardly_ever_body() -> None:
    page = PAGE.replace("</article>", "<p class=teaser>Ferries are late all over the county</p></article>")
    light, usual = (clean_html(page, settings=Settings(level=level)) for level in ("light", "default"))
    assert len(light.text) >= len(usual.text)
    assert "Coast" not in light.text
    assert all(prose in light.text for prose in PROSE)


def test_a_refrain_stays() -> None:
    verses = "".join(f"<p>{prose}</p><p>And the ferry, they said, would never come back.</p>" for prose in PROSE)
    text = clean_html(f"<h1>A song</h1><div class=story>{verses}</div>").text
    assert text.count("would never come back") == len(PROSE)


def test_a_line_for_screen_readers_is_no_part_of_the_article() -> None:
    result = clean_html(PAGE.replace("<h2>A long", '<div class="visually-hidden">Article content</div><h2>A long'))
    assert result.text == clean_html(PAGE).text
    assert ("HT061", "Article content\n") in {(removal.rule, removal.text) for removal in result.removals}


CAPTION = "The slip at low water, in the last winter of its long service to the town."


def test_captions_go_unless_they_tell_the_story() -> None:
    figure = f"<figure><img src=slip.jpg><figcaption>{CAPTION}</figcaption></figure>"
    result = clean_html(PAGE.replace("<h2>A long", f"{figure}<h2>A long"))
    assert ("HT013", CAPTION + "\n") in {(removal.rule, removal.text) for removal in result.removals}
    pictures = "".join(figure.replace("low water", f"low water in {year}") for year in range(1931, 1951))
    assert clean_html(f"<h1>Ferry slip to close</h1><p>{PROSE[0]}</p>{pictures}").text.count("low water") == 20


STORY = "".join(f"<p>In {year}, {prose}</p>" for year in range(1931, 1936) for prose in PROSE)


def _with_boxes(title: str) -> str:
    """A page with a row of boxes below its article, each with a title and a text."""
    texts = ("The county says boats will run later.", "Nobody spoke against the bridge.", "It sang for an hour.")
    boxes = "".join(f"<div class=box><h3>{title}</h3><p>{text}</p></div>" for text in texts)
    return f"<h1>Ferry slip to close</h1><main>{STORY}</main><div class=row>{boxes}</div>"


def test_a_row_of_cards_below_the_article_goes() -> None:
    result = clean_html(_with_boxes("<a href=/stories/7>A tale of the other shore</a>"))
    assert result.text.splitlines()[-1].startswith("In 1935, Engineers")
    assert "HT069" in {removal.rule for removal in result.removals}


def test_a_row_of_sections_is_no_row_of_cards() -> None:
    result = clean_html(_with_boxes("What is said of the other shore"))
    assert "HT069" not in {removal.rule for removal in result.removals}


def test_of_an_article_that_stands_there_twice_the_first_is_kept() -> None:
    more = [f"In 1931, {prose}" for prose in PROSE]
    story = "".join(f"<p>{prose}</p>" for prose in (*PROSE, *more, "It will open in May, the board said, if it can."))
    page = f"<h1>Ferry slip to close</h1><div class=wide>{story}</div><div class=narrow>{story}</div>"
    result = clean_html(page)
    assert all(result.text.splitlines().count(prose) == 1 for prose in (*PROSE, *more))
    assert "It will open in May" in result.text
    assert {removal.evidence for removal in result.removals if removal.rule == "HT064"} == {
        ("it repeats an earlier part of the article",)
    }


def test_code_is_no_junk() -> None:
    page = PAGE.replace("<h2>", "<pre>subscribe()\nshare()\nAdvertisement\n</pre><h2>")
    assert "subscribe()\nshare()\nAdvertisement" in clean_html(page).text


CURTAIN = PAGE.replace(
    "<body>", "<body style='display:none'><div class=consent><p>We use cookies, as you know.</p></div>"
)


def test_an_article_behind_a_curtain_is_an_article() -> None:
    result = clean_html(CURTAIN)
    assert result.status == "ok"
    assert all(prose in result.text for prose in PROSE)
    assert "cookies" not in result.text


def test_a_log_in_call_in_an_article_does_not_take_it() -> None:
    lists = "".join(f"<li>{prose.rstrip('.')}</li>" for prose in PROSE * 4)
    result = clean_html(f"<h1>Minutes</h1><ul>{lists}</ul><p>Log in to continue reading the forum</p>")
    assert result.status == "ok"


def test_characters_and_bytes_agree() -> None:
    assert clean_html(PAGE) == clean_html(PAGE.encode())


STATUS = {
    "frames": ("<frameset><frame src=a><frame src=b></frameset>", "frames"),
    "scripts": ("<html><body><div id=app></div><script>1</script></body></html>", "scripts"),
    "error": ("<title>404 Not Found</title><h1>Not Found</h1><p>The page is gone.</p>", "error"),
    "robot": ("<title>Just a moment...</title><p>Verify you are human to go on.</p>", "robot"),
}


@pytest.mark.parametrize("name", STATUS)
def test_pages_without_an_article(name: str) -> None:
    page, word = STATUS[name]
    result = clean_html(page)
    assert result.status == "not-article"
    assert word in result.reason
    assert result.text == ""


@pytest.mark.parametrize("page", ["<html><body></body></html>", "", b"", " \n"])
def test_an_empty_page_is_empty(page: str | bytes) -> None:
    result = clean_html(page)
    assert (result.status, result.text) == ("empty", "")
    assert result.reason


def test_a_headline_of_one_word_that_the_head_knows() -> None:
    page = "<head><title>Rain</title></head><h1>Rain</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    result = clean_html(page)
    assert result.title == "Rain"
    assert result.text == "".join(f"{paragraph}\n" for paragraph in PROSE)


def test_an_article_about_cookies_is_an_article() -> None:
    body = "".join(f"<p>{prose} The baker sells cookies.</p>" for prose in PROSE * 4)
    assert clean_html(f"<h1>Cookies</h1>{body}").status == "ok"


@pytest.mark.parametrize("kind", range(len(vocabulary().kinds)))
def test_examples_of_the_vocabulary(kind: int) -> None:
    import tomllib
    from importlib import resources

    data = tomllib.loads(resources.files("cleaner.html").joinpath("evidence.toml").read_text("utf-8"))
    examples = data["evidence"][kind]["examples"]
    assert all(kind in kinds_of_names(names) for names in examples["names"])
    assert not any(kind in kinds_of_names(names) for names in examples["not_names"])
    assert all(kind in kinds_of_label(label) for label in examples.get("labels", []))
    assert not any(kind in kinds_of_label(label) for label in examples.get("not_labels", []))
    for box in data["box"]:
        assert all((found := box_of_names(n)) and found.id == box["id"] for n in box["examples"]["names"])
        assert all((found := box_of_names(n)) is None or found.id != box["id"] for n in box["examples"]["not_names"])


def test_the_text_path_loads_no_extractor() -> None:
    code = """if True:
        import sys, cleaner
        cleaner.clean_text("It rained.")
        print([name for name in ("lxml", "trafilatura", "justext") if name in sys.modules])
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_article_that_goes_on_in_the_box_of_a_label_stays() -> None:
    teasers = "".join(f'<p><a href="/{n}">Ferry number {n} to be sold</a></p>' for n in range(4))
    part = f"<section><h4>Related stories</h4>{teasers}<p>{PROSE[2]}</p></section>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE[:2] * 3)
    result = clean_html(f"<html><body><article><h1>Ferry slip to close</h1>{body}{part}</article></body></html>")
    assert PROSE[2] in result.text
    assert "to be sold" not in result.text
