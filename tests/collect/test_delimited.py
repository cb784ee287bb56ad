"""CSV and its relatives, as they really come."""

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oyez.collect.core.tables import Unreadable
from tests.collect.reading import lines, rows, table, write


def test_delimiter_and_header_are_found(tmp_path: Path) -> None:
    for delimiter in ",;\t|":
        path = write(tmp_path, "a.csv", f"id{delimiter}name\n1{delimiter}Ana\n2{delimiter}Bea\n")
        assert rows(path) == [{"id": "1", "name": "Ana"}, {"id": "2", "name": "Bea"}]


def test_every_line_end_is_understood_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b'id,name\n1,a\r\n2,b\r3,"c\r\nd"\n\n4,e')
    assert [(line.number, line.row["id"]) for line in lines(path)] == [(2, "1"), (3, "2"), (4, "3"), (7, "4")]


def test_a_cell_may_have_several_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,text\n1,"one\ntwo\nthree"\n2,x\n')
    assert [line.raw for line in lines(path)] == ['1,"one\ntwo\nthree"\n', "2,x\n"]
    assert rows(path)[0]["text"] == "one\ntwo\nthree"


def test_quotes_inside_quotes_and_inch_marks_are_letters(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,text\n1,"she said ""no"""\n2,a 5" pipe\n')
    assert [row["text"] for row in rows(path)] == ['she said "no"', 'a 5" pipe']


def test_single_quotes_are_found(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "'id','text'\n'1','a, b'\n'2','c'\n")
    assert rows(path) == [{"id": "1", "text": "a, b"}, {"id": "2", "text": "c"}]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "a.csv", "id;ort\r\n1;Köln\r\n2;Zürich\r\n3;Düsseldorf\r\n".encode(encoding))
    assert [row["ort"] for row in rows(path)] == ["Köln", "Zürich", "Düsseldorf"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Очень хороший магазин, спасибо"),
        ("cp1250", "Zażółć gęślą jaźń, bardzo dobra obsługa"),
        ("cp1253", "Καλημέρα, πολύ καλό κατάστημα"),
        ("cp932", "とても良いサービスでした。"),
        ("gb18030", "服务很好,谢谢你们的帮助"),
    ],
)
def test_other_alphabets_are_found_by_their_letters(tmp_path: Path, encoding: str, text: str) -> None:
    path = write(tmp_path, "a.csv", f'id,text\n1,"{text}"\n'.encode(encoding))
    opened = table(path)
    assert next(opened.lines()).row["text"] == text
    assert "not UTF-8" in opened.notes[0]


def test_a_wrong_encoding_names_the_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"id,name\n1,Ana\n2,K\xf6ln\n")
    with pytest.raises(Unreadable, match=r"a\.csv is not utf-8: line 3 .* Leave the encoding out"):
        table(path, encoding="utf-8")
    with pytest.raises(Unreadable, match="There is no encoding “klingon”"):
        table(path, encoding="klingon")


def test_one_wrong_byte_deep_in_a_file_is_known_before_the_first_row(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"id,name\n" + b"1,Ana\n" * 100_000 + b"2,M\xfcller\n")
    opened = table(path)
    assert "line 100,002" in opened.notes[0]
    assert list(opened.lines())[-1].row["name"] == "Müller"


def test_header_rows_of_survey_exports_are_found(tmp_path: Path) -> None:
    ids = '"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}","{""ImportId"":""QID1""}"'
    three = write(tmp_path, "q.csv", f'StartDate,Q1\n"Start Date","How likely?"\n{ids}\n2025-08-19,9\n')
    assert rows(three) == [{"StartDate": "2025-08-19", "Q1": "9"}]
    two = write(
        tmp_path, "vv.csv", "Response\tCode\tWhen\tQ\nid\ttoken\tsubmitdate\tQ1\n1\tx\t2026-01-01\t9\n"
    )
    assert rows(two) == [{"id": "1", "token": "x", "submitdate": "2026-01-01", "Q1": "9"}]


def test_a_file_without_header_names_columns_by_position(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "1,2026-01-01,9\n2,2026-01-02,10\n")
    assert rows(path)[0] == {"column 1": "1", "column 2": "2026-01-01", "column 3": "9"}
    named = write(tmp_path, "b.csv", "Ana,north\nBea,south\n")
    assert rows(named, header_rows=0)[0] == {"column 1": "Ana", "column 2": "north"}


