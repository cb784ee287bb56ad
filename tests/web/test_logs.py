"""A log says what happened, and names nobody."""

import json
import logging

import pytest
from django.test import Client

from oyez.web.logs import JsonFormatter
from tests.town import Town

pytestmark = pytest.mark.django_db


def test_a_warning_of_django_is_whole_and_names_no_person(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("django.security.csrf").addHandler(caplog.handler)
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.bea)
    client.post(f"/people/{town.ana.pk}/note/", {"text": "hello"})
    message = json.loads(JsonFormatter().format(caplog.records[0]))["message"]
    assert message == "Forbidden (CSRF cookie not set.): /people/<int:person_id>/note/"


def test_an_address_that_leads_nowhere_is_left_out() -> None:
    said = {"name": "django.request", "msg": "%s: %s", "args": ("Not Found", "/people/ana@example.org/")}
    assert json.loads(JsonFormatter().format(logging.makeLogRecord(said)))["message"] == "Not Found: …"
