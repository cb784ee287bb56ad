"""Questions to a small town, with numbers that can be counted on fingers."""

from datetime import date
from typing import Any

import pytest

from oyez.company import changes as company
from oyez.company.core.scope import NOBODY, OPERATOR, Viewer
from oyez.journal import changes as journal
from oyez.journal.models import Interaction
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.worker import catch_up
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.core.result import Answer, Answered, Flag
from oyez.people import changes as people
from tests.town import HARBOUR, HILL, HOTEL, Town, answers, fact, tell

pytestmark = pytest.mark.django_db


def asked(metric: str, viewer: Viewer = OPERATOR, **said: Any) -> Answer:
    return ask(viewer, parse(metric, **said))


def counted(answer: Answer) -> dict[Any, int | None]:
    """n of each point, by its keys and the month it begins."""
    return {
        (*point.keys, *([point.start.month] if point.start else [])): point.result.n
        for point in answer.points
    }


def test_six_answers_are_a_score_with_its_interval(town: Town) -> None:
    tell(*answers("nps", [10, 10, 9, 9, 8, 3]))

    total = asked("nps").total

    assert total is not None
    assert (total.n, total.value) == (6, pytest.approx(0.5))
    assert total.lo is not None and total.lo < 0.5 < (total.hi or 0)
    assert total.flags == (Flag.SMALL_N,)


def test_what_was_just_written_is_counted(town: Town) -> None:
    tell(*answers("nps", [10] * 5))
    first = asked("nps").total
    tell(*answers("nps", [0], day="2026-03-03"))
    second = asked("nps").total

    assert first is not None and second is not None
    assert (first.n, second.n) == (5, 6)


def test_a_manager_gets_the_own_unit_and_nothing_of_another(town: Town) -> None:
    tell(*answers("nps", [10] * 6), *answers("nps", [0] * 7, day="2026-03-03", unit=HILL))

    harbour = asked("nps", town.viewer(town.cem))
    hill = asked("nps", town.viewer(town.dara), by=["unit"])

    assert harbour.total is not None
    assert (harbour.total.n, harbour.total.value) == (6, 1.0)
    assert counted(hill) == {(HILL,): 7}


def test_a_filter_cannot_reach_beyond_the_own_unit(town: Town) -> None:
    tell(*answers("nps", [10] * 6))

    found = asked("nps", town.viewer(town.dara), where=[f"unit={HARBOUR}"]).total

    assert found is not None
    assert (found.n, found.value) == (0, None)


def test_rows_without_a_unit_are_for_company_wide_roles(town: Town) -> None:
    tell(*answers("nps", [10] * 6, unit=None))

    assert counted(asked("nps", by=["unit"])) == {(None,): 6}
    assert counted(asked("nps", town.viewer(town.cem), by=["unit"])) == {}


def test_who_may_not_see_numbers_gets_none(town: Town) -> None:
    for viewer in (NOBODY, town.viewer(town.bea), town.viewer(town.eli)):
        with pytest.raises(NotAllowed):
            ask(viewer, parse("nps"))
    with pytest.raises(NotAllowed):
        ask(town.viewer(town.cem), parse("amount"))


def test_an_account_manager_gets_the_own_accounts(town: Town) -> None:
    gus = town.member("account_manager")
    people.ensure_accounts(OPERATOR, [people.AccountSeen(HOTEL, manager=gus.email)])
    tell(*answers("nps", [9] * 5, account=HOTEL), *answers("nps", [0] * 5, day="2026-03-03"))

    total = asked("nps", town.viewer(gus)).total

    assert total is not None
    assert (total.n, total.value) == (5, 1.0)


def test_a_touchpoint_owner_gets_the_own_touchpoints(town: Town) -> None:
    tess = town.member("touchpoint_owner")
    company.ensure_touchpoint(OPERATOR, "billing", "Billing", stage="after", unit=HARBOUR, owner=tess)
    tell(*answers("nps", [9] * 5, touchpoint="billing"), *answers("nps", [0] * 5, day="2026-03-03"))

    total = asked("nps", town.viewer(tess)).total

    assert total is not None
    assert (total.n, total.value) == (5, 1.0)


def test_months_are_those_of_the_companys_time_zone(town: Town) -> None:
    late = fact("late", scores={"nps": 9}, occurred_at=1_772_317_800_000_000)  # 2026-02-28 22:30 UTC
    later = fact("later", scores={"nps": 9}, occurred_at=1_772_321_400_000_000)  # 23:30 UTC: March in Berlin
    tell(late, later, *answers("nps", [9] * 5, "2026-02-10"), *answers("nps", [9] * 5, "2026-03-10"))

    assert counted(asked("nps", every="month")) == {(2,): 6, (3,): 6}


def test_a_period_is_half_open(town: Town) -> None:
    tell(*answers("nps", [9] * 6, "2026-02-28"), *answers("nps", [9] * 7, "2026-03-01"))

    found = asked("nps", since="2026-02-01", until="2026-03-01").total

    assert found is not None
    assert found.n == 6
    assert (found.period.since, found.period.until) == (date(2026, 2, 1), date(2026, 3, 1))


def test_levels_of_units_add_up_what_lies_below(town: Town) -> None:
    company.ensure_unit(OPERATOR, "quay", "Quay", places={"regions": "north"})
    tell(
        *answers("nps", [9] * 5),
        *answers("nps", [9] * 6, "2026-03-03", unit="quay"),
        *answers("nps", [9] * 7, "2026-03-04", unit=HILL),
    )

    by_region = asked("nps", by=["region"])

    assert counted(by_region) == {("north",): 11, ("south",): 7}
    assert by_region.names["region"] == {"north": "North", "south": "South"}
    assert counted(asked("nps", by=["unit"], where=["region=north"])) == {(HARBOUR,): 5, ("quay",): 6}


