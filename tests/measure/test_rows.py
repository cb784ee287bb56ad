"""Single answers to take along: in the viewer's data scope, under pseudonyms, with a line in the audit trail."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest
from click.testing import CliRunner

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.company.models import AuditLine
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.sheets.writing import save
from oyez.measure.rows.ask import asked, rows
from oyez.measure.rows.sheet import rows_sheet
from oyez.people import changes as people
from oyez.web.cli import oyez
from tests.town import ANA, FITTING, HARBOUR, HILL, HOTEL, Town, answers, fact, tell

pytestmark = pytest.mark.django_db
SECRETS = (b"ana@example.org", b"+49 170", b"Gartenweg", b"ORDER-4711", b"It was dreadful")


def told() -> None:
    """Ana's answer with everything that could give her away, four of others, and one in confidence."""
    tell(
        fact(
            "1",
            scores={"nps": 3, "csat": 2},
            text="It was dreadful",
            account=HOTEL,
            language="de",
            attributes={
                "amount": 1250.5, "currency": "EUR", "unit_price": 99, "email": "ana@example.org",
                "reach": "+49 170 1234567", "home": "Gartenweg 5 c/o ana@example.org", "order": "ORDER-4711",
                "late": True, "minutes": 12.5, "kitchen": "=HYPERLINK(1)", "padded": "007", "delta": "-5",
            },
        ),
        fact("2", "2026-03-03", scores={"nps": 9}, attributes={"late": False, "minutes": -3}),
        fact("3", "2026-03-04", scores={"nps": 7}, subject="email:bo@example.org", unit=HILL, touchpoint=None),
        fact("4", "2026-03-05", scores={"nps": 0}, mode="confidential", survey="quiet"),
        fact("5", "2026-03-05", scores={"nps": 1}, mode="anonymous", subject=None, survey="quiet"),
        fact("6", "2026-03-06", kind="order", attributes={"order": "ORDER-4712"}),
    )  # fmt: skip


def taken(viewer: Viewer = OPERATOR, **said: Any) -> list[dict[str, Any]]:
    found = rows(viewer, asked(**said))
    sheet = rows_sheet(viewer, found)
    batches = [batch.to_pylist() for batch in sheet.stream.batches()] if sheet.stream else []
    lines = [line for batch in batches for line in batch]
    assert len(lines) == found.count
    return sorted(lines, key=lambda line: line["day"])


def analyst(town: Town) -> Viewer:
    return town.viewer(town.member("analyst"))


def test_an_answer_is_a_row_with_its_scores_and_attributes(town: Town) -> None:
    told()
    first, second, third = taken(analyst(town))

    assert (first["day"], first["nps"], first["csat"], first["unit"]) == (date(2026, 3, 2), 3, 2, HARBOUR)
    assert (first["attr_late"], first["attr_minutes"], first["attr_kitchen"]) == (True, 12.5, "=HYPERLINK(1)")
    assert (first["attr_padded"], first["attr_delta"], second["attr_minutes"]) == ("007", -5, -3)
    assert (first["touchpoint"], first["channel"], first["language"]) == (FITTING, "email", "de")
    assert first["person"] == second["person"] != third["person"]
    assert "attr_email" not in first
    assert "attr_reach" not in first
    assert "attr_home" not in first
    assert first["attr_order"].startswith("o-")
    assert "text" not in first


def test_an_analyst_sees_no_name_of_an_account_and_a_manager_sees_the_own(town: Town) -> None:
    told()
    assert taken(analyst(town))[0]["account"].startswith("a-")
    [own, _second] = taken(town.viewer(town.cem))
    assert own["account"] == HOTEL


def test_what_a_customer_is_worth_is_for_those_who_may_know(town: Town) -> None:
    told()
    assert taken(analyst(town))[0]["amount"] == 1250.5
    assert taken(analyst(town))[0]["attr_unit_price"] == 99
    own = taken(town.viewer(town.cem))[0]
    assert not {"amount", "currency", "attr_unit_price"} & set(own)
    with pytest.raises(NotAllowed):
        rows(town.viewer(town.cem), asked(["attr:unit_price=99"]))


