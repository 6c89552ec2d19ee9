"""The catalogue for people, RULES.md: ``python -m cleaner.catalogue.rulebook`` writes it; a test proves it current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.catalogue.read import load_sources
from cleaner.catalogue.rule import CATEGORIES, OFF_BY_DEFAULT, Example, Rule

_SHOWN = 2
"""Examples of each kind: enough to see what a rule means; `cleaner rules show` has them all."""
_LONGEST = 110
_TAKES = {
    "line": "the line",
    "span": "only what matches, inside a line",
    "block": "the line and the block it opens",
    "until": "the line and all below it",
    "keep": "nothing: its line is kept",
}


def rulebook(rules: Iterable[Rule]) -> str:
    """RULES.md for these rules."""
    rules = tuple(rules)
    categories = (line for category in CATEGORIES for line in _category(category, rules))
    return "\n".join([*_introduction(rules), *categories, *_pages()])


def _pages() -> Iterator[str]:
    from cleaner.html.evidence import rules as page_rules  # it loads the HTML libraries

    yield "## Pages"
    yield ""
    yield "What a removal from an HTML page can name besides; [docs/html.md](docs/html.md) says how pages are judged."
    yield ""
    yield "| id | name | category | why |"
    yield "|---|---|---|---|"
    for kind in page_rules():
        yield f"| {kind.id} | {kind.name} | {kind.category} | {kind.why} |"
    yield ""


def categories() -> Iterator[str]:
    """A line of Markdown for each category, as the README lists them."""
    for name, meaning in CATEGORIES.items():
        yield f"- `{name}`: {meaning}"


def _introduction(rules: tuple[Rule, ...]) -> Iterator[str]:
    languages = {language for rule in rules for language in rule.languages} - {"*"}
    yield "# The rules"
    yield ""
    yield "<!-- written by `python -m cleaner.catalogue.rulebook` from cleaner/rules; edit that -->"
    yield ""
    yield f"{len(rules)} rules in {len(languages)} languages. `cleaner rules show ID` prints a rule with all of its"
    yield "phrases and examples; [docs/rules.md](docs/rules.md) says how a rule is written, and how to add your own."
    yield ""
    yield "*Light* rules are unmistakable, and the only ones under `--level light`. *Unsafe* ones need `--unsafe`."
    yield "Of the examples, what stands between ⟦ and ⟧ (or all of it) goes; ⏎ is a line end."
    yield ""


def _category(name: str, rules: tuple[Rule, ...]) -> Iterator[str]:
    members = [rule for rule in rules if rule.category == name]
    if not members:
        return
    yield f"## {name}"
    yield ""
    kept = " Off by default." if name in OFF_BY_DEFAULT else ""
    yield f"{CATEGORIES[name].capitalize()}.{kept}"
    yield ""
    for rule in members:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    marks = [word for word, is_so in (("light", rule.light), ("unsafe", rule.safety == "unsafe")) if is_so]
    yield f"### {rule.id} {rule.name}"
    yield ""
    yield " ".join([rule.why, *(f"*{mark.capitalize()}.*" for mark in marks)])
    yield ""
    yield f"- Takes {_TAKES[rule.scope]}; {_found_by(rule)}."
    for title, examples in (("Goes" if rule.scope != "keep" else "Kept", rule.must), ("Stays", rule.must_not)):
        for example in _shortest(examples):
            yield f"- {title}: {_code(example)}"
    yield ""


def _found_by(rule: Rule) -> str:
    if rule.detector:
        return "found by structure"
    spoken = [language for language in rule.languages if language != "*"]
    return f"found by phrases in {', '.join(spoken)}" if spoken else "found by phrases in any language"


def _shortest(examples: tuple[Example, ...]) -> list[Example]:
    short = [example for example in examples if len(example.text) <= _LONGEST]
    return (short or sorted(examples, key=lambda example: len(example.text)))[:_SHOWN]


def _code(example: Example) -> str:
    text = example.text.replace("\n", " ⏎ ").strip()
    text = text if len(text) <= 2 * _LONGEST else f"{text[: 2 * _LONGEST]} [...]"
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"


def main() -> None:
    """Write RULES.md at the root of the checkout."""
    path = Path(__file__).parent.parent.parent / "RULES.md"
    path.write_text(rulebook(load_sources()), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
