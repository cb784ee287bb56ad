"""A table that leaves opens in every program as what it is, and nothing that is hidden is in it."""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.kit.charts import bars, line, panels
from oyez.kit.charts.drawing import Svg
from oyez.kit.errors import Refused
from oyez.kit.sheets.format import FORMATS
from oyez.kit.sheets.formats.sav import MOST_COLUMNS
from oyez.kit.sheets.mixing import mixed
from oyez.kit.sheets.palette import rules
from oyez.kit.sheets.picture import picture, wrapped
from oyez.kit.sheets.sheet import Column, Drawn, Hidden, Kind, Note, Part, Sheet, Stream
from oyez.kit.sheets.spss.variables import LONGEST_NAME, RESERVED, legal_names
from oyez.kit.sheets.writing import format_of, save

PICTURES = ("svg", "png", "pptx")
TABLES = ("csv", "parquet", "sav", "xlsx")
COLUMNS = (
    Column(name="unit", label="Unit", labels={"harbour": "Harbour", "hill-of-the-north": "Hill"}),
    Column(name="nps", label="NPS", kind=Kind.NUMBER, unit="points", hideable=True),
    Column(name="n", label="n", kind=Kind.WHOLE, hideable=True),
    Column(name="day", label="Day", kind=Kind.DATE),
    Column(name="ok", label="OK", kind=Kind.YES_NO),
    Column(name="said", label="Said"),
)
ROWS = (
    ("harbour", -12.5, 40, date(2026, 1, 2), True, "=1+1"),
    ("hill-of-the-north", Hidden.TOO_FEW, Hidden.TOO_FEW, None, None, None),
    ("Größe", None, 0, date(1969, 12, 31), False, "-5"),
)
NOTES = (
    Note("How", "Pooled over all months; never averaged. " * 4),
    Note("Again", "https://example.org/?a=b"),
)


def sheet(**more: Any) -> Sheet:
    given = {
        "name": "oyez-nps",
        "title": "NPS by unit",
        "sentence": "It has risen.",
        "columns": COLUMNS,
        "rows": ROWS,
        "notes": NOTES,
        "footnote": "n 40 · Source: Oyez",
    }
    return Sheet(**(given | more))


def panel(name: str) -> Svg:
    points = tuple(line.Point(label=str(at), value=at) for at in range(3))
    (one,) = panels.draw_all(panels.Panels(panels=(panels.Panel(name=name, note="", points=points),)))
    return one.drawing


def drawing(*labels: str) -> Drawn:
    shown = tuple(bars.Bar(label=label, value=10, text="10", lo=5, hi=15) for label in labels)
    return Drawn((Part(bars.for_screen(bars.BarChart(title="Bars", bars=shown))),), "bar=Score")


def written(folder: Path, format: str, **more: Any) -> Path:
    path = folder / f"table.{format}"
    save(sheet(**more), path)
    return path


def test_csv_opens_as_what_it_is(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(written(tmp_path, "csv").read_text("utf-8-sig"))))
    assert rows == [
        ["unit", "nps", "n", "day", "ok", "said", "hidden"],
        ["harbour", "-12.5", "40", "2026-01-02", "yes", "'=1+1", ""],
        ["hill-of-the-north", "", "", "", "", "", "too_few"],
        ["Größe", "", "0", "1969-12-31", "no", "-5", ""],
    ]


def test_parquet_is_typed_and_says_how_it_was_computed(tmp_path: Path) -> None:
    table = pq.read_table(written(tmp_path, "parquet"))
    assert table.to_pylist()[0] == {
        "unit": "harbour", "nps": -12.5, "n": 40, "day": date(2026, 1, 2), "ok": True, "said": "=1+1", "hidden": None,
    }  # fmt: skip
    assert table.to_pylist()[1]["nps"] is None
    assert table.to_pylist()[1]["hidden"] == "too_few"
    assert b"never averaged" in table.schema.metadata[b"oyez"]
    assert table.schema.field("nps").metadata[b"unit"] == b"points"


