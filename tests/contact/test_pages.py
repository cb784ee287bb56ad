"""The pages about contact rules: what they say, what they change, and who may not see them."""

import re
from datetime import timedelta

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.approaching import approach
from oyez.contact.changes.planning import plan
from oyez.contact.core.asking import Asking
from oyez.contact.models import Delay, Preparation, RulesVersion
from oyez.contact.queries.deciding import decide
from oyez.contact.rules import built_in_text
from oyez.kit.clock import now
from oyez.people import changes as people
from oyez.people.models import Account
from tests.town import HOTEL

pytestmark = pytest.mark.django_db
STANDING = Asking(kind="relationship", key="standing", wave="1", purpose="research")
STRICT = built_in_text().replace("after_any: 30", "after_any: 45")


@pytest.fixture
def manager(town):
    return town.client(town.member("cx_manager"))


@pytest.fixture
def seller(town):
    member = town.member("account_manager")
    Account.objects.filter(key=HOTEL).update(manager=member)
    people.ensure_contacts(OPERATOR, [(town.ana.pk, HOTEL, "user")])
    return town.client(member)


def asked(town) -> None:
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, [town.ana.pk], now()))


def text_of(answer) -> str:
    return answer.content.decode()


def names_ana(said: str) -> bool:
    return re.search(r"\bAna\b", said) is not None


def test_the_rules_are_told_in_words(manager) -> None:
    said = text_of(manager.get("/contact/rules/"))
    assert "nobody is asked anything for 30 days" in said
    assert "at most 30 % of its contacts in one wave" in said
    assert "Whoever made 6 purchases within 90 days is a regular buyer" in said


def test_rules_are_saved_as_a_version_and_restored(manager) -> None:
    assert manager.post("/contact/rules/", {"text": STRICT, "version": "0", "do": "save"}).status_code == 302
    said = text_of(manager.get("/contact/rules/"))
    assert "nobody is asked anything for 45 days" in said
    assert "+  after_any: 45" in said
    assert manager.post("/contact/rules/restore/", {"version": "0"}).status_code == 302
    assert "for 30 days" in text_of(manager.get("/contact/rules/"))
    assert RulesVersion.objects.count() == 2


def test_a_wrong_line_is_shown_and_nothing_is_saved(manager) -> None:
    wrong = built_in_text().replace("after_any: 30", "after_all: 30")
    answer = manager.post("/contact/rules/", {"text": wrong, "version": "0", "do": "save"})
    assert answer.status_code == 422
    assert "did you mean “after_any”?" in text_of(answer)
    assert "4 →   after_all: 30" in text_of(answer)
    assert not RulesVersion.objects.exists()


def test_whoever_was_overtaken_is_told(manager) -> None:
    manager.post("/contact/rules/", {"text": STRICT, "version": "0", "do": "save"})
    other = built_in_text().replace("after_any: 30", "after_any: 10")
    answer = manager.post("/contact/rules/", {"text": other, "version": "0", "do": "save"})
    assert answer.status_code == 422
    assert "changed meanwhile" in text_of(answer)


def test_rules_are_tried_out_before_they_hold(town, manager) -> None:
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, None, now()), now() - timedelta(days=40))
    answer = manager.post("/contact/rules/", {"text": STRICT, "version": "0", "do": "try"})
    assert "0 of 1 persons could get a study; by the rules that hold 1." in text_of(answer)
    assert not RulesVersion.objects.exists()


def test_the_calendar_names_for_who_may_know_and_counts_for_others(town, manager) -> None:
    asked(town)
    assert "Ana" in text_of(manager.get("/contact/calendar/"))
    analyst = town.client(town.member("analyst"))
    said = text_of(analyst.get("/contact/calendar/"))
    assert "standing" in said and not names_ana(said)
    assert "Nobody is asked in these weeks" in text_of(manager.get("/contact/calendar/?from=2020-01-01"))
    assert manager.get("/contact/calendar/?from=soon").status_code == 422


def test_why_is_told_to_who_sees_the_person(town, manager) -> None:
    asked(town)
    address = f"/contact/people/{town.ana.pk}/"
    assert "Received a relationship survey (standing) by email." in text_of(manager.get(address))
    analyst = text_of(town.client(town.member("analyst")).get(address))
    assert "Received a relationship survey" in analyst and not names_ana(analyst)
    for member in (town.dara, town.eli):
        assert town.client(member).get(address).status_code == 404


def test_an_account_manager_waits_prepares_and_goes_on(town, seller) -> None:
    plan(OPERATOR, STANDING, [(town.ana.pk, HOTEL, now() + timedelta(days=5))])
    address = f"/contact/accounts/{HOTEL}/"
    assert "A relationship survey (standing, 1): Ana" in text_of(seller.get(address))
    until = (now().date() + timedelta(days=7)).isoformat()
    assert seller.post(address + "delay/", {"until": until, "reason": "a fair"}).status_code == 302
    assert "a fair" in text_of(seller.get(address))
    assert seller.post(address + "go-on/").status_code == 302
    told = {"wave": "0", "persons": [str(town.ana.pk)], "note": "by phone"}
    assert seller.post(address + "prepare/", told).status_code == 302
    assert "by phone" in text_of(seller.get(address))
    assert Preparation.objects.get().person == town.ana


def test_what_an_account_manager_may_not_is_said(town, seller) -> None:
    address = f"/contact/accounts/{HOTEL}/"
    until = (now().date() + timedelta(days=30)).isoformat()
    answer = seller.post(address + "delay/", {"until": until, "reason": "never again"})
    assert answer.status_code == 422
    assert "at most 14 days" in text_of(answer)
    assert seller.post(address + "delay/", {"until": "", "reason": ""}).status_code == 422
    assert seller.post(address + "prepare/", {"wave": "7", "persons": ["1"]}).status_code == 422
    assert not Delay.objects.exists()


def test_others_neither_see_nor_change_the_account(town, seller) -> None:
    address = f"/contact/accounts/{HOTEL}/"
    until = (now().date() + timedelta(days=7)).isoformat()
    for role in ("account_manager", "executive", "analyst", "administrator"):
        client = town.client(town.member(role))
        assert client.get(address).status_code == 404
        assert client.post(address + "delay/", {"until": until, "reason": "x"}).status_code == 404
    assert town.client(town.cem).get(address).status_code == 404


def test_only_the_programme_sees_the_rules(town) -> None:
    for role in ("executive", "analyst", "account_manager", "administrator", "agent"):
        unit = "harbour" if role == "agent" else None
        client = town.client(town.member(role, unit))
        assert client.get("/contact/rules/").status_code == 404
        assert client.post("/contact/rules/", {"text": STRICT, "version": "0"}).status_code == 404
        assert client.post("/contact/rules/restore/", {"version": "0"}).status_code == 404