def test_a_kind_of_unit_does_not_take_the_name_of_a_dimension(town: Town) -> None:
    company.ensure_unit(OPERATOR, "dealers", "Dealers", kind="channel", places={"regions": None})
    tell(*answers("csat", [5] * 5, channel="web"))

    assert counted(asked("count", by=["channel"])) == {("web",): 5}


def test_stage_tier_channel_and_attributes_are_dimensions(town: Town) -> None:
    people.ensure_accounts(OPERATOR, [people.AccountSeen(HOTEL, tier="gold")])
    tell(
        *answers("csat", [5] * 5, channel="web", account=HOTEL, attributes={"late": True}),
        *answers("csat", [1] * 6, "2026-03-03", touchpoint=None, attributes={"late": False}),
    )

    assert counted(asked("count", by=["stage"])) == {("delivery",): 5, (None,): 6}
    assert counted(asked("count", by=["tier"])) == {("gold",): 5, (None,): 6}
    assert counted(asked("count", by=["channel"])) == {("web",): 5, ("email",): 6}
    assert counted(asked("count", by=["attr:late"])) == {("true",): 5, ("false",): 6}
    assert counted(asked("count", where=["attr:late=true"], by=["kind"])) == {("response",): 5}
    assert counted(asked("count", where=["stage=delivery"], by=["kind"])) == {("response",): 5}
    assert counted(asked("count", where=["tier=gold"], by=["kind"])) == {("response",): 5}


def test_a_correction_takes_the_place_of_what_it_corrects(town: Town) -> None:
    tell(*answers("nps", [9] * 5), fact("wrong", scores={"nps": 0}))
    tell(fact("right", scores={"nps": 10}, replaces="wrong"))
    once = asked("nps").total
    tell(fact("better", scores={"nps": 3}, replaces="wrong"))
    twice = asked("nps").total

    assert once is not None and twice is not None
    assert (once.n, once.value) == (6, 1.0)
    assert (twice.n, twice.value) == (6, pytest.approx(4 / 6))


def test_talk_about_the_brand_is_counted_apart(town: Town) -> None:
    tell(*answers("stars", [5] * 5), *answers("stars", [1] * 6, "2026-03-03", mention=True))

    own, said = asked("stars").total, asked("stars", where=["mention=true"]).total

    assert own is not None and said is not None
    assert (own.n, own.value) == (5, 5.0)
    assert (said.n, said.value) == (6, 1.0)


def test_an_erased_person_leaves_the_bare_score(town: Town) -> None:
    tell(*answers("nps", [9] * 5, attributes={"size": "large"}))
    asked("nps")
    first = Interaction.objects.order_by("seq").values_list("seq", flat=True)[0]
    journal.redact([first], "asked to be forgotten")

    assert counted(asked("nps", by=["kind"])) == {("response",): 5}
    assert counted(asked("count", by=["attr:size"])) == {("large",): 4, (None,): 1}


def test_money_is_exact_and_each_currency_stands_alone(town: Town) -> None:
    tell(
        fact("a", kind="order", attributes={"amount": "0.10", "currency": "EUR"}),
        fact("b", kind="order", attributes={"amount": "0.20", "currency": "EUR"}),
        fact("c", kind="order", attributes={"amount": 5, "currency": "USD"}),
    )

    found = asked("amount")

    assert [(point.keys, point.result.value, point.result.n) for point in found.points] == [
        (("EUR",), 0.3, 2),
        (("USD",), 5.0, 1),
    ]
    assert found.total is None


def test_confidential_answers_appear_in_blocks_and_only_in_whole_cells(town: Town) -> None:
    quiet = {"mode": "confidential", "survey": "yearly"}
    tell(*answers("nps", [9, 9, 9, 3], **quiet))
    catch_up()
    before = asked("nps").total
    tell(fact("fifth", subject="email:fifth@example.org", scores={"nps": 9}, **quiet))
    tell(fact("sixth", subject="email:sixth@example.org", scores={"nps": 0}, **quiet))
    catch_up()
    after = asked("nps", by=["unit"], every="month")
    across = asked("nps", by=["channel"])

    assert before is not None and before.n == 0
    assert counted(after) == {(HARBOUR, 3): 5}
    assert after.points[0].result.mode == Answered.CONFIDENTIAL
    assert after.points[0].result.value == pytest.approx(3 / 5)
    assert counted(across) == {}
    assert across.total is not None
    assert across.total.flags == (Flag.CONFIDENTIAL_LEFT_OUT,)


def test_an_unread_confidential_answer_changes_nothing(town: Town) -> None:
    tell(*answers("nps", [9] * 5), *answers("nps", [0] * 8, "2026-03-03", mode="anonymous", subject=None))

    total = asked("nps").total

    assert total is not None
    assert (total.n, total.value) == (5, 1.0)


def test_an_unknown_metric_or_dimension_is_refused_with_those_that_exist(town: Town) -> None:
    with pytest.raises(NotFound, match=r"Known: .*nps"):
        asked("happiness")
    with pytest.raises(Refused, match="region"):
        asked("nps", by=["planet"])


def test_a_score_that_nobody_gave_has_no_answers(town: Town) -> None:
    total = asked("csat_delivery").total

    assert total is not None
    assert (total.n, total.value) == (0, None)
