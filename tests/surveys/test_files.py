"""Files that came with answers: for who may see that very answer, as downloads, gone when nobody finished."""

import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oyez.company.models import AuditLine
from oyez.journal.changes import append_inbox, redact
from oyez.journal.models import Interaction
from oyez.kit.clock import now
from oyez.surveys.changes import files
from oyez.surveys.changes.answering import tell_anonymous
from oyez.surveys.models import Response, Upload
from tests.surveys.asking import FITTING, begin, published
from tests.town import Town

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n...."
PHOTO = "  - {id: photo, type: file, page: low, when: nps <= 6, text: {en: Show us, de: Zeigen}}"
PICTURE = FITTING.replace("  - {id: improve", f"{PHOTO}\n  - {{id: improve")


def sent(mode: str = "identified", *, finish: bool = True) -> Upload:
    """Somebody at the harbour sends a picture."""
    survey = published(PICTURE.replace("mode: identified", f"mode: {mode}"))
    client = Client()
    where = begin(client, f"/s/{survey.key}/", nps="3")
    client.post(where, {"photo": SimpleUploadedFile('chip".png', PNG), **({"finish": "1"} if finish else {})})
    if not finish:
        Response.objects.update(finished_at=None)
    append_inbox()
    return Upload.objects.get()


def address(upload: Upload, key: str = "") -> str:
    return f"/surveys/fitting/files/{key or upload.key}/"


def test_who_may_see_the_answer_may_take_its_file(town: Town) -> None:
    upload = sent()
    answer = town.client(town.cem).get(address(upload))

    shown = town.client(town.cem).get("/surveys/fitting/results/").content.decode()
    assert address(upload) in shown
    assert answer.status_code == 200 and b"".join(answer) == PNG  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert AuditLine.objects.get(verb="take_file").target == "survey:fitting"


def test_who_is_elsewhere_or_may_know_no_persons_finds_nothing(town: Town) -> None:
    upload = sent()
    for member in (town.dara, town.eli, town.member("analyst"), town.member("executive")):
        assert town.client(member).get(address(upload)).status_code in (403, 404), member
    assert Client().get(address(upload)).status_code in (302, 403, 404)
    assert not AuditLine.objects.filter(verb="take_file").exists()


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_files_of_unnamed_answers_are_shown_to_nobody(town: Town, mode: str) -> None:
    upload = sent(mode)
    for member in (town.cem, town.member("cx_manager")):
        assert town.client(member).get(address(upload)).status_code == 404


def test_a_file_of_an_answer_that_was_redacted_is_gone_with_it(town: Town) -> None:
    upload = sent()
    redact([Interaction.objects.get(kind="response").seq], "asked for")

    assert town.client(town.cem).get(address(upload)).status_code == 404


@pytest.mark.parametrize("key", ["..", "%2e%2e%2fsecret", "..%2f..%2fsecret", "a" * 32, ".", "%00"])
def test_no_path_leads_elsewhere(town: Town, key: str) -> None:
    upload = sent()
    assert town.client(town.cem).get(address(upload, key)).status_code == 404


def test_the_file_of_another_survey_is_not_found_here(town: Town) -> None:
    upload = sent()
    assert town.client(town.cem).get(f"/surveys/other/files/{upload.key}/").status_code == 404


def test_a_file_waits_thirty_days_for_the_rest_of_its_answer(town: Town) -> None:
    upload = sent(finish=False)
    Response.objects.update(saved_at=now() - timedelta(days=29))

    assert files.drop_unfinished() == 0
    assert files.place(upload.key).exists()


@pytest.mark.django_db(transaction=True)
def test_files_of_answers_that_nobody_finished_go_after_thirty_days(town: Town) -> None:
    upload = sent(finish=False)
    Response.objects.update(saved_at=now() - timedelta(days=31))

    assert files.drop_unfinished() == 1
    assert not files.place(upload.key).exists() and not Upload.objects.exists()


def test_a_finished_answer_keeps_its_file(town: Town) -> None:
    upload = sent()
    Response.objects.update(saved_at=now() - timedelta(days=400), finished_at=now() - timedelta(days=400))
    files.drop_unfinished()
    _grow_old(upload)

    files.drop_ownerless()
    assert files.place(upload.key).exists()


def test_what_an_anonymous_answer_brought_goes_when_its_row_goes(town: Town) -> None:
    upload = sent("anonymous")
    Response.objects.update(finished_at=now() - timedelta(days=3), saved_at=now() - timedelta(days=3))
    tell_anonymous(5)
    files.drop_ownerless()
    assert not Upload.objects.exists() and files.place(upload.key).exists()  # it might be on its way in

    _grow_old(upload)
    assert files.drop_ownerless() and not files.place(upload.key).exists()


def _grow_old(upload: Upload) -> None:
    then = (now() - timedelta(days=900)).timestamp()
    os.utime(files.place(upload.key), (then, then))
