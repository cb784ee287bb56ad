"""XLSX workbooks. The reader loads a sheet as a whole, so its size is checked, declared and real, beforehand."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from oyez.collect.core.files import FORMATS, Format
from oyez.collect.core.packed import CHUNK, is_zip
from oyez.collect.core.records import from_text, plain, to_text, too_large
from oyez.collect.core.tables import Cell, Line, ReadOptions, Row, Unreadable, column_names, twice_note

PARTS_LIMIT = 2000
UNPACKED_LIMIT = 200 << 20
CELLS_LIMIT = 10_000_000
PLACE = re.compile(rb"""<(?:\w+:)?c\s[^<>]{0,200}?\br=["']([A-Z]{1,3})(\d{1,8})["']""")
ROW = re.compile(rb"""<(?:\w+:)?row[\s>]""")
OVERLAP = 512


class Workbook:
    """One sheet; a record's line is its row in the sheet."""

    open_columns = False

    def __init__(self, path: Path, options: ReadOptions) -> None:
        import python_calamine

        self.path = path
        self.notes: list[str] = []
        refuse_bombs(path)
        try:
            self.book = python_calamine.CalamineWorkbook.from_path(str(path))
            self.sheet = self.book.get_sheet_by_name(self._sheet(options.sheet))
        except (python_calamine.CalamineError, OSError) as error:
            raise Unreadable(f"{path.name} cannot be read as XLSX: {error}.") from None
        self.total = max(1, self.sheet.total_height)
        self.rows = self.sheet.iter_rows()
        self.read = 0
        self.columns = self._header(options.header_rows)

    def _sheet(self, wanted: str | None) -> str:
        names = list(self.book.sheet_names)
        if wanted is None:
            if len(names) > 1:
                self.notes.append(f"Read the sheet {names[0]}; the others are: {', '.join(names[1:])}.")
            return str(names[0])
        if wanted not in names:
            raise Unreadable(f"{self.path.name} has no sheet “{wanted}”; it has: {', '.join(names)}.")
        return wanted

    def _header(self, wanted: int | None) -> list[str]:
        """The first row with anything in it names the columns, unless the options say otherwise."""
        if wanted == 0:
            width = self.sheet.width
            return [f"column {position}" for position in range(1, width + 1)]
        names: list[Cell] = []
        for _ in range(wanted or 1):
            names = self._next_filled()
        said = [str(plain(cell)) if cell != "" else "" for cell in names]
        self.notes += twice_note(said)
        return column_names(said)

    def _next_filled(self) -> list[Cell]:
        for cells in self.rows:
            self.read += 1
            if any(cell != "" for cell in cells):
                return list(cells)
        raise Unreadable(f"{self.path.name} has no rows.")

    def lines(self) -> Iterator[Line]:
        for cells in self.rows:
            self.read += 1
            if not any(cell != "" for cell in cells):
                continue
            row = dict(zip(self.columns, map(plain, cells), strict=False))
            problem = too_large(row)
            yield Line(self.read, to_text(row, problem), row, problem)

    def share(self) -> float:
        return min(1.0, self.read / self.total)

    def parse(self, raw: str) -> Row:
        return from_text(raw)

    def memory(self) -> dict[str, object]:
        return {"columns": self.columns, "open_columns": False}

    def close(self) -> None:
        self.book.close()


def refuse_bombs(path: Path) -> None:
    """Refuse by what the parts declare, then by what really comes out of them, before anything is loaded."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            declared = sum(part.file_size for part in parts)
            if len(parts) > PARTS_LIMIT or declared > UNPACKED_LIMIT:
                raise _bomb(path, f"would unpack to {declared:,} bytes in {len(parts):,} parts")
            unpacked = 0
            for part in parts:
                unpacked += _unpacked_size(path, archive, part, UNPACKED_LIMIT - unpacked)
    # all that zipfile raises for a damaged part, an unknown way of packing, and (RuntimeError) a password
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(
            f"{path.name} is damaged or locked: {error}. Save it again without a password."
        ) from None


def _bomb(path: Path, what: str) -> Unreadable:
    return Unreadable(
        f"{path.name} {what}, which is more than a sheet may hold; it was not opened. Save it as CSV and import that."
    )


def _unpacked_size(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    size, rows, widest, lowest, behind = 0, 0, 0, 0, b""
    is_sheet = part.filename.startswith("xl/worksheets/")
    with archive.open(part) as content:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise _bomb(path, f"unpacks to more than {UNPACKED_LIMIT >> 20} MB")
            if not is_sheet:
                continue
            rows += len(ROW.findall(chunk))
            for letters, digits in PLACE.findall(behind + chunk):
                widest, lowest = max(widest, column_number(letters)), max(lowest, int(digits))
            behind = chunk[-OVERLAP:]
            if widest * max(lowest, rows) > CELLS_LIMIT:
                raise _bomb(path, f"has a sheet of {widest:,} × {max(lowest, rows):,} cells")
    return size


def column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def is_workbook(path: Path, head: bytes) -> bool:
    if not is_zip(head):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return path.suffix.lower() == ".xlsx"


FORMATS.add("xlsx", Format("xlsx", 30, is_workbook, Workbook))
