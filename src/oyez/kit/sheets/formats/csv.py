"""CSV that a spreadsheet opens as what it is."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from oyez.kit.sheets.arrow import batches
from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.sheet import Sheet
from oyez.kit.spreadsheets import MAY_RUN, NEGATIVE, write

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read anything but ASCII as something else


def as_csv(sheet: Sheet) -> str:
    """The rows as text; notes stay out, for a program would read them as rows."""
    header = [column.name for column in sheet.all_columns]
    return write(header, (tuple(_yes_or_no(cell) for cell in row) for row in sheet.shown_rows))


def save(sheet: Sheet, path: Path) -> None:
    if sheet.stream is not None:
        _save_stream(sheet, path)
        return
    path.write_text(BYTE_ORDER_MARK + as_csv(sheet), "utf-8", newline="")


def _save_stream(sheet: Sheet, path: Path) -> None:
    """Batch by batch, by columns: a million rows take seconds and no memory to speak of."""
    import pyarrow as pa
    import pyarrow.csv

    with path.open("wb") as out:
        out.write(BYTE_ORDER_MARK.encode())
        header = pyarrow.csv.WriteOptions(quoting_style="needed")
        plain = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
        options = header
        for batch in batches(sheet):
            safe = pa.record_batch([_safe(array) for array in batch.columns], names=batch.schema.names)
            pyarrow.csv.write_csv(safe, out, options)
            options = plain
        if options is header:
            names = pa.schema([(column.name, pa.string()) for column in sheet.columns])
            pyarrow.csv.write_csv(names.empty_table(), out, header)


def _safe(array: Any) -> Any:
    """Text that a spreadsheet would run gets an apostrophe before it, as in `kit.spreadsheets`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_boolean(array.type):
        return pc.if_else(array, "yes", "no")
    if not pa.types.is_string(array.type):
        return array
    runs = pc.and_(
        pc.match_substring_regex(array, f"^{MAY_RUN}"),
        pc.invert(pc.match_substring_regex(array, f"^{NEGATIVE}$")),
    )
    return pc.if_else(runs, pc.binary_join_element_wise("'", array, ""), array)


def _yes_or_no(cell: Any) -> Any:
    return ("yes" if cell else "no") if isinstance(cell, bool) else cell


FORMATS.add(
    "csv", Format(name="csv", label=_("CSV, for any program"), media="text/csv; charset=utf-8", write=save)
)
