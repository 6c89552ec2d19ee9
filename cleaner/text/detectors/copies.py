"""Lines that stand twice: teasers of the text itself, paragraphs printed twice, captions with and without credit."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_closed, is_data, is_junk_hit, is_prose, is_truncated

_TEASER_WORDS = 6
_TEASER_REACH = 3
_CAPTION_WORDS = 4
_CREDIT_LENGTH = 60
"""Code points that a credit behind a caption has at most, by which the two copies of the caption differ."""
_COPY_WORDS = 5
"""Words from which both copies of a caption without a credit go: a shorter line may be the heading of a list's entry,
which the picture below it has as its text. Set by hand on 100 pages of English news."""
_TITLE_WORDS = 4
_REACH = 2
"""Lines from a copy to the prose that it stands beside, as a byline or a credit may stand between."""
_CREDITS = frozenset({"caption", "credit"})


def truncated_copy(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that breaks off in an ellipsis and is whole within three lines below: the teaser of its own article."""
    for position in range(len(page.filled) - 1):
        line = page.line(position)
        if not is_truncated(line) or not has_words(line, _TEASER_WORDS):
            continue
        begun = line.strip().rstrip(".… ")
        for below in range(position + 1, min(position + 1 + _TEASER_REACH, len(page.filled))):
            whole = page.line(below).strip()
            if whole.startswith(begun) and not is_truncated(whole):
                yield Take(page.filled[position], rule, ("breaks off, and stands in full below",))
                break


def paragraph_twice(page: Page, rule: Rule) -> Iterator[Take]:
    """A paragraph right below itself. Shorter lines may be refrains and rows."""
    for position in range(1, len(page.filled)):
        line = page.line(position)
        if is_prose(line) and line.strip() == page.line(position - 1).strip():
            yield Take(page.filled[position], rule, ("the paragraph right above, again",))


def credited_caption_twice(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that stands twice in a row where a photo credit ends one of the two, or stands right below them.

    The first is the picture's description for those who cannot see it, the second its caption.
    """
    if not page.hits:
        return
    for position in range(len(page.filled) - 1):
        first, second = page.line(position).strip(), page.line(position + 1).strip()
        shorter, longer = sorted((first, second), key=len)
        if not longer.startswith(shorter) or len(longer) - len(shorter) > _CREDIT_LENGTH:
            continue
        if not has_words(shorter, _CAPTION_WORDS):
            continue
        credited = _is_credited(page, position) or _is_credited(page, position + 1)
        if credited or (first == second and _is_credited(page, position + 2)):
            for number in page.filled[position : position + 2]:
                yield Take(number, rule, ("a caption that stands twice, with a photo credit",))


def _is_credited(page: Page, position: int) -> bool:
    return any(hit.rule.category in _CREDITS for hit in page.hits_at(position))


def caption_twice(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that stands twice in a row between headline and prose: a picture's description and its caption.

    A headline that is printed twice is another rule's. Below the first prose it may be a refrain, so it stays.
    """
    for position in range(1, page.first or 0):
        if not _is_copied(page, position):
            continue
        evidence = ("said twice in a row, as a picture's text and its caption are",)
        yield Take(page.filled[position + 1], rule, evidence)
        if has_words(page.line(position), _COPY_WORDS):
            yield Take(page.filled[position], rule, evidence)


def _is_copied(page: Page, position: int) -> bool:
    line = page.line(position).strip()
    if page.line(position + 1).strip() != line or is_closed(line) or is_data(line) or not has_words(line, 2):
        return False
    if line in (page.line(position - 1).strip(), page.line(min(position + 2, len(page.filled) - 1)).strip()):
        return False
    if not any(is_prose(page.line(p)) for p in range(position + 2, min(position + 3 + _REACH, len(page.filled)))):
        return False
    return any(has_words(page.line(p), _TITLE_WORDS) and not is_junk_hit(page.hits_at(p)) for p in range(position))
