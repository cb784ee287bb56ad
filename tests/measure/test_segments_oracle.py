"""Segments on random histories, against a reader that judges row by row."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.journal.core.facts import Fact
from oyez.kit.clock import to_micros
from oyez.kit.worker import catch_up
from oyez.measure.definitions.changes import define
from oyez.people import changes as people
from tests.measure.test_segments import DAY, START, segment, values
from tests.town import HARBOUR, HILL, Town, fact, tell

pytestmark = pytest.mark.django_db

Row = dict[str, Any]
Told = bool | None


def before(
    holds: Callable[[Row, Row], bool],
    days: float | None,
    least: int | None,
    most: int | None,
    of: str = "person",
) -> Callable[[Row, Sequence[Row]], Told]:
    def judge(row: Row, world: Sequence[Row]) -> Told:
        if row[of] is None:
            return None
        n = sum(
            other[of] == row[of]
            and other["at"] < row["at"]
            and (days is None or other["at"] >= row["at"] - days * DAY)
            and holds(other, row)
            for other in world
        )
        return (least is None or n >= least) and (most is None or n <= most)

    return judge


def tenure(low: float, high: float) -> Callable[[Row, Sequence[Row]], Told]:
    def judge(row: Row, world: Sequence[Row]) -> Told:
        if row["person"] is None:
            return None
        first = min(other["at"] for other in world if other["person"] == row["person"])
        return low * DAY <= row["at"] - first < high * DAY

    return judge


def share(days: float, least: float) -> Callable[[Row, Sequence[Row]], Told]:
    def judge(row: Row, world: Sequence[Row]) -> Told:
        if row["person"] is None:
            return None
        window = [
            other
            for other in world
            if other["person"] == row["person"] and row["at"] - days * DAY <= other["at"] < row["at"]
        ]
        return bool(window) and sum(other["channel"] == "phone" for other in window) / len(window) >= least

    return judge


def away(low: int, high: int) -> Callable[[Row, Row], bool]:
    def holds(other: Row, row: Row) -> bool:
        return (
            other["kind"] == "promise"
            and other["promised"] is not None
            and low <= (other["promised"] - row["day"]).days <= high
        )

    return holds


def kind(name: str) -> Callable[[Row, Row], bool]:
    return lambda other, row: other["kind"] == name


def either(*judges: Callable[[Row, Sequence[Row]], Told]) -> Callable[[Row, Sequence[Row]], Told]:
    def judge(row: Row, world: Sequence[Row]) -> Told:
        found = [one(row, world) for one in judges]
        return True if True in found else None if None in found else False

    return judge


def nay(one: Callable[[Row, Sequence[Row]], Told]) -> Callable[[Row, Sequence[Row]], Told]:
    def judge(row: Row, world: Sequence[Row]) -> Told:
        found = one(row, world)
        return None if found is None else not found

    return judge


CASES: tuple[tuple[str, Callable[[Row, Sequence[Row]], Told]], ...] = (
    ("before: {kind: ticket, within: 3 days}", before(kind("ticket"), 3, 1, None)),
    ("before: {kind: order, at_most: 0}", before(kind("order"), None, None, 0)),
    ("before: {kind: ticket, within: 5 days, at_least: 2, at_most: 3}", before(kind("ticket"), 5, 2, 3)),
    ("before: {at_least: 4}", before(lambda other, row: True, None, 4, None)),
    (
        "before: {kind: ticket, of: account, within: 4 days}",
        before(kind("ticket"), 4, 1, None, "account"),
    ),
    (
        "before: {score:csat: {to: 2}, within: 6 days}",
        before(lambda other, row: other["csat"] is not None and other["csat"] <= 2, 6, 1, None),
    ),
    (
        "before: {attr:hours: {from: 2, below: 5}, channel: [phone, web]}",
        before(
            lambda other, row: (
                other["hours"] is not None
                and 2 <= other["hours"] < 5
                and other["channel"] in ("phone", "web")
            ),
            None,
            1,
            None,
        ),
    ),
    (
        "before: {kind: promise, attr:promised: {days_away: {from: 0, to: 2}}, within: 7 days}",
        before(away(0, 2), 7, 1, None),
    ),
    ("tenure: {from: 2 days, below: 6 days}", tenure(2, 6)),
    ("share_before: {channel: phone, within: 5 days, from: 0.5}", share(5, 0.5)),
    (
        "any:\n  - before: {kind: ticket, within: 2 days}\n  - tenure: {below: 1 day}",
        either(before(kind("ticket"), 2, 1, None), tenure(0, 1)),
    ),
    ("not: {before: {kind: ticket, within: 3 days}}", nay(before(kind("ticket"), 3, 1, None))),
    (
        "attr:hours: {above: 3}",
        lambda row, world: row["hours"] is not None and row["hours"] > 3,
    ),
    (
        "attr:promised: {days_away: {below: 0}}",
        lambda row, world: row["promised"] is not None and (row["promised"] - row["day"]).days < 0,
    ),
    (
        "attr:promised: {from: 2026-01-05, before: 2026-01-08}".replace("before", "below"),
        lambda row, world: (
            row["promised"] is not None and date(2026, 1, 5) <= row["promised"] < date(2026, 1, 8)
        ),
    ),
)


@pytest.mark.parametrize("seed", range(4))
def test_random_histories_are_judged_as_row_by_row(town: Town, seed: int) -> None:
    world = _world(Random(seed))
    for at, (text, _) in enumerate(CASES):
        define(OPERATOR, segment(text, f"case_{at}"))
    if seed % 2:
        catch_up()
        tell(_fact({**world[0], "row": "late", "at": START + 40 * DAY}))
        world.append({**world[0], "row": "late", "at": START + 40 * DAY, "day": (START + 40 * DAY).date()})
    for viewer, seen in (
        (OPERATOR, world),
        (town.viewer(town.cem), [row for row in world if row["unit"] == HARBOUR]),
    ):
        for at, (text, judge) in enumerate(CASES):
            wanted = {row["row"]: {True: "yes", False: "no", None: None}[judge(row, seen)] for row in seen}
            assert values(f"case_{at}", viewer) == wanted, text


def _world(dice: Random) -> list[Row]:
    """Ten persons, some known by two names, on moments that often coincide; some rows are corrections of others."""
    merged = {f"crm:{n}": n for n in range(4)}
    ids = people.recognise(
        OPERATOR,
        [people.Sighting((name,)) for name in merged]
        + [people.Sighting((f"email:p{n}@example.org",)) for n in range(10)],
        "town",
    )
    for name, n in merged.items():
        people.merge(OPERATOR, ids[f"email:p{n}@example.org"], ids[name], "the same")
    rows = [_row(dice, at) for at in range(150)]
    for at in dice.sample(range(150), 15):
        replaced = rows[at]
        rows.append({**_row(dice, len(rows)), "replaces": replaced["row"]})
    tell(*map(_fact, rows))
    gone = {row["replaces"] for row in rows}
    return [row for row in rows if row["row"] not in gone]


def _row(dice: Random, at: int) -> Row:
    n = dice.choice([*range(10), None])
    subject = (
        None if n is None else f"crm:{n}" if n < 4 and dice.random() < 0.5 else f"email:p{n}@example.org"
    )
    moment = START + dice.randrange(60) * timedelta(hours=6)
    kind_of = dice.choice(("ticket", "order", "response", "promise"))
    return {
        "row": f"row{at}",
        "subject": subject,
        "person": n,
        "at": moment,
        "day": moment.date() if moment.hour < 23 else (moment + timedelta(hours=1)).date(),
        "kind": kind_of,
        "channel": dice.choice(("phone", "web", "email")),
        "unit": dice.choice((HARBOUR, HILL)),
        "account": dice.choice(("a", "b", None)),
        "csat": dice.choice((None, 1, 2, 4, 5)) if kind_of == "response" else None,
        "hours": dice.choice((None, 1, 2.5, 4, 5)),
        "promised": dice.choice((None, (START + dice.randrange(20) * DAY).date())),
        "replaces": None,
    }


def _fact(row: Row) -> Fact:
    attributes = {"row": row["row"]}
    attributes |= {} if row["hours"] is None else {"hours": row["hours"]}
    attributes |= {} if row["promised"] is None else {"promised": row["promised"].isoformat()}
    return fact(
        row["row"],
        occurred_at=to_micros(row["at"]),
        subject=row["subject"],
        kind=row["kind"],
        channel=row["channel"],
        unit=row["unit"],
        account=row["account"],
        scores={} if row["csat"] is None else {"csat": row["csat"]},
        attributes=attributes,
        replaces=row["replaces"],
    )
