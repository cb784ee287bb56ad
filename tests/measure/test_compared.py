"""Two periods side by side: what changed, and whether customers or their mix did."""

from typing import Any

import pytest

from oyez.kit.errors import Refused
from oyez.measure.comparing import compare
from oyez.measure.core.compare import Move
from oyez.measure.core.question import parse
from oyez.measure.core.scores.compared import Comparison
from tests.town import HARBOUR, HILL, Town, answers, tell

pytestmark = pytest.mark.django_db


def csat(unit: str, day: str, satisfied: int, of: int) -> list[Any]:
    return answers("csat", [5] * satisfied + [2] * (of - satisfied), day, unit=unit)


def compared(town: Town, against: str = "before", **said: Any) -> Comparison:
    executive = town.viewer(town.member("executive"))
    return compare(executive, parse("csat", since="2026-03", until="2026-04", **said), against)


def test_every_branch_rises_while_the_whole_falls(town: Town) -> None:
    tell(
        *csat(HARBOUR, "2026-02-10", 80, 100), *csat(HILL, "2026-02-11", 20, 50),
        *csat(HARBOUR, "2026-03-10", 45, 50), *csat(HILL, "2026-03-11", 45, 100),
    )  # fmt: skip

    found = compared(town, by=["unit"])

    assert found.shift is not None
    assert found.total.change is not None
    assert found.total.change.value == pytest.approx(0.6 - 2 / 3)
    assert found.shift.total == pytest.approx(found.total.change.value)
    assert found.shift.rate == pytest.approx(0.5 * (0.9 - 0.8) + 0.5 * (0.45 - 0.4))
    assert found.shift.mix < 0 < found.shift.rate
    assert found.shift.is_mostly_mix
    assert [one.change.value > 0 for one in found.groups if one.change] == [True, True]


def test_what_is_hidden_is_one_group_together_and_never_told(town: Town) -> None:
    tell(*csat(HARBOUR, "2026-02-10", 30, 60), *csat(HILL, "2026-02-11", 3, 3),
         *csat(HARBOUR, "2026-03-10", 40, 60), *csat(HILL, "2026-03-11", 1, 3))  # fmt: skip

    found = compared(town, by=["unit"])

    assert all(one.later is None or one.later.value is None for one in found.groups)
    assert found.total.later is not None
    assert found.total.later.n == 63


def test_a_hundred_answers_a_side_and_an_interval_without_zero_make_a_verdict(town: Town) -> None:
    tell(*csat(HARBOUR, "2026-02-10", 30, 120), *csat(HARBOUR, "2026-03-10", 80, 120))

    found = compared(town)

    assert found.total.change is not None
    assert found.total.change.move is Move.RISEN
    assert (str(found.earlier_period.since), str(found.later_period.until)) == ("2026-02-01", "2026-04-01")


def test_a_year_earlier_is_the_same_days(town: Town) -> None:
    tell(*csat(HARBOUR, "2025-03-10", 10, 20), *csat(HARBOUR, "2026-03-10", 15, 20))

    found = compared(town, "year")

    assert str(found.earlier_period.since) == "2025-03-01"
    assert found.total.change is not None
    assert found.total.change.value == pytest.approx(0.25)
    assert found.total.change.move is Move.UNDECIDED


def test_a_comparison_needs_a_beginning(town: Town) -> None:
    with pytest.raises(Refused, match="say since when"):
        compare(town.viewer(town.cem), parse("csat"))
    with pytest.raises(Refused, match="neither"):
        compared(town, "yesterday")


def test_dara_compares_the_hill_only(town: Town) -> None:
    tell(*csat(HARBOUR, "2026-03-10", 40, 60), *csat(HILL, "2026-03-11", 10, 20))

    found = compare(town.viewer(town.dara), parse("csat", since="2026-03", until="2026-04", by=["unit"]))

    assert [one.key for one in found.groups] == [HILL]
    assert found.total.later is not None
    assert found.total.later.n == 20
