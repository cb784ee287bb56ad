"""XLSX with typed cells and a second sheet that says what they are; text never becomes a formula."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oyez.kit.errors import Refused
from oyez.kit.sheets.arrow import batches
from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.sheet import Column, Kind, Sheet

MOST_ROWS = 1_048_575  # and a heading
MOST_WAITING = 200_000
MOST_COLUMNS = 16_384
LONGEST = 32_767
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_AS = {
    Kind.NUMBER: "0.##",
    Kind.WHOLE: "#,##0",
    Kind.SHARE: "0.0",
    Kind.MONEY: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
}


def save(sheet: Sheet, path: Path) -> None:
    """Row by row: the memory it takes does not grow with the rows."""
    import xlsxwriter

    _check(sheet)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": sheet.title[:255], "comments": sheet.sentence[:255]})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _rows(sheet, book, bold)
        _notes(sheet, book.add_worksheet(_("Notes")), bold, wrapped)


def _check(sheet: Sheet) -> None:
    if sheet.count >= MOST_ROWS:
        raise Refused(
            _(
                "A spreadsheet holds %(most)s rows, and these are %(count)s. Take CSV or Parquet, or fewer rows."
            )
            % {"most": f"{MOST_ROWS - 1:,}", "count": f"{sheet.count:,}"}
        )
    if len(sheet.all_columns) > MOST_COLUMNS:
        raise Refused(
            _("A spreadsheet holds %(most)s columns, and these are %(count)s. Take CSV or Parquet.")
            % {"most": f"{MOST_COLUMNS:,}", "count": f"{len(sheet.all_columns):,}"}
        )


def _rows(sheet: Sheet, book: Any, bold: Any) -> None:
    page = book.add_worksheet(_("Table"))
    page.freeze_panes(1, 0)
    looks = {kind: book.add_format({"num_format": shown}) for kind, shown in SHOWN_AS.items()}
    page.autofilter(0, 0, max(1, sheet.count), len(sheet.all_columns) - 1)
    for at, column in enumerate(sheet.all_columns):
        page.set_column(at, at, 24 if column.kind is Kind.TEXT else 13)
        page.write_string(0, at, column.heading[:LONGEST], bold)
    kinds = [(at, column.kind, looks.get(column.kind)) for at, column in enumerate(sheet.all_columns)]
    for line, row in enumerate(_cells(sheet), start=1):
        for (at, kind, look), cell in zip(kinds, row, strict=True):
            if cell is not None:
                _write(page, line, at, kind, look, cell)


def _cells(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    if sheet.stream is None:
        yield from sheet.shown_rows
        return
    for batch in batches(sheet):
        yield from zip(*(array.to_pylist() for array in batch.columns), strict=True)


def _write(page: Any, line: int, at: int, kind: Kind, look: Any, cell: Any) -> None:
    if kind is Kind.TEXT:
        page.write_string(line, at, str(cell)[:LONGEST])
    elif kind is Kind.DATE:
        page.write_datetime(line, at, cell, look)
    elif kind is Kind.YES_NO:
        page.write_boolean(line, at, cell)
    elif isfinite(cell):
        page.write_number(line, at, float(cell), look)


def _notes(sheet: Sheet, page: Any, bold: Any, wrapped: Any) -> None:
    """What the table says, how it was computed, and what each column is."""
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)
    said = [(sheet.title, sheet.sentence), *((note.about, note.words) for note in sheet.notes)]
    columns = [(column.name, _described(column)) for column in sheet.all_columns]
    for line, (about, words) in enumerate([*said, (_("Columns"), ""), *columns]):
        page.write_string(line, 0, about[:LONGEST], bold)
        page.write_string(line, 1, words[:LONGEST], wrapped)


def _described(column: Column) -> str:
    named = "; ".join(f"{key} = {words}" for key, words in column.labels.items() if key != words)
    return ": ".join(filter(None, [column.heading, named]))


FORMATS.add(
    "xlsx",
    Format(
        name="xlsx",
        label=gettext_lazy("XLSX, for a spreadsheet"),
        media=MEDIA,
        write=save,
        most_rows=MOST_ROWS,
        most_waiting=MOST_WAITING,
    ),
)
