"""What a pattern's matches begin with and hold."""

from __future__ import annotations

import pytest

from cleaner.text.folding import of_phrase
from cleaner.text.literals import held, needles, openings

OPENINGS = {
    "alternatives": ("(?:read|see) more", ("read more", "see mor")),
    "optional": ("(?:please )?share", ("please share", "share")),
    "small-class": ("[ab]cd", ("acd", "bcd")),
    "however-many-digits": (r"\d+ likes", ("0 likes",)),
    "counted-digits": (r"[0-9]{1,2}:\d\d", ("0:0",)),
    "digits-that-may-lack": (r"\d{0,2}:\d?x", ("0:0x", "0:x", ":0x", ":x")),
    "any-character": (".*more", ()),
    "negated-class": ("[^x]more", ()),
    "may-be-empty": ("(?:more)?", ()),
    "case": ("(?-i:AFP)", ("afp",)),
    "code-point": (r"\x{2019}tis", ("'tis",)),
    "unicode-class": (r"\p{Lu}more", ()),
}


@pytest.mark.parametrize(("regex", "found"), OPENINGS.values(), ids=OPENINGS.keys())
def test_openings(regex: str, found: tuple[str, ...]) -> None:
    assert openings(regex) == found


NEEDLES = {
    "after-a-gap": (".*newsletters", (("newsletters",),)),
    "one-of": (".*(?:newsletter|subscription)", (("newsletter", "subscription"),)),
    "from-its-beginning": ("of the newsletter", (("of the newsle",),)),
    "too-common": (".*of", ()),
    "a-year": (r".* \d{4}", ()),
    "optional": (".*(?:newsletter)?", ()),
    "repeated": (".*(?:newsletter ?)+", (("newsletter",),)),
    "two": (".*newsletter.* sign up", (("newsletter",), (" sign up",))),
    "one-beyond-another": (".*newsletter (?:sign|log)", (("newsletter l", "newsletter s"),)),
}


@pytest.mark.parametrize(("regex", "found"), NEEDLES.values(), ids=NEEDLES.keys())
def test_needles(regex: str, found: tuple[tuple[str, ...], ...]) -> None:
    assert needles(regex) == found


HELD = {
    "after-the-beginning": (r"\d+ comments", ((" comments",),)),
    "rarest-first": ("posted by .+ today .+ yesterday", ((" yesterday",), (" today ",))),
    "in-each-branch": ("(?:read .+ here|hear .+ there)", ((" here", " there"),)),
    "not-in-one-branch": ("(?:read .+ here|hear)", ()),
    "too-common": ("read .+ a", ()),
    "not-too-many": ("read .+[a-f](?:one|two|three|four|five|six)", (("five", "four", "one", "six", "three", "two"),)),
    "nothing-else": ("read", ()),
}


@pytest.mark.parametrize(("regex", "found"), HELD.values(), ids=HELD.keys())
def test_what_else_is_held(regex: str, found: tuple[tuple[str, ...], ...]) -> None:
    assert held(regex) == found


PHRASES = {
    "whole": ("Read  More …", True, "read more"),
    "opening": ("Read more about this story today", False, "read more about "),
    "joiner-ends-it": ("می\u200cخوانید", False, "مي"),
}


@pytest.mark.parametrize(("phrase", "whole", "found"), PHRASES.values(), ids=PHRASES.keys())
def test_phrases(phrase: str, whole: bool, found: str) -> None:
    assert of_phrase(phrase, whole) == found
