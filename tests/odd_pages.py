"""Pages that honest sites write oddly: an article in many containers, in elements meant for something else, as a feed.

Each shape is that of some system for writing pages, with what usually stands around it. Of the story nothing may be
lost. `tests/plain_pages.py` has the plain ones, on which the weights are also fitted; on these nothing is fitted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from tests.plain_pages import PlainPage, Story, stories

TEASERS = ("Ferry timetable changes in spring", "Council backs new bridge over the Lenn", "School choir wins a prize")


def _teasers() -> str:
    return "<h4>Most read</h4>" + "".join(f"<div class=it><a href=/t{i}>{t}</a></div>" for i, t in enumerate(TEASERS))


def _around(story: Story, article: str, tag: str = "div") -> str:
    """A bar of links, the article with a byline under its headline, links to other stories."""
    bar = "".join(f"<a href=/m>{word}</a>" for word in story.menu)
    return (
        f"<html lang={story.language}><head><title>{story.headline}</title></head><body><div class=top>{bar}</div>"
        f"<{tag} class=wrap><h1>{story.headline}</h1><div class=inf>3.10.2031</div>{article}</{tag}>"
        f"<div class=r1>{_teasers()}</div><div class=btm>© 2031</div></body></html>"
    )


def _of_each(before: str, after: str, tag: str = "div") -> Callable[[Story], str]:
    """Every paragraph between the same marks, in which ``#`` is its number."""

    def write(story: Story) -> str:
        texts = enumerate(story.paragraphs)
        return _around(story, "".join(before.replace("#", str(i)) + text + after for i, text in texts), tag)

    return write


def _in_pairs(before: str, after: str) -> Callable[[Story], str]:
    """Every two paragraphs between the same marks, in which ``#`` is an item of the story's list."""

    def write(story: Story) -> str:
        pairs = zip(story.items, story.paragraphs[::2], story.paragraphs[1::2], strict=True)
        return _around(story, "".join(f"{before.replace('#', i)}<p>{a}</p><p>{b}</p>{after}" for i, a, b in pairs))

    return write


def _two_columns(story: Story) -> str:
    pairs = zip(story.paragraphs[::2], story.paragraphs[1::2], strict=True)
    return _around(story, "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in pairs) + "</table>")


def _three_containers(story: Story) -> str:
    first, second, third = ("<br/><br/>".join(story.paragraphs[i:j]) for i, j in ((0, 3), (3, 6), (6, 8)))
    return _around(story, f"<div class=t1>{first}</div><div class=t2>{second}</div><img><div class=t3>{third}</div>")


def _bare_text(story: Story) -> str:
    return _around(story, "<br><br>\n".join(story.paragraphs), "main")


def _live_entries(story: Story, name: str) -> str:
    """A lead in the headline's article, and entries that are articles with a link each, as teasers are."""
    lead, rest = story.paragraphs[:2], story.paragraphs[2:]
    entries = "".join(
        f"<article class={name}><header><time>1{i}:30</time><h2><a href=/live/{i}>{item}</a></h2></header>"
        f"<p>{rest[2 * i]}</p><p>{rest[2 * i + 1]}</p></article>"
        for i, item in enumerate(story.items[:3])
    )
    data = {"@type": "LiveBlogPosting", "headline": story.headline} if name == "x1" else {"@type": "NewsArticle"}
    lead_html = f"<article><h1>{story.headline}</h1><p>{lead[0]}</p><p>{lead[1]}</p></article>"
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return (
        f"<html><head><title>{story.headline}</title>{script}</head><main>{lead_html}<div>{entries}</div></main></html>"
    )


SHAPES: dict[str, Callable[[Story], str]] = {
    "a row each": _of_each("<table><tr><td><p>", "</p></td></tr></table>"),
    "two columns": _two_columns,
    "three containers": _three_containers,
    "bare text in main": _bare_text,
    "headings for paragraphs": _of_each("<h4>", "</h4>"),
    "bold lines": _of_each("<strong>", "</strong><br>"),
    "in an aside": _of_each("<p>", "</p>", "aside"),
    "in a footer": _of_each("<p>", "</p>", "footer"),
    "in a figure": _of_each("<p>", "</p>", "figure"),
    "a section each, all names different": _of_each("<section class='x# z#'><div class=k#><p>", "</p></div></section>"),
    "an element of its own each": _of_each("<news-line>", "</news-line>"),
    "sections with spans": _of_each("<section style='margin:0'><section><span leaf>", "</span></section></section>"),
    "modules of an editor": _of_each(
        "<div class='se-component se-text'><div class=se-module><p class=se-text-paragraph><span>",
        "</span></p></div></div>",
    ),
    "blocks of an editor": _of_each("<div data-block-id=#><div><div placeholder=' '>", "</div></div></div>"),
    "wide blanks": _of_each("　　", "<br>"),
    "right to left": _of_each("<p dir=rtl align=right><font size=4><span>", "</span></font></p>"),
    "numbered segments": _of_each("<div class=segment><div class=marker>#</div><div class=text>", "</div></div>"),
    "slides": _of_each("<div class=slide><img src=#.jpg><div class=slide-text>", "</div></div>"),
    "told in captions": _of_each("<figure><img src=#.jpg><figcaption>", "</figcaption></figure>"),
    "told in boxes named captions": _of_each(
        "<div class=item><div class=image><img src=#.jpg></div><div class=caption>", "</div></div>"
    ),
    "pictures beside text": _of_each(
        "<div class=media-text><figure><img src=#.jpg></figure><div class=media-text__content><p>", "</p></div></div>"
    ),
    "cards of its own": _in_pairs("<div class=card><h3>#</h3>", "</div>"),
    "letters": _in_pairs("<div class=letter><h3>#</h3>", "<p class=sig>Ines Holm, Lenn</p></div>"),
    "numbered cards": _in_pairs("<section class=m-card><header>2/4</header><h2>#</h2>", "</section>"),
    "a live blog by name": lambda story: _live_entries(story, "live-post"),
    "a live blog by its own word": lambda story: _live_entries(story, "x1"),
}


def odd(language: str) -> Iterator[PlainPage]:
    """The story of a language in each shape."""
    (story,) = [story for story in stories() if story.language == language]
    for shape, write in SHAPES.items():
        yield PlainPage(f"{language}, {shape}", write(story), story.paragraphs)
