"""What the changes page, command and route say, and to whom."""

import json
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.journal.core.facts import Fact
from oyez.kit.clock import today
from oyez.measure.core.change.signals import State
from oyez.measure.watching.looking import look
from oyez.measure.watching.topics import heed
from oyez.web.cli.changes import command
from tests.town import HARBOUR, HILL, Town, fact, tell

pytestmark = pytest.mark.django_db

MONTHS = 24
A_MONTH = 40


def month(at: int) -> str:
    return f"{2024 + at // 12}-{at % 12 + 1:02}-10"


def year_and_month(at: int) -> str:
    return month(at)[:7]


def answered(unit: str, low: dict[int, int]) -> Iterator[Fact]:
    """Forty answers a month, a quarter of them low unless said otherwise for a month."""
    for at in range(MONTHS):
        for n in range(A_MONTH):
            few = low.get(at, 10 + (at % 3 - 1))
            yield fact(
                f"{unit}-{at}-{n}", month(at), unit=unit, scores={"csat": 2 if n < few else 5},
                subject=f"email:{unit}{at}.{n}@example.org", touchpoint=None,
            )  # fmt: skip


@pytest.fixture
def fallen(town: Town) -> Town:
    """At the harbour satisfaction fell in the last two months; on the hill it did not."""
    tell(*answered(HARBOUR, {22: 30, 23: 30}), *answered(HILL, {}))
    return town


def page(client: Client, path: str = "/changes/", status: int = 200, **said: Any) -> str:
    found = client.get(path, said)
    assert found.status_code == status
    return unescape(found.content.decode())


def said_by_command(*options: str) -> str:
    done = CliRunner().invoke(command, [*options], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_what_fell_is_found_with_its_month_at_the_place_where_it_happened(fallen: Town) -> None:
    seen = look(OPERATOR)

    at = {str(one.stream): one for one in seen.watching.watched}
    harbour = at["csat@branch=harbour"]
    assert harbour.chart.state is State.ALERT
    assert seen.since(harbour) is not None
    assert str(seen.since(harbour))[:7] == year_and_month(22)
    assert harbour.owner == fallen.cem.pk
    assert at["csat@branch=hill"].chart.state is State.CALM


def test_a_fall_is_told_from_the_widest_place_down(fallen: Town) -> None:
    [top] = look(OPERATOR).watching.moved

    assert str(top.watched.stream) == "csat"
    assert [str(part.watched.stream) for part in top.below] == ["csat@branch=harbour"]


def test_a_month_after_the_first_signal_is_only_watched(town: Town) -> None:
    tell(*answered(HARBOUR, {23: 30}))

    assert {one.chart.state for one in look(OPERATOR).watching.watched} == {State.WATCH}


def test_the_page_says_it_in_a_sentence(fallen: Town) -> None:
    shown = page(fallen.client(fallen.cem))

    assert "Harbour: “Satisfied customers” has fallen since Nov 2025." in shown
    assert "25% (17% to 35%, n = 80) since then, where 75% was usual." in shown


def test_a_chart_has_its_months_and_the_analysts_charts(fallen: Town) -> None:
    shown = page(fallen.client(fallen.cem), "/changes/chart/", stream="csat@branch=harbour")

    assert "Harbour: Satisfied customers" in shown
    assert "sets the limits" in shown
    assert "EWMA" in shown
    assert "Harbour" in page(fallen.client(fallen.cem), "/changes/chart/", stream="csat")
    assert "CUSUM" in shown


def test_whoever_manages_the_hill_learns_nothing_of_the_harbour(fallen: Town) -> None:
    dara = fallen.client(fallen.dara)

    shown = page(dara)

    assert "Harbour" not in shown
    assert "has fallen" not in shown
    page(dara, "/changes/chart/", 404, stream="csat@branch=harbour")
    assert "harbour" not in dara.get("/api/v1/changes").content.decode()


def test_an_agent_has_no_charts(fallen: Town) -> None:
    assert fallen.client(fallen.bea).get("/changes/").status_code == 404
    assert fallen.client(fallen.bea).get("/api/v1/changes").status_code == 404


def test_a_program_gets_what_the_command_line_prints(fallen: Town) -> None:
    client = fallen.client(fallen.member("executive"))

    record = client.get("/api/v1/changes").json()

    assert record == json.loads(said_by_command("--json"))
    assert record["charts"] == 3
    chart = client.get("/api/v1/changes/chart", {"stream": "csat@branch=harbour"}).json()
    assert (chart["state"], chart["side"], len(chart["months"])) == ("alert", -1, MONTHS)


def test_the_command_names_place_month_and_owner(fallen: Town) -> None:
    said = said_by_command("--all")

    assert "Harbour: “Satisfied customers” has fallen since Nov 2025." in said.replace("\n", " ")
    assert "Cem" in said
    assert "Hill" in said


def test_without_twenty_months_the_page_says_what_it_takes(town: Town) -> None:
    tell(fact("one", scores={"csat": 5}))

    assert "A chart takes more than twenty months" in page(town.client(town.cem))
    page(town.client(town.cem), "/changes/chart/", 404, stream="csat")
    page(town.client(town.cem), "/changes/chart/", 422, stream="csat@nowhere")


def tickets(topic: str, weeks_ago: int, count: int, customers: int) -> Iterator[Fact]:
    day = today("Europe/Berlin") - timedelta(weeks=weeks_ago, days=1)
    for n in range(count):
        yield fact(
            f"{topic}-{weeks_ago}-{n}", day.isoformat(), kind="ticket", attributes={"topic": topic},
            subject=f"email:{topic}{n % customers}@example.org", touchpoint=None,
        )  # fmt: skip


def usual_tickets() -> Iterator[Fact]:
    for week in range(12):
        for topic in ("delay", "price", "fault"):
            yield from tickets(topic, week, 6, 6)


def test_a_topic_that_many_bring_up_more_often_bursts(town: Town) -> None:
    tell(*usual_tickets(), *tickets("invoice", 6, 2, 2), *tickets("invoice", 1, 20, 18))

    [found] = heed(OPERATOR).bursts

    assert (found.value, found.surge.now, found.customers) == ("invoice", 20, 18)
    assert "invoice" in page(town.client(town.cem))


def test_one_angry_customer_is_no_burst(town: Town) -> None:
    tell(*usual_tickets(), *tickets("invoice", 6, 2, 1), *tickets("invoice", 1, 20, 1))

    assert not heed(OPERATOR).bursts


def test_a_chart_begins_anew_for_a_reason_that_the_programme_gives(fallen: Town) -> None:
    client = fallen.client(fallen.member("cx_manager"))
    said = {"stream": "csat@branch=harbour", "since": month(22)[:7], "reason": "The new fitters stay."}

    assert fallen.client(fallen.cem).post("/changes/chart/restart/", said).status_code == 404
    assert client.post("/changes/chart/restart/", {**said, "reason": " "}).status_code == 422
    assert client.post("/changes/chart/restart/", said).status_code == 302

    assert "csat@branch=harbour" not in {str(one.stream) for one in look(OPERATOR).watching.watched}
