"""What the matrix means for revenue: who drifts, moves, grows and renews, as groups or alone, with letters only."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.kit import clock
from oyez.kit.errors import NotFound, Refused
from oyez.measure.core.matrix.drift import Sign
from oyez.measure.core.matrix.placing import Look, Quadrant
from oyez.people import changes as people
from oyez.people import queries
from oyez.people.models import Billing
from oyez.share import changes
from oyez.share.outlook import SHOWN
from oyez.share.prospects import prospects
from oyez.share.queries.accounts import next_steps
from oyez.share.queries.billed import billed_by_month
from oyez.share.queries.matrix import matrix
from tests.share.world import account, answered, contact
from tests.town import HILL, HOTEL, Town

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_fixed", lambda: NOW)


def bill(key: str, amounts: dict[str, int], currency: str = "EUR") -> None:
    """What was billed on the tenth of each month."""
    rows = [
        (key, f"{key}-{m}-{a}", date.fromisoformat(f"{m}-10"), currency, Decimal(a))
        for m, a in amounts.items()
    ]
    people.bill(OPERATOR, rows)


def months(first: int, count: int, amount: int) -> dict[str, int]:
    """So many months from the first of 2024 on, alike."""
    return {f"{2024 + (first + at) // 12}-{(first + at) % 12 + 1:02}": amount for at in range(count)}


def drifting(key: str = "nord") -> None:
    """An account whose bills halve from September 2025 on, and whose decision-maker spoke last in 2024."""
    account(key, 0, renewal=date(2026, 4, 30))
    answered(key, contact(key, "dirk", "decision_maker"), 9, "2024-11-02")
    answered(key, contact(key, "uta", "user"), 8, "2026-02-02")
    bill(key, months(0, 20, 50_000) | months(20, 6, 20_000))


def test_a_large_account_that_buys_less_while_its_decision_maker_is_silent_is_on_the_way_out(
    town: Town,
) -> None:
    drifting()
    account("west", 500_000)
    found = prospects(OPERATOR, matrix(OPERATOR)).drifts
    (one,) = found.now
    assert (one.key, one.found.since, one.renewal) == ("nord", date(2025, 11, 30), date(2026, 4, 30))
    assert one.found.signs == (Sign.BUYS_LESS, Sign.SILENT)
    assert one.found.change == pytest.approx(-0.6)
    assert one.weeks_of_warning == 21
    assert (found.raised, found.false_alarms) == (1, 0)


def test_an_account_that_bought_again_was_a_false_alarm(town: Town) -> None:
    drifting()
    bill("nord", {"2026-01": 60_000, "2026-02": 60_000})
    found = prospects(OPERATOR, matrix(OPERATOR)).drifts
    assert found.now == ()
    assert (found.raised, found.false_alarms) == (1, 1)


def test_months_are_told_in_the_companys_currency_and_without_the_running_one(town: Town) -> None:
    account("nord", 0)
    bill("nord", {"2025-12": 100, "2026-03": 7})
    people.set_rate(OPERATOR, "USD", date(2025, 1, 1), Decimal("0.5"))
    bill("nord", {"2026-01": 80}, "USD")
    found = billed_by_month(OPERATOR, date(2026, 3, 4), 3, ["nord"])
    assert [month.month for month in found.months] == [12, 1, 2]
    assert found.of([["nord"]]).tolist() == [[100, 40, 0]]


def test_what_is_billed_or_worth_another_sum_since_the_last_look_counts_at_the_next(town: Town) -> None:
    def told() -> tuple[Any, list[list[float]]]:
        by_month = billed_by_month(OPERATOR, date(2026, 3, 4), 3, ["nord"])
        return queries.revenue(OPERATOR, date(2026, 3, 4))["nord"].amount, by_month.of([["nord"]]).tolist()

    account("nord", 0)
    assert told() == (0, [[0, 0, 0]])
    bill("nord", {"2025-12": 100})
    assert told() == (100, [[100, 0, 0]])
    assert told() == (100, [[100, 0, 0]])
    bill("nord", {"2026-01": 80}, "USD")
    people.set_rate(OPERATOR, "USD", date(2025, 1, 1), Decimal("0.5"))
    assert told() == (140, [[100, 40, 0]])
    people.set_rate(OPERATOR, "USD", date(2025, 1, 1), Decimal("0.25"))
    assert told() == (120, [[100, 20, 0]])
    late = Billing.objects.earliest("pk")  # one with a lower number, of a transaction that ended later
    late.pk, late.reference = late.pk - 1, "late"
    late.save(force_insert=True)
    assert told() == (220, [[200, 20, 0]])


def test_the_page_names_those_that_renew_first_and_leads_to_all_on_their_way_out(town: Town) -> None:
    for at in range(SHOWN + 2):
        drifting(f"firm{at}")
    client = town.client(town.member("cx_manager"))
    page = client.get("/account/").content.decode()
    alert = page.partition("On the way out:")[2].partition("In twelve months")[0]
    assert alert.count("nobody who decides has answered for a year") == SHOWN
    assert '<a href="?show=drifting#all">2 more that renew later</a>' in alert
    table = client.get("/account/?show=drifting").content.decode().partition("All accounts")[2]
    assert table.count("nobody who decides has answered for a year") == SHOWN + 2
    assert "Hotel" not in table
    nobody = client.get("/account/?show=silent").content.decode().partition("All accounts")[2]
    assert "Hotel" in nobody


def test_a_parent_stands_for_its_group(town: Town) -> None:
    account("group", 100_000)
    account("north", 300_000)
    people.ensure_accounts(OPERATOR, [people.AccountSeen("north", parent="group")])
    answered("group", contact("group", "dirk", "decision_maker"), 9)
    answered("north", contact("north", "uta", "decision_maker"), 1)
    alone, together = matrix(OPERATOR), matrix(OPERATOR, rolled_up=True)
    one = together.of("group")
    assert {placed.key for placed in alone.placed} == {"group", "north", HOTEL}
    assert {placed.key for placed in together.placed} == {"group", HOTEL}
    assert one is not None and one.score is not None
    assert (one.revenue, one.score.n, one.split) == (400_000, 2, True)
    assert one.contacts == {"decision_maker": 2}


def test_a_lost_subsidiary_no_longer_counts_for_its_group(town: Town) -> None:
    account("group", 100_000)
    account("north", 300_000, lost_on=date(2026, 3, 1))
    people.ensure_accounts(OPERATOR, [people.AccountSeen("north", parent="group")])
    (one,) = [placed for placed in matrix(OPERATOR, rolled_up=True).placed if placed.key == "group"]
    assert one.revenue == 100_000


def test_a_satisfied_account_keeps_its_side_within_the_band(town: Town) -> None:
    account("nord", 900_000)
    dirk, uta = contact("nord", "dirk", "decision_maker"), contact("nord", "uta", "decision_maker")
    for subject in (dirk, uta):
        answered("nord", subject, 9, "2025-09-01")
    before = matrix(OPERATOR).of("nord")
    for subject in (dirk, uta):
        answered("nord", subject, 6, "2026-03-01")
        answered("nord", subject, 7, "2026-03-02")
    after = matrix(OPERATOR).of("nord")
    assert before is not None and after is not None and after.mean is not None
    assert before.quadrant is Quadrant.MODEL
    assert (after.quadrant, after.held) == (Quadrant.MODEL, after.mean < 70)


def test_what_is_done_next_at_a_growing_account_and_what_came_of_it(town: Town) -> None:
    account("nord", 40_000)
    answered("nord", contact("nord", "dirk", "decision_maker"), 10)
    changes.plan_next_step(OPERATOR, "nord", "Show the new line", date(2026, 4, 1))
    changes.plan_next_step(OPERATOR, "nord", "Show the new line in Hamburg", date(2026, 4, 2))
    found = prospects(OPERATOR, matrix(OPERATOR))
    assert [one.key for one in found.growth] == ["nord"]
    assert found.steps["nord"].text == "Show the new line in Hamburg"
    changes.tell_outcome(OPERATOR, "nord", "won", Decimal(12_000))
    told = next_steps(OPERATOR, ["nord"])["nord"]
    assert (told.outcome, told.worth) == ("won", 12_000)
    assert AuditLine.objects.filter(verb="tell_outcome", target="account:nord").count() == 1
    with pytest.raises(NotFound):
        changes.tell_outcome(OPERATOR, "nord", "won")
    changes.plan_next_step(OPERATOR, "nord", "Ask about the second house")
    assert next_steps(OPERATOR, ["nord"])["nord"].text == "Ask about the second house"


def test_a_step_without_words_is_refused(town: Town) -> None:
    account("nord", 40_000)
    with pytest.raises(Refused):
        changes.plan_next_step(OPERATOR, "nord", "  ")


def test_only_who_looks_after_an_account_plans_there(town: Town) -> None:
    ines, omar = town.member("account_manager"), town.member("account_manager")
    account("nord", 40_000, manager=ines)
    said = {"text": "Call Dirk", "due": "2026-04-01"}
    assert town.client(ines).post("/account/nord/step/", said).status_code == 302
    assert town.client(omar).post("/account/nord/step/", said).status_code == 404
    for role in ("analyst", "administrator", "touchpoint_owner"):
        assert town.client(town.member(role)).post("/account/nord/step/", said).status_code == 404
    assert "Call Dirk" in town.client(ines).get("/account/nord/").content.decode()
    assert town.client(ines).post("/account/nord/outcome/", {"outcome": "declined"}).status_code == 302
    assert next_steps(OPERATOR, ["nord"])["nord"].outcome == "declined"


def test_letters_stand_for_names_on_what_is_printed(town: Town) -> None:
    drifting()
    client = town.client(town.member("executive"))
    assert "Nord" in client.get("/account/").content.decode()
    printed = client.get("/account/?letters=1").content.decode()
    assert "Nord" not in printed
    assert "On the way out" in printed
    told = client.get("/api/v1/matrix", {"letters": True}).json()
    assert {row["key"] for row in told["accounts"]} == {None}
    assert told["drifting"][0]["letter"]


def test_nobody_reads_of_accounts_beyond_their_own(town: Town) -> None:
    ines = town.member("account_manager")
    drifting()
    account("west", 500_000, manager=ines, renewal=date(2026, 3, 20))
    found = prospects(town.viewer(ines), matrix(town.viewer(ines)))
    assert found.drifts.now == ()
    assert [account.key for account, _ in found.renewals] == ["west"]
    assert "Nord" not in town.client(ines).get("/account/").content.decode()


def test_movement_within_a_year_is_named(town: Town) -> None:
    account("nord", 900_000)
    bill("nord", {"2024-06": 900_000})
    dirk = contact("nord", "dirk", "decision_maker")
    answered("nord", dirk, 10, "2025-02-01")
    answered("nord", dirk, 1, "2026-02-01")
    found = prospects(OPERATOR, matrix(OPERATOR)).movement
    (move,) = found.moves
    assert (move.key, move.before, move.after) == ("nord", "model", "at_risk")
    assert found.pattern is None


def test_accounts_without_an_answer_are_never_on_a_side(town: Town) -> None:
    for at in range(25):
        account(f"firm{at}", 100_000 * (at + 1), unit=HILL)
    found = matrix(OPERATOR)
    assert {(one.quadrant, one.look) for one in found.placed} == {(None, Look.HOLLOW)}
    assert found.heard.accounts == 0 == found.decided.accounts
    assert prospects(OPERATOR, found).growth == []
