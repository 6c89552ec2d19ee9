"""Lines that stand twice: teasers of the text itself, a picture's description and its caption, a gallery's title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.detectors.names import is_name
from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose, is_truncated

_TEASER_WORDS = 6
_TEASER_REACH = 3
_CAPTION_WORDS = 4
_GLUED_CAPTION_WORDS = 6
_CREDIT = re.compile(
    r"(?: [-–—/|] ?|[.] ?)?[^\W\d_a-zß-ÿ][^\s.,:;!?]*(?:[ /][^\s.,:;!?]+){0,4}"
    r"| ?[(\[][^\W\d_a-zß-ÿ][^()\[\]]{1,40}[)\]]"
)
"""What follows a caption that was run together with its credit: a name of at most five words, perhaps after a dash, or
a few words in brackets."""
_STROKED_CREDIT = re.compile(r"(?: / ?| ?[^\W\d_]+/)[^\W\d_a-zß-ÿ][^.!?:;\n]{1,60}")
"""What follows a caption that is a sentence: a name behind a stroke, perhaps with a label before it."""
_STROKED_CAPTION_WORDS = 4
_LABELLED_CREDIT = re.compile(r"\s*(?:photo|picture|image|credit)s?(?: by |: ?)[^\s.!?][^.!?:]{1,60}", re.IGNORECASE)
_CREDIT_LENGTH = 60
"""Code points without spaces that a credit behind a caption has at most, by which its two copies differ."""
_CREDITS = frozenset({"caption", "credit", "wire"})
"""Categories of what ends a caption: a credit, or an agency in brackets, which ends a report as well."""
_WORDS, _HEAD_WORDS = 10, 3
"""Words of a line that goes when it stands right below itself, in the article and above it: refrains are shorter."""
_BOTH_WORDS, _MOST_BOTH = 5, 15
"""Words of a line of which both copies go above the article: a shorter one may be the heading of a list's entry, which
the picture below it has as its text, a longer one a standfirst. Set by hand on 150 pages of English news and blogs."""
_HEADINGS, _HEADING_MORE = 2, 25
"""Headings that a picture's text repeats, where no credit stands below, and code points that they have more: a number,
a channel in brackets. Set by hand."""
_HEADLINE_WORDS = 4
_TITLE_WORDS = 3
_SECTION_WORDS = 3
"""Words of a section's name that stands around the headline, as a kicker and as a tag."""
_REACH = 3
"""Lines from a copy above the article to its prose, as a byline or a credit may stand between."""


