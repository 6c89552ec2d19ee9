"""Tables out of rows that need not agree: JSON lines may lack a field, or hold a number here and a text there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cleaner.writers import STANDARD


def table_of(pa: Any, rows: Sequence[dict[str, Any]]) -> Any:
    """An Arrow table with every field of every row; what a row lacks is null."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: _column(pa, name, [row.get(name) for row in rows]) for name in names})


def unified(pa: Any, schemas: Sequence[Any]) -> Any:
    """One schema for tables of all these; a column whose types do not go together becomes text."""
    try:
        return pa.unify_schemas(list(schemas), promote_options="permissive")
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        kinds: dict[str, list[Any]] = {}
        for field in (field for schema in schemas for field in schema):
            known = kinds.setdefault(field.name, [])
            if field not in known:
                known.append(field)
        return pa.schema([_field(pa, found) for found in kinds.values()])


def aligned(pa: Any, table: Any, schema: Any) -> Any:
    """A table with the columns and types of a schema that `unified` made."""
    if table.schema.equals(schema):
        return table
    columns = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pa.nulls(len(table), field.type))
            continue
        column = table.column(field.name)
        if pa.types.is_string(field.type) and not _is_text(pa, column.type):
            column = _texts(pa, column.to_pylist())
        columns.append(column.cast(field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def text_column(pa: Any, texts: Sequence[str | None], kind: Any) -> Any:
    """Texts as a column of the type that they had, be it dictionary, large string or binary."""
    if pa.types.is_dictionary(kind):
        return pa.array(texts, kind.value_type).dictionary_encode().cast(kind)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([text if text is None else text.encode() for text in texts], kind)
    return pa.array(texts, kind)


def _field(pa: Any, found: list[Any]) -> Any:
    try:
        return pa.unify_schemas([pa.schema([field]) for field in found], promote_options="permissive").field(0)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.field(found[0].name, pa.string())


def _column(pa: Any, name: str, values: list[Any]) -> Any:
    try:
        column = pa.array(values)
    except (pa.ArrowException, OverflowError, UnicodeEncodeError, TypeError):
        return _texts(pa, values)
    return column.cast(pa.string()) if name in STANDARD and pa.types.is_null(column.type) else column


def _texts(pa: Any, values: list[Any]) -> Any:
    return pa.array([None if value is None else _text(value) for value in values], pa.string())


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text.encode("utf-8", "backslashreplace").decode()


def _is_text(pa: Any, kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(pa, kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))
