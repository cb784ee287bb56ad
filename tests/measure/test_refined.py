"""Questions asked more finely: windows, weights, claims, promises, indices, benchmarks; numbers worked out by hand."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.journal.core.facts import Fact
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.sheets.formats.csv import as_csv
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.core.result import Answer, Beside, Flag, Result
from oyez.measure.queries import benchmarks, index_named
from oyez.measure.sheets.answers import table_of
from oyez.measure.yardsticks import changes
from oyez.measure.yardsticks.changes import Figure
from oyez.people import changes as people
from tests.town import HARBOUR, HILL, Town, answers, fact, tell

pytestmark = pytest.mark.django_db

HOTEL, INN = "hotel-astoria", "inn"


def asked(metric: str, **said: Any) -> Answer:
    return ask(OPERATOR, parse(metric, **said))


def total(metric: str, **said: Any) -> Result:
    found = asked(metric, **said).total
    assert found is not None
    return found


def beside(result: Result, name: str) -> Beside:
    return next(one for one in result.beside if one.name == name)


def test_a_rolling_window_pools_the_answers_of_its_months(town: Town) -> None:
    for month, values in (("01", [5] * 9 + [1]), ("02", [5] * 10 + [1] * 20), ("03", [5] * 20)):
        tell(*answers("csat", values, f"2026-{month}-10"))

    [window] = asked("csat", every="month", rolling=3).rolling

    assert (window.result.value, window.result.n) == (pytest.approx(39 / 60), 60)
    assert (str(window.result.period.since), str(window.result.period.until)) == ("2026-01-01", "2026-04-01")
    sheet = as_csv(table_of(asked("csat", every="month", rolling=3))).splitlines()
    assert sheet[0].endswith("window,window_lower,window_upper,window_n,window_since,hidden")
    assert sheet[-1].split(",")[-6:-1:3] == ["65.0", "60"]


def test_a_window_needs_periods(town: Town) -> None:
    with pytest.raises(Refused, match="say every"):
        asked("csat", rolling=3)
    with pytest.raises(Refused, match="whole number"):
        asked("csat", every="month", rolling="three")


def test_one_account_that_gives_nearly_all_answers_of_a_window_hides_it(town: Town) -> None:
    for month in ("01", "02", "03"):
        tell(*answers("csat", [5, 4, 5, 1], f"2026-{month}-10", account=HOTEL))

    assert all(point.result.suppressed for point in asked("csat", every="month", rolling=3).rolling)


def test_a_claim_about_these_customers_now_is_surer(town: Town) -> None:
    tell(*answers("csat", [5] * 60 + [1] * 40))
    usual, census = total("csat"), total("csat", population=150)

    assert census.value == usual.value
    assert census.lo is not None and usual.lo is not None
    assert census.value is not None
    assert census.value - census.lo == pytest.approx((census.value - usual.lo) * (50 / 149) ** 0.5)
    assert census.population == "these 150 customers, now"
    with pytest.raises(Refused, match="more than the 90"):
        total("csat", population=90)


def weighed(town: Town) -> None:
    """Two accounts of each tier; of a hundred answers eighty come from tier A."""
    seen = [
        people.AccountSeen(key, name=key, tier=tier)
        for key, tier in ((HOTEL, "A"), (INN, "B"), ("spa", "A"), ("bar", "B"))
    ]
    people.ensure_accounts(OPERATOR, seen)
    tell(
        *answers("csat", [5] * 30 + [1] * 10, account=HOTEL),
        *answers("csat", [5] * 30 + [1] * 10, "2026-03-04", account="spa"),
        *answers("csat", [5] * 5 + [1] * 15, "2026-03-03", account=INN),
    )


def test_answers_are_weighted_until_tiers_count_like_their_accounts(town: Town) -> None:
    weighed(town)

    found = total("csat", weigh=["tier"])

    assert found.value == pytest.approx((0.75 + 0.25) / 2)
    assert beside(found, "unweighted").value == pytest.approx(0.65)
    assert beside(found, "effective_n").value == pytest.approx(64)
    assert (found.n, found.weighted) == (100, True)
    assert Flag.WEIGHTS_MATTER in found.flags


def test_answers_without_accounts_cannot_be_weighted_by_tier(town: Town) -> None:
    tell(*answers("csat", [5] * 40))

    with pytest.raises(Refused, match="names an account"):
        total("csat", weigh=["tier"])
    with pytest.raises(Refused, match="cannot be weighted"):
        total("csat", weigh=["channel"])


def promised(order: str, day: str, came: str, made: str = "2026-03-01") -> list[Fact]:
    return [
        fact(f"{order}/promise", made, kind="promise", attributes={"order": order, "promised": day}),
        fact(f"{order}/delivery", came, kind="delivery", attributes={"order": order}),
    ]


def test_a_promise_is_kept_early_or_late_by_its_day(town: Town) -> None:
    days = ["2026-03-09", "2026-03-10", "2026-03-10", "2026-03-12", "2026-03-13", "2026-03-14"]
    for at, came in enumerate(days):
        tell(*promised(f"o{at}", "2026-03-10", came))

    found = total("promise")

    assert (found.n, found.value) == (6, pytest.approx((1 - 3) / 6))
    assert beside(found, "worse").value == pytest.approx(0.5)


def test_a_promise_written_as_a_moment_begins_its_day_there(town: Town) -> None:
    for at in range(5):
        tell(*promised(f"o{at}", "2026-03-09T23:00:00Z", "2026-03-10"))

    assert total("promise").value == 0


def test_what_was_promised_afterwards_or_never_is_no_promise(town: Town) -> None:
    for at in range(5):
        tell(*promised(f"o{at}", "2026-03-10", "2026-03-05", made="2026-03-06"))
    tell(fact("alone/delivery", kind="delivery", attributes={"order": "alone"}))

    assert total("promise").n == 0


def test_who_has_another_unit_sees_no_promise_of_this_one(town: Town) -> None:
    for at in range(6):
        tell(*promised(f"o{at}", "2026-03-10", "2026-03-10"))

    found = ask(town.viewer(town.dara), parse("promise")).total

    assert found is not None
    assert found.n == 0


def test_better_or_worse_than_expected_is_asked_in_one_question(town: Town) -> None:
    tell(*answers("expected", [1, 1, 1, 0, 0, -1, -1, 0, 0, 0]))

    found = total("expected")

    assert found.value == pytest.approx(0.1)
    assert beside(found, "worse").value == pytest.approx(0.2)


def index(town: Town, **weights: float) -> None:
    changes.set_index(OPERATOR, "experience", weights or {"nps": 0.5, "csat": 0.5})


def test_an_index_is_asked_like_a_metric_and_its_parts_stand_beside_it(town: Town) -> None:
    index(town)
    tell(*answers("nps", [10] * 15 + [0] * 5), *answers("csat", [5] * 12 + [1] * 8))

    found = total("experience")

    assert found.value == pytest.approx((75 + 60) / 2)
    assert [(one.name, one.value) for one in found.beside] == [("nps", 75), ("csat", pytest.approx(60))]
    assert found.n == 20


def test_a_part_without_answers_makes_an_index_partial_and_too_many_none(town: Town) -> None:
    index(town, nps=0.75, csat=0.25)
    tell(*answers("nps", [10] * 15 + [0] * 5))
    assert Flag.PARTIAL in total("experience").flags

    index(town, nps=0.5, csat=0.5)
    assert asked("experience").total is None


def test_an_old_version_of_an_index_can_be_asked_for(town: Town) -> None:
    index(town, nps=0.75, csat=0.25)
    index(town, nps=0.5, csat=0.5)
    index(town, nps=0.5, csat=0.5)
    tell(*answers("nps", [10] * 20), *answers("csat", [1] * 20))

    assert total("experience").value == pytest.approx(50)
    assert total("experience@1").value == pytest.approx(75)
    newest = index_named(OPERATOR, "experience")
    assert newest is not None
    assert newest.version == 2
    with pytest.raises(NotFound):
        asked("experience@9")


@pytest.mark.parametrize("weights", [{"nps": 1.0}, {"nps": 0.5, "csat": 0.6}, {"nps": 0.5, "count": 0.5}])
def test_weights_that_make_no_index_are_refused(town: Town, weights: dict[str, float]) -> None:
    with pytest.raises(Refused):
        changes.set_index(OPERATOR, "experience", weights)


def test_thirty_answers_to_the_older_question_for_effort_are_flagged(town: Town) -> None:
    tell(*answers("ces", [1, 2, 3, 4, 5] * 6))
    assert Flag.OTHER_SCALE in total("ces").flags
    tell(*answers("ces", [7], "2026-03-05"))
    assert Flag.OTHER_SCALE not in total("ces").flags


def test_stars_of_few_lean_on_all_that_are_seen(town: Town) -> None:
    tell(
        *answers("stars", [5] * 6, unit=HARBOUR),
        *answers("stars", [3, 4, 2, 3] * 10, "2026-03-03", unit=HILL),
    )
    points = {point.keys[0]: point.result for point in asked("stars", by=["unit"]).points}

    few = points[HARBOUR]
    assert few.value == 5
    assert 3 < beside(few, "leaning").value < 5
    assert beside(few, "rank_by").value < beside(few, "leaning").value


MONITOR = Figure("nps", 0.3, "Furniture, Germany", "Monitor 2025, p. 14", date(2025, 6, 1), 1200)


def page(client: Client, path: str, **said: Any) -> str:
    found = client.get(path, said)
    assert found.status_code == 200
    return unescape(found.content.decode())


def test_a_benchmark_stands_beside_its_metric_with_its_source(town: Town) -> None:
    changes.enter_benchmark(OPERATOR, MONITOR)
    tell(*answers("nps", [10] * 40))

    shown = page(town.client(town.cem), "/explore/", metric="nps", every="month")

    assert "Benchmark +30.0: Furniture, Germany, Jun 2025 (Monitor 2025, p. 14)." in shown
    assert "All together lies above it by more than chance." in shown


def test_only_the_programme_enters_benchmarks(town: Town) -> None:
    with pytest.raises(NotAllowed):
        changes.enter_benchmark(town.viewer(town.cem), MONITOR)
    manager = town.client(town.cem)
    assert "Enter a benchmark" not in page(manager, "/benchmarks/")
    assert manager.post("/benchmarks/enter/", {"metric": "nps"}).status_code == 404


def test_a_benchmark_is_entered_as_it_is_read_and_taken_away(town: Town) -> None:
    client = town.client(town.member("cx_manager"))
    said = {"metric": "csat", "value": "74", "about": "Retail", "source": "Monitor", "dated": "2025-06-01"}

    assert client.post("/benchmarks/enter/", said).status_code == 302
    [entered] = benchmarks(OPERATOR)
    assert entered.value == pytest.approx(0.74)
    assert "74%" in page(client, "/benchmarks/")
    assert client.post("/benchmarks/enter/", {**said, "value": "740"}).status_code == 422
    assert client.post(f"/benchmarks/{entered.pk}/remove/").status_code == 302
    assert not benchmarks(OPERATOR)


def test_an_index_is_weighed_on_the_page(town: Town) -> None:
    client = town.client(town.member("cx_manager"))
    said = {"name": "experience", "weights": "nps 40\ncsat 60"}

    assert client.post("/benchmarks/index/", said).status_code == 302
    assert "experience" in page(client, "/benchmarks/")
    assert client.post("/benchmarks/index/", {**said, "weights": "nps 40"}).status_code == 422


def test_explore_compares_two_periods_and_splits_the_change(town: Town) -> None:
    tell(*answers("csat", [5] * 20 + [1] * 10, "2026-02-10", unit=HARBOUR),
         *answers("csat", [5] * 25 + [1] * 5, "2026-03-10", unit=HARBOUR),
         *answers("csat", [5] * 10 + [1] * 20, "2026-03-11", unit=HILL))  # fmt: skip
    client = town.client(town.member("executive"))

    shown = page(client, "/explore/", metric="csat", since="2026-03", until="2026-04", compare="before")

    assert "1 Mar 2026 to 31 Mar 2026 against 1 Feb 2026 to 28 Feb 2026" in shown
    assert "is what customers say" in shown
    program = client.get("/api/v1/compare", {"metric": "csat", "since": "2026-03", "until": "2026-04"}).json()
    assert program["shift"]["total"] == pytest.approx(program["shift"]["rate"] + program["shift"]["mix"])


def test_a_season_is_said_only_after_two_years(town: Town) -> None:
    for at in range(25):
        high = at % 12 == 11
        few = 2 + at % 2 if high else 15 + at % 3
        tell(*answers("csat", [1] * few + [5] * (36 - few), f"{2024 + at // 12}-{at % 12 + 1:02}-10"))
    client = town.client(town.member("executive"))

    assert "December is higher every year" in page(client, "/explore/", metric="csat", every="month")
    assert "every year" not in page(client, "/explore/", metric="csat", every="month", since="2024-06")
