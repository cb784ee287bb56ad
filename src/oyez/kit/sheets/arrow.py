"""Sheets as Arrow: a schema with labels and notes in it, and the rows as record batches."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from oyez.kit.sheets.sheet import Column, Kind, Sheet


def schema(sheet: Sheet) -> Any:
    """Fields with their labels and units; title, sentence and notes of the whole."""
    import pyarrow as pa

    types = {
        Kind.TEXT: pa.string(),
        Kind.NUMBER: pa.float64(),
        Kind.WHOLE: pa.int64(),
        Kind.SHARE: pa.float64(),
        Kind.DATE: pa.date32(),
        Kind.MONEY: pa.float64(),
        Kind.YES_NO: pa.bool_(),
    }
    fields = [
        pa.field(column.name, types[column.kind], metadata=_about(column)) for column in sheet.all_columns
    ]
    return pa.schema(fields, metadata={"oyez": json.dumps(told(sheet), ensure_ascii=False)})


def told(sheet: Sheet) -> dict[str, Any]:
    """Everything a sheet says besides its rows."""
    return {
        "title": sheet.title,
        "sentence": sheet.sentence,
        "notes": [[note.about, note.words] for note in sheet.notes],
    }


def batches(sheet: Sheet) -> Iterator[Any]:
    """The rows in the sheet's schema."""
    import pyarrow as pa

    target = schema(sheet)
    if sheet.stream is None:
        columns = list(zip(*sheet.shown_rows, strict=True)) or [()] * len(target)
        arrays = [
            pa.array(map(_plain, cells), field.type) for field, cells in zip(target, columns, strict=True)
        ]
        yield pa.record_batch(arrays, schema=target)
        return
    for batch in sheet.stream.batches():
        arrays = [
            array.cast(field.type, safe=False) for field, array in zip(target, batch.columns, strict=True)
        ]
        yield pa.record_batch(arrays, schema=target)


def _plain(cell: Any) -> Any:
    return float(cell) if isinstance(cell, Decimal) else cell


def _about(column: Column) -> dict[str, str]:
    said = {"label": column.label, "unit": column.unit, "kind": column.kind.value}
    if column.labels:
        said["labels"] = json.dumps(dict(column.labels), ensure_ascii=False)
    return {name: words for name, words in said.items() if words}
