"""Which configuration holds for a file, what it says, and how a wrong one is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cleaner.config import COMMAND_LINE, DEFAULT, Config, ConfigError, Resolver
from cleaner.config.schema import KEYS
from tests.helpers import EXAMPLES

RULE = f"""
[[rule]]
id = "ZZ001"
name = "test-rule"
category = "related"
scope = "line"
why = "Only a test wants it gone."
match = {{ phrases = ["Kitten"] }}
examples = {{ must = {EXAMPLES["must"]}, must_not = {EXAMPLES["must_not"]} }}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "a" / "b").mkdir(parents=True)
    return tmp_path


def at(directory: Path, **given: Any) -> Config:
    return Resolver({key.replace("_", "-"): value for key, value in given.items()}).at(directory)


def test_without_files_the_defaults_hold(tree: Path) -> None:
    config = at(tree)
    assert config.values == {name: key.default for name, key in KEYS.items() if name != "extend"}
    assert set(config.origins.values()) == {DEFAULT}


@pytest.mark.parametrize("name", [".cleaner.toml", "cleaner.toml", "pyproject.toml"])
def test_the_closest_file_holds(tree: Path, name: str) -> None:
    (tree / "cleaner.toml").write_text('level = "light"\nunsafe = true\n')
    text = '[tool.cleaner]\nlevel = "strict"\n' if name == "pyproject.toml" else 'level = "strict"\n'
    (tree / "a" / name).write_text(text)
    config = at(tree / "a" / "b")
    assert (config.values["level"], config.values["unsafe"]) == ("strict", False)
    assert config.origins["level"] == str(tree / "a" / name)


def test_of_files_side_by_side_the_hidden_one_holds_then_our_own(tree: Path) -> None:
    texts = {name: f'language = "{name[:2]}"\n' for name in ("de.toml", "fr.toml")}
    for name, other in ((".cleaner.toml", "cleaner.toml"), ("cleaner.toml", "pyproject.toml")):
        directory = tree / f"for-{name}"
        directory.mkdir()
        (directory / name).write_text(texts["de.toml"])
        (directory / other).write_text(f"[tool.cleaner]\n{texts['fr.toml']}" if other[0] == "p" else texts["fr.toml"])
        assert at(directory).values["language"] == "de"


def test_a_pyproject_of_others_is_passed_by(tree: Path) -> None:
    (tree / "cleaner.toml").write_text('language = "de"\n')
    (tree / "a" / "pyproject.toml").write_text("[tool.ruff]\n# nothing for tool.cleaner\n")
    assert at(tree / "a").values["language"] == "de"


def test_the_command_line_beats_the_file(tree: Path) -> None:
    (tree / "cleaner.toml").write_text('level = "strict"\nlanguage = "de"\n')
    config = at(tree, level="light")
    assert (config.values["level"], config.values["language"]) == ("light", "de")
    assert config.origins["level"] == COMMAND_LINE


def test_isolated_reads_no_file(tree: Path) -> None:
    (tree / "cleaner.toml").write_text('level = "strict"\n')
    assert Resolver({}, isolated=True).at(tree).values["level"] == "default"


def test_a_named_file_holds_everywhere(tree: Path) -> None:
    (tree / "other.toml").write_text('level = "light"\n')
    (tree / "a" / "cleaner.toml").write_text('level = "strict"\n')
    assert Resolver({}, tree / "other.toml").at(tree / "a").values["level"] == "light"


def test_extend_takes_what_the_file_does_not_say(tree: Path) -> None:
    (tree / "base.toml").write_text('level = "light"\nlanguage = "de"\nignore = ["share"]\n')
    (tree / "a" / "cleaner.toml").write_text('extend = "../base.toml"\nlevel = "strict"\nignore = ["bio"]\n')
    values = at(tree / "a").values
    assert (values["level"], values["language"], values["ignore"]) == ("strict", "de", ("share", "bio"))


def test_select_starts_the_selection_anew(tree: Path) -> None:
    (tree / "cleaner.toml").write_text('select = ["share"]\nignore = ["bio"]\nextend-select = ["references"]\n')
    values = at(tree, select=["bio"]).values
    assert (values["select"], values["ignore"], values["extend-select"]) == (("bio",), (), ())
    values = at(tree, ignore=["share"]).values
    assert (values["select"], values["ignore"]) == (("share",), ("bio", "share"))


def test_per_file_ignores_see_paths_from_the_file_on(tree: Path) -> None:
    (tree / "cleaner.toml").write_text('[per-file-ignores]\n"a/*.md" = ["share"]\n"*.txt" = ["bio"]\n')
    config = at(tree / "a")
    assert config.settings_for(tree / "a" / "x.md").ignore == ("share",)
    assert config.settings_for(tree / "a" / "b" / "x.md").ignore == ()
    assert config.settings_for(tree / "a" / "b" / "x.txt").ignore == ("bio",)


def test_rules_of_ones_own_inline_and_in_files(tree: Path) -> None:
    (tree / "mine.toml").write_text(RULE.replace("ZZ001", "ZZ002"))
    (tree / "cleaner.toml").write_text(f'rule-files = ["mine.toml"]\nselect = ["ZZ"]\n{RULE}')
    assert [rule.id for rule in at(tree).settings.rules] == ["ZZ001", "ZZ002"]


REFUSED = {
    "unknown-key": ("levle = 1", "unknown key 'levle'; did you mean 'level'?"),
    "underscore": ('extend_select = ["share"]', "did you mean 'extend-select'?"),
    "type": ("unsafe = 1", "unsafe: true or false is needed, not 1"),
    "list": ('select = "share"', "select: a list of texts is needed"),
    "share": ("max-removed = 7", "max-removed: a number from 0 to 1 is needed"),
    "no-code-of-a-language": (
        'language = "german"',
        "language: an ISO 639-1 code such as 'de' is needed, not 'german'",
    ),
    "no-encoding": ('encoding = "utf9"', "encoding: unknown encoding 'utf9'; try utf-8"),
    "choice": ('level = "strickt"', "level: unknown value 'strickt'; did you mean 'strict'?"),
    "selector": ('ignore = ["shar"]', "ignore: no rule or category 'shar'; did you mean 'share'?"),
    "far-selector": ('ignore = ["QQQQQQ"]', "and the ids that `cleaner rules list` shows"),
    "per-file": ('per-file-ignores = {"*.md" = ["shar"]}', "per-file-ignores: no rule or category 'shar'"),
    "rule-file": ('rule-files = ["none.toml"]', "rule-files: no file"),
    "toml": ("level = ", "not valid TOML"),
    "no-extend": ('extend = "none.toml"', "extend: no file"),
    "circle": ('extend = "cleaner.toml"', "in a circle"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_the_file_the_key_and_the_way_out(tree: Path, text: str, message: str) -> None:
    (tree / "cleaner.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        at(tree)
    assert message in str(caught.value)
    assert "cleaner.toml" in str(caught.value)


def test_a_users_rule_is_checked_like_the_catalogues(tree: Path) -> None:
    (tree / "cleaner.toml").write_text(RULE.replace('phrases = ["Kitten"]', 'regex = ["(?=x)"]'))
    with pytest.raises(ValueError, match=r"ZZ001: match.regex: RE2 refuses it"):
        at(tree)


def test_an_id_of_the_catalogue_is_taken(tree: Path) -> None:
    (tree / "cleaner.toml").write_text(RULE.replace("ZZ001", "RL001"))
    with pytest.raises(ValueError, match="ids are never reused"):
        at(tree)
