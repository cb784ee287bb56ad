"""What a page shows can be taken along in every format; what it hides is in none, however the file is unpacked."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyreadstat
import pytest
from click.testing import CliRunner
from django.test import Client

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.kit.sheets.writing import offered
from oyez.web.cli import oyez
from tests.measure.test_changes import answered
from tests.measure.test_drivers import study
from tests.town import HARBOUR, HILL, Town, answers, tell

pytestmark = pytest.mark.django_db

FORMATS = ("csv", "parquet", "sav", "xlsx", "svg", "png", "pptx")
NORTH_SEA = "north-sea"
HIDDEN = (100 / 3, 100 / 7)  # the scores of three answers, and of the group that would give them away
PAGES = (
    "/explore/?metric=nps&by=unit",
    "/explore/?metric=nps&by=unit&every=month",
    "/explore/?metric=nps&by=unit&every=month&rolling=3",
    "/explore/?metric=nps&by=unit&since=2026-03&until=2026-04&compare=before&table=compared",
    "/explore/?metric=nps&by=unit&where=unit=hill",
    "/explore/?metric=nps&where=unit=north-sea&versus=unit=hill&table=segments",
    "/crosstab/?of=nps&banner=unit",
    "/api/v1/ask?metric=nps&by=unit",
    "/api/v1/compare?metric=nps&by=unit&since=2026-03&until=2026-04",
    "/api/v1/crosstab?of=nps&banner=unit",
)
NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")


def partly_hidden() -> None:
    """Three answers on the hill, which nobody may see; twenty-one at the harbour hide with them; thirty-one at sea."""
    company.ensure_unit(OPERATOR, NORTH_SEA, "North sea", places={"regions": "north"})
    tell(
        *answers("nps", [10, 10, 0], unit=HILL),
        *answers("nps", [10] * 8 + [8] * 8 + [0] * 5, "2026-03-03", unit=HARBOUR),
        *answers("nps", [10] * 20 + [8] * 11, "2026-03-04", unit=NORTH_SEA),
    )


def taken(client: Client, address: str, format: str, status: int = 200) -> bytes:
    answer = client.get(f"{address}&format={format}")
    assert answer.status_code == status, (address, format, answer.content[:500])
    return bytes(answer.content)


@pytest.mark.parametrize("address", PAGES)
def test_no_file_holds_what_the_page_hides(town: Town, tmp_path: Path, address: str) -> None:
    partly_hidden()
    client = town.client(town.member("analyst"))
    for format in FORMATS:
        answer = client.get(f"{address}&format={format}")
        assert answer.status_code in (200, 422), (address, format)
        seen = list(_numbers(bytes(answer.content), format, tmp_path)) if answer.status_code == 200 else []
        for hidden in HIDDEN:
            for near in (hidden, hidden / 100):
                assert not [one for one in seen if abs(abs(one) - near) < near / 5_000], (
                    address,
                    format,
                    near,
                )


def test_the_search_for_hidden_numbers_finds_shown_ones(town: Town, tmp_path: Path) -> None:
    partly_hidden()
    client = town.client(town.member("analyst"))
    for format in set(FORMATS) - {"png"}:
        seen = list(_numbers(taken(client, PAGES[0], format), format, tmp_path))
        assert [one for one in seen if abs(one - 2_000 / 31) < 0.6], format


def _numbers(content: bytes, format: str, folder: Path) -> Iterator[float]:
    """Every number anywhere in a file, unpacked."""
    text = ""
    if format in ("xlsx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = " ".join(
                packed.read(name).decode("utf-8", "ignore")
                for name in packed.namelist()
                if not name.endswith("png")
            )
            text = re.sub(r"<a:(off|ext|gd)\b[^>]*>|<p:[a-z]+ [^>]*>", "", text)
    elif format == "parquet":
        table = pq.read_table(io.BytesIO(content))
        text = f"{table.to_pylist()} {table.schema.metadata}"
    elif format == "sav":
        path = folder / "one.sav"
        path.write_bytes(content)
        columns, about = pyreadstat.read_sav(str(path), output_format="dict", user_missing=True)
        text = f"{columns} {about.notes}"
    elif format == "svg":
        text = " ".join(re.findall(r">([^<]+)<", content.decode().split("</style>")[-1]))
    elif format == "csv":
        text = content.decode("utf-8-sig")
    for found in NUMBER.findall(text):
        yield float(found.replace("−", "-").replace(",", "."))


def test_hidden_cells_are_empty_and_say_why(town: Town) -> None:
    partly_hidden()
    client = town.client(town.member("analyst"))
    rows = pq.read_table(io.BytesIO(taken(client, PAGES[0], "parquet"))).to_pylist()
    assert {row["unit"]: (row["nps"], row["n"], row["hidden"]) for row in rows} == {
        "Hill": (None, None, "too_few"),
        "Harbour": (None, None, "remainder"),
        "North sea": (pytest.approx(2_000 / 31), 31, None),
    }


def test_the_notes_say_how_for_whom_and_where_to_ask_again(town: Town) -> None:
    partly_hidden()
    table = pq.read_table(
        io.BytesIO(taken(town.client(town.cem), "/explore/?metric=nps&where=channel=email", "parquet"))
    )
    notes = dict(json.loads(table.schema.metadata[b"oyez"])["notes"])
    assert notes["Data scope"] == "units: Harbour"
    assert "Cem (Manager)" in notes["Made"]
    assert notes["Again"].endswith("/explore/?metric=nps&where=channel%3Demail")
    assert "adjusted Wald" in notes["Interval"]
    assert notes["Only"] == "Channel: email"


def test_every_page_offers_its_formats(town: Town) -> None:
    partly_hidden()
    client = town.client(town.member("analyst"))
    page = client.get("/explore/?metric=nps&by=unit").content.decode()
    for one in offered(with_pictures=True):
        assert f"format={one.name}" in page
    hidden = client.get("/explore/?metric=nps&where=unit=hill").content.decode()
    assert "format=xlsx" in hidden
    assert "format=png" not in hidden


def test_a_format_nobody_knows_and_a_picture_of_nothing_are_refused(town: Town) -> None:
    partly_hidden()
    client = town.client(town.member("analyst"))
    assert b"no format" in taken(client, PAGES[0], "doc", 422)
    assert b"no format" in taken(client, "/api/v1/ask?metric=nps", "doc", 422)
    assert b"nothing to draw" in taken(client, "/explore/?metric=nps&where=unit=hill", "png", 422)
    assert b"nothing to draw" in taken(client, "/api/v1/ask?metric=nps&where=unit=hill", "png", 422)


def test_a_program_may_ask_by_its_accept_header_and_a_browser_gets_the_page(town: Town) -> None:
    partly_hidden()
    client = town.client(town.member("analyst"))
    answer = client.get("/api/v1/ask?metric=nps", headers={"Accept": "text/csv"})
    assert answer["Content-Type"].startswith("text/csv")
    firefox = (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/png,image/svg+xml,*/*;q=0.8"
    )
    answer = client.get("/explore/?metric=nps", headers={"Accept": firefox})
    assert answer["Content-Type"].startswith("text/html")


def test_drivers_can_be_taken_along(town: Town) -> None:
    for step in ("advice", "delivery"):
        company.ensure_touchpoint(OPERATOR, step, step.capitalize(), stage="buy")
    tell(*study())
    client = town.client(town.member("analyst"))
    for format in FORMATS:
        assert taken(client, "/drivers/?survey=study", format)
        assert taken(client, "/api/v1/drivers?survey=study", format)
    rows = pq.read_table(io.BytesIO(taken(client, "/drivers/?survey=study", "parquet"))).to_pylist()
    assert [row["key"] for row in rows] == ["fitting", "delivery", "advice"]
    assert sum(row["share"] for row in rows) == pytest.approx(100, abs=0.01)
    assert "johnson" in rows[0]
    manager = pq.read_table(io.BytesIO(taken(town.client(town.cem), "/drivers/?survey=study", "parquet")))
    assert "johnson" not in manager.column_names


def test_changes_and_one_chart_can_be_taken_along(town: Town) -> None:
    tell(*answered(HARBOUR, {22: 30, 23: 30}), *answered(HILL, {}))
    client = town.client(town.member("analyst"))
    for format in FORMATS:
        assert taken(client, "/changes/?", format)
        assert taken(client, "/changes/chart/?stream=csat@branch=harbour", format)
    rows = pq.read_table(
        io.BytesIO(taken(client, "/api/v1/changes/chart?stream=csat@branch=harbour", "parquet"))
    )
    assert rows.num_rows >= 20
    dara = town.client(town.dara)
    assert b"Harbour" not in taken(dara, "/changes/?", "csv")
    taken(dara, "/changes/chart/?stream=csat@branch=harbour", "csv", 404)


def test_the_command_writes_the_format_of_the_ending(town: Town, tmp_path: Path) -> None:
    partly_hidden()
    for format in FORMATS:
        path = tmp_path / f"nps.{format}"
        done = _command("ask", "nps", "--by", "unit", "-o", str(path))
        assert done.exit_code == 0, done.output
        assert path.stat().st_size
        assert _command("crosstab", "nps", "--banner", "unit", "-o", str(path)).exit_code == 0
    assert "no format" in str(_command("ask", "nps", "-o", str(tmp_path / "nps.doc")).exception)
    again = tmp_path / "compared.csv"
    assert (
        _command("ask", "nps", "--since", "2026-03", "--compare", "before", "-o", str(again)).exit_code == 0
    )
    assert again.read_text("utf-8-sig").startswith("region,later,")
    said = ("ask", "nps", "--where", "unit=harbour", "--versus", "unit=north-sea", "-o", str(again))
    assert _command(*said).exit_code == 0
    assert again.read_text("utf-8-sig").startswith("group,one,")


def _command(*said: str) -> Any:
    return CliRunner().invoke(oyez, list(said))
