"""Segments by circumstance, against a reader of histories that works row by row."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.journal.core.facts import Fact
from oyez.kit.clock import to_micros
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.worker import catch_up
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.core.result import Flag
from oyez.measure.definitions.changes import define
from oyez.people import changes as people
from tests.town import HARBOUR, HILL, Town, answers, fact, tell

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def segment(where: str, key: str = "tried") -> str:
    return f"segment: {key}\nlabel: Tried\nwhere:\n" + "".join(f"  {line}\n" for line in where.splitlines())


def values(key: str = "tried", viewer: Viewer = OPERATOR) -> dict[str, str | None]:
    """The value of the segment for each row, by the row's name."""
    found = ask(viewer, parse("count", by=["attr:row", f"segment:{key}"]))
    return {str(one.keys[0]): one.keys[1] for one in found.points}


def rows(*given: tuple[str, float, dict[str, Any]]) -> None:
    """(name, days after the start, what else is said)."""
    tell(
        *(
            fact(
                name,
                occurred_at=to_micros(START + days * DAY),
                attributes={"row": name, **said.pop("attributes", {})},
                **said,
            )
            for name, days, said in ((name, days, dict(said)) for name, days, said in given)
        )
    )


def test_earlier_is_strictly_earlier_and_within(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket, within: 30 days}"))
    rows(
        ("first", 0, {}),
        ("ticket", 1, {"kind": "ticket"}),
        ("same moment", 1, {}),
        ("next day", 2, {}),
        ("on the last day", 31, {}),
        ("too late", 31.001, {}),
        ("somebody else", 2, {"subject": "email:x@example.org"}),
        ("nobody", 2, {"subject": None}),
    )
    assert values() == {
        "first": "no",
        "ticket": "no",
        "same moment": "no",
        "next day": "yes",
        "on the last day": "yes",
        "too late": "no",
        "somebody else": "no",
        "nobody": None,
    }


def test_it_is_a_filter_both_ways(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket, within: 30 days}"))
    rows(
        ("ticket", 1, {"kind": "ticket"}), ("after", 2, {}), ("other", 2, {"subject": "email:x@example.org"})
    )

    def n(*where: str) -> int | None:
        total = ask(OPERATOR, parse("count", where=where)).total
        return total.n if total else None

    assert n("segment=tried") == 1
    assert n("segment:tried=yes") == 1
    assert n("segment=!tried") == n("segment:tried=no") == 2
    assert n("segment=tried,!tried") == n("segment:tried=yes,no") == 3
    assert n("segment=tried", "segment=!tried") == 0


def test_a_merged_person_has_one_history(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket}"))
    rows(
        ("ticket", 1, {"kind": "ticket", "subject": "crm:1"}),
        ("after", 2, {"subject": "email:p@example.org"}),
    )
    assert values()["after"] == "no"
    ids = people.recognise(
        OPERATOR, [people.Sighting(("crm:1",)), people.Sighting(("email:p@example.org",))], "town"
    )
    people.merge(OPERATOR, ids["email:p@example.org"], ids["crm:1"], "the same")
    assert values()["after"] == "yes"
    people.unmerge(OPERATOR, ids["crm:1"])
    assert values()["after"] == "no"


def test_a_corrected_fact_counts_as_it_stands_now(town: Town) -> None:
    define(OPERATOR, segment("before: {score:csat: {below: 3}}"))
    rows(("low", 1, {"scores": {"csat": 1}}), ("after", 2, {}))
    assert values()["after"] == "yes"
    rows(("put right", 1, {"scores": {"csat": 5}, "replaces": "low"}))
    assert values() == {"put right": "no", "after": "no"}


def test_nobody_is_judged_by_what_the_viewer_may_not_see(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket}"))
    rows(("ticket", 1, {"kind": "ticket", "unit": HILL}), ("after", 2, {"unit": HARBOUR}))
    assert values()["after"] == "yes"
    assert values(viewer=town.viewer(town.cem)) == {"after": "no"}


def test_what_happened_may_lie_in_a_sealed_file(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket}"))
    rows(("ticket", 1, {"kind": "ticket"}))
    catch_up()
    rows(("after", 2, {}))
    assert values() == {"ticket": "no", "after": "yes"}


def test_answers_that_are_not_identified_are_left_out_and_that_is_said(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket}"))
    tell(*answers("nps", [9, 3] * 10, survey="s"))
    tell(*answers("nps", [9, 3] * 10, "2026-03-03", mode="confidential", survey="s"))
    catch_up()
    whole = ask(OPERATOR, parse("nps", where=["survey=s"])).total
    part = ask(OPERATOR, parse("nps", where=["survey=s", "segment=!tried"])).total
    assert whole and part
    assert whole.n == 40 and part.n == 20
    assert Flag.CONFIDENTIAL_LEFT_OUT in part.flags and Flag.CONFIDENTIAL_LEFT_OUT not in whole.flags
    # nor is anything confidential a part of anybody's history
    define(OPERATOR, segment("before: {score:nps: {below: 7}}", "low"))
    assert not ask(OPERATOR, parse("count", where=["segment=low"])).total.n  # type: ignore[union-attr]


def test_few_are_hidden_as_anywhere(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket}"))
    tell(*answers("nps", [9] * 20))
    rows(*((f"t{n}", 0, {"kind": "ticket", "subject": f"email:nps{n}@example.org"}) for n in range(3)))
    points = ask(OPERATOR, parse("nps", by=["segment:tried"])).points
    assert {one.keys[0]: one.result.flags for one in points} == {
        "no": (Flag.REMAINDER,), "yes": (Flag.TOO_FEW,),
    }  # fmt: skip


def test_a_segment_by_what_a_customer_is_worth_is_for_those_who_may_know_it(town: Town) -> None:
    define(OPERATOR, segment("attr:revenue: {above: 1000}"))
    rows(("one", 0, {"attributes": {"revenue": 5000}}))
    with pytest.raises(NotAllowed):
        ask(town.viewer(town.cem), parse("count", by=["segment:tried"]))
    with pytest.raises(NotAllowed):
        ask(town.viewer(town.cem), parse("count", where=["segment=tried"]))
    assert values() == {"one": "yes"}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"by": ["segment:gone"]}, "There is no segment “gone”. Known: .*after_failure"),
        ({"where": ["segment=gone"]}, "There is no segment “gone”"),
        ({"where": ["segment=tenure"]}, "has the groups new, first_year, longer: write segment:tenure=new"),
        ({"where": ["segment:tenure=old"]}, "has no group “old”. Known: new, first_year, longer"),
        ({"by": ["segment"]}, "There is no dimension “segment”"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(town: Town, asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        ask(OPERATOR, parse("count", **asked))


# The same, read row by row.

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
