"""Runs the examples of rules: each is set into an article and cleaned.

A ``must`` has to go through the whole catalogue and through its rule alone; a ``must_not`` has to stay whole. What is
around the examples has to stay too. The same harness serves the tests and ``cleaner rules test``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.catalogue.read import load_sources
from cleaner.catalogue.rule import Example, Rule
from cleaner.pipeline import clean_text
from cleaner.settings import Settings
from cleaner.text.detectors import NEED_HITS

_BEFORE = (
    "Harbour town votes on its new breakwater\n",
    "The town of Lenn voted on Sunday for a breakwater that will cost more than the school and the library together.\n"
    "Turnout was the highest in thirty years, and the queue at the customs house reached the fish market by noon.\n",
)
_AFTER = (
    "The harbour master said that work would begin in spring, once the herring boats had left for the northern banks.\n"
    "Opponents have three weeks to appeal, and at least one of them told the council that she would certainly do so.\n"
)
_MARK = re.compile("[⟦⟧]")


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not come out as it must: which, through which rules, and what was expected and got."""

    rule: str
    kind: str
    text: str
    expected: str
    got: str
    by: tuple[str, ...]

    def __str__(self) -> str:
        kept = [line for line in self.got.splitlines() if line not in self.expected.splitlines()]
        lost = [line for line in self.expected.splitlines() if line not in self.got.splitlines()]
        return f"{self.rule}: {self.kind}: {self.text!r}\n  left in {kept}, wrongly taken {lost}, by {self.by}"


def check(rules: Iterable[Rule], settings: Settings | None = None) -> Iterator[Failure]:
    """The failures of the examples of ``rules``, run with the catalogue (and the settings' own rules)."""
    settings = settings or Settings()
    for rule in rules:
        whole = Settings(
            extend_select=(rule.id,),
            unsafe=rule.safety == "unsafe",
            max_removed=1.0,
            rules=settings.rules,
            drop_headline=rule.detector == "headline",
        )
        for example in rule.must:
            yield from _must(rule, example, whole, "must, with the whole catalogue")
            if not _needs_company(rule):
                yield from _must(rule, example, _alone(rule, whole), "must, with its rule alone")
        for example in rule.must_not:
            yield from _must_not(rule, example, whole)


def _needs_company(rule: Rule) -> bool:
    """Whether a rule asks for other rules' hits around it, so that alone it can take nothing."""
    when = rule.when
    return bool(when.near or when.after or when.before) or rule.detector in NEED_HITS


def _alone(rule: Rule, whole: Settings) -> Settings:
    return Settings(
        select=(rule.id,), unsafe=whole.unsafe, max_removed=1.0, rules=whole.rules, drop_headline=whole.drop_headline
    )


def _must(rule: Rule, example: Example, settings: Settings, kind: str) -> Iterator[Failure]:
    if rule.scope == "keep":
        yield from _same(rule, example, settings, kind, example.text)
        return
    left = re.sub("⟦.*?⟧", "", example.text, flags=re.S) if "⟦" in example.text else ""
    yield from _same(rule, example, settings, kind, left)


def _must_not(rule: Rule, example: Example, settings: Settings) -> Iterator[Failure]:
    yield from _same(rule, example, settings, "must_not", example.text)


def _same(rule: Rule, example: Example, settings: Settings, kind: str, left: str) -> Iterator[Failure]:
    source, expected = scaffold(example, _MARK.sub("", example.text)), scaffold(example, left)
    result = clean_text(source, language=_language(rule, example), settings=settings)
    if result.text.rstrip("\n") != expected.rstrip("\n"):
        yield Failure(rule.id, kind, example.text, expected, result.text, tuple(r.rule for r in result.removals))


def _language(rule: Rule, example: Example) -> str:
    spoken = rule.languages
    return example.language or ("en" if {"en", "*"} & {*spoken} else spoken[0])


def scaffold(example: Example, text: str) -> str:
    """The text in its place in an article; nothing in that place when it is empty."""
    line = f"{text}\n" if text else ""
    title, start = _BEFORE
    return {
        "alone": text,
        "head": title + line + start + _AFTER,
        "body": title + start + line + _AFTER,
        "tail": title + start + _AFTER + line,
    }[example.at]


def main() -> None:
    """``python -m cleaner.catalogue.examples [PREFIX …]``: print the failures of the catalogue's examples."""
    import sys

    rules = [rule for rule in load_sources() if not sys.argv[1:] or rule.id.startswith(tuple(sys.argv[1:]))]
    failures = list(check(rules))
    print(*failures, f"{len(rules)} rules, {len(failures)} failures", sep="\n")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
