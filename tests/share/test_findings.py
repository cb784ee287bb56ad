"""Findings over real rows: what is planted is told, what is noise is not, and only who may know reads it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.kit import clock, worker
from oyez.kit.errors import NotAllowed
from oyez.share.changes import keep_search
from oyez.share.core.findings import Candidate, Chosen
from oyez.share.findings import looks
from oyez.share.findings.scene import scene
from oyez.share.findings.search import search
from oyez.share.findings.words import words_for
from oyez.share.models import Search
from oyez.share.queries.findings import is_due, latest
from tests.share.world import account, answered, contact
from tests.town import FITTING, HARBOUR, HILL, Town, answers, fact, tell

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_fixed", lambda: NOW)


def _found(kind: str) -> dict[tuple[str, ...], Candidate]:
    return {one.subject: one for one in looks()[kind].find(OPERATOR, scene(OPERATOR))}


def _say(found: Candidate) -> str:
    told = looks()[found.kind].tell(found, words_for(OPERATOR, [found], "EUR"))
    return f"{told.say} {told.why}"


def test_a_unit_that_got_worse_is_told_with_its_month(town: Town) -> None:
    months = [f"2025-{month:02d}-10" for month in range(4, 13)] + ["2026-01-10", "2026-02-10"]
    for month in months:
        bad = month >= "2025-12"
        values = [3] * 20 + [9] * 10 if bad else [9] * 25 + [3] * 5
        tell(*answers("nps", values, month, source=f"a{month}"))
        tell(*answers("nps", [9] * 20 + [3] * 10, month, source=f"b{month}", unit=HILL))
    found = _found("changed")
    harbour, hill = found["unit", HARBOUR], found["unit", HILL]
    assert harbour.details["since"] == "2025-12-01"
    assert harbour.p is not None
    assert hill.p is not None
    assert harbour.p < 0.001 < hill.p
    assert "Harbour got worse in December 2025." in _say(harbour)


def test_a_unit_below_its_peers_is_told_with_both_figures(town: Town) -> None:
    for key in ("east", "west"):
        company.ensure_unit(OPERATOR, key, key.capitalize())
    for key in (HILL, "east", "west"):
        tell(*answers("nps", [9] * 40 + [3] * 10, "2026-02-02", unit=key, source=key))
    tell(*answers("nps", [9] * 10 + [3] * 40, "2026-02-02", unit=HARBOUR, source=HARBOUR))
    found = _found("differs")["unit", HARBOUR]
    assert found.value == pytest.approx(-1.2)
    assert "Net Promoter Score is −60, in all others of its kind together +60." in _say(found)


def _late_more_often(**said: str) -> None:
    """Twelve weeks of tickets; in the last four “late” is named four times as often."""
    for week in range(12):
        day = (NOW - timedelta(days=7 * week + 2)).date().isoformat()
        for topic in ("late", "price", "colour"):
            for at in range(9 if topic == "late" and week < 4 else 2):
                name = f"{topic}-{week}-{at}"
                tell(_ticket(name, day, topic, **({"subject": f"email:{name}@example.org"} | said)))


def test_a_topic_of_one_angry_customer_is_a_case_and_no_burst(town: Town) -> None:
    _late_more_often(subject="email:angry@example.org")
    assert _found("burst")["topic", "late"].p == 1.0


def test_a_topic_that_bursts_is_told_with_what_was_usual(town: Town) -> None:
    _late_more_often()
    found = _found("burst")
    late, price = found["topic", "late"], found["topic", "price"]
    assert (late.value, late.details["before"]) == (36, 16)
    assert late.p is not None
    assert late.p < 0.01
    assert price.p == 1.0
    assert "“late”" in _say(late)


def _ticket(id: str, day: str, topic: str, **said: Any) -> Any:
    return fact(id, day, kind="ticket", attributes={"topic": topic}, **said)


def test_a_topic_that_fills_one_unit_is_told_against_all_others(town: Town) -> None:
    for at in range(100):
        tell(_ticket(f"h{at}", "2026-02-02", "late" if at < 50 else f"other{at % 3}"))
        tell(_ticket(f"o{at}", "2026-02-02", "late" if at < 10 else f"other{at % 3}", unit=HILL))
    found = [one for one in _crowded() if one.subject == ("topic", "late") and one.weight > 0]
    assert {(one.details["unit"], one.value, one.details["others"]) for one in found} == {
        (HARBOUR, 0.5, 0.1), ("north", 0.5, 0.1),
    }  # fmt: skip
    assert "In Harbour, “late” fills 50% of all that customers bring up." in _say(
        next(one for one in found if one.details["unit"] == HARBOUR)
    )


def _crowded() -> list[Candidate]:
    return looks()["crowded"].find(OPERATOR, scene(OPERATOR))


def test_a_circumstance_that_goes_with_a_lower_score_is_told_without_calling_it_the_cause(town: Town) -> None:
    tell(*answers("nps", [3] * 40, "2026-02-02", source="late", attributes={"late": True}))
    tell(*answers("nps", [9] * 40, "2026-02-02", source="in time", attributes={"late": False}))
    found = _found("splits")["attribute", "late"]
    assert found.value == -2
    assert "need not be the cause" in _say(found)


def test_an_outcome_in_the_same_answer_is_no_circumstance(town: Town) -> None:
    tell(*answers("nps", [3] * 40, "2026-02-02", source="no", attributes={"buy_again": False}))
    tell(*answers("nps", [9] * 40, "2026-02-02", source="yes", attributes={"buy_again": True}))
    assert _found("splits") == {}


def test_a_busy_stage_without_answers_is_told(town: Town) -> None:
    company.ensure_touchpoint(OPERATOR, "tracker", "Tracker", stage="wait")
    tell(*(fact(f"v{at}", "2026-02-02", kind="web_visit", touchpoint="tracker") for at in range(100)))
    tell(*answers("nps", [9] * 30, "2026-02-02", touchpoint=FITTING))
    found = _found("unheard")
    assert list(found) == [("stage", "wait")]
    assert found["stage", "wait"].n == 100


def test_large_accounts_that_told_nothing_for_a_year_are_one_finding(town: Town) -> None:
    account("nord", 900_000, renewal=date(2026, 4, 1))
    account("west", 500_000)
    account("small", 10)
    answered("nord", contact("nord", "dirk", "decision_maker"), 8, "2025-01-10")
    answered("west", contact("west", "uta", "decision_maker"), 8, "2026-02-10")
    found = _found("silent")["accounts", "silent"]
    assert (found.details["accounts"], found.details["soon"]) == (["nord"], 1)
    assert "One large account worth €900 k a year has told you nothing" in _say(found).replace("\u202f", " ")


def test_a_large_account_at_risk_is_told_with_its_renewal(town: Town) -> None:
    account("nord", 900_000, renewal=date(2026, 9, 1))
    account("west", 900_000)
    for at in range(4):
        answered("nord", contact("nord", f"dirk{at}", "decision_maker"), 1)
        answered("west", contact("west", f"uta{at}", "decision_maker"), 10)
    found = _found("at_risk")
    assert found["account", "nord"].weight > 0
    assert found["account", "west"].weight == 0
    assert "It renews on 1 Sep 2026." in _say(found["account", "nord"])


def test_noise_is_not_told(town: Town) -> None:
    for month in (f"2025-{month:02d}-10" for month in range(4, 13)):
        for unit in (HARBOUR, HILL):
            values = [9 if (at * 7 + len(unit)) % 3 else 5 for at in range(40)]
            tell(*answers("nps", values, month, source=f"{unit}{month}", unit=unit))
    chosen = search(OPERATOR)
    assert chosen.looked_at > 0
    assert chosen.told == ()


def test_the_owner_of_a_finding_is_the_manager_of_its_unit(town: Town) -> None:
    above = town.member("manager", "north")
    for at in range(100):
        tell(_ticket(f"h{at}", "2026-02-02", "late" if at < 60 else f"other{at % 3}"))
        tell(_ticket(f"o{at}", "2026-02-02", "late" if at < 5 else f"other{at % 3}", unit=HILL))
    (told,) = (one for one in search(OPERATOR).told if one.subject == ("topic", "late"))
    assert told.details["owner"] == {HARBOUR: town.cem.pk, "north": above.pk}[told.details["unit"]]


def test_the_worker_searches_once_enough_is_there_and_keeps_what_it_found(town: Town) -> None:
    assert not is_due(OPERATOR)
    company.ensure_touchpoint(OPERATOR, "tracker", "Tracker", stage="wait")
    tell(*(fact(f"v{at}", "2026-02-02", kind="web_visit", touchpoint="tracker") for at in range(250)))
    assert is_due(OPERATOR)
    worker.run_step(worker.STEPS["findings"])
    assert not is_due(OPERATOR)
    found = latest(OPERATOR)
    assert found is not None
    assert [one.kind for one in found.told] == ["unheard"]
    page = town.client(town.member("cx_manager")).get("/").content.decode()
    assert "Nobody listens to the stage “wait”." in page
    assert "250 interactions" in page


def test_only_who_sees_the_whole_company_reads_findings(town: Town) -> None:
    keep_search(Chosen((), (), 3), seq=1)
    for member in (town.cem, town.bea, town.eli, town.member("executive"), town.member("analyst")):
        assert town.client(member).get("/findings/").status_code == 404
        with pytest.raises(NotAllowed):
            latest(town.viewer(member))
    page = town.client(town.member("cx_manager")).get("/findings/").content.decode()
    assert "Looked for in 3 comparisons" in page


def test_old_searches_are_let_go(town: Town) -> None:
    for at in range(40):
        keep_search(Chosen((), (), at), seq=at)
    assert Search.objects.count() == 30
