"""Dates that are the article's own: of a chronicle, a calendar, a headline, a list or an embedded post."""

from __future__ import annotations

import re

from cleaner.catalogue.rule import Rule
from cleaner.text.match import Hit
from cleaner.text.page import Page, has_words, is_closed, is_junk_hit, is_prose

_SENTENCE_WORDS = 6
"""Words from which a line that ends in a colon introduces what stands below; labels such as "Published:" have fewer."""
_ENTRIES = 3
_CLOCK_ENTRIES = 2
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
"""Clock times without a date, each right above a sentence, head the entries of a live report."""
_CALENDAR = 6
_EVENT_LINES = 3
"""Dates, and lines below each within which a paragraph stands, of a calendar, where the event's name and place stand
between. Set on the blogs' one calendar, with 79 dates; no date of another page stays."""
_PROGRAMME = 2
_AT_TIME = re.compile(r"\s*(?:[•*–-] ?)?(?:[01]?\d|2[0-4])[.:h][0-5]\d(?!\.?\d)\W.{0,20}[^\W\d_]{3}")
"""Dates of a programme of events, each with a line below that opens with a clock time and goes on in words."""
_DATED = "date-line"
"""The catalogue's rule for a date with what stands before it."""
_HEADS_DATE = re.compile(r"(?=[A-ZÀ-ÖØ-Þ])[^\d\n]*\s[a-zß-öø-ÿ]{3,}\s")
"""Words before a date of which one is written small, as no place or name is."""
_FIRST_HEADS_DATE = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+ ){3,8}(?=\d)")
"""Three words in capitals before a date in digits ("Storm Outage Update 3-5-23"), as the first line of a text."""
_YEAR = re.compile(r"(?<!\d)1[0-9]\d\d(?!\d)|(?<!\d)20[0-4]\d(?!\d)")
_DECADES = 30
_SIGNATURE = re.compile(r"[—–-] ?.{1,60}\(@\w{1,30}\)")
_HEADLINE_WORDS = 4


def is_introduced(page: Page, hit: Hit, position: int) -> bool:
    """Whether a date is one of a list right below a sentence that ends in a colon."""
    if hit.rule.category != "byline":
        return False
    known: dict[int, bool] = page.memory.setdefault(("introduced", id(hit.rule)), {})
    above = position
    while above not in known and above > 0 and _is_of_list(page, hit.rule, above - 1):
        above -= 1
    if above not in known:
        line = page.line(above - 1) if above and not page.hits_at(above - 1) else ""
        known[above] = line.rstrip().endswith(":") and has_words(line, _SENTENCE_WORDS)
    known.update(dict.fromkeys(range(above, position + 1), known[above]))
    return known[position]


def _is_of_list(page: Page, rule: Rule, position: int) -> bool:
    """Whether a line is a bullet alone or another hit of a rule."""
    return len(page.line(position).strip()) <= 1 or any(hit.rule is rule for hit in page.hits_at(position))


def _is_chronicle_date(page: Page, hit: Hit, position: int) -> bool:
    """Whether a date is one of three or more, each right above a sentence or together spanning decades, or of six or
    more with a paragraph each: a chronicle or a calendar."""
    key = ("entries", id(hit.rule))
    if key not in page.memory:
        page.memory[key] = _entries(page, hit.rule)
    return position in page.memory[key]


def is_date_of_the_articles(page: Page, hit: Hit, position: int) -> bool:
    """Whether a date is one of a chronicle, of a list that a sentence introduces, of a headline or an embedded post."""
    return (
        _is_chronicle_date(page, hit, position)
        or is_introduced(page, hit, position)
        or _is_dated_headline(page, hit, position)
        or _is_date_of_post(page, position)
    )


def is_own_date(page: Page, position: int) -> bool:
    """Whether a line is a date, and the article's own."""
    hits = [hit for hit in page.hits_at(position) if hit.rule.category == "byline"]
    return any(is_date_of_the_articles(page, hit, position) for hit in hits)


def _is_dated_headline(page: Page, hit: Hit, position: int) -> bool:
    """Whether a line of words and a date ("Gold price today, 12/01/2024") is all that the text has for a headline."""
    line = page.line(position)
    if hit.rule.name != _DATED or page.zone(position) != "head":
        return False
    if not _HEADS_DATE.match(line) and not (position == 0 and _FIRST_HEADS_DATE.match(line)):
        return False
    if any(other.rule is not hit.rule for other in page.hits_at(position)):
        return False
    above_prose = [p for p in range(page.first or 0) if p != position]
    return not any(has_words(page.line(p), _HEADLINE_WORDS) and not is_junk_hit(page.hits_at(p)) for p in above_prose)


def _is_date_of_post(page: Page, position: int) -> bool:
    """Whether a date stands right below the name and handle that sign an embedded post."""
    return position > 0 and bool(_SIGNATURE.match(page.line(position - 1).strip()))


def _entries(page: Page, rule: Rule) -> frozenset[int]:
    """Positions of the dates of a chronicle among the hits of a rule."""
    alike = page.where(lambda hit: hit.rule is rule)
    if len(alike) < _CLOCK_ENTRIES:
        return frozenset()
    years = [int(year) for p in alike for year in _YEAR.findall(page.line(p))]
    if len(alike) >= _ENTRIES and years and max(years) - min(years) >= _DECADES:
        return frozenset(alike)
    if sum(_heads_programme(page, p) for p in alike) >= _PROGRAMME:
        return frozenset(alike)
    events = [p for p in alike if _heads_event(page, p)]
    if len(events) >= max(_CALENDAR, len(alike) / 2):
        return frozenset(alike)
    heading = [p for p in alike if p + 1 < len(page.filled) and not page.hits_at(p + 1) and is_closed(page.line(p + 1))]
    least = _CLOCK_ENTRIES if all(_CLOCK.fullmatch(page.line(p).strip()) for p in heading) else _ENTRIES
    return frozenset(heading) if len(heading) >= least else frozenset()


def _heads_event(page: Page, position: int) -> bool:
    """Whether a paragraph stands a few lines below, with no hit before it."""
    for below in range(position + 1, min(position + 1 + _EVENT_LINES, len(page.filled))):
        if page.hits_at(below):
            return False
        if is_prose(page.line(below)):
            return True
    return False


def _heads_programme(page: Page, position: int) -> bool:
    """Whether one of the few lines below says at what time something takes place."""
    below = range(position + 1, min(position + 1 + _EVENT_LINES, len(page.filled)))
    return any(_AT_TIME.match(page.line(p)) and not page.hits_at(p) for p in below)
