"""The two doors of the API: a key, or the session of a signed-in member with its CSRF token."""

import pytest
from django.test import Client

from oyez.company import changes
from tests.town import Town

pytestmark = pytest.mark.django_db

CASES = "/api/v1/cases"
CLOSE = "/api/v1/cases/C-1/close"


def key_of(town: Town) -> str:
    return changes.create_api_key(town.viewer(town.cem), town.cem, "manager", "report")[1]


def test_a_key_opens_the_door(town: Town) -> None:
    answer = Client().get(CASES, headers={"authorization": f"Bearer {key_of(town)}"})
    assert answer.status_code == 200


def test_without_a_key_or_a_session_nobody_gets_in(town: Town) -> None:
    assert Client().get(CASES).status_code == 401


def test_a_revoked_key_is_worthless_at_once(town: Town) -> None:
    secret = key_of(town)
    changes.revoke_api_key(town.viewer(town.cem), town.cem.api_keys.get().pk)
    assert Client().get(CASES, headers={"authorization": f"Bearer {secret}"}).status_code == 401


def test_a_wrong_key_does_not_fall_back_to_the_session(town: Town) -> None:
    client = town.client(town.cem)
    assert client.get(CASES, headers={"authorization": "Bearer oyez_wrong"}).status_code == 401


def test_a_session_reads(town: Town) -> None:
    assert town.client(town.cem).get(CASES).status_code == 200


def test_a_session_writes_only_with_its_csrf_token(town: Town) -> None:
    """Another site can make a browser send its session, not the token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.cem)
    assert client.post(CLOSE, {}, content_type="application/json").status_code == 401


def test_an_error_has_one_shape(town: Town) -> None:
    error = town.client(town.cem).get("/api/v1/cases/C-999").json()["error"]
    assert set(error) == {"code", "message"}
    assert error["code"] == "not_found"