def truncated_copy(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that breaks off in an ellipsis and is whole within three lines below: the teaser of its own article."""
    for position in page.truncated:
        line = page.stripped[position]
        if not has_words(line, _TEASER_WORDS):
            continue
        begun = line.rstrip(".… ")
        for below in range(position + 1, min(position + 1 + _TEASER_REACH, len(page.filled))):
            whole = page.stripped[below]
            if whole.startswith(begun) and not is_truncated(whole):
                yield Take(page.filled[position], rule, ("breaks off, and stands in full below",))
                break


def repeated_line(page: Page, rule: Rule) -> Iterator[Take]:
    """The second of two lines that say the same right below each other; both, where they are a caption's or the
    author's name.

    A picture leaves its description and its caption: between headline and prose, or where the second adds but a credit.
    A headline that stands twice is another rule's. Verses repeat too, so a line in the article must be long and stand
    no more than twice in the text. Paragraphs that stand twice, as a standfirst over its copy, stay: nothing tells
    which one an editor would cut.
    """
    lines = page.stripped
    for position in _around_headline(page, lines):
        yield Take(page.filled[position], rule, ("a section, above the headline and again below it",))
    longer = [p for p, (above, line) in enumerate(pairwise(lines), 1) if line.startswith(above)]
    counts = Counter(lines) if longer else Counter[str]()
    for position in longer:
        above, line = lines[position - 1], lines[position]
        in_head = page.first is not None and position < page.first
        if line == above:
            below_headline = _has_headline_above(page, position - 1)
            if counts[line] == 2 and page.zone(position) == "head" and below_headline and is_name(line):
                yield Take(page.filled[position - 1], rule, ("a name that stands again right below",))
                yield Take(page.filled[position], rule, ("a name that stands right above too",))
                continue
            if counts[line] != 2 or not has_words(line, _HEAD_WORDS if in_head else _WORDS):
                continue
            if is_data(line) or is_prose(line) or (in_head and not below_headline):
                continue
            yield Take(page.filled[position], rule, ("says the same as the line above",))
            if in_head and _is_caption(page, position - 1):
                yield Take(page.filled[position - 1], rule, ("stands again below, between headline and prose",))
        elif _adds_credit(above, line):
            yield Take(page.filled[position - 1], rule, ("stands again below, with a credit",))
            yield Take(page.filled[position], rule, ("says the same as the line above, with a credit",))


def _around_headline(page: Page, lines: list[str]) -> tuple[int, ...]:
    """Positions of the same few words right above the headline and right below it, above the article."""
    headline = page.first_of(_HEADLINE_WORDS)
    if not page.first or not 0 < headline < page.first - 1:
        return ()
    above, below = headline - 1, headline + 1
    section = lines[above]
    if section.casefold() != lines[below].casefold() or not section[0].isalpha():
        return ()
    return () if has_words(section, _SECTION_WORDS + 1) or is_closed(section) else (above, below)


def _is_caption(page: Page, position: int) -> bool:
    """Whether the first of two copies above the article, below its headline, has prose near below."""
    line = page.line(position)
    if is_closed(line) or not has_words(line, _BOTH_WORDS) or has_words(line, _MOST_BOTH + 1):
        return False
    return any(is_prose(page.line(p)) for p in range(position + 2, min(position + 2 + _REACH, len(page.filled))))


def _has_headline_above(page: Page, position: int) -> bool:
    return page.first_of(_HEADLINE_WORDS) < position


def _adds_credit(above: str, line: str) -> bool:
    """Whether a line adds a credit to the one above: a name run together with it, behind a stroke or a label."""
    added = line[len(above) :]
    if has_words(above, _STROKED_CAPTION_WORDS) and _STROKED_CREDIT.fullmatch(added):
        return True
    if not has_words(above, _GLUED_CAPTION_WORDS):
        return False
    if _LABELLED_CREDIT.fullmatch(added):
        return True
    return not is_closed(above) and _CREDIT.fullmatch(added) is not None


def credited_caption_twice(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that stands twice in a row where a photo credit ends one of the two, or stands right below them.

    The first is the picture's description for those who cannot see it, the second its caption.
    """
    credited = set(page.where(lambda hit: hit.rule.category in _CREDITS))
    near = {position - above for position in credited for above in range(3)}
    for position in sorted(near & set(range(len(page.filled) - 1))):
        first, second = ("".join(page.line(p).split()) for p in (position, position + 1))
        shorter, longer = sorted((first, second), key=len)
        if not longer.startswith(shorter) or len(longer) - len(shorter) > _CREDIT_LENGTH:
            continue
        if not has_words(page.line(position), _CAPTION_WORDS):
            continue
        in_head = page.first is not None and position < page.first
        if in_head and position not in credited and not _has_headline_above(page, position):
            continue  # the headline itself, over a credited caption
        if first == second or not credited.isdisjoint((position, position + 1)):
            for number in page.filled[position : position + 2]:
                yield Take(number, rule, ("a caption that stands twice, with a photo credit",))


def call_twice(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that says again what stands behind the label of the call right above, as a gallery's title does.

    Right above prose it is a sub-heading, which a call to the next page announces.
    """
    for number in page.hits:
        position = page.position(number)
        if position + 1 >= len(page.filled) or not is_junk_hit(page.hits_at(position)):
            continue
        if position + 2 < len(page.filled) and is_prose(page.line(position + 2)):
            continue
        call, below = page.line(position).strip(), page.line(position + 1).strip()
        label = call.removesuffix(below).rstrip()
        if label != call and label.endswith(":") and has_words(below, _TITLE_WORDS) and not page.hits_at(position + 1):
            yield Take(page.filled[position + 1], rule, (f"stands behind {label!r} right above",))


def title_below_heading(page: Page, rule: Rule) -> Iterator[Take]:
    """The words of the heading right above once more, which a picture has for its text: above the picture's credit, or
    at least twice in a text above prose."""
    found: list[int] = []
    for position in range(1, len(page.filled)):
        if not _repeats_heading(page, position):
            continue
        if any(hit.rule.category in _CREDITS for hit in page.hits_at(position + 1)):
            yield Take(page.filled[position], rule, ("repeats the heading above, over a photo credit",))
        elif position + 1 < len(page.filled) and is_prose(page.line(position + 1)):
            found.append(position)
    if len(found) >= _HEADINGS:
        for position in found:
            yield Take(page.filled[position], rule, (f"one of {len(found)} lines that repeat the heading above",))


def _repeats_heading(page: Page, position: int) -> bool:
    line, heading = page.line(position).strip(), page.line(position - 1).strip()
    if not 0 < len(heading) - len(line) <= _HEADING_MORE or page.hits_at(position) or page.hits_at(position - 1):
        return False
    if is_closed(line) or is_closed(heading) or is_data(heading) or not has_words(line, 2):
        return False
    return line.casefold() in heading.casefold()
