"""The whole path for a text: match, decide, to a fixed point; then guard and cut."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from cleaner.cut import cut
from cleaner.model import Document, Removal, Result
from cleaner.settings import Settings
from cleaner.text import language as languages
from cleaner.text import whitespace
from cleaner.text.page import has_words, word_count
from cleaner.text.ruleset import rule_set
from cleaner.text.work import Work

_DEFAULTS = Settings()
_LEAST_SHARE = 1e-9
"""What stands for a share of nothing, as no text has so many words that it is one of them."""


def clean_text(
    text: str, *, name: str = "<text>", language: str | None = None, settings: Settings | None = None
) -> Result:
    """Take the junk out of an already-extracted article.

    ``language`` is an ISO 639-1 code when known. The result's ``text`` is ``text`` minus its ``removals``.

    >>> clean_text("Rain fell for a third day across the valley.\\nAdvertisement\\nSchools stayed shut.\\n").text
    'Rain fell for a third day across the valley.\\nSchools stayed shut.\\n'
    """
    return clean_document(Document(text, name, language), settings)


def clean_document(document: Document, settings: Settings | None = None) -> Result:
    """As `clean_text`, for a document that a reader made."""
    if not isinstance(document, Document):
        raise TypeError(f"clean_document takes a Document, not {type(document).__name__}; see clean_text")
    if settings is not None and not isinstance(settings, Settings):
        raise TypeError(f"settings are a Settings, not {type(settings).__name__}")
    settings = settings or _DEFAULTS
    text = document.text
    if not text.strip():
        return Result(text, text, name=document.name, status="empty", reason="the text is empty", meta=document.meta)
    removals, guessed = _removals(document, settings)
    result = Result(
        cut(text, removals), text, removals, document.name, language=guessed, title=document.title, meta=document.meta
    )
    return _guard(document, settings, result) if removals else result


def _guard(document: Document, settings: Settings, result: Result) -> Result:
    """Do not obey rules that would take most of a text.

    First the unmistakable rules alone are applied; only when the others would still take more than the settings'
    share of what those leave are the others withheld. So the guard says the same of its own output.
    """
    least = _words(result.removals) / max(settings.max_removed, _LEAST_SHARE)
    if has_words(result.source, ceil(round(least, 6))):  # 7 / 0.7 is a little more than 10
        return result
    light = replace(settings, level="light")
    removals, guessed = _removals(document, light)
    firm = replace(result, text=cut(document.text, removals), removals=removals)
    if not word_count(firm.text):
        return replace(
            result,
            text=document.text,
            removals=(),
            status="flagged",
            withheld=result.removals,
            reason="the rules would take the whole text, so none of them was obeyed",
        )
    rest, _ = _removals(replace(document, text=firm.text), settings)
    share = _words(rest) / max(1, word_count(firm.text))
    if share <= settings.max_removed and result.text.strip():
        return result
    taken = {(removal.start, removal.end) for removal in removals}
    withheld = tuple(removal for removal in result.removals if (removal.start, removal.end) not in taken)
    return replace(
        firm,
        status="flagged",
        withheld=withheld,
        language=guessed,
        reason=f"the rules would take {share:.0%} of the words, more than the {settings.max_removed:.0%} allowed"
        if result.text.strip()
        else "the rules would leave nothing of the text",
    )


def _words(removals: tuple[Removal, ...]) -> int:
    return sum(word_count(removal.text) for removal in removals)


def _removals(document: Document, settings: Settings) -> tuple[tuple[Removal, ...], str | None]:
    """Removals to a fixed point, and the language guessed.

    What is left may look like another language than the whole did, so it is asked again until that settles too.
    """
    rules = rule_set(settings)
    known = (document.language.replace("_", "-").split("-")[0].lower(),) if document.language else None
    spoken = known or languages.guess(document.text)
    work = Work(document.text, rules.matcher(spoken))
    work.settle(rules)
    removals = whitespace.tidy(document.text, work.removals(), rules.structural)
    while not known and removals and (again := languages.guess(cut(document.text, removals))) != spoken:
        spoken = again
        work.rematch(rules.matcher(spoken))
        work.settle(rules)
        removals = whitespace.tidy(document.text, work.removals(), rules.structural)
    return removals, None if spoken == languages.ALL else spoken[0]
