"""Lines that stand twice: teasers of the text itself, captions with and without credit."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.catalogue.rule import Rule
from cleaner.text.decide import Take
from cleaner.text.page import Page, has_words, is_junk_hit, is_prose, is_truncated

_TEASER_WORDS = 6
_TEASER_REACH = 3
_CAPTION_WORDS = 4
_TITLE_WORDS = 3
_CREDIT_LENGTH = 60
"""Code points without spaces that a credit behind a caption has at most, by which its two copies differ."""
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


def caption_twice(page: Page, rule: Rule) -> Iterator[Take]:
    """A line that stands twice in a row where a photo credit ends one of the two, or stands right below them.

    The first is the picture's description for those who cannot see it, the second its caption.
    """
    if not page.hits:
        return
    for position in range(len(page.filled) - 1):
        first, second = ("".join(page.line(p).split()) for p in (position, position + 1))
        shorter, longer = sorted((first, second), key=len)
        if not longer.startswith(shorter) or len(longer) - len(shorter) > _CREDIT_LENGTH:
            continue
        if not has_words(page.line(position), _CAPTION_WORDS):
            continue
        credited = _is_credited(page, position) or _is_credited(page, position + 1)
        if credited or (first == second and _is_credited(page, position + 2)):
            for number in page.filled[position : position + 2]:
                yield Take(number, rule, ("a caption that stands twice, with a photo credit",))


def _is_credited(page: Page, position: int) -> bool:
    return any(hit.rule.category in _CREDITS for hit in page.hits_at(position))


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
