"""Rejected rows leave as a table, are mended in a spreadsheet, and come back."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oyez.collect.models import Import
from oyez.collect.queries import rejected_rows
from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.journal.models import Interaction, Rejected
from oyez.kit.errors import OyezError
from oyez.web.cli import oyez
from tests.collect.importing import ANSWERS, take_in
from tests.collect.reading import write
from tests.town import Town

pytestmark = pytest.mark.django_db

FORMULA = '"=HYPERLINK(""http://x"")"'
BAD = f"""R4,2026-02-30,dan@example.org,5,3,{FORMULA}
R5,2026-03-04,eve@example.org,11,3,-5
R6,2026-03-04,fay@example.org,9
"""


@pytest.fixture
def run(town: Town, tmp_path: Path) -> Import:
    return take_in(write(tmp_path, "answers.csv", ANSWERS + BAD))


@pytest.fixture
def client(town: Town) -> Client:
    return town.client(town.member("cx_manager"))


def table(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def back(rows: list[dict[str, str]]) -> bytes:
    """What a spreadsheet saves."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def downloaded(client: Client, run: Import) -> list[dict[str, str]]:
    response = client.get(f"/imports/{run.pk}/rejected.csv")
    assert response.status_code == 200
    assert f"rejected-of-import-{run.pk}.csv" in response.headers["content-disposition"]
    return table(response.content.decode())


def test_rows_stand_under_their_columns_with_the_reason_and_open_as_text(client: Client, run: Import) -> None:
    date, score, width = downloaded(client, run)
    assert (date["id"], date["comment"]) == ("R4", '\'=HYPERLINK("http://x")')
    assert date["oyez: why"] == "“2026-02-30” is not a date as iso or dotted"
    assert (score["nps"], score["comment"], score["oyez: where"]) == ("11", "-5", "answers.csv:6")
    assert (width["id"], width["oyez: text"]) == ("", "R6,2026-03-04,fay@example.org,9\n")


def test_a_mended_file_is_added_again_and_its_rows_are_taken(client: Client, run: Import) -> None:
    date, score, width = downloaded(client, run)
    date["date"] = "2026-02-28"
    width["oyez: text"] = "R6,2026-03-04,fay@example.org,9,5,"
    upload = SimpleUploadedFile("mended.csv", back([date, score, width]))
    page = client.post("/imports/", {"file": upload}, follow=True)
    said = " ".join(page.content.decode().split())
    assert page.redirect_chain[-1][0] == f"/imports/{run.pk}/"
    assert "2 rows were taken, 1 still wait." in said and "1 × nps must be 0 to 10, and is 11" in said
    assert [row.raw[:2] for row in rejected_rows(OPERATOR, run)] == ["R5"]
    assert Interaction.objects.get(text='=HYPERLINK("http://x")').scores == {"nps": 5, "csat": 3}
    run.refresh_from_db()
    assert (run.mended, Interaction.objects.count(), Import.objects.count()) == (2, 5, 1)
    assert AuditLine.objects.filter(verb="mend_file", target=f"import:{run.pk}").exists()


def test_the_same_mended_file_twice_adds_nothing(client: Client, run: Import, tmp_path: Path) -> None:
    rows = downloaded(client, run)[:2]
    rows[0]["date"], rows[1]["nps"] = "2026-02-28", "10"
    path = tmp_path / "mended.csv"
    path.write_bytes(back(rows))
    first = CliRunner().invoke(oyez, ["rejected", "mend-file", str(path)])
    assert "2 rows read: 2 taken, 0 still waiting, 0 dealt with before." in first.output.replace("\n", " ")
    again = CliRunner().invoke(oyez, ["rejected", "mend-file", str(path)])
    assert "2 rows read: 0 taken, 0 still waiting, 2 dealt with before." in again.output.replace("\n", " ")
    assert Interaction.objects.count() == 5


def test_the_command_line_writes_the_same_table(client: Client, run: Import) -> None:
    done = CliRunner().invoke(oyez, ["rejected", "export", "--import", str(run.pk)])
    assert table(done.stdout_bytes.decode()) == downloaded(client, run)


def test_records_that_are_no_lines_come_back_too(town: Town, client: Client, tmp_path: Path) -> None:
    lines = [
        {"id": "1", "date": "2026-03-01", "nps": 12, "comment": "+1"},
        {"id": "2", "date": "2026-03-01", "nps": 9},
    ]
    run = take_in(write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines))))
    (row,) = downloaded(client, run)
    assert (row["nps"], row["comment"]) == ("12", "'+1")
    row["nps"] = "8"
    client.post("/imports/", {"file": SimpleUploadedFile("mended.csv", back([row]))})
    assert Interaction.objects.get(text="+1").scores == {"nps": 8}
    assert not Rejected.objects.filter(state="waiting").exists()


def test_another_file_is_no_mended_one(run: Import, tmp_path: Path) -> None:
    path = write(tmp_path, "b.csv", ANSWERS)
    done = CliRunner().invoke(oyez, ["rejected", "mend-file", str(path)])
    assert isinstance(done.exception, OyezError) and "is no file of rejected rows" in str(done.exception)


def test_who_may_not_import_cannot_download(town: Town, run: Import) -> None:
    for member in (town.cem, town.bea, town.member("analyst")):
        assert town.client(member).get(f"/imports/{run.pk}/rejected.csv").status_code in (403, 404)


def test_a_file_that_was_never_taken_in_is_removed(client: Client) -> None:
    address = client.post("/imports/", {"file": SimpleUploadedFile("a.csv", ANSWERS.encode())}).headers[
        "location"
    ]
    path = Path(Import.objects.get().path)
    assert path.exists()
    client.post(f"{address}remove/")
    assert not Import.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_removed_file_leaves_the_disk_and_no_other_does(tmp_path: Path) -> None:
    from oyez.collect.changes import starting
    from tests import town as towns
    from tests.collect.importing import Choices, mapping_of

    town = towns.found()
    client = town.client(town.member("cx_manager"))
    client.post("/imports/", {"file": SimpleUploadedFile("a.csv", ANSWERS.encode())})
    uploaded = Import.objects.get()
    client.post(f"/imports/{uploaded.pk}/remove/")
    assert not Path(uploaded.path).parent.exists()
    own = write(tmp_path, "own.csv", ANSWERS)
    draft = starting.draft(OPERATOR, own, mapping_of("responses"), Choices())
    starting.remove_draft(OPERATOR, draft.pk)
    assert own.exists()
    done = take_in(own)
    assert client.post(f"/imports/{done.pk}/remove/").status_code == 422
