"""Different persons, each counted once, whatever they are known by."""

from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.kit.errors import Refused
from oyez.measure import reading
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.core.result import Flag
from oyez.people import changes as people
from tests.town import HILL, Town, answers, fact, tell

pytestmark = pytest.mark.django_db


def persons(*by: str, every: str = "", where: tuple[str, ...] = ()) -> dict[tuple[Any, ...], int | None]:
    answer = ask(OPERATOR, parse("persons", by=by, every=every, where=where))
    return {(*one.keys, one.start and f"{one.start:%m}"): one.result.n for one in answer.points}


def total(*by: str, every: str = "") -> int | None:
    found = ask(OPERATOR, parse("persons", by=by, every=every)).total
    assert found is not None
    return found.n


def seven(unit: str, day: str, first: int = 0) -> None:
    tell(
        *(
            fact(f"{unit}-{day}-{n}", day, unit=unit, subject=f"email:p{n}@x.example")
            for n in range(first, first + 7)
        )
    )


def test_whoever_comes_twice_is_one_in_each_group_and_in_the_whole(town: Town) -> None:
    seven("harbour", "2026-01-10")
    seven("harbour", "2026-02-10")
    seven(HILL, "2026-02-11", first=2)
    assert total() == 9
    assert persons("unit") == {("harbour", None): 7, (HILL, None): 7}
    assert persons("unit", every="month") == {("harbour", "01"): 7, ("harbour", "02"): 7, (HILL, "02"): 7}
    answer = ask(OPERATOR, parse("persons", by=["unit"], every="month"))
    assert [one.result.n for one in answer.over_time] == [7, 7]
    assert [one.result.n for one in answer.overall] == [7, 9]
    assert total("unit", every="month") == 9


def test_a_region_counts_those_of_its_branches_once(town: Town) -> None:
    seven("harbour", "2026-01-10")
    seven("north", "2026-01-11", first=3)
    assert persons("region") == {("north", None): 10}


def test_one_person_with_several_identifiers_or_merged_is_one(town: Town) -> None:
    seven("harbour", "2026-01-10")
    tell(
        fact("by-crm", subject="crm:1"),
        fact("by-phone", subject="phone:49401"),
        fact("a", subject=None, account="x"),
    )
    assert total() == 9
    sight = people.Sighting
    people.recognise(OPERATOR, [sight(("email:p0@x.example", "crm:1")), sight(("phone:49401",))], "town")
    assert total() == 8
    ids = people.recognise(OPERATOR, [sight(("email:p1@x.example",)), sight(("phone:49401",))], "town")
    people.merge(OPERATOR, ids["email:p1@x.example"], ids["phone:49401"], "the same")
    assert total() == 7


def test_fewer_than_five_are_not_told(town: Town) -> None:
    seven("harbour", "2026-01-10")
    tell(*(fact(f"few{n}", unit=HILL, subject=f"email:q{n}@x.example") for n in range(3)))
    points = ask(OPERATOR, parse("persons", by=["unit"])).points
    assert [(one.result.n, one.result.flags) for one in points] == [
        (None, (Flag.REMAINDER,)), (None, (Flag.TOO_FEW,)),
    ]  # fmt: skip


def test_those_who_answer_without_a_name_are_not_counted(town: Town) -> None:
    seven("harbour", "2026-01-10")
    tell(*answers("nps", [9] * 20, mode="confidential", survey="s"))
    assert total() == 7


def test_only_ones_own_are_counted(town: Town) -> None:
    seven("harbour", "2026-01-10")
    seven(HILL, "2026-01-10", first=5)
    for member in (town.cem, town.dara):
        found = ask(town.viewer(member), parse("persons")).total
        assert found is not None and found.n == 7


def test_too_many_at_once_are_a_sentence(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    seven("harbour", "2026-01-10")
    monkeypatch.setattr(reading, "MOST_PERSONS", 5)
    with pytest.raises(Refused, match="Ask for fewer groups or a shorter period"):
        total()


def test_the_page_shows_them(town: Town) -> None:
    seven("harbour", "2026-01-10")
    client = town.client(town.cem)
    page = client.get("/explore/", {"metric": "persons"}).content.decode()
    assert "7 persons." in page
    assert client.get("/explore/", {"metric": "persons", "by": "unit", "every": "month"}).status_code == 200
    assert client.get("/api/v1/ask", {"metric": "persons"}).json()["total"]["value"] == 7
