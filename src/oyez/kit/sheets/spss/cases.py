"""The cases of an SPSS system file, packed by columns."""

from collections.abc import Iterator, Sequence
from typing import Any

from oyez.kit.sheets.arrow import batches
from oyez.kit.sheets.sheet import Kind, Sheet
from oyez.kit.sheets.spss.dictionary import SYSTEM_MISSING
from oyez.kit.sheets.spss.variables import Variable, cut, number

DAY = 86_400
DAYS_BEFORE_1970 = 141_428  # since 14 October 1582, where SPSS begins to count


def cases(sheet: Sheet, variables: Sequence[Variable]) -> Iterator[tuple[int, bytes]]:
    """How many cases, and their bytes, batch by batch."""
    import numpy as np

    layout = [(f"f{at}", f"S{8 * one.segments}" if one.width else "<f8") for at, one in enumerate(variables)]
    for batch in batches(sheet):
        packed = np.empty(batch.num_rows, layout)
        for at, one in enumerate(variables):
            packed[f"f{at}"] = _column(sheet, at, one, batch.columns[at])
        yield batch.num_rows, _spaced(packed, variables).tobytes()


def _column(sheet: Sheet, at: int, one: Variable, array: Any) -> Any:
    import numpy as np

    if one.width:
        return _texts(array, one.width)
    if one.can_miss and sheet.stream is None:
        found = [number(row[at]) for row in sheet.rows]
        return np.array([SYSTEM_MISSING if value is None else value for value in found], float)
    return _numbers(array, one.column.kind)


def _numbers(array: Any, kind: Kind) -> Any:
    import numpy as np
    import pyarrow as pa

    if kind is Kind.DATE:
        days = (
            array.cast(pa.int32()).cast(pa.float64()).fill_null(float("nan")).to_numpy(zero_copy_only=False)
        )
        values = (days + DAYS_BEFORE_1970) * DAY
    else:
        values = array.cast(pa.float64()).fill_null(float("nan")).to_numpy(zero_copy_only=False)
    return np.where(np.isfinite(values), values, SYSTEM_MISSING)


def _texts(array: Any, width: int) -> Any:
    """Each different text is encoded once."""
    import numpy as np

    coded = array.fill_null("").dictionary_encode()
    words = np.array([cut(text, width) for text in coded.dictionary.to_pylist()] or [b""], f"S{width}")
    return words[coded.indices.to_numpy(zero_copy_only=False)]


def _spaced(packed: Any, variables: Sequence[Variable]) -> Any:
    """Texts end in spaces here, not in zeros."""
    import numpy as np

    whole = packed.view(np.uint8).reshape(len(packed), packed.dtype.itemsize)
    at = 0
    for one in variables:
        if one.width:
            part = whole[:, at : at + 8 * one.segments]
            part[part == 0] = 32
        at += 8 * one.segments
    return packed
