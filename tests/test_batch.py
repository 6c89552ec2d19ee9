"""`clean_batch`: pure, row for row, and what it adds."""

from __future__ import annotations

import pickle

import pyarrow as pa
import pytest

import cleaner
from cleaner.batch import ADDED, BatchConfig, clean_batch
from tests.run_inputs import BODY, DIRTY, article


def test_rows_stay_and_columns_are_added() -> None:
    table = pa.table({"n": [1, 2, 3], "text": [BODY, DIRTY, ""], "deep": [[{"a": 1}], None, []]})
    clean = clean_batch(table)
    assert clean.column_names == ["n", "text", "deep", *ADDED]
    assert clean.select(["n", "deep"]).equals(table.select(["n", "deep"]))
    assert clean["text"].to_pylist() == [cleaner.clean_text(text).text for text in (BODY, DIRTY, "")]
    assert clean["status"].to_pylist() == ["ok", "ok", "empty"]
    removal = cleaner.clean_text(DIRTY).removals[0]
    first = clean["removals"].to_pylist()[1][0]
    assert (first["rule"], first["start"], first["text"]) == (removal.rule, removal.start, removal.text)


def test_it_is_pure_and_chunks_do_not_matter() -> None:
    table = pa.table({"id": [f"d{n}" for n in range(30)], "text": [article(n) for n in range(30)]})
    whole = clean_batch(table)
    assert clean_batch(table).equals(whole)
    parts = [clean_batch(table.slice(start, 7)) for start in range(0, 30, 7)]
    assert pa.concat_tables(parts).equals(whole)


def test_a_row_that_fails() -> None:
    clean = clean_batch(pa.table({"text": [b"\0\1", DIRTY.encode()]}))
    assert clean["status"].to_pylist() == ["failed", "ok"]
    assert clean["text"].to_pylist()[0] is None and "ReadError" in clean["reason"].to_pylist()[0]


@pytest.mark.parametrize("kind", [pa.string(), pa.dictionary(pa.int8(), pa.string()), pa.binary()])
def test_a_null_stays_one(kind: pa.DataType) -> None:
    texts = pa.array([None, BODY])
    texts = texts.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else texts.cast(kind)
    clean = clean_batch(pa.table({"text": texts}))
    assert clean["text"].to_pylist() == texts.to_pylist()
    assert clean["status"].to_pylist() == ["empty", "ok"]
    assert clean["reason"].to_pylist() == ["the text is null", None]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.dictionary(pa.int8(), pa.string()), pa.binary()])
def test_the_type_of_the_text_stays(kind: pa.DataType) -> None:
    texts = pa.array([DIRTY, BODY])
    texts = texts.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else texts.cast(kind)
    assert clean_batch(pa.table({"text": texts})).schema.field("text").type == kind


def test_settings_and_other_columns() -> None:
    config = BatchConfig(text="body", settings=cleaner.Settings(ignore=("newsletter",)))
    assert pickle.loads(pickle.dumps(config)) == config
    assert clean_batch(pa.table({"body": [DIRTY]}), config)["body"].to_pylist() == [DIRTY]


def test_what_cannot_be_done_is_said() -> None:
    with pytest.raises(ValueError, match="no column 'text'; there are: body"):
        clean_batch(pa.table({"body": ["a"]}))
    with pytest.raises(ValueError, match="rename it"):
        clean_batch(pa.table({"text": ["a"], "status": ["x"]}))


def test_an_empty_page_is_empty_as_everywhere() -> None:
    clean = clean_batch(pa.table({"page": ["", " "]}), BatchConfig(html="page"))
    assert clean["status"].to_pylist() == ["empty", "empty"]


def test_the_language_of_pages_is_told_too() -> None:
    lines = [*BODY.splitlines(), "Lesen Sie auch: Heringspreise fallen", *BODY.splitlines()]
    table = pa.table({"page": ["<article>" + "".join(f"<p>{line}</p>" for line in lines) + "</article>"]})
    told, guessed = (clean_batch(table, BatchConfig(html="page", language=code)) for code in ("de", None))
    assert "Lesen Sie auch" not in told["text"][0].as_py()
    assert "Lesen Sie auch" in guessed["text"][0].as_py()


def test_an_empty_table() -> None:
    assert clean_batch(pa.table({"text": pa.array([], pa.string())})).num_rows == 0
