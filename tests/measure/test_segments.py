"""Segments by circumstance, against a reader of histories that works row by row."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.kit.clock import to_micros
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.worker import catch_up
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.core.result import Flag
from oyez.measure.definitions.changes import define
from oyez.measure.rows.ask import rows as taken
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


def test_rows_are_taken_along_by_a_segment_too(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket}"))
    define(OPERATOR, segment("attr:revenue: {above: 1000}", "rich"))
    rows(
        ("ticket", 1, {"kind": "ticket"}),
        ("after", 2, {"scores": {"nps": 9}}),
        ("before", 0, {"scores": {"nps": 3}}),
    )
    cem = town.viewer(town.cem)
    assert taken(cem, parse("rows", where=["segment=tried"])).count == 1
    assert taken(cem, parse("rows", where=["segment=!tried"])).count == 1
    with pytest.raises(NotAllowed):
        taken(cem, parse("rows", where=["segment=rich"]))


def test_who_was_merged_is_one_from_the_next_question_on(town: Town) -> None:
    define(OPERATOR, segment("before: {kind: ticket}"))
    rows(
        ("ticket", 1, {"kind": "ticket", "subject": "crm:1"}),
        ("after", 2, {"subject": "email:p@example.org"}),
    )
    catch_up()  # from here on answers are remembered
    assert values()["after"] == "no"
    ids = people.recognise(
        OPERATOR, [people.Sighting(("crm:1",)), people.Sighting(("email:p@example.org",))], "town"
    )
    people.merge(OPERATOR, ids["email:p@example.org"], ids["crm:1"], "the same")
    assert values()["after"] == "yes"
    people.unmerge(OPERATOR, ids["crm:1"])
    assert values()["after"] == "no"
