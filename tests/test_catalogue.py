"""A wrong rule is refused by file, rule, field and way out."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleaner.catalogue import read
from cleaner.catalogue.read import RuleError, check_ids, closest, load_file, load_sources, parse_rules
from cleaner.catalogue.rule import CATEGORIES
from cleaner.readers import repeated
from cleaner.text.detectors import DETECTORS
from cleaner.text.match import check_patterns
from tests.helpers import EXAMPLES, rule, table

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no-id": ({"id": None}, "rule number 1: id: a text is needed"),
    "bad-id": ({"id": "kitten"}, "rule kitten: id: two to four capital letters and three digits, such as RL001"),
    "no-name": ({"name": None}, "rule ZZ001: name: a text is needed"),
    "no-reason": ({"why": " "}, "rule ZZ001: why: a text is needed"),
    "unknown-key": ({"scoop": "line"}, "rule ZZ001: rule: unknown key 'scoop'; did you mean 'scope'?"),
    "unknown-category": ({"category": "relate"}, "category: unknown value 'relate'; did you mean 'related'?"),
    "unknown-scope": ({"scope": "page"}, "scope: unknown value 'page'; known: block, keep, line, span, until"),
    "unknown-safety": ({"safety": "sure"}, "safety: unknown value 'sure'"),
    "match-is-no-table": ({"match": "Kitten"}, "match: a table is needed"),
    "no-pattern": ({"match": {"anchor": "line"}}, "match: give phrases and/or regex, or a detector alone"),
    "detector-and-phrases": (
        {"match": {"detector": "headline", "phrases": ["Kitten"]}},
        "match: give phrases and/or regex, or a detector alone",
    ),
    "unknown-match-key": ({"match": {"phrase": ["Kitten"]}}, "match: unknown key 'phrase'; did you mean 'phrases'?"),
    "unknown-anchor": (
        {"match": {"phrases": ["Kitten"], "anchor": "prefixes"}},
        "match.anchor: unknown value 'prefixes'; did you mean 'prefix'?",
    ),
    "language-in-words": (
        {"match": {"phrases": {"german": ["Katze"]}}},
        "match.phrases: 'german' is no language code; use ISO 639-1 such as 'de', or '*'",
    ),
    "a-text-for-a-list": ({"match": {"phrases": {"de": "Katze"}}}, "match.phrases.de: a list of texts is needed"),
    "an-empty-list": ({"match": {"regex": []}}, "match.regex.*: a list of texts is needed"),
    "an-empty-phrase": ({"match": {"phrases": [""]}}, "match.phrases.*: a list of texts is needed"),
    "unknown-zone": ({"when": {"zone": ["top"]}}, "when.zone: unknown value 'top'; known: body, head, tail"),
    "unknown-neighbour": ({"when": {"after": ["sharing"]}}, "when.after: unknown value 'sharing'"),
    "unknown-condition": ({"when": {"min_word": 3}}, "when: unknown key 'min_word'; did you mean 'min_words'?"),
    "unknown-end": ({"when": {"ends": "shut"}}, "when.ends: unknown value 'shut'"),
    "unknown-opens": ({"opens": {"lines": 3}}, "opens: unknown key 'lines'; did you mean 'max_lines'?"),
    "one-must": ({"examples": {**EXAMPLES, "must": ["Kitten"]}}, "examples.must: at least 2 are needed"),
    "no-must-not": ({"examples": {"must": ["Kitten", "Puppy"]}}, "examples.must_not: at least 2 are needed"),
    "example-without-text": (
        {"examples": {**EXAMPLES, "must": [{"at": "body"}, "Kitten"]}},
        "examples.must: an example needs a text",
    ),
    "example-nowhere": (
        {"examples": {**EXAMPLES, "must": [{"at": "top", "text": "Kitten"}, "Kitten"]}},
        "examples.must.at: unknown value 'top'",
    ),
    "example-with-more": (
        {"examples": {**EXAMPLES, "must": [{"txt": "Kitten"}, "Kitten"]}},
        "examples.must: unknown key 'txt'; did you mean 'text'?",
    ),
}


@pytest.mark.parametrize(("fields", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rules([table(**fields)], "mine.toml")
    assert str(caught.value).startswith("mine.toml: rule ")
    assert message in str(caught.value)


def test_broken_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[[rule]\n", "utf-8")
    with pytest.raises(RuleError, match=r"mine\.toml: rule -: file: not valid TOML: .*line 1"):
        load_file(path)


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(RuleError, match=r"rule ZZ001: id: also used in mine\.toml; ids are never reused"):
        check_ids([rule(), rule()])


def test_defaults() -> None:
    made = rule()
    assert (made.anchor, made.safety, made.light, made.languages) == ("line", "safe", False, ("*",))
    assert made.phrases == {"*": ("Kitten",)} and made.file == "mine.toml"


def test_languages_of_phrases_and_regexes() -> None:
    assert rule(match={"phrases": {"fr": ["a"]}, "regex": {"de": ["b"]}}).languages == ("de", "fr")


def test_closest() -> None:
    assert closest("relate", ["related", "share"]) == "did you mean 'related'?"
    assert closest("xyz", ["b", "a"]) == "known: a, b"


SOURCES = load_sources()


def test_the_catalogue_speaks_of_known_things() -> None:
    for made in SOURCES:
        assert made.category in CATEGORIES
        assert made.detector is None or made.detector in DETECTORS
        check_patterns(made)


def test_phrases_and_regexes_are_listed_once() -> None:
    for made in SOURCES:
        for texts in (*(made.phrases or {}).values(), *(made.regex or {}).values()):
            assert repeated(texts) is None, made.id


def test_names_are_used_once() -> None:
    assert len({made.name for made in SOURCES}) == len(SOURCES)


def test_reasons_are_sentences() -> None:
    assert [made.id for made in SOURCES if not made.why.endswith(".") or made.why[0].islower()] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[XX123]\nphrases = ["Kitten"]\n', r"de\.toml: rule XX123: id: no rule of the catalogue has it"),
        ('[RL001]\nphrase = ["Kitten"]\n', r"de\.toml: rule RL001: phrase: give phrases and/or regex"),
    ],
    ids=["unknown-rule", "unknown-kind"],
)
def test_a_wrong_file_of_a_language_is_refused(
    content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = shutil.copytree(read.RULES_DIR, tmp_path / "rules")
    (rules / "languages" / "de.toml").write_text(content, "utf-8")
    monkeypatch.setattr(read, "RULES_DIR", rules)
    with pytest.raises(RuleError, match=message):
        load_sources()


@pytest.mark.parametrize("file", sorted((read.RULES_DIR / "languages").glob("*.toml")), ids=lambda file: file.stem)
def test_a_language_has_each_pattern_once_under_a_rule(file: Path) -> None:
    for identity, patterns in tomllib.loads(file.read_text("utf-8")).items():
        for kind, items in patterns.items():
            assert sorted(set(items)) == sorted(items), f"{file.name}: {identity}.{kind} says something twice"
