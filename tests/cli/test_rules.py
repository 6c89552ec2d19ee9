"""What `cleaner rules` says of the rules of pages."""

from __future__ import annotations

import json

from cleaner.html.evidence import rules
from tests.cli.session import invoke


def test_rules_of_pages_are_listed_when_asked_for() -> None:
    listed = invoke(["rules", "list", "--isolated", "--pages", "--ignore", "share"]).out.decode().splitlines()
    ids = [line.split()[0] for line in listed]
    assert ids[-len(rules()) :] == [kind.id for kind in rules()]
    states = {line.split()[0]: line.split()[1] for line in listed}
    assert (states["HT001"], states["HT002"], states["SH001"]) == ("on", "off", "off")
    assert "HT001" not in invoke(["rules", "list", "--isolated"]).out.decode()


def test_rules_of_pages_are_in_the_json_too() -> None:
    asked = ["rules", "list", "--isolated", "--output-format", "json", "--ignore", "share"]
    records = json.loads(invoke([*asked, "--pages"]).out)
    pages = {record["id"]: record["on"] for record in records if record["scope"] == "page"}
    assert list(pages) == [kind.id for kind in rules()]
    assert (pages["HT001"], pages["HT002"]) == (True, False)
    assert [record for record in records if record["scope"] != "page"] == json.loads(invoke(asked).out)


def test_a_rule_of_pages_shows_what_it_looks_for() -> None:
    shown = invoke(["rules", "show", "HT050"]).out.decode()
    assert shown.startswith("HT050 consent tool  (legal, pages)\n")
    assert "such names:\n  onetrust-consent-sdk, " in shown


def test_an_unknown_rule_is_told_where_the_rules_are() -> None:
    done = invoke(["rules", "show", "XX999"])
    assert done.code == 2
    assert done.err.decode() == "error: no rule 'XX999'; `cleaner rules list --pages` shows all\n"
