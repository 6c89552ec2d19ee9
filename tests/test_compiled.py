"""The compiled catalogue says what the TOML files say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner.catalogue import compiled
from cleaner.catalogue.read import load_builtin, load_sources
from cleaner.catalogue.rule import Rule
from cleaner.text.patterns import patterns_of

FOLDER = Path(compiled.__file__).parent.parent / "rules" / "compiled"


def _values(rules: tuple[Rule, ...]) -> list[dict[str, object]]:
    names = (
        "id",
        "name",
        "category",
        "scope",
        "why",
        "anchor",
        "detector",
        "when",
        "opens",
        "safety",
        "light",
        "file",
        "languages",
    )
    return [{name: getattr(rule, name) for name in names} for rule in rules]


def _patterns(rules: tuple[Rule, ...]) -> list[tuple[str, str, list[str], list[str]]]:
    return [(p.rule.id, p.language, [*p.phrases], [*p.regexes]) for rule in rules for p in patterns_of(rule)]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A compiled catalogue of its own, however old the one in the package is."""
    monkeypatch.setattr(compiled, "_COMPILED", tmp_path / "compiled")
    compiled.main()
    compiled.load_patterns.cache_clear()
    yield tmp_path / "compiled"
    compiled.load_patterns.cache_clear()


def test_it_is_current() -> None:
    files = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
    assert files == compiled.dump(load_sources()), "run `python -m cleaner.catalogue.compiled`"


def test_it_loads_as_the_same_rules(fresh: Path) -> None:
    loaded = compiled.load()
    assert loaded is not None
    assert _values(loaded) == _values(load_sources())
    assert _patterns(loaded) == _patterns(load_sources())


def test_files_of_languages_that_no_rule_speaks_any_more_go(fresh: Path) -> None:
    (fresh / "xx.json").write_text("{}", "utf-8")
    compiled.main()
    assert not (fresh / "xx.json").exists()


STALE = {"missing": None, "broken": "{", "other-sources": '{"digest": "00", "rules": []}'}


@pytest.mark.parametrize("content", STALE.values(), ids=STALE.keys())
def test_a_stale_one_is_not_used(content: str | None, fresh: Path) -> None:
    (fresh / "rules.json").unlink()
    if content is not None:
        (fresh / "rules.json").write_text(content, "utf-8")
    assert compiled.load() is None
    assert _patterns(load_builtin()) == _patterns(load_sources())


def test_a_phrase_of_a_language_counts_for_the_checksum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compiled.digest()
    rules = shutil.copytree(FOLDER.parent, tmp_path / "rules")
    monkeypatch.setattr(compiled, "_SOURCES", rules)
    assert compiled.digest() == before
    german = rules / "languages" / "de.toml"
    german.write_text(german.read_text("utf-8").replace("Newsletter", "Rundbrief", 1), "utf-8")
    assert compiled.digest() != before
