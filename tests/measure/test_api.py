"""Numbers for programs: the same as on the command line, for the same people as on the page."""

import json
from typing import Any

import msgspec
import pytest
from django.test import Client

from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from tests.town import HARBOUR, HILL, Town, answers, tell

pytestmark = pytest.mark.django_db

SAID: Any = {
    "metric": "nps",
    "by": ["unit"],
    "every": "month",
    "where": ["channel=email"],
    "since": "2026-01",
}


def asked(client: Client, path: str = "ask", **said: Any) -> Any:
    return client.get(f"/api/v1/{path}", said)


def test_a_program_gets_what_the_command_line_prints(town: Town) -> None:
    tell(*answers("nps", [10, 10, 9, 9, 8, 3]), *answers("nps", [9, 2, 3], day="2026-04-02"))
    viewer = town.viewer(town.cem)

    answer = asked(town.client(town.cem), **SAID)
    printed = msgspec.json.encode(ask(viewer, parse(**SAID)))

    assert answer.status_code == 200
    assert answer.json() == json.loads(printed)
    assert answer.json()["total"]["n"] == 9


def test_commas_and_repetition_mean_the_same(town: Town) -> None:
    tell(*answers("nps", [10] * 6))
    client = town.client(town.cem)

    repeated = asked(client, metric="nps", by=["unit", "channel"])
    with_commas = asked(client, metric="nps", by="unit,channel")

    assert repeated.json() == with_commas.json()


def test_another_units_answers_never_enter(town: Town) -> None:
    tell(*answers("nps", [10] * 6), *answers("nps", [0] * 7, day="2026-03-03", unit=HILL))

    harbour = asked(town.client(town.cem), metric="nps", by="unit").json()
    foreign = asked(town.client(town.cem), metric="nps", where=f"unit={HILL}").json()

    assert [point["keys"] for point in harbour["points"]] == [[HARBOUR]]
    assert foreign["total"]["n"] == 0


def test_a_stranger_an_agent_and_an_administrator_get_nothing(town: Town) -> None:
    for path, said in (("ask", {"metric": "nps"}), ("metrics", {}), ("dimensions", {})):
        assert asked(Client(), path, **said).status_code == 401
        for member in (town.bea, town.eli):
            refused = asked(town.client(member), path, **said)
            assert refused.status_code == 404
            assert refused.json()["error"]["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 422),
        ({"metric": "happiness"}, 404),
        ({"metric": "nps", "by": "planet"}, 422),
        ({"metric": "nps", "by": "unit,unit"}, 422),
        ({"metric": "nps", "every": "hour"}, 422),
        ({"metric": "nps", "where": "unit"}, 422),
        ({"metric": "nps", "since": "yesterday"}, 422),
        ({"metric": "nps", "since": "2026-02-01", "until": "2026-01-01"}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_shape(town: Town, said: Any, status: int) -> None:
    refused = asked(town.client(town.cem), **said)

    assert refused.status_code == status
    assert set(refused.json()["error"]) == {"code", "message"}


def test_money_is_for_those_who_may_know_it(town: Town) -> None:
    executive = town.client(town.member("executive"))

    assert asked(town.client(town.cem), metric="amount").status_code == 404
    assert "amount" not in {one["name"] for one in asked(town.client(town.cem), "metrics").json()}
    assert "amount" in {one["name"] for one in asked(executive, "metrics").json()}


@pytest.mark.parametrize("said", [{"by": "attr:unit_price"}, {"where": "attr:unit_price=5"}])
def test_counting_by_a_price_is_for_those_who_may_know_it(town: Town, said: dict[str, str]) -> None:
    tell(*answers("nps", [10] * 6))

    assert asked(town.client(town.cem), metric="nps", **said).status_code == 404
    assert asked(town.client(town.member("executive")), metric="nps", **said).status_code == 200
    assert asked(town.client(town.cem), metric="nps", by="attr:paid_by").status_code == 200


def test_metrics_are_those_that_somebody_answered(town: Town) -> None:
    tell(*answers("csat_delivery", [5, 4, 4, 5, 2]), *answers("nps", [10]))

    found = {one["name"]: one for one in asked(town.client(town.cem), "metrics").json()}

    assert list(found) == ["nps", "csat_delivery", "count", "persons"]
    assert found["csat_delivery"]["label"] == "Satisfied customers (delivery)"


def test_dimensions_say_which_only_filter(town: Town) -> None:
    found = {one["name"]: one["only_filter"] for one in asked(town.client(town.cem), "dimensions").json()}

    assert found["region"] is False
    assert found["mention"] is True


def test_the_description_for_machines_names_the_shape_of_an_answer(town: Town) -> None:
    described = town.client(town.cem).get("/api/v1/openapi.json").json()

    parameters = {one["name"] for one in described["paths"]["/api/v1/ask"]["get"]["parameters"]}
    assert parameters == {
        "metric", "by", "every", "format", "where", "since", "until", "rolling", "weigh", "population",
    }  # fmt: skip
    assert {"value", "n", "lo", "hi", "flags"} <= set(
        described["components"]["schemas"]["ResultOut"]["properties"]
    )
