"""The matrix of a real CRM's revenue with generated answers, 20 accounts recomputed by hand."""

import math
import sqlite3
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.kit import clock
from oyez.measure.core.matrix.placing import Look
from oyez.people import changes as people
from oyez.share.queries.matrix import matrix
from tests.collect.importing import take_in
from tests.share.world import answered
from tests.town import Town

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 5, 7, 10, tzinfo=UTC)
MAPPING = Path(__file__).parent.parent / "collect" / "mappings" / "northwind_orders.yaml"
WEIGHT = {"decision_maker": 3, "influencer": 2, "user": 1, "purchasing_agent": 1}
CENT = Decimal("0.01")
Given = dict[str, list[tuple[float, str, float]]]


@pytest.fixture
def northwind(real_data: Any, town: Town, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its orders billed, seen the day after the last of them."""
    path: Path = real_data("crm_northwind_chinook/northwind.sqlite")
    take_in(path, MAPPING.read_text(encoding="utf-8"))
    people.set_rate(OPERATOR, "USD", NOW.date() - timedelta(days=2_000), Decimal(1))
    monkeypatch.setattr(clock, "_fixed", lambda: NOW)
    return path


def billed_by_hand(path: Path) -> dict[str, Decimal]:
    """Trailing twelve months to the cent, from the order lines themselves."""
    since = (NOW - timedelta(days=365)).date().isoformat()
    totals: dict[str, Decimal] = {}
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as db:
        rows = db.execute(
            "SELECT o.CustomerID, d.UnitPrice, d.Quantity, d.Discount FROM Orders o JOIN [Order Details] d"
            " ON d.OrderID = o.OrderID WHERE substr(o.OrderDate, 1, 10) > ? AND substr(o.OrderDate, 1, 10) <= ?",
            (since, NOW.date().isoformat()),
        )
        for customer, price, quantity, discount in rows:
            part = Decimal(str(price)) * quantity * (1 - Decimal(str(discount)))
            totals[customer] = totals.get(customer, Decimal(0)) + part
    return {key: total.quantize(CENT, ROUND_HALF_UP) for key, total in totals.items()}


def generated(keys: list[str]) -> Given:
    """Zero to four contacts of each account with an answer each: points, role and age in days."""
    dice = Random(7)
    return {
        key: [
            (10.0 * dice.randrange(11), dice.choice(list(WEIGHT)), float(dice.randrange(0, 300)))
            for _ in range(dice.randrange(0, 5))
        ]
        for key in keys
    }


def tell_answers(given: Given) -> None:
    for key, answers in given.items():
        for at, (points, role, age) in enumerate(answers):
            subject = f"email:{at}@{key.lower()}.example"
            found = people.recognise(OPERATOR, [people.Sighting((subject,), name="Contact")], "test")
            people.ensure_contacts(OPERATOR, [(found[subject], key, role)])
            day = (NOW - timedelta(days=age)).date().isoformat()
            answered(key, subject, points / 10, day)


def by_hand(given: Given) -> dict[str, tuple[float, float, float]]:
    """Raw mean, shrunk mean and P(below 70) of each account that answered, in plain Python."""
    hours_past_noon = (NOW - NOW.replace(hour=12)).total_seconds() / 86_400
    told = {
        key: [(p, WEIGHT[r] * 0.5 ** (max(0.0, age + hours_past_noon) / 180)) for p, r, age in answers]
        for key, answers in given.items()
        if answers
    }
    plain = {key: [points for points, _ in rows] for key, rows in told.items()}
    total = sum(map(len, plain.values()))
    means = {key: sum(points) / len(points) for key, points in plain.items()}
    grand = sum(map(sum, plain.values())) / total
    inside = sum((p - means[key]) ** 2 for key, points in plain.items() for p in points)
    across = sum(len(points) * (means[key] - grand) ** 2 for key, points in plain.items())
    within = inside / (total - len(plain))
    n0 = (total - sum(len(points) ** 2 for points in plain.values()) / total) / (len(plain) - 1)
    between = max(0.0, (across / (len(plain) - 1) - within) / n0)
    if between == 0:
        within, between = 18.0**2, 18.0**2 / 2
        centre = sum(means.values()) / len(means)
    else:
        weights = {key: 1 / (between + within / len(points)) for key, points in plain.items()}
        centre = sum(weights[key] * means[key] for key in plain) / sum(weights.values())
    found = {}
    for key, rows in told.items():
        weight = sum(w for _, w in rows)
        raw = sum(p * w for p, w in rows) / weight
        effective = weight**2 / sum(w * w for _, w in rows)
        k = within / between
        mean = (effective * raw + k * centre) / (effective + k)
        sd = 1 / math.sqrt(effective / within + 1 / between)
        found[key] = raw, mean, 0.5 * math.erfc((mean - 70) / sd / math.sqrt(2))
    return found


def test_twenty_accounts_agree_with_a_computation_by_hand(northwind: Path) -> None:
    billed = billed_by_hand(northwind)
    keys = [one.key for one in matrix(OPERATOR).placed]
    given = generated(sorted(keys))
    tell_answers(given)
    found = {one.key: one for one in matrix(OPERATOR).placed}
    expected = by_hand(given)
    checked = sorted(expected)[:20]
    assert len(checked) == 20
    assert sum(billed.values()) > 100_000
    for key in checked:
        one = found[key]
        assert one.score is not None
        assert Decimal(str(one.revenue)).quantize(CENT) == billed.get(key, Decimal(0))
        assert (one.score.raw, one.mean, one.below) == pytest.approx(expected[key], abs=1e-9)


def test_no_account_without_an_answer_is_taken_as_satisfied(northwind: Path) -> None:
    given = generated([one.key for one in matrix(OPERATOR).placed])
    tell_answers(given)
    silent = [one for one in matrix(OPERATOR).placed if not given[one.key]]
    assert silent
    assert {(one.look, one.quadrant, one.mean) for one in silent} == {(Look.HOLLOW, None, None)}