def test_spss_knows_labels_levels_and_what_is_missing_on_purpose(tmp_path: Path) -> None:
    path = str(written(tmp_path, "sav"))
    seen, about = pyreadstat.read_sav(path, output_format="dict")
    assert list(seen) == ["unit", "nps", "n", "day", "ok", "said", "hidden"]
    assert seen["nps"] == [-12.5, None, None]
    assert seen["n"] == [40, None, 0]
    assert seen["day"] == [date(2026, 1, 2), None, date(1969, 12, 31)]
    assert seen["ok"] == [1, None, 0]
    assert (seen["said"], seen["unit"]) == (["=1+1", "", "-5"], ["harbour", "hill-of-the-north", "Größe"])
    assert about.column_names_to_labels["nps"] == "NPS (points)"
    assert about.variable_value_labels["unit"]["hill-of-the-north"] == "Hill"
    assert about.variable_measure["nps"] == "scale"
    assert about.variable_measure["unit"] == "nominal"
    assert "NPS by unit" in about.notes
    assert about.number_rows == 3
    raw, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    assert about.variable_value_labels["nps"][raw["nps"][1]] == "hidden: too few"


def test_xlsx_has_typed_cells_no_formula_and_a_sheet_of_notes(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, "xlsx"))
    table, notes = book.worksheets
    rows = list(table.iter_rows())
    assert [cell.value for cell in rows[0]][:3] == ["Unit", "NPS (points)", "n"]
    assert [cell.value for cell in rows[1]] == [
        "harbour",
        -12.5,
        40,
        datetime(2026, 1, 2),
        True,
        "=1+1",
        None,
    ]
    assert [cell.data_type for cell in rows[1]][:6] == ["s", "n", "n", "d", "b", "s"]
    assert [cell.value for cell in rows[2]][1:3] == [None, None]
    assert "never averaged" in str([cell.value for row in notes.iter_rows() for cell in row])


def test_an_svg_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    text = written(tmp_path, "svg", drawn=drawing("Ana", "Bea")).read_text("utf-8")
    assert "var(" not in text
    assert "class=" not in text
    assert "data:font/woff2;base64," in text
    assert {part.split('"')[0] for part in text.split("http")[1:]} <= {"://www.w3.org/2000/svg"}
    assert "#2a43b3" in text  # the accent on paper


def test_a_png_is_twice_as_large_as_the_drawing(tmp_path: Path) -> None:
    data = written(tmp_path, "png", drawn=drawing("Ana")).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 1920


def test_a_slide_says_the_sentence_and_its_notes_say_how(tmp_path: Path) -> None:
    from pptx import Presentation

    deck = Presentation(str(written(tmp_path, "pptx", drawn=drawing("Ana", "Bea"))))
    [slide] = deck.slides
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.01)
    assert slide.shapes.title.text_frame.text == "It has risen."
    assert {shape.shape_type.name for shape in slide.shapes if shape.shape_type} >= {"PICTURE", "TABLE"}
    assert "never averaged" in slide.notes_slide.notes_text_frame.text
    assert "https://example.org/?a=b" in slide.notes_slide.notes_text_frame.text
    for shape in slide.shapes:
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= deck.slide_width
        assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("format", PICTURES)
@pytest.mark.parametrize(
    "label", ["الرضا عن التركيب", "安装的满意度", "🙂 " * 20, "x" * 300, "<&>", "a\x00b\x0b\x07c"]
)
def test_any_script_and_any_length_can_be_drawn(tmp_path: Path, format: str, label: str) -> None:
    path = written(tmp_path, format, drawn=drawing(label), sentence=label, title=label)
    assert path.stat().st_size > 1_000


def test_a_table_has_no_picture_where_nothing_is_drawn(tmp_path: Path) -> None:
    for format in PICTURES:
        with pytest.raises(Refused, match="nothing to draw"):
            written(tmp_path, format)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Known: csv, parquet, png, pptx, sav, svg, xlsx"):
        save(sheet(), tmp_path / "table.doc")
    with pytest.raises(Refused, match="ending"):
        format_of(Path("table"))
    with pytest.raises(Refused, match="no folder"):
        save(sheet(), tmp_path / "nowhere" / "table.csv")
    with pytest.raises(Refused, match="is a folder"):
        (tmp_path / "here.csv").mkdir()
        save(sheet(), tmp_path / "here.csv")


