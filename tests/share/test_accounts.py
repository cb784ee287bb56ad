"""The account matrix from real rows, who may see what of it, and one account's page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.kit import clock
from oyez.measure.core.matrix.panel import day_of
from oyez.measure.core.matrix.placing import Look, Quadrant
from oyez.people import changes as people
from oyez.share.queries.ground import ground
from oyez.share.queries.matrix import matrix
from oyez.share.queries.outlook import risk
from tests.share.world import account, answered, contact
from tests.town import HARBOUR, HILL, HOTEL, Town, fact, tell

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_fixed", lambda: NOW)


def _get(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def _points(key: str) -> list[float]:
    read = ground(OPERATOR)
    latest = read.panel.at(day_of(NOW))
    return sorted(latest.points[latest.account == read.keys.index(key)].tolist())


def test_only_the_latest_relationship_answer_of_a_contact_counts(town: Town) -> None:
    account("nord", 900_000)
    dirk = contact("nord", "dirk", "decision_maker")
    answered("nord", dirk, 2, "2025-06-01")
    answered("nord", dirk, 9, "2026-02-01")
    assert _points("nord") == [90]


def test_an_answer_about_one_delivery_is_not_about_the_relationship(town: Town) -> None:
    account("nord", 900_000)
    dirk = contact("nord", "dirk", "decision_maker")
    answered("nord", dirk, 2, survey="after-delivery", touchpoint="fitting")
    assert _points("nord") == []


def test_an_answer_at_a_touchpoint_of_the_stage_account_is_about_the_relationship(town: Town) -> None:
    from oyez.company import changes as company

    company.ensure_touchpoint(OPERATOR, "account-care", "Account care", stage="account")
    account("nord", 900_000)
    dirk = contact("nord", "dirk", "decision_maker")
    answered("nord", dirk, 7, survey="working-with-us", touchpoint="account-care")
    assert _points("nord") == [70]


def test_an_answer_counts_for_the_account_it_was_given_for(town: Town) -> None:
    account("nord", 900_000)
    account("west", 500_000)
    dirk = contact("nord", "dirk", "decision_maker")
    people.ensure_contacts(OPERATOR, [(people.persons_of([dirk])[dirk], "west", "user")])
    answered("nord", dirk, 9)
    assert (_points("nord"), _points("west")) == ([90], [])


def test_a_corrected_answer_counts_as_corrected(town: Town) -> None:
    account("nord", 900_000)
    dirk = contact("nord", "dirk", "decision_maker")
    answered("nord", dirk, 2)
    answered("nord", dirk, 8, replaces=f"{dirk}-2026-03-02-2")
    assert _points("nord") == [80]


def test_confidential_answers_never_stand_for_one_contact(town: Town) -> None:
    account("nord", 900_000)
    dirk = contact("nord", "dirk", "decision_maker")
    answered("nord", dirk, 2, mode="confidential")
    assert _points("nord") == []


def test_an_answer_under_the_number_of_an_absorbed_record_is_the_contacts(town: Town) -> None:
    account("nord", 900_000)
    dirk = contact("nord", "dirk", "decision_maker")
    known = people.recognise(OPERATOR, [people.Sighting(("crm:77",), name="D.")], "town")
    people.merge(OPERATOR, people.persons_of([dirk])[dirk], known["crm:77"], "one")
    answered("nord", "crm:77", 8)
    assert _points("nord") == [80]


def test_the_matrix_puts_large_dissatisfied_accounts_at_risk_and_silent_ones_nowhere(town: Town) -> None:
    account("nord", 900_000)
    account("west", 500_000)
    answered("nord", contact("nord", "dirk", "decision_maker"), 1)
    found = matrix(OPERATOR)
    nord, west = found.of("nord"), found.of("west")
    assert nord is not None
    assert west is not None
    assert (nord.quadrant, nord.split) == (Quadrant.AT_RISK, True)
    assert (west.quadrant, west.look) == (None, Look.HOLLOW)
    assert [placed.key for placed in found.placed] == ["nord", "west", HOTEL]
    assert (found.heard.revenue, found.heard.total, found.heard.accounts) == (900_000, 1_400_000, 1)


def test_a_lost_account_is_no_longer_in_the_matrix(town: Town) -> None:
    account("nord", 900_000, lost_on=date(2026, 3, 1))
    assert matrix(OPERATOR).of("nord") is None


def test_revenue_at_risk_repeats_what_happened_to_those_who_stood_there(town: Town) -> None:
    for key in ("nord", "west", "east"):
        people.ensure_accounts(OPERATOR, [people.AccountSeen(key, name=key, unit=HARBOUR)])
        people.bill(OPERATOR, [(key, "old", date(2025, 1, 1), "EUR", Decimal(200_000))])
        people.bill(OPERATOR, [(key, "new", date(2026, 2, 1), "EUR", Decimal(200_000))])
    assert risk(OPERATOR, matrix(OPERATOR)) is None
    people.ensure_accounts(OPERATOR, [people.AccountSeen("nord", lost_on=date(2025, 9, 1))])
    found = risk(OPERATOR, matrix(OPERATOR))
    assert found is not None
    usual = (1 + 1) / (4 + 20)  # 1 of 4 accounts was lost, and all four stood in the silent lane
    assert found.expected == pytest.approx(400_000 * (1 + 20 * usual) / (4 + 20))


def test_an_account_manager_sees_their_own_accounts_only(town: Town) -> None:
    ines, omar = town.member("account_manager"), town.member("account_manager")
    account("nord", 900_000, manager=ines)
    account("west", 500_000, manager=omar)
    page = _get(town.client(ines), "/account/")
    assert "Nord" in page
    assert "West" not in page
    assert _get(town.client(ines), "/account/nord/")
    _get(town.client(ines), "/account/west/", 404)


def test_a_manager_sees_the_units_accounts_without_what_they_are_billed(town: Town) -> None:
    account("nord", 900_000)
    account("west", 500_000, unit=HILL)
    page = _get(town.client(town.cem), "/account/")
    assert "Nord" in page
    assert "West" not in page
    assert "900" not in page
    assert "900" not in _get(town.client(town.cem), "/account/nord/")
    _get(town.client(town.dara), "/account/nord/", 404)


def test_an_executive_sees_the_matrix_but_no_contact_and_no_row(town: Town) -> None:
    account("nord", 900_000)
    answered("nord", contact("nord", "dirk", "decision_maker"), 1, text="never again")
    client = town.client(town.member("executive"))
    assert "A · Nord" in _get(client, "/account/")
    page = _get(client, "/account/nord/")
    assert "€900,000" in page
    assert "Dirk" not in page
    assert "never again" not in page


def test_an_analyst_sees_letters_instead_of_names(town: Town) -> None:
    account("nord", 900_000)
    client = town.client(town.member("analyst"))
    page = _get(client, "/account/")
    assert "Nord" not in page
    assert "€900,000" in page
    _get(client, "/account/nord/", 404)
    placed = client.get("/api/v1/matrix").json()["accounts"][0]
    assert (placed["letter"], placed["key"]) == ("A", None)


def test_touchpoint_owners_and_administrators_see_no_account(town: Town) -> None:
    account("nord", 900_000)
    for role in ("touchpoint_owner", "administrator"):
        client = town.client(town.member(role))
        _get(client, "/account/nord/", 404)
        assert client.get("/api/v1/matrix").status_code == 404
        assert client.get("/api/v1/accounts/nord").status_code == 404


def test_an_accounts_page_says_who_told_what_and_who_never_did(town: Town) -> None:
    account("nord", 900_000, renewal=date(2026, 4, 3))
    dirk = contact("nord", "dirk", "decision_maker")
    contact("nord", "uta", "user")
    answered("nord", dirk, 3, text="The invoices are a mess.")
    page = _get(town.client(town.cem), "/account/nord/")
    assert "in 30 days" in page
    assert "The invoices are a mess." in page
    assert page.index("Dirk") < page.index("Uta")
    assert "never" in page


def test_an_accounts_page_tells_open_promises(town: Town) -> None:
    account("nord", 900_000)
    tell(
        fact("o", kind="order", account="nord", attributes={"order": "7"}),
        fact("p", kind="promise", account="nord", attributes={"order": "7", "promised": "2026-03-10"}),
    )
    assert "Promised for 10 Mar 2026" in _get(town.client(town.cem), "/account/nord/")


def test_the_api_lists_accounts_with_revenue_only_for_those_who_may_know_it(town: Town) -> None:
    account("nord", 900_000)
    by_manager = town.client(town.cem).get("/api/v1/accounts").json()
    by_cx = town.client(town.member("cx_manager")).get("/api/v1/accounts").json()
    assert {row["key"]: row["billed"] for row in by_manager} == {"nord": None, HOTEL: None}
    assert {row["key"]: row["billed"] for row in by_cx} == {"nord": 900_000, HOTEL: 0}


def test_the_number_of_questions_does_not_grow_with_the_accounts(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    def fill(first: int, last: int) -> None:
        for at in range(first, last):
            account(f"firm{at}", 100_000 + at)
            answered(f"firm{at}", contact(f"firm{at}", f"dirk{at}", "decision_maker"), at % 11)

    fill(0, 3)
    client = town.client(town.member("cx_manager"))
    client.get("/account/")
    with django_assert_max_num_queries(60) as few:
        client.get("/account/")
    asked = len(few)
    fill(3, 30)
    client.get("/account/")
    with django_assert_max_num_queries(asked) as many:
        page = client.get("/account/").content.decode()
    assert len(many) == asked
    assert 'class="c-bubble' in page
