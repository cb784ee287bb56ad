"""JSON Lines, Parquet, XLSX and SQLite."""

import json
import sqlite3
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from oyez.collect.core.tables import Unreadable
from tests.collect.reading import lines, rows, table, write


def test_json_lines_become_columns_with_dots(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"id":1,"who":{"mail":"a@b.de"}}\n\n{"id":2,"tags":["x","y"]}\n')
    assert [(line.number, line.row) for line in lines(path)] == [
        (1, {"id": 1, "who.mail": "a@b.de"}),
        (3, {"id": 2, "tags": ["x", "y"]}),
    ]
    assert table(path).columns == ["id", "who.mail", "tags"]


def test_a_broken_json_line_is_one_rejected_row(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"id":1}\nnope\n[2]\n{"id":3}\n')
    found = lines(path)
    assert [bool(line.problem) for line in found] == [False, True, True, False]
    assert found[1].problem.startswith("Not JSON") and found[1].raw == "nope\n"


def test_deep_json_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"id":1}\n' + '{"a":' * 5000 + "1" + "}" * 5000 + "\n")
    assert lines(path)[1].problem.startswith("Not JSON")


def test_parquet_keeps_types(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 2, 12)
    content = pyarrow.table(
        {"id": ["a", "b"], "n": [1, None], "at": [moment, moment], "sum": [Decimal("1.10"), Decimal("2.20")]}
    )
    pyarrow.parquet.write_table(content, tmp_path / "a.parquet")
    assert rows(tmp_path / "a.parquet") == [
        {"id": "a", "n": 1, "at": moment, "sum": Decimal("1.10")},
        {"id": "b", "n": None, "at": moment, "sum": Decimal("2.20")},
    ]
    cut = write(tmp_path, "cut.parquet", (tmp_path / "a.parquet").read_bytes()[:100])
    with pytest.raises(Unreadable, match="cannot be read as Parquet"):
        table(cut)


def workbook(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, content in sheets:
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_by_its_rows(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 2, 12)
    path = workbook(
        tmp_path / "a.xlsx",
        ("data", [["id", "n", "at"], [1, 2.5, moment], [None, None, None], ["x", 3.0, None]]),
    )
    found = lines(path)
    assert [(line.number, line.row) for line in found] == [
        (2, {"id": 1, "n": 2.5, "at": moment}),
        (4, {"id": "x", "n": 3, "at": ""}),
    ]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("one", [["a"], [1]]), ("two", [["b"], [2]]))
    opened = table(path)
    assert opened.columns == ["a"] and opened.notes == ["Read the sheet one; the others are: two."]
    assert rows(path, sheet="two") == [{"b": 2}]
    with pytest.raises(Unreadable, match="has no sheet “three”; it has: one, two"):
        table(path, sheet="three")


def test_a_sheet_that_begins_low_keeps_its_row_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C5"], sheet["D5"], sheet["C6"] = "id", "name", 1
    book.save(tmp_path / "a.xlsx")
    found = lines(tmp_path / "a.xlsx")
    assert (found[0].number, found[0].row["id"]) == (6, 1)


def test_workbook_bombs_are_refused_before_they_are_loaded(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 1
    book.worksheets[0]["XFD1048576"] = 1
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(Unreadable, match="a sheet of 16,384 × 1,048,576 cells"):
        table(tmp_path / "far.xlsx")
    with zipfile.ZipFile(tmp_path / "big.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (201 << 20))
    with pytest.raises(Unreadable, match=r"would unpack to 210,\d\d\d,\d\d\d bytes"):
        table(tmp_path / "big.xlsx")


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (4 << 20))
    content = (tmp_path / "a.xlsx").read_bytes()
    honest = (4 << 20).to_bytes(4, "little")
    liar = write(tmp_path, "liar.xlsx", content.replace(honest, (100).to_bytes(4, "little")))
    with pytest.raises(Unreadable, match="damaged or locked"):
        table(liar)


def database(path: Path) -> Path:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE visits (id TEXT, n INTEGER, note)")
        db.execute("CREATE TABLE other (a)")
        db.execute("INSERT INTO visits VALUES ('a', 1, ?), ('b', NULL, 'plain')", ["Köln".encode("cp1252")])
    db.close()
    return path


def test_a_table_of_sqlite_is_read_and_never_written(tmp_path: Path) -> None:
    path = database(tmp_path / "a.sqlite")
    before = path.read_bytes()
    assert rows(path, table="visits") == [
        {"id": "a", "n": 1, "note": "Köln"},
        {"id": "b", "n": None, "note": "plain"},
    ]
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.sqlite"]


def test_sqlite_says_which_tables_there_are(tmp_path: Path) -> None:
    path = database(tmp_path / "a.sqlite")
    with pytest.raises(Unreadable, match="has several tables; name one of: other, visits"):
        table(path)
    with pytest.raises(Unreadable, match="has no table “x”"):
        table(path, table="x")


def test_a_large_value_in_sqlite_rejects_its_row_and_a_giant_one_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (id, text)")
        db.execute("INSERT INTO t VALUES (1, 'fine'), (2, ?), (3, 'fine')", ["x" * (3 << 20)])
    found = lines(path)
    assert [line.problem for line in found] == ["", "“text” is larger than 1 MB.", ""]
    assert len(found[1].raw) < 2000
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO t VALUES (4, 'fine'), (5, ?)", ["x" * (17 << 20)])
    db.close()
    opened = table(path)
    with pytest.raises(Unreadable, match=r"a\.sqlite, table t, breaks after record 3: .*too big"):
        list(opened.lines())


def test_changes_that_are_not_in_the_file_yet_are_not_overlooked(tmp_path: Path) -> None:
    path = database(tmp_path / "a.sqlite")
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("INSERT INTO other VALUES (1)")
    db.commit()
    with pytest.raises(Unreadable, match="has changes that are not in it yet"):
        table(path, table="visits")
    db.close()


def test_records_without_a_text_of_their_own_are_kept_as_json(tmp_path: Path) -> None:
    opened = table(database(tmp_path / "a.sqlite"), table="visits")
    raw = list(opened.lines())[1].raw
    assert json.loads(raw) == {"id": "b", "n": None, "note": "plain"}
    assert opened.parse(raw.replace("plain", "mended"))["note"] == "mended"