def test_another_units_row_never_enters_and_confidential_answers_never_do(town: Town) -> None:
    told()
    assert {line["unit"] for line in taken(town.viewer(town.cem))} == {HARBOUR}
    assert {line["unit"] for line in taken(town.viewer(town.dara))} == {HILL}
    assert {line["nps"] for line in taken()} == {3, 9, 7}
    with pytest.raises(Refused, match="No identified answer"):
        rows(town.viewer(town.dara), asked([f"unit={HARBOUR}"]))


def test_who_may_not_see_rows_or_numbers_takes_none(town: Town) -> None:
    told()
    for role, unit in (("executive", None), ("agent", HARBOUR), ("administrator", None)):
        with pytest.raises(NotAllowed):
            rows(town.viewer(town.member(role, unit)), asked())


def test_filters_and_period_narrow_the_rows(town: Town) -> None:
    told()
    assert [line["nps"] for line in taken(since="2026-03-03", until="2026-03-04")] == [9]
    assert [line["nps"] for line in taken(where=["attr:late=true"])] == [3]


def test_a_code_that_looks_like_nothing_among_few_rows_is_judged_by_all(town: Town) -> None:
    tell(*(fact(f"c{at}", scores={"nps": 5}, attributes={"sign": f"Q{at}x"}) for at in range(40)))
    tell(fact("one", "2026-05-05", scores={"nps": 5}, attributes={"sign": "Q77x"}))
    [alone] = taken(analyst(town), since="2026-05-01")
    assert alone["attr_sign"].startswith("s-")


def test_who_sees_pseudonyms_does_not_pick_rows_by_what_stands_behind_them(town: Town) -> None:
    told()
    for filter in ("attr:order=ORDER-4711", "attr:email=ana@example.org", f"account={HOTEL}"):
        with pytest.raises(Refused, match="Answers cannot be picked by"):
            rows(analyst(town), asked([filter]))
        assert taken(town.viewer(town.cem), where=[filter])
    assert taken(analyst(town), where=["attr:late=true"])


def test_only_the_correction_of_an_answer_is_there(town: Town) -> None:
    told()
    tell(fact("7", scores={"nps": 10}, replaces="1"))
    assert [line["nps"] for line in taken(since="2026-03-02", until="2026-03-03")] == [10]


def test_a_pseudonym_stays_and_two_addresses_of_one_person_share_it(town: Town) -> None:
    told()
    before = taken()[0]["person"]
    tell(fact("8", "2026-03-09", scores={"nps": 5}, subject="phone:0170"))
    people.recognise(OPERATOR, [people.Sighting((ANA, "phone:0170"), name="Ana")], "town")
    persons = {line["day"]: line["person"] for line in taken()}
    assert persons[date(2026, 3, 2)] == persons[date(2026, 3, 9)]
    assert before.startswith("p-")
    assert len(before) == 18


@pytest.mark.parametrize("format", ["csv", "parquet", "sav", "xlsx"])
def test_the_file_opens_with_the_same_values_and_without_secrets(
    town: Town, tmp_path: Path, format: str
) -> None:
    told()
    viewer, path = analyst(town), tmp_path / f"answers.{format}"
    save(rows_sheet(viewer, rows(viewer, asked())), path)
    found = sorted(_read(path, format), key=lambda line: str(line["day"]))
    first = found[0]
    assert len(found) == 3
    assert float(first["nps"]) == 3
    assert float(first["attr_delta"]) == -5
    assert float(found[1]["attr_minutes"]) == -3
    assert first["attr_kitchen"] == ("'=HYPERLINK(1)" if format == "csv" else "=HYPERLINK(1)")
    for line, expected in zip(found, taken(viewer), strict=True):
        assert line["person"] == expected["person"]
        assert (line["attr_kitchen"] or "").lstrip("'") == (expected["attr_kitchen"] or "")
    assert not [secret for secret in SECRETS if secret in _bytes(path, format)]


