"""The tree that the witness is asked about, and the blocks that nobody needs to be asked about."""

from __future__ import annotations

from cleaner.html.decide import decide
from cleaner.html.layout import lay_out
from cleaner.html.lean import MARKED, make_lean
from cleaner.html.observe import observe
from cleaner.html.page import PageFacts
from cleaner.html.tree import parse
from cleaner.html.witnesses import kept_by_trafilatura

SENTENCES = [
    f"In the year {year} the weir at Aldersby was mended by three men and a boy." for year in range(1871, 1881)
]
NAV = "<nav><ul>" + "".join(f"<li><a href='/{i}'>Part {i}</a></li>" for i in range(6)) + "</ul></nav>"


def page(*paragraphs: str, before: str = NAV) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<html lang=en><title>The weir</title><body>{before}<article><h1>The weir</h1>{body}</article></body></html>"
    )


def test_paragraphs_side_by_side_are_one_element_but_the_last_and_each_keeps_its_mark() -> None:
    root, _ = parse(page(*SENTENCES))
    root, owners = make_lean(root, lay_out(root))
    assert len(root.findall(".//p")) == 2
    assert root.find(".//nav") is None
    assert sorted(map(ord, MARKED.findall(" ".join(root.itertext())))) == [0xF0000 + i for i in range(len(owners))]


def test_paragraphs_with_a_name_or_of_links_stay_apart() -> None:
    links = "".join(f"<a href='/{i}'>a log of the weir, part {i}</a> " for i in range(4))
    root, _ = parse(
        page(*SENTENCES[:3], links, *SENTENCES[3:6]).replace("<p>In the year 1872", "<p class=caption>In the year 1872")
    )
    root, _ = make_lean(root, lay_out(root))
    assert len(root.findall(".//p")) == 6


def test_what_is_kept_is_read_off_joined_paragraphs_one_by_one() -> None:
    root, _ = parse(
        page(
            *SENTENCES[:4],
            "Mended <b>again</b> in 1890, as <a href='/log'>the log</a> of the keepers has it, by a boy.",
        )
    )
    layout = lay_out(root)
    kept = kept_by_trafilatura(root, layout)
    assert kept is not None
    by_text = {block.text[:16]: share for block, share in zip(layout.blocks, kept, strict=True)}
    assert [by_text[text[:16]] for text in SENTENCES[:4]] == [1.0] * 4
    assert by_text["Mended again in "] == 1.0
    assert by_text["• Part 1"] == 0.0


def test_what_is_evident_is_not_weighed_and_stays() -> None:
    seen = observe(parse(page(*SENTENCES))[0])
    whole = PageFacts(seen.layout, seen.clues)
    decision = decide(whole)
    evident = [i for i, one in enumerate(whole.evident) if one]
    assert [seen.layout.blocks[i].text for i in evident] == SENTENCES
    assert all(decision.keep[i] and decision.scores[i] is None for i in evident)


def test_what_stands_under_a_label_is_weighed() -> None:
    labelled = page(*SENTENCES).replace("<p>In the year 1875", "<h2>Related stories</h2><p>In the year 1875")
    seen = observe(parse(labelled)[0])
    whole = PageFacts(seen.layout, seen.clues)
    under = next(i for i, block in enumerate(seen.layout.blocks) if "1875" in block.text)
    assert not whole.evident[under]
    assert decide(whole).scores[under] is not None
