"""Cases and triggers for programs: what a key may, and what it gets to know."""

from typing import Any

import pytest
from django.test import Client

from oyez.act.models import Case, Trigger
from oyez.company.models import Member
from oyez.journal.models import Interaction
from tests.act.conftest import Desk
from tests.town import fact, tell


def ask(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == status, response.content
    return response.json()


def send(client: Client, path: str, body: Any = None, status: int = 200) -> Any:
    response = client.post(f"/api/v1{path}", body or {}, content_type="application/json")
    assert response.status_code == status, response.content
    return response.json()


def of(desk: Desk, member: Member) -> Client:
    return desk.town.client(member)


def test_cases_are_listed_for_those_who_see_them(desk: Desk) -> None:
    number = desk.case().number

    assert [case["number"] for case in ask(of(desk, desk.town.cem), "/cases")["cases"]] == [number]
    assert ask(of(desk, desk.town.dara), "/cases") == {"cases": [], "open": 0, "next": ""}
    assert "error" in ask(of(desk, desk.town.eli), "/cases", 404)


def test_one_case_comes_with_its_thread(desk: Desk) -> None:
    number = desk.case().number

    found = ask(of(desk, desk.town.cem), f"/cases/{number}")

    assert found["score"] == {"name": "nps", "value": 3}
    assert found["thread"][0]["text"] == "The worktop is chipped. Nobody said a word."


@pytest.mark.parametrize("who", ["dara", "eli"])
def test_a_foreign_case_is_not_there_for_any_verb(desk: Desk, who: str) -> None:
    number = desk.case().number
    client = of(desk, getattr(desk.town, who))
    before = Case.objects.values().get()

    ask(client, f"/cases/{number}", 404)
    bodies: dict[str, Any] = {
        "take": {},
        "answer": {"text": "x", "channel": "phone"},
        "note": {"text": "x"},
        "refer": {"to": desk.town.dara.pk},
        "close": {"cause": "no-word", "outcome": "improved"},
        "reopen": {},
    }
    for verb, body in bodies.items():
        assert send(client, f"/cases/{number}/{verb}", body, 404)["error"]["code"] == "not_found"

    assert Case.objects.values().get() == before


def test_a_case_is_worked_on_from_beginning_to_end(desk: Desk) -> None:
    tell(fact("visit", text="The customer was upset.", kind="visit"))
    client = of(desk, desk.town.cem)

    number = send(client, "/cases", {"seq": Interaction.objects.get().seq})["number"]
    send(client, f"/cases/{number}/note", {"text": "Look at the crate."})
    send(client, f"/cases/{number}/answer", {"text": "We come on Tuesday.", "once": "a"})
    send(client, f"/cases/{number}/refer", {"to": desk.town.bea.pk, "text": "Yours"})
    send(client, f"/cases/{number}/close", {"cause": "no-word", "outcome": "improved"})
    found = ask(client, f"/cases/{number}")

    assert (found["state"], found["root_cause"]) == ("closed", "no-word")
    assert [line["kind"] for line in found["thread"]] == ["heard", "note", "reply", "referral", "closed"]


def test_what_cannot_be_done_is_said_in_one_sentence(desk: Desk) -> None:
    number = desk.case().number
    client = of(desk, desk.town.cem)

    refused = send(client, f"/cases/{number}/close", {"cause": "nonsense", "outcome": "improved"}, 422)

    assert refused["error"]["message"].startswith("Say why it happened")


def test_triggers_are_read_changed_and_tried_out_by_the_programme_only(desk: Desk) -> None:
    tell(fact("old", "2026-02-10", scores={"nps": 8}))
    client = of(desk, desk.carla)
    body = ask(client, "/triggers/nps-low")
    key = body.pop("key")

    changed = client.put(f"/api/v1/triggers/{key}", body | {"limit": 8}, content_type="application/json")

    assert changed.json()["limit"] == 8
    assert Trigger.objects.get(key=key).limit == 8
    assert send(client, f"/triggers/{key}/preview")["cases"] == 1
    assert not Case.objects.exists()
    other = of(desk, desk.town.cem)
    assert other.get("/api/v1/triggers").status_code == 404
    assert other.put(f"/api/v1/triggers/{key}", body, content_type="application/json").status_code == 404
    assert Trigger.objects.get(key=key).limit == 8


def test_a_stranger_gets_no_answer(desk: Desk) -> None:
    number = desk.case().number
    for path in ("/cases", f"/cases/{number}", "/triggers"):
        assert Client().get(f"/api/v1{path}").status_code == 401
