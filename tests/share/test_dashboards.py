"""Each role's page: what stands on it, what must not, and that its questions do not grow with the data."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from oyez.company import changes as company
from oyez.company.core.roles import ROLES
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.kit import clock
from oyez.kit.errors import NotAllowed
from oyez.share.cards import cards, fill
from oyez.share.dashboards import DASHBOARDS, MOST_CARDS, home
from oyez.share.page import Page
from tests.share.world import account, answered, contact
from tests.town import FITTING, HILL, Town, answers, fact, tell

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_fixed", lambda: NOW)


def _home(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def _member(town: Town, role: str) -> Member:
    known = {"manager": town.cem, "agent": town.bea, "administrator": town.eli}
    return known.get(role) or town.member(role)


def test_every_role_has_a_page_of_at_most_seven_cards() -> None:
    assert set(DASHBOARDS) == set(ROLES)
    for dashboard in DASHBOARDS.values():
        assert len(dashboard.cards) <= MOST_CARDS
        assert set(dashboard.cards) <= set(cards())


@pytest.mark.parametrize("role", ROLES)
def test_every_role_may_see_all_its_cards(town: Town, role: str) -> None:
    tell(fact("1", scores={"nps": 9.0}))
    assert _home(town.client(_member(town, role), role))


@pytest.mark.parametrize("role", ROLES)
def test_no_role_fills_a_card_beyond_what_it_may(town: Town, role: str) -> None:
    viewer = town.viewer(_member(town, role), role)
    for name, card in ((name, cards()[name]) for name in cards()):
        if not all(viewer.may(needed) for needed in card.needs):
            with pytest.raises(NotAllowed):
                fill(name, Page(viewer))


def test_a_member_without_a_role_is_told_what_to_do(town: Town) -> None:
    nobody = company.add_member(OPERATOR, "nobody@example.org", "Nobody")
    assert home(town.viewer(town.cem)) is not None
    assert "You have no role yet" in _home(town.client(nobody))


def test_an_executive_sees_five_numbers_and_no_row(town: Town) -> None:
    tell(*answers("nps", [9] * 30 + [3] * 10, "2026-02-02", text="never again"))
    account("nord", 900_000)
    answered("nord", contact("nord", "dirk", "decision_maker"), 1, text="the invoices")
    page = _home(town.client(town.member("executive")))
    assert page.count('class="c-figure__name"') >= 5
    assert "counted · 1 of 2 accounts" in page
    for word in ("never again", "the invoices", "Dirk", "@example.org"):
        assert word not in page


def test_a_manager_sees_the_figures_of_the_own_unit_only(town: Town) -> None:
    tell(*answers("nps", [9] * 40, "2026-02-02"), *answers("nps", [0] * 40, "2026-02-03", unit=HILL))
    assert "+100" in _home(town.client(town.cem))
    assert "−100" in _home(town.client(town.dara))


def test_fewer_than_five_answers_are_no_figure(town: Town) -> None:
    tell(*answers("nps", [9] * 4, "2026-02-02"))
    page = _home(town.client(town.cem))
    assert "+100" not in page
    assert "Not enough answers yet." in page


def test_praise_since_yesterday_is_the_units_own(town: Town) -> None:
    said: dict[str, Any] = {"news": True, "scores": {"nps": 10.0}}
    tell(
        fact("1", "2026-03-03", text="they were on time", **said),
        fact("2", "2026-03-01", text="long ago", **said),
        fact("3", "2026-03-03", text="all wrong", news=True, scores={"nps": 2.0}),
        fact("4", "2026-03-03", text="on the hill", unit=HILL, **said),
    )
    page = _home(town.client(town.cem))
    assert "they were on time" in page
    for word in ("long ago", "all wrong", "on the hill"):
        assert word not in page


def test_a_touchpoint_owner_reads_what_was_said_at_their_touchpoint(town: Town) -> None:
    owner = town.member("touchpoint_owner")
    company.set_touchpoint_owner(OPERATOR, FITTING, owner.pk)
    said: dict[str, Any] = {"news": True, "scores": {"nps": 2.0}}
    tell(fact("1", text="a chip", **said), fact("2", text="the invoice", touchpoint="invoice", **said))
    page = _home(town.client(owner))
    assert "a chip" in page
    assert "the invoice" not in page


def test_an_account_manager_sees_renewals_blind_spots_and_answers_of_their_own(town: Town) -> None:
    ines, omar = town.member("account_manager"), town.member("account_manager")
    account("nord", 900_000, manager=ines, renewal=date(2026, 4, 3))
    account("west", 500_000, manager=omar, renewal=date(2026, 4, 3))
    for key in ("nord", "west"):
        answered(key, contact(key, f"dirk of {key}", "user"), 9, text=f"said at {key}")
    page = _home(town.client(ines))
    assert "in 30 days" in page
    assert "decision-makers silent" in page
    assert "said at nord" in page
    assert "west" not in page.lower()


def test_an_agent_looks_somebody_up_and_sees_no_figure(town: Town) -> None:
    tell(*answers("nps", [9] * 40, "2026-02-02"))
    page = _home(town.client(town.bea))
    assert 'role="search"' in page
    assert "c-figure" not in page


def test_an_analyst_gets_every_metric_with_a_link_to_take_it_apart(town: Town) -> None:
    tell(*answers("nps", [9] * 40, "2026-02-02"))
    page = _home(town.client(town.member("analyst")))
    assert "metric=nps" in page
    assert "metric=csat" not in page


def test_a_stage_that_nobody_listens_to_is_named(town: Town) -> None:
    company.ensure_touchpoint(OPERATOR, "tracker", "Tracker", stage="wait")
    tell(
        *(fact(f"v{at}", "2026-02-02", kind="web_visit", touchpoint="tracker") for at in range(3)),
        fact("r", "2026-02-02", scores={"nps": 9.0}),
    )
    page = _home(town.client(town.member("cx_manager")))
    wait = page[page.index("Wait") : page.index("Delivery")]
    assert "nobody listens" in wait


def test_an_administrator_sees_members_and_health_and_nothing_said(town: Town) -> None:
    tell(fact("1", text="never again", scores={"nps": 2.0}, news=True))
    page = _home(town.client(town.eli))
    assert "Invite and change members" in page
    assert "never again" not in page


def test_who_has_several_roles_chooses_one_and_sees_only_what_it_may(town: Town) -> None:
    company.grant(OPERATOR, town.cem, "administrator")
    client = town.client(town.cem, "manager")
    assert "See it as" in _home(client)
    client.post("/role/", {"role": "administrator"})
    page = _home(client)
    assert "The house" in page
    assert "Your unit" not in page


@pytest.mark.parametrize("role", ["executive", "manager", "cx_manager", "account_manager"])
def test_the_number_of_questions_does_not_grow(
    town: Town, role: str, django_assert_max_num_queries: Any
) -> None:
    member = _member(town, role)

    def more(first: int, last: int) -> None:
        tell(*answers("nps", [9, 3] * 5, "2026-02-02", source=f"s{first}", news=True, text="hello"))
        for at in range(first, last):
            account(f"firm{at}", 100_000, manager=member)
            answered(f"firm{at}", contact(f"firm{at}", f"dirk{at}", "decision_maker"), 8)

    more(0, 2)
    client = town.client(member, role)
    _home(client)
    with django_assert_max_num_queries(140) as few:
        _home(client)
    more(2, 12)
    with django_assert_max_num_queries(200) as many:
        _home(client)
    assert len(many) <= len(few) + 1  # a snapshot reads the part of the journal that is new
