"""Plain, honest pages in many shapes and languages: of their bodies nothing may be lost.

The texts are ``fixtures/plain/<language>.toml``, one story each. A *shape* says how a page writes its article, a
*frame* what stands around it; ``named`` puts a name that sounds like junk on an honest page. The weights of the HTML
path are also fitted on some of these pages (``bench/fit_html.py``): saved pages of today's sites are never so plain.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "fixtures" / "plain"


@dataclass(frozen=True)
class Story:
    """One article of eight paragraphs, some of a few words, with what else the shapes need."""

    language: str
    headline: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    menu: tuple[str, ...]


@dataclass(frozen=True)
class PlainPage:
    """A page, and the lines of its body."""

    name: str
    html: str
    body: tuple[str, ...]


Shape = Callable[[Story], tuple[str, tuple[str, ...]]]
"""The article as HTML, and its lines besides the paragraphs."""


def stories() -> list[Story]:
    """All stories, by language."""
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(file.read_text("utf-8"))
        lists = (tuple(data[key]) for key in ("paragraphs", "headings", "items", "menu"))
        found.append(Story(file.stem, data["headline"], *lists))
    return found


def _all(tag: str, texts: Iterable[str], attributes: str = "") -> str:
    return "".join(f"<{tag}{attributes}>{text}</{tag}>\n" for text in texts)


def _h1(story: Story) -> str:
    return f"<h1>{story.headline}</h1>\n"


def _each(before: str, after: str = "") -> Shape:
    """Every paragraph between the same marks."""
    return lambda story: (_h1(story) + "\n".join(before + text + after for text in story.paragraphs), ())


def _inside(before: str, after: str) -> Shape:
    """All paragraphs, and the headline, in the same element."""
    return lambda story: (before + _h1(story) + _all("p", story.paragraphs) + after, ())


def _subheadings(story: Story) -> tuple[str, tuple[str, ...]]:
    first, second = (_all("p", part) for part in (story.paragraphs[:4], story.paragraphs[4:]))
    return f"{_h1(story)}<h2>{story.headings[0]}</h2>{first}<h2>{story.headings[1]}</h2>{second}", story.headings


def _sections(story: Story) -> tuple[str, tuple[str, ...]]:
    parts = zip(story.headings, (story.paragraphs[:4], story.paragraphs[4:]), strict=True)
    return _h1(story) + "".join(f"<section><h2>{h}</h2>{_all('p', p)}</section>" for h, p in parts), story.headings


def _folded(story: Story) -> tuple[str, tuple[str, ...]]:
    parts = zip(story.headings, (story.paragraphs[2:5], story.paragraphs[5:]), strict=True)
    folds = "".join(f"<details><summary>{h}</summary>{_all('p', p)}</details>" for h, p in parts)
    return _h1(story) + _all("p", story.paragraphs[:2]) + folds, story.headings


def _interview(story: Story) -> tuple[str, tuple[str, ...]]:
    first, second = (f"<p><strong>{heading}?</strong></p>" for heading in story.headings)
    parts = [_all("p", part) for part in (story.paragraphs[:1], story.paragraphs[1:4], story.paragraphs[4:])]
    return _h1(story) + parts[0] + first + parts[1] + second + parts[2], story.headings


def _definitions(story: Story) -> tuple[str, tuple[str, ...]]:
    parts = zip(story.headings, (story.paragraphs[:4], story.paragraphs[4:]), strict=True)
    return _h1(story) + "<dl>" + "".join(f"<dt>{h}</dt>{_all('dd', p)}" for h, p in parts) + "</dl>", story.headings


def _list_within(story: Story) -> tuple[str, tuple[str, ...]]:
    first, second = (_all("p", part) for part in (story.paragraphs[:4], story.paragraphs[4:]))
    return f"{_h1(story)}{first}<ul>{_all('li', story.items)}</ul>{second}", story.items


def _list_at_the_end(story: Story) -> tuple[str, tuple[str, ...]]:
    steps = f"<h2>{story.headings[0]}</h2><ol>{_all('li', story.items)}</ol>"
    return _h1(story) + _all("p", story.paragraphs) + steps, (story.headings[0], *story.items)


def _listing_within(story: Story) -> tuple[str, tuple[str, ...]]:
    first, second = (_all("p", part) for part in (story.paragraphs[:4], story.paragraphs[4:]))
    lines = ("for pond in ponds:", "    open_sluice(pond, share=True)", "    subscribe(pond.level)  # follow us")
    code = "\n".join(lines)
    return f"{_h1(story)}{first}<pre><code>{code}</code></pre>{second}", lines


def _numbered_parts(story: Story) -> tuple[str, tuple[str, ...]]:
    parts = [_all("p", story.paragraphs[2 * i : 2 * i + 2]) for i in range(4)]
    items = [f"<h3>{i + 1}. {item}</h3>{parts[i]}" for i, item in enumerate(story.items)]
    return _h1(story) + "".join(items), story.items


def _table_within(story: Story) -> tuple[str, tuple[str, ...]]:
    rows = "".join(f"<tr><td>{item}</td><td>{i}</td></tr>" for i, item in enumerate(story.items))
    first, second = (_all("p", part) for part in (story.paragraphs[:4], story.paragraphs[4:]))
    return f"{_h1(story)}{first}<table>{rows}</table>{second}", story.items


def _layout_table(story: Story) -> tuple[str, tuple[str, ...]]:
    text = "<br><br>\n".join(story.paragraphs)
    menu = "<br>".join(_links(story))
    cells = f"<td width=150>{menu}</td><td><font size=5><b>{story.headline}</b></font><br><br>{text}</td>"
    return f"<table width=100%><tr>{cells}</tr></table>", ()


def _quote_within(story: Story) -> tuple[str, tuple[str, ...]]:
    lead, quote, *rest = story.paragraphs
    return f"{_h1(story)}<p>{lead}</p><blockquote><p>{quote}</p></blockquote>{_all('p', rest)}", ()


def _in_header(story: Story) -> tuple[str, tuple[str, ...]]:
    lead, *rest = story.paragraphs
    return f"<article><header>{_h1(story)}<p>{lead}</p></header>{_all('p', rest)}</article>", ()


def _linked(story: Story) -> tuple[str, tuple[str, ...]]:
    """Paragraphs that begin with a link, as in an encyclopaedia."""
    words = (text.split(" ", 4) for text in story.paragraphs)
    texts = (f"<a href=/w>{w[0]}</a> {' '.join(w[1:])}" if len(w) > 4 else " ".join(w) for w in words)
    return _h1(story) + _all("p", texts), ()


def _live(story: Story) -> tuple[str, tuple[str, ...]]:
    entries = (f"<div class=entry><time>{10 + i}:30</time><p>{p}</p></div>" for i, p in enumerate(story.paragraphs))
    return _h1(story) + "".join(entries), ()


def _figures(story: Story) -> tuple[str, tuple[str, ...]]:
    return _h1(story) + "".join(f"<p>{p}</p><figure><img src=a.jpg></figure>" for p in story.paragraphs), ()


def _old(story: Story) -> tuple[str, tuple[str, ...]]:
    return f"<b>{story.headline}</b><br><br>" + "<br><br>\n".join(story.paragraphs), ()


def _preformatted(story: Story) -> tuple[str, tuple[str, ...]]:
    return "<pre>\n" + "\n\n".join((story.headline, *story.paragraphs)) + "\n</pre>", ()


def _one_paragraph(story: Story) -> tuple[str, tuple[str, ...]]:
    return f"{_h1(story)}<p>{' '.join(story.paragraphs)}</p>", ()


def _modules(story: Story) -> tuple[str, tuple[str, ...]]:
    """Each paragraph and list in boxes of its own, as builders of pages make them."""
    paragraphs = [f"<p>{text}</p>" for text in story.paragraphs]
    parts = (*paragraphs[:5], f"<ul>{_all('li', story.items)}</ul>", *paragraphs[5:])
    boxes = (f"<div class=row><div><div class=module>{part}</div></div></div>" for part in parts)
    return _h1(story) + "".join(boxes), story.items


def _answers(story: Story) -> tuple[str, tuple[str, ...]]:
    """Questions that are buttons, and answers that they unfold."""
    parts = zip(story.headings, (story.paragraphs[:4], story.paragraphs[4:]), strict=True)
    folds = (f"<h3><button class=collapsed>{h}</button></h3><div class=collapse>{_all('p', p)}</div>" for h, p in parts)
    return _h1(story) + "".join(folds), story.headings


def _lead_apart(story: Story) -> tuple[str, tuple[str, ...]]:
    lead, *rest = story.paragraphs
    top = f"<div class=top>{_h1(story)}<div class=x1><strong>{lead}</strong></div></div>"
    return f"{top}<div class=rest>{_all('p', rest)}</div>", ()


def _unfolded(story: Story) -> tuple[str, tuple[str, ...]]:
    first, rest = (_all("p", part) for part in (story.paragraphs[:3], story.paragraphs[3:]))
    return f"{_h1(story)}<div>{first}</div><div style='display:none'>{rest}</div>", ()


SHAPES: dict[str, Shape] = {
    "paragraphs": _inside("", ""),
    "article": _inside("<article>", "</article>"),
    "whole page a form": _inside("<form id=aspnetForm method=post>", "</form>"),
    "centred": _inside("<center>", "</center>"),
    "quotation": _inside("<blockquote>", "</blockquote>"),
    "own elements": _inside("<my-page><my-body>", "</my-body></my-page>"),
    "cell": _inside("<table border=0><tr><td valign=top>", "</td></tr></table>"),
    "divs": _each("<div>", "</div>"),
    "spans": _each("<div><span>", "</span></div>"),
    "bold": _each("<p><b>", "</b></p>"),
    "fonts": _each("<p><font face=Arial size=2>", "</font></p>"),
    "open paragraphs": _each("<P>"),
    "boxes": _each("<div class=e><div class=f><p>", "</p></div></div>"),
    "a section each": _each("<section><p>", "</p></section>"),
    "items": _each("<ul><li>", "</li></ul>"),
    "rules between": _each("", "<hr>"),
    "breaks": _each("", "<br><br>"),
    "single breaks": lambda story: (f"{_h1(story)}<div>{'<br>'.join(story.paragraphs)}</div>", ()),
    "no headline": lambda story: (_all("p", story.paragraphs), ()),
    "old": _old, "preformatted": _preformatted, "layout table": _layout_table, "sub-headings": _subheadings,
    "sections": _sections, "folded": _folded, "interview": _interview, "definitions": _definitions, "live": _live,
    "list within": _list_within, "list at the end": _list_at_the_end, "numbered parts": _numbered_parts,
    "listing within": _listing_within,
    "table within": _table_within, "quote within": _quote_within, "lead in the header": _in_header,
    "modules": _modules, "answers": _answers, "lead apart": _lead_apart, "unfolded": _unfolded,
    "linked": _linked, "figures": _figures, "one paragraph": _one_paragraph,
}  # fmt: skip


def _links(story: Story) -> list[str]:
    return [f"<a href=/{i}>{word}</a>" for i, word in enumerate(story.menu)]


def _bare(story: Story, article: str) -> str:
    return f"<title>{story.headline}</title>{article}"


def _with_menu(story: Story, article: str) -> str:
    menu = f"<nav><ul class=menu>{_all('li', _links(story))}</ul></nav>"
    return f"<html lang={story.language}><title>{story.headline}</title>{menu}{article}<footer>{menu}</footer></html>"


def _in_divs(story: Story, article: str) -> str:
    links = f"<div>{' | '.join(_links(story))}</div>"
    return f"<html lang={story.language}><title>{story.headline}</title><div>{links}<div>{article}</div>{links}</div>"


FRAMES: dict[str, Callable[[Story, str], str]] = {"bare": _bare, "with a menu": _with_menu, "in divs": _in_divs}


def shaped(language: str = "") -> Iterator[PlainPage]:
    """Each story in each shape and frame; also as a brief of its first, fourth and third paragraph."""
    for story in stories():
        if language not in ("", story.language):
            continue
        text = story.paragraphs
        brief = Story(story.language, story.headline, (text[0], text[3], text[2]), (), (), story.menu)
        for frame, surround in FRAMES.items():
            for shape, write in SHAPES.items():
                article, more = write(story)
                yield PlainPage(f"{story.language}, {shape}, {frame}", surround(story, article), (*text, *more))
            article, _ = SHAPES["paragraphs"](brief)
            yield PlainPage(f"{story.language}, brief, {frame}", surround(brief, article), brief.paragraphs)


def named(story: Story, name: str) -> Iterator[PlainPage]:
    """Plain pages with an element of that name around the article, around its text, and as each of its paragraphs."""
    text, headline = _all("p", story.paragraphs), _h1(story)
    articles = {
        "page": f'<div class="{name}">{headline}{text}</div>',
        "article": f'<article class="{name}">{headline}{text}</article>',
        "id": f'<div id="{name}">{headline}<div>{text}</div></div>',
        "text": f'<div>{headline}<div class="{name}">{text}</div></div>',
        "breaks": f'<div>{headline}<div class="{name}">{"<br><br>".join(story.paragraphs)}</div></div>',
        "each": f"<div>{headline}{_all('p', story.paragraphs, f' class={name!r}')}</div>",
    }
    for place, article in articles.items():
        yield PlainPage(f"{story.language}, {name}, {place}", _in_divs(story, article), story.paragraphs)


def split(story: Story, name: str) -> Iterator[PlainPage]:
    """Plain pages with half of the article in a box of that name: the first half, the second, text between breaks."""
    before, after = (_all("p", part) for part in (story.paragraphs[:4], story.paragraphs[4:]))
    articles = {
        "first half": f'<div class="{name}">{before}</div>{after}',
        "second half": f'{before}<div class="{name}">{after}</div>',
        "section": f'{before}<section class="{name}">{after}</section>',
        "breaks": f'{before}<div class="{name}">{"<br><br>".join(story.paragraphs[4:])}</div>',
    }
    for place, article in articles.items():
        page = _in_divs(story, f"<div>{_h1(story)}{article}</div>")
        yield PlainPage(f"{story.language}, {name}, {place}", page, story.paragraphs)


def lost(page: PlainPage, text: str) -> list[str]:
    """The lines of a page's body that a result's text lacks, white space left out of account."""
    got = "".join(text.split())
    return [line for line in page.body if "".join(line.split()) not in got]
