"""``cleaner rules``: list, show and test the rules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from cleaner.catalogue.read import load_builtin, load_file, load_sources, nearest
from cleaner.catalogue.rule import Example, Rule
from cleaner.cli.groups import Selection, Talk, check_format, command, fail
from cleaner.config import Resolver
from cleaner.settings import Settings, is_on

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="List, show and test rules.")


@app.callback()
def _group() -> None:
    """List, show and test the rules."""


def _settings(selection: Selection) -> Settings:
    return Resolver(selection.given(), selection.config, selection.isolated).at(Path.cwd()).settings


@command(app, "list")
def list_(
    output_format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
    pages: Annotated[bool, typer.Option("--pages", help="Those of HTML pages too.")] = False,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
) -> int:
    """List all rules, and whether they are on.

    \b
    cleaner rules list
    cleaner rules list --pages
    cleaner rules list --select newsletter
    """
    check_format(output_format)
    settings = _settings(selection)
    rules = sorted((*load_builtin(), *settings.rules), key=lambda rule: rule.id)
    records = [_record(rule, settings) for rule in rules] + (_page_records(settings) if pages else [])
    if output_format == "json":
        # Loaded here, as most calls print text.
        import json

        print(json.dumps(records, ensure_ascii=False, indent=2))
        return 0
    width = max((len(rule.name) for rule in rules), default=0)
    for record in records:
        print(_row(record, width))
    return 0


def _row(record: dict[str, Any], width: int) -> str:
    on, languages = "on" if record["on"] else "off", record["languages"]
    shown = ",".join(languages) if record["scope"] != "page" else "pages"
    if len(shown) > 30:
        shown = f"{len(languages)} languages"
    name = f"{record['name']:{width}}"
    return f"{record['id']:7} {on:3} {record['safety']:6} {record['category']:12} {name} {shown}"


def _record(rule: Rule, settings: Settings) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "category": rule.category,
        "scope": rule.scope,
        "safety": rule.safety,
        "languages": list(rule.languages),
        "on": is_on(rule, settings),
        "why": rule.why,
        "file": rule.file,
    }


def _page_records(settings: Settings) -> list[dict[str, Any]]:
    """The rules of HTML pages. They have the scope ``page``, and know no language."""
    # Loads the HTML libraries, which no other rule needs.
    from cleaner.html.evidence import rules
    from cleaner.html.selection import holds

    return [
        {
            "id": kind.id,
            "name": kind.name,
            "category": kind.category,
            "scope": "page",
            "safety": "safe",
            "languages": [],
            "on": holds(kind, settings),
            "why": kind.why,
            "file": "evidence.toml",
        }
        for kind in rules()
    ]


@command(app)
def show(
    identity: Annotated[str, typer.Argument(metavar="ID")],
    selection: Selection = Selection(),  # noqa: B008 (frozen)
) -> int:
    """Show one rule: what it takes, where, why, and its examples.

    \b
    cleaner rules show RL001
    """
    settings = _settings(selection)
    rules = {key: rule for rule in (*load_sources(), *settings.rules) for key in (rule.id, rule.name)}
    rule = rules.get(identity)
    if rule is None and identity.startswith("HT"):
        return _show_page_rule(identity)
    if rule is None:
        fail(f"no rule {identity!r}; {_hint(identity, rules)}")
    print(f"{rule.id} {rule.name}  ({rule.category}, {rule.safety}, {'on' if is_on(rule, settings) else 'off'})")
    print(f"\n{rule.why}\n")
    print(f"takes: {rule.scope}\nfile: {rule.file}")
    for line in _matching(rule):
        print(line)
    for title, examples in (("goes", rule.must), ("stays", rule.must_not)):
        print(f"{title}:")
        for example in examples:
            print(f"  {_oneline(example)}")
    return 0


def _show_page_rule(identity: str) -> int:
    """One of the rules that removals from HTML pages name."""
    # Loads the HTML libraries, which no other rule needs.
    from cleaner.html.evidence import description, rules

    found = {kind.id: kind for kind in rules()}
    if identity not in found:
        fail(f"no rule {identity!r}; {_hint(identity, found)}")
    kind = found[identity]
    print(f"{kind.id} {kind.name}  ({kind.category}, pages)\n\n{kind.why}")
    for title, text in description(kind).items():
        print(f"\n{title}:\n  {text}")
    return 0


def _hint(identity: str, known: Iterable[str]) -> str:
    """The id nearest to a mistyped one, or where to find them, too many to list."""
    return nearest(identity, known) or "`cleaner rules list --pages` shows all"


def _matching(rule: Rule) -> list[str]:
    """What the rule looks for and under which conditions, in words."""
    if rule.detector:
        found = [f"looks for: {rule.detector}, a test of structure"]
    else:
        found = [f"looks for, as {rule.anchor}:"]
        for kind, patterns in (("", rule.phrases), ("regex ", rule.regex)):
            found += [f"  {language}: {kind}{'; '.join(items)}" for language, items in sorted((patterns or {}).items())]
    when = {name: getattr(rule.when, name) for name in rule.when.__slots__}
    met = [f"{name} {', '.join(value) if isinstance(value, tuple) else value}" for name, value in when.items() if value]
    return found + ([f"when: {'; '.join(met)}"] if met else [])


def _oneline(example: Example) -> str:
    language = f" ({example.language})" if example.language else ""
    return example.text.replace("\n", " ⏎ ") + language


@command(app)
def test(
    names: Annotated[list[str] | None, typer.Argument(metavar="FILE")] = None,
    selection: Selection = Selection(),  # noqa: B008 (frozen)
    talk: Talk = Talk(),  # noqa: B008 (frozen)
) -> int:
    """Run the examples of rules; leave with 1 when one fails.

    \b
    cleaner rules test              the catalogue's, and those of your configuration
    cleaner rules test mine.toml    those of a file of rules
    """
    # Examples run through the whole engine, which the other commands of this group do not need.
    from cleaner.catalogue.examples import check

    settings = _settings(selection)
    own = _from_files(names or [])
    if own:
        settings = Resolver({**selection.given(), "rule-files": names}, isolated=True).at(Path.cwd()).settings
    rules = own or [*load_sources(), *settings.rules]
    failures = list(check(rules, settings))
    for failure in failures:
        print(failure)
    count = sum(len(rule.must) + len(rule.must_not) for rule in rules)
    talk.note(f"{len(rules)} rules, {count} examples, {len(failures)} failures.")
    return 1 if failures else 0


def _from_files(names: list[str]) -> list[Rule]:
    for name in names:
        if not Path(name).is_file():
            fail(f"no file {name!r}")
    return [rule for name in names for rule in load_file(Path(name))]
