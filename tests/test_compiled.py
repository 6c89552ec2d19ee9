"""The compiled catalogue says what the TOML files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import compiled
from cleaner.catalogue import load_builtin, load_sources
from cleaner.rule import Rule


def _values(rules: tuple[Rule, ...]) -> list[dict[str, object]]:
    fields = [name for name in Rule.__slots__ if name not in ("must", "must_not")]
    return [{name: getattr(rule, name) for name in fields} for rule in rules]


def test_it_is_current() -> None:
    path = Path(compiled.__file__).parent / "rules" / "compiled.json"
    assert path.read_text("utf-8") == compiled.dump(load_sources()), "run `python -m cleaner.compiled`"


def test_it_loads_as_the_same_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_FILE", tmp_path / "compiled.json")
    compiled.main()
    loaded = compiled.load()
    assert loaded is not None and _values(loaded) == _values(load_sources())


STALE = {"missing": None, "broken": "{", "other-sources": '{"digest": "00", "rules": []}'}


@pytest.mark.parametrize("content", STALE.values(), ids=STALE.keys())
def test_a_stale_one_is_not_used(content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "compiled.json"
    if content is not None:
        path.write_text(content, "utf-8")
    monkeypatch.setattr(compiled, "_FILE", path)
    assert compiled.load() is None
    assert _values(load_builtin()) == _values(load_sources())
