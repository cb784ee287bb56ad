"""`oyez contact` and the routes for programs say the same as the pages."""

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.approaching import approach
from oyez.contact.core.asking import Asking
from oyez.contact.models import Delay, OptOut, RulesVersion
from oyez.contact.queries.deciding import decide
from oyez.contact.rules import built_in_text
from oyez.kit.clock import now
from oyez.people import changes as people
from oyez.people.models import Account
from oyez.web.cli import oyez
from tests.town import ANA, HOTEL, Town

pytestmark = pytest.mark.django_db
STANDING = Asking(kind="relationship", key="standing", wave="1", purpose="research")
API = "/api/v1/contact"


def run(*words: str, **said: Any) -> Result:
    runner = CliRunner(env={"COLUMNS": "200"})
    return runner.invoke(oyez, ["contact", *words], catch_exceptions=False, **said)


def key(town: Town, role: str) -> dict[str, str]:
    member = town.member(role)
    secret = company.create_api_key(town.viewer(member), member, role, "program")[1]
    return {"authorization": f"Bearer {secret}"}


def soon(days: int) -> str:
    return (now().date() + timedelta(days=days)).isoformat()


def test_the_rules_on_the_command_line(town: Town) -> None:
    assert "nobody is asked anything for 30 days" in run("rules").stdout
    assert run("rules", "--text").stdout == built_in_text()
    other = built_in_text().replace("after_any: 30", "after_any: 31")
    assert "Version 1 holds" in run("rules", "--save", "-", input=other).stdout
    assert json.loads(run("rules", "--json").stdout)["version"] == 1


def test_a_dry_run_on_the_command_line_asks_nobody(town: Town) -> None:
    said = run("dry-run", "relationship", "standing", "--wave", "1")
    assert "None of 1 held back." in said.stdout
    assert json.loads(run("dry-run", "study", "x", "--rate", "0", "--json").stdout) == {
        "persons": 1,
        "counts": {"sampled_out": 1},
    }


def test_why_on_the_command_line(town: Town) -> None:
    assert "Never asked so far" in run("why", "ana@example.org").stdout
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, None, now()))
    assert "Received a relationship survey (standing)" in run("why", ANA).stdout
    assert json.loads(run("why", ANA, "--json").stdout)[0]["what"] == "asked"


def test_a_delay_on_the_command_line(town: Town) -> None:
    assert "Nobody at hotel-astoria is asked before" in run("delay", HOTEL, soon(3), "a fair").stdout
    assert Delay.objects.get().name == "operator"


def test_programs_read_and_change_the_rules(client: Any, town: Town) -> None:
    headers = key(town, "cx_manager")
    assert client.get(f"{API}/rules", headers=headers).json()["version"] == 0
    text = built_in_text().replace("after_any: 30", "after_any: 31")
    said = {"text": text, "version": 0}
    answer = client.post(f"{API}/rules", said, content_type="application/json", headers=headers)
    assert answer.json()["version"] == 1
    wrong = client.post(f"{API}/rules", {"text": "rest: 3"}, content_type="application/json", headers=headers)
    assert wrong.status_code == 422
    assert RulesVersion.objects.count() == 1


def test_programs_try_a_wave_and_ask_why(client: Any, town: Town) -> None:
    headers = key(town, "cx_manager")
    trial = {"kind": "study", "key": "kitchens", "purpose": "research", "persons": [town.ana.pk]}
    answer = client.post(f"{API}/dry-run", trial, content_type="application/json", headers=headers)
    assert answer.json() == {"persons": 1, "sentence": "None of 1 held back.", "counts": {"send": 1}}
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, None, now()))
    why = client.get(f"{API}/people/{town.ana.pk}/why", headers=headers).json()
    assert [line["what"] for line in why] == ["asked"]
    days = f"since={soon(-1)}&until={soon(1)}"
    assert client.get(f"{API}/calendar?{days}", headers=headers).json()[0]["names"] == ["Ana"]


def test_programs_leave_somebody_alone(client: Any, town: Town) -> None:
    headers = key(town, "cx_manager")
    said = {"subject": ANA, "purpose": "all"}
    for door, count in (("opt-outs", 1), ("opt-outs", 1), ("opt-ins", 1), ("opt-ins", 0)):
        answer = client.post(f"{API}/{door}", said, content_type="application/json", headers=headers)
        assert answer.json() == {"changed": count}
    assert OptOut.objects.count() == 1


def test_an_account_managers_program_waits_and_prepares_at_its_own_accounts(client: Any, town: Town) -> None:
    headers = key(town, "account_manager")
    delay, told = {"until": soon(3), "reason": "a fair"}, {"persons": [town.ana.pk], "key": "standing"}
    for door, said in (("delay", delay), ("prepare", told)):
        address = f"{API}/accounts/{HOTEL}/{door}"
        assert client.post(address, said, content_type="application/json", headers=headers).status_code == 404
    Account.objects.filter(key=HOTEL).update(manager=town.member("account_manager"))
    people.ensure_contacts(OPERATOR, [(town.ana.pk, HOTEL, "user")])
    manager = Account.objects.get(key=HOTEL).manager
    assert manager is not None
    secret = company.create_api_key(town.viewer(manager), manager, "account_manager", "own")[1]
    own = {"authorization": f"Bearer {secret}"}
    for door, said in (("delay", delay), ("prepare", told)):
        address = f"{API}/accounts/{HOTEL}/{door}"
        assert client.post(address, said, content_type="application/json", headers=own).status_code == 200


def test_others_may_not(client: Any, town: Town) -> None:
    headers = key(town, "executive")
    trial = {"kind": "study", "key": "kitchens", "purpose": "research"}
    doors = [("rules", {"text": built_in_text()}), ("dry-run", trial), ("opt-outs", {"subject": ANA})]
    for door, said in doors:
        answer = client.post(f"{API}/{door}", said, content_type="application/json", headers=headers)
        assert answer.status_code == 404
    assert client.get(f"{API}/people/{town.ana.pk}/why", headers=headers).status_code == 404