def _read(path: Path, format: str) -> list[dict[str, Any]]:
    if format == "csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    if format == "parquet":
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    if format == "sav":
        columns, about = pyreadstat.read_sav(str(path), output_format="dict")
        assert about.variable_value_labels["unit"][HARBOUR] == "Harbour"
        return [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]
    table, notes = openpyxl.load_workbook(path).worksheets
    assert "Confidential and anonymous answers are left out" in str(
        [cell.value for row in notes for cell in row]
    )
    header = [cell.value for cell in next(table.iter_rows())]
    names = {"Person": "person", "Day": "day", "Nps": "nps", "kitchen": "attr_kitchen", "delta": "attr_delta"}
    names |= {"minutes": "attr_minutes"}
    return [
        {names.get(str(name), str(name)): value for name, value in zip(header, line, strict=True)}
        for line in table.iter_rows(min_row=2, values_only=True)
    ]


def _bytes(path: Path, format: str) -> bytes:
    """Everything in a file, unpacked."""
    if format == "xlsx":
        return str(
            [[cell.value for cell in row] for page in openpyxl.load_workbook(path) for row in page]
        ).encode()
    if format == "parquet":
        return str(pq.read_table(path).to_pylist()).encode() + str(pq.read_schema(path)).encode()
    return path.read_bytes()


def test_the_page_gives_a_file_and_the_trail_has_one_line(town: Town) -> None:
    told()
    client = town.client(town.member("analyst"))
    assert "Single answers" in client.get("/explore/?metric=nps&by=unit").content.decode()
    answer = client.post("/explore/rows/", {"format": "csv", "where": f"unit={HARBOUR}", "since": "2026-01"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="oyez-answers.csv"'
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    line = AuditLine.objects.get(verb="take_rows")
    assert line.after == {
        "where": [f"unit={HARBOUR}"], "since": "2026-01-01", "until": "", "rows": 2, "format": "csv",
    }  # fmt: skip


def test_a_form_of_another_site_and_a_link_take_nothing(town: Town) -> None:
    from django.test import Client

    told()
    member = town.member("analyst")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)
    assert strict.post("/explore/rows/", {"format": "csv"}).status_code == 403
    assert town.client(member).get("/explore/rows/").status_code == 405
    assert town.client(town.member("executive")).post("/explore/rows/", {"format": "csv"}).status_code == 404
    assert "Single answers" not in town.client(town.member("executive")).get("/explore/").content.decode()
    assert town.client(member).post("/explore/rows/", {"format": "doc"}).status_code == 422
    assert not AuditLine.objects.filter(verb="take_rows").exists()


def test_a_program_and_a_command_take_the_same(town: Town, tmp_path: Path) -> None:
    told()
    client = town.client(town.member("analyst"))
    answer = client.post("/api/v1/rows?format=parquet&since=2026-03-03")
    data = b"".join(answer.streaming_content)
    assert pq.read_table(io.BytesIO(data)).num_rows == 2
    assert town.client(town.member("agent", HARBOUR)).post("/api/v1/rows").status_code == 404

    path = tmp_path / "answers.sav"
    done = CliRunner().invoke(oyez, ["rows", "-o", str(path), "--where", "unit=harbour"])
    assert done.exit_code == 0, done.output
    assert "2 rows" in done.output
    assert pyreadstat.read_sav(str(path), output_format="dict")[1].number_rows == 2


def test_many_rows_are_read_in_batches(town: Town) -> None:
    tell(*answers("nps", [at % 11 for at in range(300)]))
    assert len(taken()) == 300


def test_a_spreadsheet_that_takes_minutes_is_refused_before_the_trail_says_it_was_taken(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from oyez.kit.sheets.format import FORMATS

    told()
    monkeypatch.setitem(FORMATS._things, "xlsx", replace(FORMATS["xlsx"], most_waiting=2))
    client = town.client(town.member("analyst"))
    assert b"takes minutes" in client.post("/api/v1/rows?format=xlsx").content
    assert b"takes minutes" in client.post("/explore/rows/", {"format": "xlsx"}).content
    assert not AuditLine.objects.filter(verb="take_rows").exists()
