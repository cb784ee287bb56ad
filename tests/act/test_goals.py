"""Goals: only what the answers can show; verdicts by whoever may see them; expectations before anybody can know."""

from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

import pytest

from oyez.act.changes import aims as changes
from oyez.act.models import Expectation, Goal
from oyez.act.queries.goals import Stage, expectations, goal, goals
from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.kit.clock import today
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.worker import catch_up
from oyez.measure.core.calendar import add_months
from oyez.measure.core.goals import Verdict
from tests.town import HARBOUR, HILL, Town, answers, tell


def mixed(top: int, low: int) -> list[float]:
    return [*islice(cycle([5.0, 4.0]), top), *islice(cycle([1.0, 2.0, 3.0]), low)]


def day_of(months: int, day: int = 10) -> str:
    first = add_months(today("Europe/Berlin").replace(day=1), months)
    return first.replace(day=day).isoformat()


def wanted(town: Town, **said: Any) -> changes.WantedGoal:
    usual: dict[str, Any] = {
        "name": "Satisfied at the harbour", "metric": "csat", "target": 0.85, "unit": HARBOUR,
        "until": today("Europe/Berlin") + timedelta(days=365), "owner": town.cem.pk,
    }  # fmt: skip
    return changes.WantedGoal(**(usual | said))


@pytest.fixture
def answered(town: Town) -> Town:
    """400 answers at the harbour in the year before, 60 % of them satisfied."""
    for months in (-10, -7, -4, -2):
        tell(*answers("csat", mixed(60, 40), day_of(months), source=f"past{months}"))
    catch_up()
    return town


def test_a_goal_keeps_its_baseline_and_leaves_a_line(answered: Town) -> None:
    found = changes.set_goal(OPERATOR, wanted(answered))
    assert found.baseline["value"] == pytest.approx(0.6)
    assert found.baseline["n"] == 400
    assert 0.05 < found.detectable < 0.15
    assert AuditLine.objects.filter(verb="set_goal", target=f"goal:{found.key}").exists()


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"target": 0.62}, "cannot tell a change"),
        ({"target": 0.55}, "is better than that"),
        ({"until": date(2020, 1, 1)}, "ends in the future"),
        ({"unit": HILL}, "no baseline"),
        ({"name": "!!"}, "gives no key"),
        ({"owner": 99_999}, "no such member"),
    ],
)
def test_a_goal_that_cannot_be_judged_is_refused_in_a_sentence(
    answered: Town, said: dict[str, Any], because: str
) -> None:
    with pytest.raises(Refused, match=because):
        changes.set_goal(OPERATOR, wanted(answered, **said))
    assert not Goal.objects.exists()


def test_the_verdict_comes_from_the_goals_own_period(answered: Town) -> None:
    since = add_months(today("Europe/Berlin").replace(day=1), -1)
    key = changes.set_goal(OPERATOR, wanted(answered, since=since)).key
    assert goal(OPERATOR, key).verdict == Verdict.UNDECIDED
    tell(*answers("csat", mixed(190, 10), day_of(-1, 12), source="since"))
    catch_up()
    found = goal(OPERATOR, key)
    assert (found.verdict, found.stage) == (Verdict.MET, Stage.RUNNING)
    assert found.result is not None
    assert found.result.n == 200


def test_a_goal_is_seen_by_those_whose_units_hold_it(answered: Town) -> None:
    key = changes.set_goal(OPERATOR, wanted(answered)).key
    cem, dara = answered.viewer(answered.cem), answered.viewer(answered.dara)
    assert [one.goal.key for one in goals(cem)] == [key]
    assert goals(dara) == []
    with pytest.raises(NotFound):
        goal(dara, key)
    with pytest.raises(NotAllowed):
        goals(answered.viewer(answered.eli))


def test_who_does_not_run_the_programme_sets_and_withdraws_nothing(answered: Town) -> None:
    key = changes.set_goal(OPERATOR, wanted(answered)).key
    with pytest.raises(NotAllowed):
        changes.set_goal(answered.viewer(answered.cem), wanted(answered, name="Another"))
    with pytest.raises(NotAllowed):
        changes.withdraw_goal(answered.viewer(answered.cem), key)
    changes.withdraw_goal(OPERATOR, key)
    assert goals(OPERATOR) == []
    assert Goal.objects.count() == 1


def test_an_expectation_is_written_before_its_period_and_never_changes(answered: Town) -> None:
    cem, next_month = answered.viewer(answered.cem), add_months(today("Europe/Berlin").replace(day=1), 1)
    changes.expect(cem, "csat", 0.7, next_month, add_months(next_month, 1), unit=HARBOUR, driver="Fitting")
    with pytest.raises(Refused, match="does not change"):
        changes.expect(cem, "csat", 0.8, next_month, add_months(next_month, 1), unit=HARBOUR)
    with pytest.raises(Refused, match="before its period"):
        changes.expect(cem, "csat", 0.7, today("Europe/Berlin"), add_months(next_month, 1))
    with pytest.raises(Refused, match="outside the metric's scale"):
        changes.expect(cem, "csat", 70, next_month, add_months(next_month, 2))
    (gap,) = expectations(cem)
    assert gap.value is None
    Expectation.objects.update(since=add_months(next_month, -3), until=add_months(next_month, -2))
    (gap,) = expectations(cem)
    assert gap.value == pytest.approx(0.1)
    assert gap.is_outside
    assert expectations(answered.viewer(answered.dara)) == []


def test_the_page_takes_percent_and_says_why_not(answered: Town) -> None:
    client = answered.client(answered.member("cx_manager"))
    until = (today("Europe/Berlin") + timedelta(days=300)).isoformat()
    typed = {"name": "Harbour", "metric": "csat", "target": "62", "unit": HARBOUR, "until": until,
             "owner": answered.cem.pk}  # fmt: skip
    refused = client.post("/goals/new/", typed)
    assert refused.status_code == 422
    assert "cannot tell a change of less than" in refused.content.decode()
    assert client.post("/goals/new/", typed | {"target": "85"}).status_code == 302
    page = client.get("/goals/").content.decode()
    assert "Harbour" in page
    assert "– of 85%" in page
