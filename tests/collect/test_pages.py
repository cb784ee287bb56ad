"""The pages of imports: add a file, look, run, watch, mend. And who may not."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import oyez.collect.jobs  # noqa: F401  # registers the worker's step
from oyez.collect.changes import uploads
from oyez.collect.models import Import
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.journal.models import Interaction, Rejected
from oyez.kit import worker
from oyez.kit.errors import Unavailable
from tests.collect.importing import ANSWERS, take_in
from tests.collect.reading import write
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia(town: Town) -> Member:
    """The CX manager."""
    return town.member("cx_manager")


@pytest.fixture
def client(town: Town, mia: Member) -> Client:
    return town.client(mia)


def add(client: Client, content: str, name: str = "answers.csv") -> str:
    response = client.post("/imports/", {"file": SimpleUploadedFile(name, content.encode())})
    assert response.status_code == 302, response.content.decode()[:500]
    return str(response.headers["location"])


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_a_file_is_added_looked_at_and_taken_in(client: Client) -> None:
    address = add(client, ANSWERS)
    page = text(client, address)
    assert "Nothing was written yet" in page and "3 of the first 3 rows can be used" in page
    assert '<option value="nps" selected>' in page
    assert Interaction.objects.count() == 0
    assert client.post(f"{address}start/", {"as": "history"}).status_code == 302
    assert Import.objects.get().state == Import.State.RUNNING
    assert "hx-get" in text(client, f"{address}progress/")
    worker.catch_up()
    page = text(client, address)
    assert "3 rows read" in page and "History is not news" in page and "hx-get" not in page
    assert Interaction.objects.filter(news=False).count() == 3
    assert "answers.csv" in text(client, "/imports/")


def test_columns_are_chosen_by_hand(client: Client) -> None:
    address = add(client, "a,b,c\n2026-03-02,9,Fine thing\n2026-03-03,2,Bad thing\n")
    chosen = {
        "mapping": "responses", "column-0": "a", "becomes-0": "occurred", "column-1": "b", "becomes-1": "nps",
        "column-2": "c", "becomes-2": "text",
    }  # fmt: skip
    client.post(f"{address}choose/", {"mapping": "responses"})
    client.post(f"{address}choose/", chosen)
    page = text(client, address)
    assert "2 of the first 2 rows can be used" in page
    client.post(f"{address}start/")
    worker.catch_up()
    assert sorted(row.scores["nps"] for row in Interaction.objects.all()) == [2, 9]


def test_a_mapping_of_ones_own_is_used(client: Client) -> None:
    address = add(client, "visit,when\n1,2026-03-02\n")
    own = 'name: visits\ninteractions: [{id: "{visit}", occurred: "{when}", kind: visit}]\n'
    client.post(f"{address}choose/", {"mapping": "own", "own": own})
    assert "1 of the first 1 row can be used" in text(client, address)
    broken = client.post(f"{address}choose/", {"mapping": "own", "own": "name: visits\nintractions: []"})
    assert broken.status_code == 422
    assert "did you mean “interactions”" in broken.content.decode()


def test_reacting_needs_a_look_first(client: Client) -> None:
    address = add(client, ANSWERS)
    assert "Take them in and react" not in text(client, address)
    client.post(f"{address}foresee/", {"as_of": "2026-03-03"})
    page = text(client, address)
    assert "As news, 2 of 3 interactions would count" in page and "Take them in and react" in page
    assert Interaction.objects.count() == 0
    client.post(f"{address}start/", {"as": "news"})
    worker.catch_up()
    assert Interaction.objects.filter(news=True).count() == 2


def test_history_stays_history_even_after_a_look(client: Client) -> None:
    address = add(client, ANSWERS)
    client.post(f"{address}foresee/", {"as_of": "2026-03-03"})
    client.post(f"{address}start/", {"as": "history"})
    worker.catch_up()
    assert Interaction.objects.filter(news=True).count() == 0


def test_other_choices_ask_for_another_look(client: Client) -> None:
    address = add(client, ANSWERS)
    client.post(f"{address}foresee/", {"as_of": "2026-03-03"})
    client.post(f"{address}choose/", {"mapping": "responses"})
    assert "Take them in and react" not in text(client, address)
    client.post(f"{address}start/", {"as": "news"})
    worker.catch_up()
    assert Interaction.objects.filter(news=True).count() == 0


def test_a_rejected_row_is_mended_on_its_page(client: Client) -> None:
    address = add(client, ANSWERS + "R9,2026-03-04,x@example.org,11,4,too good\n")
    client.post(f"{address}start/")
    worker.catch_up()
    row = Rejected.objects.get()
    assert "Nps must be 0 to 10, and is 11" in text(client, address)
    assert "too good" in text(client, "/rejected/")
    page = text(client, f"/rejected/{row.pk}/")
    assert "id,date,email,nps,csat,comment" in page and row.raw.strip() in page
    refused = client.post(f"/rejected/{row.pk}/", {"raw": row.raw.replace("11", "12")})
    assert refused.status_code == 422 and "It still cannot be used" in refused.content.decode()
    assert client.post(f"/rejected/{row.pk}/", {"raw": row.raw.replace("11", "10")}).status_code == 302
    assert Interaction.objects.count() == 4
    assert "No row waits to be mended" in text(client, "/rejected/")


def test_a_row_is_set_aside_for_good(client: Client) -> None:
    address = add(client, "id,date,nps\n1,never,3\n")
    client.post(f"{address}start/")
    worker.catch_up()
    client.post(f"/rejected/{Rejected.objects.get().pk}/discard/")
    assert Rejected.objects.get().state == "discarded"


def test_a_file_that_cannot_be_read_says_so_on_the_page(client: Client) -> None:
    address = add(client, "\1\2\3\4" * 100, "noise.bin")
    page = text(client, address)
    assert "noise.bin is none of the files that can be read" in page and "Nothing was taken in" in page
    refused = client.post(f"{address}start/")
    assert refused.status_code == 422
    assert Import.objects.get().state == Import.State.DRAFT


def test_several_files_are_read_as_a_folder(client: Client, real_data: Any) -> None:
    folder: Path = real_data("local_only/olist_3k_full_schema")
    files = [SimpleUploadedFile(file.name, file.read_bytes()) for file in sorted(folder.glob("*.csv"))]
    address = client.post("/imports/", {"file": files}).headers["location"]
    assert Import.objects.get().mapping == "olist"
    assert "can be used" in text(client, address)


def test_a_name_cannot_leave_the_folder_of_uploads(client: Client) -> None:
    add(client, ANSWERS, "../../../etc/pass wd;rm.csv")
    run = Import.objects.get()
    assert Path(run.path).parent.parent == (Path(settings.OYEZ_DATA) / "uploads").resolve()
    assert run.name == "pass wd_rm.csv"


def test_a_full_disk_while_adding_a_file_keeps_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    class Endless:
        name = "big.csv"

        def chunks(self) -> Any:
            yield b"a,b\n"
            raise OSError(errno.ENOSPC, "No space left on device")

    folder = Path(settings.OYEZ_DATA) / "uploads"
    before = set(folder.iterdir()) if folder.exists() else set()
    with pytest.raises(Unavailable, match=r"The disk is full\. The file was not kept"):
        uploads.keep(OPERATOR, [Endless()])
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize(
    "role", ["manager", "agent", "analyst", "executive", "administrator", "account_manager"]
)
def test_only_who_may_import_sees_imports(town: Town, tmp_path: Path, role: str) -> None:
    run = take_in(write(tmp_path, "a.csv", ANSWERS + "R9,never,x@example.org,1,1,\n"))
    row = Rejected.objects.get()
    other = town.client(town.member(role, "harbour" if role in {"manager", "agent"} else None))
    for address in ("/imports/", f"/imports/{run.pk}/", "/rejected/", f"/rejected/{row.pk}/"):
        assert other.get(address).status_code in (403, 404), address
    for address in (
        f"/imports/{run.pk}/replay/",
        f"/imports/{run.pk}/pause/",
        f"/rejected/{row.pk}/discard/",
    ):
        assert other.post(address).status_code in (403, 404), address
    assert Rejected.objects.get().state == "waiting"


def test_lists_cost_the_same_whatever_their_length(
    client: Client, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        take_in(write(tmp_path, f"{n}.csv", f"id,date,nps\n{n},never,3\n"))
    for address in ("/imports/", "/rejected/"):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_a_file_that_tells_nothing_asks_what_is_in_it(client: Client) -> None:
    address = add(client, "Nummer;Datum;Bemerkung\n1;01.03.2026;gut\n", "notes.csv")
    page = text(client, address)
    assert "Nothing in this file tells for sure what is in it." in page and "choose what is in it" in page
    assert "Bemerkung" in page and "Take them in as history" not in page
    refused = client.post(f"{address}start/", {"as": "history"})
    assert refused.status_code == 422 and "Say first what is in this file" in refused.content.decode()
    client.post(f"{address}choose/", {"mapping": "responses"})
    assert "1 of the first 1 row can be used" in text(client, address)


def test_the_file_of_the_tutorial_is_read_as_answers(client: Client) -> None:
    content = (
        "id,date,email,branch,nps,comment\n1,2026-03-02 09:15,ana@example.org,harbour,9,Fitted in a day\n"
    )
    page = text(client, add(client, content, "responses.csv"))
    assert '<option value="responses" selected>' in page and '<option value="nps" selected>' in page


def test_a_missing_column_names_its_field(client: Client) -> None:
    address = add(client, "id,moment,nps\n1,soon,9\n")
    client.post(f"{address}choose/", {"mapping": "responses"})
    page = text(client, address)
    assert "The file has no column for “occurred”" in page
    assert "Choose “Date” beside it under “Your columns”." in page


def test_a_survey_with_ids_of_another_is_taken_under_its_name(client: Client, tmp_path: Path) -> None:
    take_in(write(tmp_path, "a.csv", ANSWERS))
    address = add(client, ANSWERS.replace("2026-03", "2026-09"))
    assert "Name of this survey or system" in text(client, address)
    client.post(f"{address}choose/", {"mapping": "responses", "source": "Autumn survey"})
    assert 'value="Autumn survey"' in text(client, address)
    client.post(f"{address}start/", {"as": "history"})
    worker.catch_up()
    assert Interaction.objects.filter(source="Autumn survey").count() == 3