def test_more_rows_than_a_spreadsheet_holds_are_refused_at_once(tmp_path: Path) -> None:
    def never() -> Iterator[Any]:
        raise AssertionError("nothing is read")

    with pytest.raises(Refused, match="1,048,575"):
        written(tmp_path, "xlsx", columns=COLUMNS[:1], rows=(), stream=Stream(never, 1_048_576))
    assert list(tmp_path.iterdir()) == []


def test_more_columns_than_spss_is_given_are_refused(tmp_path: Path) -> None:
    columns = tuple(Column(name=f"c{at}", label=f"C {at}") for at in range(MOST_COLUMNS + 1))
    with pytest.raises(Refused, match="4,096"):
        written(tmp_path, "sav", columns=columns, rows=())


@pytest.mark.parametrize("format", [*TABLES, *PICTURES])
def test_a_full_disk_leaves_what_was_there_and_no_half_file(tmp_path: Path, format: str) -> None:
    """A limit on the size of files stands for the end of the disk; the system says it in the same place."""
    path = tmp_path / f"table.{format}"
    path.write_bytes(b"before")
    program = f"""
import errno, os, resource, signal, sys
import django
django.setup()
import oyez.kit.disk as disk
disk.FULL.add(errno.EFBIG)
from pathlib import Path
from oyez.kit.errors import Unavailable
from oyez.kit.sheets.writing import save
from tests.kit.test_sheets import drawing, sheet
rows = tuple((f"unit {{at}} {{at * 7919 % 104_729}}" * 3, -12.5, 40, None, True, "x") for at in range(4_000))
import xlsxwriter, pptx, resvg_py, pyarrow.parquet
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, 8_192))
try:
    save(sheet(rows=rows, drawn=drawing(*map(str, range(30)))), Path({str(path)!r}))
except Unavailable as error:
    sys.exit(0 if "disk is full" in str(error) else 3)
sys.exit(4)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_writers_are_loaded_only_when_something_is_written() -> None:
    """A web process would otherwise hold them for good, and every command would wait for them."""
    program = (
        "import django, sys; django.setup(); import oyez.kit.sheets.writing;"
        "print(sorted({'lxml', 'PIL', 'pptx', 'resvg_py', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_streams_and_rows_write_the_same(tmp_path: Path) -> None:
    columns = (
        Column(name="said", label="Said"),
        Column(name="x", label="X", kind=Kind.NUMBER),
        Column(name="day", label="Day", kind=Kind.DATE),
        Column(name="ok", label="OK", kind=Kind.YES_NO),
    )
    rows = (
        ("=SUM(1)", -1.5, date(2026, 1, 2), True),
        ("-5", None, None, None),
        ('"a", b', 2.0, date(2026, 1, 3), False),
    )
    parts = [list(column) for column in zip(*rows, strict=True)]
    types = (pa.string(), pa.float64(), pa.date32(), pa.bool_())
    arrays = [pa.array(part, of) for part, of in zip(parts, types, strict=True)]
    batch = pa.record_batch(arrays, names=[column.name for column in columns])
    streamed = sheet(
        columns=columns, rows=(), stream=Stream(lambda: iter([batch.slice(0, 2), batch.slice(2)]), 3)
    )
    plain = sheet(columns=columns, rows=rows)
    for format in TABLES:
        save(streamed, tmp_path / f"streamed.{format}")
        save(plain, tmp_path / f"plain.{format}")
    read = [
        list(csv.reader(io.StringIO((tmp_path / f"{name}.csv").read_text("utf-8-sig"))))
        for name in ("streamed", "plain")
    ]
    assert [[cell.removesuffix(".0") for cell in row] for row in read[0]] == [
        [cell.removesuffix(".0") for cell in row] for row in read[1]
    ]
    assert read[0][1][0] == "'=SUM(1)"
    assert read[0][2][0] == "-5"
    one, other = (pq.read_table(tmp_path / f"{name}.parquet").to_pylist() for name in ("streamed", "plain"))
    assert one == other
    one, other = (
        pyreadstat.read_sav(str(tmp_path / f"{name}.sav"), output_format="dict")[0]
        for name in ("streamed", "plain")
    )
    assert one == other


def test_an_empty_stream_still_has_its_columns(tmp_path: Path) -> None:
    for format in TABLES:
        written(tmp_path, format, columns=COLUMNS[3:], rows=(), stream=Stream(lambda: iter(()), 0))
    assert (tmp_path / "table.csv").read_text("utf-8-sig").strip() == '"day","ok","said"'
    assert pyreadstat.read_sav(str(tmp_path / "table.sav"), output_format="dict")[1].number_rows == 0


@given(st.lists(st.text(max_size=90), max_size=12))
def test_spss_names_are_always_legal_and_never_twice(names: list[str]) -> None:
    legal = legal_names(names)
    assert len({name.upper() for name in legal}) == len(names)
    for name in legal:
        assert 0 < len(name.encode()) <= LONGEST_NAME
        assert name[0].isalpha()
        assert name[-1] not in "._" or "_" in name
        assert name.upper() not in RESERVED


@given(st.text(max_size=300), st.integers(10, 40))
def test_wrapped_words_are_all_there(words: str, size: int) -> None:
    assert "".join("".join(wrapped(words, size, 400)).split()) == "".join(words.split())


def test_a_row_with_some_hidden_cells_says_which() -> None:
    columns = (Column(name="a", label="A", hideable=True), Column(name="b", label="B", hideable=True))
    one = sheet(
        columns=columns, rows=((Hidden.DOMINATED, "2"), (Hidden.REMAINDER, Hidden.REMAINDER), ("1", "2"))
    )
    assert [row[-1] for row in one.shown_rows] == ["a: dominated", "remainder", None]


def test_every_colour_of_a_drawing_is_plain() -> None:
    values = [value for rule in rules() for _name, value in rule.sets]
    assert values
    assert not [value for value in values if "(" in value]


def test_colours_mix_as_a_browser_mixes_them() -> None:
    assert mixed("#2a43b3", 1, "#fffefc") == "#2a43b3"
    assert mixed("#000000", 0.5, "#fff") == "#636363"  # what Chromium paints for black and white in oklab


def test_a_picture_without_words_has_only_the_drawing() -> None:
    text = picture(sheet(drawn=drawing("Ana")), with_words=False)
    assert "It has risen." not in text.split("</desc>")[1]


def test_the_menu_names_every_format() -> None:
    from oyez.kit.sheets.writing import offered

    assert {one.name for one in offered(with_pictures=True)} == set(FORMATS)
    assert not any(one.is_picture for one in offered(with_pictures=False))


def test_a_label_that_would_leave_the_picture_is_cut() -> None:
    words = re.findall(r"<text[^>]*>([^<]+)", picture(sheet(drawn=drawing("a" * 200, "Harbour"))))
    assert [word for word in words if word.endswith("a…") and len(word) < 60]
    assert not [word for word in words if len(word) > 100]
    assert "Harbour" in words


def test_panels_stand_three_in_a_row_each_under_as_much_of_its_name_as_fits() -> None:
    names = ("Harbour", "Hill of the north and everything that lies behind it", "", "Quay")
    drawn = Drawn(tuple(Part(panel("n"), name, "n 12") for name in names), "line=Unit")
    markup = picture(sheet(drawn=drawn), with_words=False)
    said = re.findall(r"<text[^>]*>(Harbour|Hill[^<]*|Quay)", markup)
    assert said == ["Harbour", "Hill of the north and everything…", "Quay"]
    places = re.findall(r' x="(\d+\.\d)" y="(\d+\.\d)" width', markup)
    assert len({x for x, _ in places}) == 3
    assert len({y for _, y in places}) == 2