def test_what_is_detected_can_be_overridden(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id;name\n1;a,b\n")
    assert rows(path, delimiter="semicolon", header_rows=2) == []
    assert rows(write(tmp_path, "b.csv", "id,name\n'1','x'\n"), quote="none")[0]["id"] == "'1'"
    with pytest.raises(Unreadable, match="must be one letter"):
        table(path, delimiter="::")


def test_names_that_are_empty_or_stand_twice_are_made_different(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,,id,id\n1,2,3,4\n")
    assert rows(path) == [{"id": "1", "column 2": "2", "id (2)": "3", "id (3)": "4"}]


def test_rows_of_another_width_say_so_and_the_rest_is_read(tmp_path: Path) -> None:
    found = lines(write(tmp_path, "a.csv", "id,name\n1,a,b\n2\n3,c,,\n4,d\n"))
    assert [line.problem for line in found][:2] == [
        "The number of cells is 3 and the header has 2.",
        "The number of cells is 1 and the header has 2.",
    ]
    assert [line.row for line in found[2:]] == [{"id": "3", "name": "c"}, {"id": "4", "name": "d"}]


def test_a_quote_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    found = lines(write(tmp_path, "a.csv", 'id,text\n1,a\n2,"never\n3,c\n4,d\n'))
    assert found[0].row == {"id": "1", "text": "a"}
    assert (found[1].number, found[1].problem) == (3, "A quote is opened here and never closed.")
    assert found[1].raw == '2,"never\n3,c\n4,d\n'


def test_a_mended_record_is_read_like_the_file(tmp_path: Path) -> None:
    opened = table(write(tmp_path, "a.csv", "id;text\n1;a\n"))
    assert opened.parse('2;"b;c"\r\n') == {"id": "2", "text": "b;c"}
    with pytest.raises(Unreadable, match="has 3 cells; one line with 2 cells is needed"):
        opened.parse("2;b;c")


def test_gzip_and_a_zip_of_one_file_are_unpacked(tmp_path: Path) -> None:
    text = b"id,name\n1,Ana\n"
    assert (
        rows(write(tmp_path, "a.csv.gz", gzip.compress(text) + gzip.compress(b"2,Bea\n")))[1]["name"] == "Bea"
    )
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.csv", text)
    assert rows(tmp_path / "a.zip") == [{"id": "1", "name": "Ana"}]


def test_a_truncated_gzip_is_an_error_and_not_an_end(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,name\n" + b"".join(b"%d,%d\n" % (n, n * 7919 % 10007) for n in range(30_000)))
    path = write(tmp_path, "cut.csv.gz", packed[: len(packed) // 2])
    with pytest.raises(Unreadable, match=r"cut\.csv\.gz is cut off: .* Fetch the file again"):
        table(path)
    damaged = write(tmp_path, "bad.csv.gz", packed[:5000] + b"\xff" * 50 + packed[5050:])
    with pytest.raises(Unreadable, match="is damaged"):
        table(damaged)


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = write(tmp_path, "bomb.csv.gz", gzip.compress(b"\n" * (270 << 20), 1))
    with pytest.raises(Unreadable, match="unpacks to more than 200 times its size"):
        lines(bomb)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"1," * (150 << 20))
    with pytest.raises(Unreadable, match="would unpack to 314,572,800 bytes"):
        table(tmp_path / "bomb.zip")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "x")
    with pytest.raises(Unreadable, match="holds 2 files"):
        table(tmp_path / "two.zip")


@pytest.mark.parametrize("opening", ["", '"'])
def test_a_giant_cell_is_a_sentence_and_not_memory(tmp_path: Path, opening: str) -> None:
    import tracemalloc

    path = tmp_path / "giant.csv"
    with path.open("wb") as out:
        out.write(f"id,text\n1,fine\n2,{opening}".encode())
        for _ in range(64):
            out.write(b"x" * (1 << 20))
        out.write(f"{opening}\n3,fine\n".encode())
    tracemalloc.start()
    opened = table(path)
    found = []
    with pytest.raises(Unreadable, match=r"giant\.csv, line 3: a line is larger than 8 MB.*Mend the line"):
        found.extend(line.row["id"] for line in opened.lines())
    assert tracemalloc.get_traced_memory()[1] < 60 << 20
    tracemalloc.stop()


def test_a_cell_of_many_lines_that_grows_too_large_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,text\n1,fine\n2,"' + "one line\n" * 200_000)
    opened, found = table(path), []
    with pytest.raises(Unreadable, match=r"a\.csv, line 3: a cell is larger than 1 MB"):
        for line in opened.lines():
            found.append(line.row["id"])
    assert found == ["1"]


def test_what_is_no_table_says_what_is(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is none of the files that can be read"):
        table(write(tmp_path, "a.bin", bytes(range(256)) * 8))
    with pytest.raises(Unreadable, match="is empty"):
        table(write(tmp_path, "empty.csv", b""))
    with pytest.raises(Unreadable, match="There is no file"):
        table(tmp_path / "none.csv")


CELLS = st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.just("\n")), max_size=20)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    cells: list[tuple[str, ...]],
    delimiter: str,
    encoding: str,
    end: str,
) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["one", "two", "three"])
    writer.writerows(cells)
    path = write(tmp_path_factory.mktemp("csv"), "a.csv", out.getvalue().encode(encoding))
    found = rows(path, delimiter=delimiter, header_rows=1, quote='"')
    assert [tuple(row.values()) for row in found] == cells


def test_a_column_that_stands_twice_is_said_and_both_are_reachable(tmp_path: Path) -> None:
    opened = table(write(tmp_path, "a.csv", "id,nps,nps,nps\n1,9,2,3\n"))
    assert opened.columns == ["id", "nps", "nps (2)", "nps (3)"]
    assert opened.notes == [
        "The header has “nps” 3 times: “nps” is the first, and the next are called “nps (2)”, “nps (3)”; "
        "choose one of those if the first is not the one you mean."
    ]
    assert next(opened.lines()).row == {"id": "1", "nps": "9", "nps (2)": "2", "nps (3)": "3"}
    opened.close()


def test_a_column_named_like_a_second_one_is_not_one(tmp_path: Path) -> None:
    opened = table(write(tmp_path, "a.csv", "id,joy,joy (2)\n1,9,2\n"))
    assert (opened.columns, opened.notes) == (["id", "joy", "joy (2)"], [])
    opened.close()
