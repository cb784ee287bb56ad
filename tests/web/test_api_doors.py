"""The two doors of the API: a key, or the session of a signed-in member with its CSRF token."""

from typing import Any

import pytest
from django.test import Client

from oyez.company import changes
from oyez.company.core.scope import OPERATOR
from tests.town import Town
from tests.web.routes import routes

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


def test_a_key_is_worthless_once_its_member_lost_the_role(town: Town) -> None:
    secret = key_of(town)
    changes.revoke(OPERATOR, town.cem.pk, town.cem.grants.get(role="manager").pk)
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


def shape(response: Any) -> tuple[int, str]:
    """Status and code of an answer that has the one shape."""
    error = response.json()["error"]
    assert set(error) == {"code", "message"}
    assert error["message"]
    return response.status_code, error["code"]


def test_whoever_is_not_known_is_told_so_in_the_one_shape(town: Town) -> None:
    by_session = Client(enforce_csrf_checks=True)
    by_session.force_login(town.cem)
    without_token = by_session.post(CLOSE, {}, content_type="application/json")
    assert shape(Client().get(CASES)) == (401, "not_known")
    assert shape(Client().get(CASES, headers={"authorization": "Bearer oyez_wrong"})) == (401, "not_known")
    assert shape(without_token) == (401, "not_known")
    assert "CSRF" in without_token.json()["error"]["message"]


def test_a_wrong_verb_an_unknown_route_and_a_wrong_body_have_the_one_shape(town: Town) -> None:
    client = town.client(town.cem)
    wrong = client.delete(CASES)
    assert shape(wrong) == (405, "wrong_verb")
    assert wrong["Allow"] == "GET, POST"
    assert shape(client.get("/api/v1/nothing")) == (404, "not_found")
    assert shape(client.get("/api/v2/cases")) == (404, "not_found")
    assert shape(client.post(CLOSE, "{", content_type="application/json"))[0] in (400, 422)


def test_what_a_role_lacks_answers_as_if_it_were_not_there(town: Town) -> None:
    agent = town.client(town.bea)
    assert shape(agent.get("/api/v1/matrix")) == (404, "not_allowed")
    assert shape(agent.put("/api/v1/triggers/x", "{}", content_type="application/json"))[0] in (404, 422)
    refused = agent.post("/initiatives/any/cost/", {"cost": "x"})
    assert refused.status_code == 404
    assert "Front-line agent" in refused.content.decode()


def test_nothing_that_a_member_read_stays_in_the_browser(town: Town) -> None:
    """After signing out, the button "back" must not show a person again."""
    client = town.client(town.member("cx_manager"))
    for route in routes():
        for address in route.addresses({key: [1] for key in route.parameters()}):
            assert "no-store" in client.get(address)["Cache-Control"], address
    by_key = Client().get(CASES, headers={"authorization": f"Bearer {key_of(town)}"})
    assert by_key["Cache-Control"] == "no-store, private"
    assert "no-store" not in Client().get("/static/oyez/css/base.css").get("Cache-Control", "")
