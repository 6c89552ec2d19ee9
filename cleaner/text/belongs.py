"""Signs that a line belongs to the article although a rule hit it: what an article says of calls is no call."""

from __future__ import annotations

import re
from bisect import bisect_left

from cleaner.text.code import is_code
from cleaner.text.dates import is_date_of_the_articles, is_introduced
from cleaner.text.labels import is_sentence, is_the_articles_label
from cleaner.text.match import Hit
from cleaner.text.page import Page, has_words, is_closed, is_junk_hit, is_prose, is_truncated
from cleaner.text.patterns import INDIC
from cleaner.text.reported import reports

_SUBHEADING_WORDS = 6
_GUIDE_LENGTH = 11_000
"""Code points of a body, 1,800 words, from which it is a guide rather than a report. On blogs 30 of the 59 lines like
"Read more: X" between the paragraphs of such texts are body by the gold, and 10 of 53 in shorter ones; the labelled
news have all of theirs in shorter texts."""
_HEADED_WORDS = 4
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{3,}|~{3,})\s*")
_OF_CODE = "page-debris"
"""The catalogue's rule for scripts of the page that were taken for text."""
_ARTICLES = frozenset({"the", "der", "die", "das", "de", "het", "el", "la", "le", "l", "il", "lo", "o", "a"})
PARTICLES = frozenset({"de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "den", "bin", "al", "el"})
"""Words of names that are written small."""

_OPENING = " ([（【©–—-/|"
_ARROWS = (">", "»", "→", "➜", "➔", "►", "▶", "›", "⟶")
_STEM = 4
"""Letters that are compared at least: names have endings in many languages."""
_WRAPPED = 40
_RAGGED = 15
_WORD = re.compile(rf"[\w{INDIC}-]+")
_LABELLED = re.compile(rf"(?:[^\W\d]|[{INDIC}]){{3,20}}: \S")
_LONGEST_STEM = 40
_TAIL = re.compile(rf"(?<=-)(?=([\w{INDIC}-]{{1,{_LONGEST_STEM}}}))")


def is_part_of_article(page: Page, position: int) -> bool:
    """Whether a line heads prose or goes on with the sentence above, whatever it says."""
    return _heads_prose(page, position) or _continues(page, position)


def is_the_articles_own(page: Page, hit: Hit, position: int) -> bool:
    """Whether what a rule hit is a label of the story's own, a date of a chronicle, a note about a person, a guide's
    reference or a paragraph."""
    own = _EXCEPTIONS.get(hit.rule.category)
    return is_the_articles_label(page, hit, position) or (own is not None and own(page, hit, position))


def is_evidence(page: Page, position: int) -> bool:
    """Whether a line's hits are evidence for the lines around it: those of the story's own labels are none."""
    hits = page.hits_at(position)
    if not is_junk_hit(hits) or is_part_of_article(page, position):
        return False
    return not all(is_the_articles_label(page, hit, position) or is_introduced(page, hit, position) for hit in hits)


def _heads_prose(page: Page, position: int) -> bool:
    """Whether a line is a Markdown heading with a sentence or code right below: of the article, whatever it says."""
    below = position + 1
    if below < len(page.filled) and _UNDERLINE.fullmatch(page.line(below)):
        below += 1
    elif not _HEADING.match(page.line(position)):
        return False
    if below >= len(page.filled) or is_junk_hit(page.hits_at(below)):
        return False
    line = page.line(below)
    return is_sentence(line, _HEADED_WORDS) or is_code(line) or "`" in line


def _continues(page: Page, position: int) -> bool:
    """Whether a line goes on with the sentence of the line right above, as in hard-wrapped text."""
    number = page.filled[position]
    if position < 2 or page.filled[position - 2] != number - 2 or not page.lines[number].lstrip()[:1].islower():
        return False
    above = [page.line(p).rstrip() for p in (position - 2, position - 1)]
    wrapped = min(map(len, above)) >= _WRAPPED and abs(len(above[0]) - len(above[1])) <= _RAGGED
    return wrapped and not is_closed(above[1]) and not is_truncated(above[1]) and not page.hits_at(position - 1)


def is_part_of_code(hit: Hit, line: str) -> bool:
    """Whether a line is code of which a rule for language hit a part; rules that mean the code hit all of it."""
    return is_code(line) and hit.rule.name != _OF_CODE and hit.text != line.strip()


def is_reference_in_guide(page: Page, hit: Hit, position: int) -> bool:
    """Whether "Read more: X" stands between the paragraphs of a long guide, whose author refers to other chapters."""
    if hit.rule.scope != "line" or hit.rule.anchor not in ("colon", "prefix"):
        return False
    return page.zone(position) == "body" and is_guide(page)


def is_guide(page: Page) -> bool:
    """Whether a text is too long for a report, so that what it refers to is its author's choice."""
    return page.body_length >= _GUIDE_LENGTH


def is_note_on_person_in_story(page: Page, hit: Hit, position: int) -> bool:
    """Whether a note about a person is about one of the story: the article's own prose names that person too.

    The author of an article is named above and below it; who is named within it is somebody that it tells of.
    """
    person = _subject(hit.text)
    if person is None:
        return False
    return _has_stem_of(page, person)


def mentions(page: Page, word: str) -> bool:
    """Whether the article's own prose has a word in some form, with capitals or without."""
    return any(_has_stem_of(page, form) for form in {word, word.lower(), word.capitalize(), word.upper()})


def _has_stem_of(page: Page, word: str) -> bool:
    stem = word[: max(_STEM, min(len(word) - 2, _LONGEST_STEM))]
    words = _prose_words(page)
    at = bisect_left(words, stem)
    return at < len(words) and words[at].startswith(stem)


def writes(page: Page, word: str) -> bool:
    """Whether the article's own prose has a word, spelt so."""
    words = _prose_words(page)
    at = bisect_left(words, word)
    return at < len(words) and words[at] == word


def _prose_words(page: Page) -> list[str]:
    """The words of the article's own prose, sorted; of words with hyphens, what follows each as well."""
    if "words" not in page.memory:
        page.memory["words"] = _sorted_words(page)
    words: list[str] = page.memory["words"]
    return words


def _sorted_words(page: Page) -> list[str]:
    body = range(page.first or 0, -1 if page.last is None else page.last + 1)
    own = " ".join([page.line(p) for p in body if is_prose(page.line(p)) and not page.hits_at(p)])
    return sorted({*_WORD.findall(own), *(_TAIL.findall(own) if "-" in own else ())})


def _subject(text: str) -> str | None:
    """The last name, or the noun, that a note begins with: "Ida van der Bratt is …", "The author …", "L'auteur …"."""
    words: list[str] = _WORD.findall(text)
    if len(words) > 1 and words[0].lower() in _ARTICLES:
        return words[1]
    name: str | None = None
    for word in words:
        if word[0].isupper():
            name = word
        elif word not in PARTICLES:
            break
    return name if name and name != words[0] else None


def is_said_in_prose(hit: Hit, line: str) -> bool:
    """Whether a line is prose that reports a call, or runs on for a sentence before what was hit in it."""
    if is_closed(line) and reports(line):
        return True
    of_link = hit.text.lstrip("[ ").startswith(("..", "…")) or hit.text.rstrip().endswith(_ARROWS)
    return hit.rule.anchor in ("anywhere", "suffix") and is_prose(line[: hit.start + 1]) and not of_link


def _is_labelled(hit: Hit, line: str) -> bool:
    """Whether what was hit is a credit in brackets that says that it is one, as "(Photo: X)" does."""
    label, colon, _ = hit.text.partition(":")
    return bool(colon) and ("(" in label or "[" in label) and line.rstrip(" .").endswith((")", "]"))


def ends_a_paragraph(page: Page, hit: Hit, position: int) -> bool:
    """Whether a paragraph of the story stands before a credit in brackets, or of an agency, that was hit at its end, or
    a sentence before one in brackets with a label.

    Above the story such a line is a caption.
    """
    if hit.rule.scope == "span" or hit.rule.anchor not in ("anywhere", "suffix") or page.zone(position) == "head":
        return False
    line = page.line(position)
    spans = [other for other in page.hits_at(position) if other.rule.scope == "span"]
    if any(is_prose(line[: other.start].rstrip(_OPENING)) for other in spans if other.rule.category == "credit"):
        return True
    before = line[: hit.start + 1].rstrip(_OPENING)
    if is_prose(before) or (is_closed(before) and (reports(before) or _is_labelled(hit, line))):
        return True
    return is_closed(before) and any(other.rule.category == "wire" for other in spans)


def is_source_of_report(page: Page, hit: Hit, position: int) -> bool:
    """Whether "Source: X" is the first of a report's labelled parts: a label with a sentence stands right below."""
    below = position + 1
    if hit.rule.scope == "span" or below >= len(page.filled) or page.hits_at(below):
        return False
    line = page.line(below)
    return bool(_LABELLED.match(page.line(position)) and _LABELLED.match(line)) and is_closed(line)


_EXCEPTIONS = {
    "byline": is_date_of_the_articles,
    "bio": is_note_on_person_in_story,
    "related": is_reference_in_guide,
    "caption": ends_a_paragraph,
    "credit": ends_a_paragraph,
    "wire": is_source_of_report,
}
"""By the category of the rule that hit."""

_QUOTES = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』"}


def is_quoted(line: str, start: int) -> bool:
    """Whether a quotation was opened before an offset and not closed by then: what it says is said by somebody."""
    opened = max(_QUOTES, key=lambda mark: line.rfind(mark, 0, start))
    position = line.rfind(opened, 0, start)
    return position >= 0 and not any(mark in line[position + 1 : start] for mark in _QUOTES[opened])


def is_subheading_of_prose(page: Page, items: list[int]) -> bool:
    """Whether what stands under a label in the body is one short line right above prose, and so belongs to that."""
    if len(items) != 1 or page.zone(items[0]) != "body" or is_truncated(page.line(items[0])):
        return False
    below = items[0] + 1
    short = not has_words(page.line(items[0]), _SUBHEADING_WORDS + 1)
    return short and below < len(page.filled) and is_prose(page.line(below))


def is_wrapped_sentence(page: Page, items: list[int]) -> bool:
    """Whether what stands under a label is a sentence that goes on over its lines, as in hard-wrapped text.

    Link texts end in no comma, and after the first line of a sentence comes one in lower case.
    """
    lines = [page.line(position).strip() for position in items]
    return any(line.endswith(",") for line in lines) and any(line[0].islower() for line in lines[1:])
