"""`oyez import` and `oyez rejected`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from oyez.journal.models import Interaction, Rejected
from oyez.kit.errors import OyezError
from oyez.web.cli import oyez
from tests import served
from tests.collect.importing import ANSWERS
from tests.collect.reading import write
from tests.town import Town

pytestmark = pytest.mark.django_db


def run(*words: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(oyez, list(words), input=answer)


def data(*words: str) -> Any:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_report_adds_up(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", ANSWERS + "R9,never,x@example.org,1,1,\n"))
    found = data("import", path, "--as", "responses")
    assert (found["rows"], found["taken"], found["known"], found["rejected"]) == (4, 3, 0, 1)
    again = run("import", path, "--as", "responses")
    said = " ".join(again.output.split())
    assert "4 rows read = 0 taken + 3 already known + 1 rejected" in said
    assert "1 of the rejected waited already from an import before; none was kept twice." in said
    assert Rejected.objects.count() == 1


def test_a_dry_run_writes_nothing_and_tells_all(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", ANSWERS + "R9,never,x@example.org,1,1,\n"))
    found = data("import", path, "--as", "responses", "--dry-run")
    assert (found["rows"], found["usable"], found["unusable"]) == (4, 3, 1)
    assert found["reasons"] == {"“never” is not a date as iso or dotted": 1}
    shown = run("import", path, "--as", "responses", "--dry-run").output
    assert "What the first rows become" in shown and "Nothing was written." in shown
    assert (Interaction.objects.count(), Rejected.objects.count()) == (0, 0)


def test_reacting_shows_what_would_happen_and_asks(town: Town, tmp_path: Path) -> None:
    words = [
        "import",
        str(write(tmp_path, "a.csv", ANSWERS)),
        "--as",
        "responses",
        "--react",
        "--as-of",
        "2026-03-03",
    ]
    refused = run(*words, answer="n\n")
    assert "2 of 3 interactions would count as news" in refused.output
    assert Interaction.objects.count() == 0
    assert run(*words, "--yes").exit_code == 0
    assert Interaction.objects.filter(news=True).count() == 2


def test_a_wrong_file_or_mapping_is_a_sentence(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", ANSWERS))
    for words, said in (
        (["import", path, "--as", "anwsers"], "There is no mapping “anwsers”"),
        (["import", str(tmp_path / "none.csv"), "--as", "responses"], "There is no file"),
        (["import", path, "--as", "accounts"], "The file has no column for “name”"),
        (["import", path, "--as", "responses", "--encoding", "klingon"], "There is no encoding “klingon”"),
    ):
        done = run(*words)
        assert isinstance(done.exception, OyezError) and said in str(done.exception)
    assert "--as responses would fit" in run("import", path).output.replace("\n", " ")
    assert Interaction.objects.count() == 0


def test_rejected_rows_are_listed_mended_and_replayed(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", "id,date,nps\n1,never,3\n2,2026-01-01,11\n"))
    number = data("import", path, "--as", "responses")["import"]
    first, second = sorted(
        data("rejected", "list", "--import", str(number)), key=lambda row: int(row["line"])
    )
    assert (first["line"], second["raw"]) == (2, "2,2026-01-01,11\n")
    assert run("rejected", "mend", str(first["id"]), "1,2026-01-02,3").exit_code == 0
    assert "0 rows taken, 1 still waiting" in run("rejected", "replay", "--import", str(number)).output
    assert run("rejected", "discard", str(second["id"])).exit_code == 0
    assert "No row waits" in run("rejected", "list").output
    assert Interaction.objects.count() == 1


def test_a_folder_without_a_company_is_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ANSWERS)
    done = served.oyez("import", str(path), "--as", "responses", env=served.environment(tmp_path / "fresh"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Run `oyez init` first" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_file_that_tells_nothing_is_not_guessed(town: Town, tmp_path: Path) -> None:
    said = " ".join(
        run("import", str(write(tmp_path, "a.csv", "id,date,comment\n1,2026-03-01,x\n"))).output.split()
    )
    assert "Nothing in a.csv tells for sure what is in it" in said and "would fit" not in said


def test_a_missing_column_names_the_option_and_any_known_name_is_taken(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", "id,moment,nps\n1,2026-03-01,9\n"))
    said = str(run("import", path, "--as", "responses").exception)
    assert said.startswith("The file has no column for “occurred” (also known as date, ")
    assert said.endswith("Say which one it is: --column occurred=COLUMN. Nothing was imported.")
    for name in ("occurred", "date", "Submitted At"):
        found = data("import", path, "--as", "responses", "--dry-run", "--column", f"{name}=moment")
        assert found["usable"] == 1
    twice = run("import", path, "--as", "responses", "--column", "date=moment", "--column", "occurred=id")
    assert "“occurred” means “occurred”, and its column was said already" in str(twice.exception)
    wrong = str(run("import", path, "--as", "responses", "--column", "date=nowhere").exception)
    assert "the file has no column “nowhere”. It has: id, moment, nps" in wrong and "line" not in wrong


def test_a_required_column_of_ones_own_mapping_is_named_the_same_way(town: Town, tmp_path: Path) -> None:
    own = "name: visits\nrequired: [visit]\ninteractions: [{id: '{visit}', occurred: '{day}', kind: visit}]\n"
    mapping = str(write(tmp_path, "own.yaml", own))
    path = str(write(tmp_path, "a.csv", "number,day\n1,2026-03-01\n"))
    assert "--column visit=COLUMN" in str(run("import", path, "--as", mapping).exception)
    assert data("import", path, "--as", mapping, "--column", "visit=number")["taken"] == 1


def test_a_dry_run_that_refuses_all_shows_no_empty_table(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", "id,date,nps\n1,never,3\n"))
    said = " ".join(run("import", path, "--as", "responses", "--dry-run").output.split())
    assert "1 row: 0 can be used, 1 would be rejected. So nothing would come in." in said
    assert "What the first rows become" not in said and "interaction" not in said and "()" not in said


def test_one_is_not_many(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", "id,date,nps,nps\n1,2026-03-01,3,4\n"))
    seen = " ".join(run("import", path, "--as", "responses", "--dry-run").output.split())
    assert "1 row: 1 can be used" in seen and "They hold 1 interaction (1 response)." in seen
    assert "The header has “nps” 2 times" in seen
    done = " ".join(run("import", path, "--as", "responses").output.split())
    assert "1 row read = 1 taken" in done and "1 interaction came in." in done


def test_a_dry_run_shows_a_slip_in_a_person(town: Town, tmp_path: Path) -> None:
    path = str(write(tmp_path, "a.csv", "id,date,email,nps\n1,2026-03-01,jo(at)example.org,3\n"))
    found = data("import", path, "--as", "responses", "--dry-run")
    assert list(found["reasons"]) == [
        "“jo(at)example.org” is not an e-mail address; mend it, or leave the cell empty if nobody is named"
    ]


def test_a_source_keeps_the_ids_of_two_surveys_apart(town: Town, tmp_path: Path) -> None:
    first = str(write(tmp_path, "a.csv", "id,date,nps\n1,2026-03-01,3\n"))
    second = str(write(tmp_path, "b.csv", "id,date,nps\n1,2026-09-01,8\n"))
    assert data("import", first, "--as", "responses")["taken"] == 1
    assert data("import", second, "--as", "responses", "--source", "autumn")["taken"] == 1
    assert data("import", second, "--as", "responses", "--source", "autumn")["known"] == 1
