"""Code and front matter are not to be touched; what only looks like them shields nothing."""

from __future__ import annotations

import pytest

from cleaner import clean_text
from cleaner.text.code import code_lines, is_code
from tests.helpers import article, only, rule

CODE = {
    "backticks": ("a|```python|share|```|b", [1, 2, 3]),
    "tildes": ("~~~|share|~~~", [0, 1, 2]),
    "indented": ("  ```|  share|  ```", [0, 1, 2]),
    "two-blocks": ("```|a|```|b|```|c|```", [0, 1, 2, 4, 5, 6]),
    "tildes-in-backticks": ("```|~~~|a|```", [0, 1, 2, 3]),
    "carriage-returns": ("```\r|a\r|```\r", [0, 1, 2]),
    "front-matter": ("---|title: a|tags:|  - b||---|c", [0, 1, 2, 3, 4, 5]),
    "front-matter-and-code": ("---|a: b|---|c|```|d|```", [0, 1, 2, 4, 5, 6]),
}
PROSE = {
    "unclosed": "a|```|b",
    "language-does-not-close": "```|a|```python",
    "rule-in-the-text": "a|---|b|---",
    "rule-at-the-start": "---|It rained all day.|---",
    "empty": "",
    "empty-front-matter": "---|---|a",
    "front-matter-without-end": "---|a: b|c: d",
}


@pytest.mark.parametrize(("text", "numbers"), CODE.values(), ids=CODE.keys())
def test_code(text: str, numbers: list[int]) -> None:
    assert sorted(code_lines(text.split("|"))) == numbers


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE.keys())
def test_no_code(text: str) -> None:
    assert not code_lines(text.split("|"))


def test_rules_leave_code_alone() -> None:
    kitten = rule()
    text = article("```", "Kitten", "```", "Kitten")
    assert clean_text(text, settings=only(kitten)).text == article("```", "Kitten", "```")


def test_a_hit_in_code_is_no_evidence_for_its_neighbours() -> None:
    near = rule(when={"near": 3})
    other = rule(id="ZZ002", match={"phrases": ["Puppy"]})
    text = article("```", "Puppy", "```", "Kitten")
    assert clean_text(text, settings=only(near, other)).text == text


PROGRAM = {
    "call": 'print("hello")',
    "prompt": ">>> share(3)",
    "option": "    --start-time 2021-12-08 \\",
    "options": "rsync -t -l ps:tc/ there",
    "assignment": 'var cow = new Cow("Kate");',
    "key": '    "url": "https://example.org",',
    "tag": '<p align="center">',
    "brace": "}",
}
LANGUAGE = {
    "counter": "Share(3)",
    "bullet": "- start",
    "label": "E-mail: anna@example.org",
    "sum": "2 + 2 = 4",
    "arrows": ">>> Read more: the harbour",
    "list": "herring; cod; eel",
    "credit": "Photo: Anna Lindqvist (AP)",
}


@pytest.mark.parametrize("line", PROGRAM.values(), ids=PROGRAM.keys())
def test_program_is_told(line: str) -> None:
    assert is_code(line)


@pytest.mark.parametrize("line", LANGUAGE.values(), ids=LANGUAGE.keys())
def test_language_is_not(line: str) -> None:
    assert not is_code(line)
