"""What the package exports, exactly."""

from __future__ import annotations

import copy
import pickle
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import cleaner
from tests.goldens import ROOT


def test_exports_are_pinned() -> None:
    assert cleaner.__all__ == [
        "Document",
        "PageOptions",
        "Removal",
        "Result",
        "Settings",
        "clean_document",
        "clean_html",
        "clean_text",
        "restore",
    ]
    assert all(hasattr(cleaner, name) for name in cleaner.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'cleaner' has no attribute 'clean'"):
        cleaner.clean  # type: ignore[attr-defined]  # noqa: B018


def test_the_package_is_typed() -> None:
    assert (Path(cleaner.__file__).parent / "py.typed").is_file()


def test_values_are_frozen() -> None:
    result = cleaner.clean_text("It rained.\n")
    with pytest.raises(FrozenInstanceError):
        result.text = ""  # type: ignore[misc]


def test_the_version_is_the_distribution_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cleaner.__version__ == project["version"]


PAGE = "Rain fell for a third day across the valley.\nAdvertisement\nSchools stayed shut.\n"


def test_what_comes_back_can_be_pickled_copied_and_taken_apart() -> None:
    result = cleaner.clean_text(PAGE)
    assert pickle.loads(pickle.dumps(result)) == copy.deepcopy(result) == result
    assert asdict(result)["removals"][0]["category"] == "advertising"
    assert pickle.loads(pickle.dumps(cleaner.Document(PAGE))) == cleaner.Document(PAGE)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_pool_of_processes_cleans_as_this_one_does(method: str) -> None:
    with get_context(method).Pool(1) as pool:
        assert pool.map(cleaner.clean_text, [PAGE, ""]) == [cleaner.clean_text(PAGE), cleaner.clean_text("")]


def test_threads_may_clean_texts_of_many_languages_at_once() -> None:
    languages = ["de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "cs", "ro", "hu", "tr", "ru", "ja"]
    started = threading.Barrier(8)

    def clean(number: int) -> list[str]:
        started.wait(60)
        return [cleaner.clean_text(PAGE, language=languages[(number + i) % len(languages)]).text for i in range(16)]

    with ThreadPoolExecutor(8) as pool:
        texts = {text for found in pool.map(clean, range(8)) for text in found}
    assert texts == {cleaner.clean_text(PAGE).text}


@pytest.mark.parametrize("language", ["DE", "de-AT", "de_AT"])
def test_a_language_may_come_with_its_country(language: str) -> None:
    text = f"{PAGE}Lesen Sie auch: Heringspreise fallen\n"
    german = cleaner.clean_text(text, language="de")
    assert len(german.removals) == 2
    assert cleaner.clean_text(text, language=language).removals == german.removals


MISTAKES: dict[str, tuple[Any, str]] = {
    "bytes-for-a-text": (lambda: cleaner.clean_text(b"It rained."), "is a str, not bytes; decode bytes first"),  # type: ignore[arg-type]
    "nothing-for-a-text": (lambda: cleaner.clean_text(None), "is a str, not NoneType"),  # type: ignore[arg-type]
    "a-name-for-a-language": (lambda: cleaner.clean_text(PAGE, language="german"), "such as 'de', not 'german'"),
    "a-text-for-a-document": (lambda: cleaner.clean_document(PAGE), "takes a Document, not str; see clean_text"),  # type: ignore[arg-type]
    "a-dict-for-settings": (lambda: cleaner.clean_text(PAGE, settings={}), "settings are a Settings, not dict"),  # type: ignore[arg-type]
    "a-text-for-a-share": (lambda: cleaner.Settings(max_removed="a"), "a number from 0 to 1, not 'a'"),  # type: ignore[arg-type]
    "nothing-for-a-page": (lambda: cleaner.clean_html(None), "takes bytes or a str, not NoneType"),  # type: ignore[arg-type]
    "a-text-for-selectors": (lambda: cleaner.Settings(ignore="bio"), r"write \('bio',\)"),  # type: ignore[arg-type]
    "a-mistyped-level": (lambda: cleaner.Settings(level="lihgt"), "unknown value 'lihgt'; known: light, default"),  # type: ignore[arg-type]
    "percent-for-a-share": (lambda: cleaner.Settings(max_removed=70), "a number from 0 to 1, not 70"),
    "a-mistyped-selector": (
        lambda: cleaner.clean_text(PAGE, settings=cleaner.Settings(ignore=("boi",))),
        "Settings.ignore: no rule or category 'boi'; did you mean 'bio'?",
    ),
}


@pytest.mark.parametrize(("mistake", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told(mistake: Any, said: str) -> None:
    with pytest.raises((TypeError, ValueError), match=said):
        mistake()


def test_selectors_may_be_given_as_a_list() -> None:
    assert cleaner.clean_text(PAGE, settings=cleaner.Settings(ignore=["advertising"])).text == PAGE  # type: ignore[arg-type]
