"""The purchases of some real customers replayed: nobody is asked beyond the rules, and broken rules are noticed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from oyez.contact.core.policy import Policy
from oyez.contact.core.regular import NEVER
from oyez.contact.gathering import everything, history
from oyez.contact.rules import built_in
from prove.contacting.recount import Recount, Rules, recount, regular_since
from prove.contacting.replay import asked, held, purchases, replay
from tests.conftest import RealData

pytestmark = pytest.mark.django_db
BUSY = 12


@pytest.fixture(autouse=True)
def _steps(town: Any) -> Iterator[None]:
    import oyez.contact.jobs  # noqa: F401

    yield


@pytest.fixture
def bought(real_data: RealData) -> list[tuple[str, date]]:
    """The customers who bought on the most days of the first quarter, and some who rarely did."""
    all_of_them = [one for one in purchases(real_data("cdnow/CDNOW_master.txt")) if one[1] < date(1997, 4, 1)]
    often = [who for who, _count in Counter(who for who, _day in all_of_them).most_common(200)]
    chosen = set(often[:BUSY] + often[100 : 100 + BUSY])
    return sorted((one for one in all_of_them if one[0] in chosen), key=lambda one: one[1])


FIRST = date(2025, 1, 1)
EDGES = {
    "rested": [0, 29, 30, 59, 60],
    "regular": [0, 10, 20, 30, 40, 89, 95, 200],
    "almost": [0, 10, 20, 30, 40, 90],
    "twice": [0, 0, 0, 1, 1, 1, 70],
    "often": [0, 40, 80, 120, 160, 200, 240],
}


def edges() -> list[tuple[str, date]]:
    """Customers whose purchases stand just before, on and just after what the rules say."""
    rows = [(who, FIRST + timedelta(day)) for who, days in EDGES.items() for day in days]
    return sorted(rows, key=lambda one: one[1])


def run(bought: list[tuple[str, date]], policy: Policy, rules: Rules) -> Recount:
    persons = replay(bought, policy)
    return recount(((persons[who], day) for who, day in bought), asked(), held(), rules)


def changed(**said: Any) -> Policy:
    return msgspec.structs.replace(built_in(), **said)


def test_the_recount_finds_nobody_asked_beyond_the_rules(bought: list[tuple[str, date]]) -> None:
    found = run(bought, built_in(), Rules())
    assert found.breaches == []
    assert found.regular >= 5
    assert found.spared > 20
    assert found.reasons["quarantine_any"] and found.reasons["quarantine_kind"] and found.asked > 20


def test_on_the_edges_the_rules_are_kept_too() -> None:
    found = run(edges(), built_in(), Rules())
    assert found.breaches == []
    assert {"send", "quarantine_any", "quarantine_kind", "regular_buyer_exempt"} == set(found.reasons)
    assert found.regular == 2


@pytest.mark.parametrize(
    ("policy", "rules"),
    [
        (changed(rest_of_kind={"transaction": 59}), Rules()),
        (changed(rest_days=29), Rules()),
        (changed(regular=msgspec.structs.replace(built_in().regular, orders=7)), Rules()),
        (changed(regular=msgspec.structs.replace(built_in().regular, within_days=89)), Rules()),
        (
            changed(yearly=3, rest_days=9, rest_of_kind={"transaction": 9}),
            Rules(yearly=2, rest=9, rest_of_kind=9),
        ),
    ],
    ids=["a day less of rest", "a day less after any", "the seventh purchase", "89 days", "one more a year"],
)
def test_a_number_off_is_noticed(policy: Policy, rules: Rules) -> None:
    assert run(edges(), policy, rules).breaches


def test_a_cap_of_two_a_year_is_kept_where_it_is_two() -> None:
    policy = changed(yearly=2, rest_days=9, rest_of_kind={"transaction": 9})
    found = run(edges(), policy, Rules(yearly=2, rest=9, rest_of_kind=9))
    assert found.breaches == []
    assert found.reasons["annual_cap"]


def test_resting_from_the_answer_is_noticed(monkeypatch: Any) -> None:
    since_answer = history.APPROACHES.replace("MAX(at)", "MAX(COALESCE(answered_at, at))")
    monkeypatch.setattr(history, "APPROACHES", since_answer)
    assert run(edges(), built_in(), Rules()).breaches


def test_sparing_regular_buyers_after_the_sixth_purchase_only_is_noticed(monkeypatch: Any) -> None:
    known = history.regular

    def late(found: Any, asking: Any, rule: Any, day: int) -> Any:
        latest = known(found, asking, rule, day)
        latest[latest >= day - 1] = NEVER
        return latest

    monkeypatch.setattr(everything.past, "regular", late)
    assert run(edges(), built_in(), Rules()).breaches


def test_the_sixth_of_six_days_in_ninety() -> None:
    first = date(1997, 1, 1)
    days = [first + timedelta(at) for at in (0, 10, 20, 30, 40, 89)]
    assert regular_since(days, Rules()) == days[-1]
    assert regular_since([*days[:-1], first + timedelta(90)], Rules()) is None
    assert regular_since([first] * 6, Rules()) == first
