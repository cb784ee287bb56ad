"""A provider posts what arrives to an address with a secret in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oyez.contact.models import Received
from tests.contact.inbound.mails import written

pytestmark = pytest.mark.django_db
SECRET = "abcdefghijklmnopqrstuvwxyz"
RAW = "message/rfc822"


@pytest.fixture
def hook(monkeypatch) -> str:
    monkeypatch.setenv("OYEZ_MAIL_HOOK", SECRET)
    return f"/hooks/mail/{SECRET}/"


def test_a_raw_mail_is_taken(hook) -> None:
    answer = Client(enforce_csrf_checks=True).post(hook, written("Hello"), content_type=RAW)
    assert (answer.status_code, answer.json()["kind"]) == (200, "reply")
    assert Received.objects.count() == 1


@pytest.mark.parametrize("field", ["email", "body-mime"])
def test_a_mail_in_a_form_is_taken(hook, field) -> None:
    assert Client().post(hook, {field: written("Hello").decode()}).json()["kind"] == "reply"
    assert Client().post(hook, {field: SimpleUploadedFile("m", written("Hello"))}).json()["known"]


def test_a_wrong_secret_finds_nothing(hook) -> None:
    assert Client().post("/hooks/mail/wrong/", written("Hello"), content_type=RAW).status_code == 404
    assert not Received.objects.exists()


def test_without_a_secret_there_is_no_door() -> None:
    assert Client().post(f"/hooks/mail/{SECRET}/", written("Hello"), content_type=RAW).status_code == 404


def test_looking_at_the_door_does_nothing(hook) -> None:
    assert Client().get(hook).status_code == 405


def test_what_is_empty_or_too_large_is_refused(hook, monkeypatch) -> None:
    monkeypatch.setattr("oyez.contact.views.hooks.LARGEST", 100)
    assert Client().post(hook, b"", content_type=RAW).status_code == 422
    assert Client().post(hook, b"x" * 101, content_type=RAW).status_code == 422
