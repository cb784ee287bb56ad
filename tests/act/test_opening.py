"""What opens a case, whose desk it lands on, and what never opens one."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest

from oyez.act.changes import cases, opening
from oyez.act.changes.opening import react
from oyez.act.histories import histories
from oyez.act.models import Case, CaseEntry, Trigger
from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Grant
from oyez.journal.changes import accept
from oyez.journal.models import Interaction
from oyez.journal.queries import scales
from oyez.kit import worker
from oyez.kit.models import Bookmark, Outgoing
from oyez.people import changes as people
from oyez.people.models import Account
from tests.act.conftest import Desk, account_manager, owner_of_fitting
from tests.town import ANA, HILL, HOTEL, fact, tell


def test_a_low_score_opens_a_case_on_the_desk_of_the_units_manager(desk: Desk) -> None:
    case = desk.case()

    assert (case.person, case.unit, case.touchpoint) == (desk.town.ana, "harbour", "fitting")
    assert (case.trigger, case.score_name, case.score) == ("nps-low", "nps", 3)
    assert case.owner == desk.town.cem
    assert case.state == Case.States.NEW


def test_the_owner_is_told_at_once_with_what_was_said_and_until_when(desk: Desk) -> None:
    case = desk.case()

    mail = Outgoing.objects.get()
    assert (mail.rule, mail.cause, mail.recipient) == ("case_opened", case.number, "cem@example.org")
    assert "The worktop is chipped" in mail.text
    assert "Ana" in mail.subject
    assert "3" in mail.text
    assert f"/cases/{case.number}/" in mail.text
    assert f"/cases/{case.number}/" in mail.html


def test_what_customers_write_cannot_put_markup_into_the_owners_mail(desk: Desk) -> None:
    desk.hear(text="<img src=x onerror=alert(1)> & more")

    mail = Outgoing.objects.get()
    assert "<img" not in mail.html
    assert "<img" in mail.text


def test_an_answer_is_due_after_eight_working_hours(desk: Desk) -> None:
    # Monday 12:00 UTC is 13:00 in Berlin: four hours on Monday, four on Tuesday from 9:00.
    case = desk.case()

    assert case.due_at == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert case.solve_by == datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_a_good_score_opens_nothing(desk: Desk) -> None:
    desk.hear(scores={"nps": 7})

    assert not Case.objects.exists()


def test_more_of_the_same_is_appended_to_the_open_case(desk: Desk) -> None:
    case = desk.case("first")
    desk.hear("second", scores={"nps": 1}, text="Still nobody.")

    assert Case.objects.count() == 1
    assert case.entries.count() == 2
    assert Outgoing.objects.count() == 1


def test_what_a_customer_adds_without_a_score_joins_the_open_case(desk: Desk) -> None:
    case = desk.case("first")
    desk.hear("second", scores={}, text="I only want to know whether somebody is coming.", kind="call")

    assert case.entries.count() == 2


def test_another_touchpoint_is_another_case(desk: Desk) -> None:
    desk.hear("first")
    desk.hear("second", touchpoint="billing")

    assert Case.objects.count() == 2


def test_an_answer_that_sets_off_two_triggers_opens_one_case(desk: Desk) -> None:
    case = desk.case(scores={"csat": 1, "nps": 2})

    assert Case.objects.get().trigger == "nps-low"
    fired = case.entries.get().details["fired"]
    assert [one["rule"] for one in fired] == ["nps-low", "csat-low"]


def test_a_person_merged_later_still_has_one_open_case(desk: Desk) -> None:
    desk.hear("first")
    other = people.recognise(OPERATOR, [people.Sighting(("crm:4711",), name="Ana")], "test")["crm:4711"]
    people.merge(OPERATOR, other, desk.town.ana.pk, "the same Ana")
    desk.hear("second", subject="crm:4711")

    assert Case.objects.count() == 1


def test_somebody_who_was_never_seen_gets_a_case_too(desk: Desk) -> None:
    case = desk.case(subject="email:new@example.org")

    assert case.person != desk.town.ana


@pytest.mark.parametrize(
    "said",
    [
        {"news": False},
        {"mode": "confidential"},
        {"mode": "anonymous", "subject": None},
        {"direction": "out"},
        {"mention": True},
        {"subject": None},
    ],
    ids=["history", "confidential", "anonymous", "our own words", "a mention", "nobody known"],
)
def test_what_must_not_open_a_case_does_not(desk: Desk, said: dict[str, object]) -> None:
    desk.hear(**said)

    assert not Case.objects.exists()
    assert not Outgoing.objects.exists()


def test_history_opens_nothing_even_if_somebody_reads_it_as_news(desk: Desk) -> None:
    tell(fact("history", scores={"nps": 0}))
    react(list(Interaction.objects.all()))

    assert not Case.objects.exists()


def test_what_is_accepted_late_is_history(desk: Desk) -> None:
    accept([fact("old", "2026-02-22", scores={"nps": 3}, news=True)])
    worker.catch_up()
    assert not Case.objects.exists()

    accept([fact("young", "2026-02-23", scores={"nps": 3}, news=True)])
    worker.catch_up()
    assert Case.objects.count() == 1


def test_what_is_accepted_from_the_future_has_a_wrong_clock(desk: Desk) -> None:
    accept([fact("early", "2026-03-04", scores={"nps": 3}, news=True)])
    worker.catch_up()

    assert not Case.objects.exists()


def test_an_import_says_itself_what_is_news(desk: Desk) -> None:
    """Its preview said as of which day; the journal is not asked again how old that is."""
    desk.hear("long ago", day="2018-07-01")

    assert Case.objects.count() == 1


def test_reading_the_journal_again_opens_nothing_twice(desk: Desk) -> None:
    desk.hear("first")
    desk.hear("second", touchpoint="billing")
    before = (Case.objects.count(), CaseEntry.objects.count(), Outgoing.objects.count())

    Bookmark.objects.filter(name="triggers").update(position=0)
    worker.catch_up()

    assert (Case.objects.count(), CaseEntry.objects.count(), Outgoing.objects.count()) == before


def test_reading_again_after_the_case_was_closed_opens_nothing(desk: Desk) -> None:
    case = desk.case()
    cases.close(desk.town.viewer(desk.town.cem), case.number, "no-word", "improved")

    Bookmark.objects.filter(name="triggers").update(position=0)
    worker.catch_up()

    assert Case.objects.get().state == Case.States.CLOSED


def test_a_closed_case_does_not_keep_the_next_one_from_opening(desk: Desk) -> None:
    case = desk.case("first")
    cases.close(desk.town.viewer(desk.town.cem), case.number, "no-word", "improved")
    desk.hear("second")

    assert Case.objects.count() == 2


def test_a_second_worker_that_lost_its_lease_opens_nothing(desk: Desk) -> None:
    tell(fact("bad", scores={"nps": 2}, news=True))
    rows = list(Interaction.objects.all())
    react(rows)
    react(rows)

    assert Case.objects.count() == 1
    assert Outgoing.objects.count() == 1


def test_an_open_case_that_appeared_meanwhile_is_joined(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = desk.case("first")
    monkeypatch.setattr(opening, "_open_cases", lambda people: defaultdict(dict))
    desk.hear("second")

    assert Case.objects.get() == case
    assert case.entries.count() == 2


def test_the_owner_of_the_touchpoint_comes_before_the_manager(desk: Desk) -> None:
    owner = owner_of_fitting(desk.town)

    assert desk.case(scores={"csat": 1}).owner == owner


def test_the_account_manager_is_asked_first_about_a_relationship(desk: Desk) -> None:
    owner_of_fitting(desk.town)
    manager = account_manager(desk.town)

    assert desk.case(account=HOTEL).owner == manager


def test_where_nobody_is_responsible_the_cx_manager_gets_it_and_is_told_why(desk: Desk) -> None:
    case = desk.case(touchpoint="elsewhere", unit=None)

    assert case.owner == desk.carla
    details = case.entries.get().details
    assert details["route"] == "cx_manager"
    assert details["missing"] == ["account_manager", "touchpoint_owner", "unit_manager"]


def test_without_any_cx_manager_the_case_is_on_nobodys_desk_and_says_so(desk: Desk) -> None:
    Grant.objects.filter(role="cx_manager").delete()

    case = desk.case(touchpoint="elsewhere", unit=None)

    assert case.owner is None
    assert not Outgoing.objects.exists()
    assert "cx_manager" in case.entries.get().details["missing"]


def test_a_manager_who_left_gets_no_case(desk: Desk) -> None:
    desk.town.cem.is_active = False
    desk.town.cem.save()

    assert desk.case().owner == desk.carla


def test_a_touchpoint_owner_whose_role_has_no_cases_gets_none(desk: Desk) -> None:
    company.set_touchpoint_owner(OPERATOR, "fitting", desk.town.member("analyst").pk)

    assert desk.case(scores={"csat": 1}).owner == desk.town.cem


def test_the_worst_scores_go_to_the_general_manager_where_that_is_set(desk: Desk) -> None:
    greta = desk.town.member("manager", "north")
    Trigger.objects.filter(key="nps-low").update(general_manager_at=3)

    assert desk.case("four", scores={"nps": 4}, touchpoint="a").owner == desk.town.cem
    assert desk.case("three", scores={"nps": 3}, touchpoint="b").owner == greta


def test_tiers_have_limits_of_their_own(desk: Desk) -> None:
    Account.objects.filter(key=HOTEL).update(tier="gold")
    Trigger.objects.filter(key="nps-low").update(tier_limits={"gold": 8})
    desk.hear("no account", scores={"nps": 7})
    assert not Case.objects.exists()

    desk.hear("gold", scores={"nps": 7}, account=HOTEL)
    assert Case.objects.get().score == 7


def test_a_drop_against_the_own_past_opens_a_case(desk: Desk) -> None:
    for at, score in enumerate([9, 9, 9]):
        tell(fact(f"before-{at}", f"2026-01-0{at + 1}", scores={"nps": score}))
    desk.hear(scores={"nps": 7})

    case = Case.objects.get()
    assert case.trigger == "nps-drop"
    assert case.reason["previous"] == 3


def test_somebody_who_always_says_seven_is_no_drop(desk: Desk) -> None:
    for at, score in enumerate([7, 7, 7]):
        tell(fact(f"before-{at}", f"2026-01-0{at + 1}", scores={"nps": score}))
    desk.hear(scores={"nps": 7})

    assert not Case.objects.exists()


def test_answers_that_were_corrected_do_not_count_as_past(desk: Desk) -> None:
    for at in range(3):
        tell(fact(f"before-{at}", f"2026-01-0{at + 1}", scores={"nps": 9}))
    tell(fact("correction", "2026-01-03", scores={}, replaces="before-2"))
    desk.hear(scores={"nps": 7})

    assert not Case.objects.exists()


def test_of_two_corrections_of_an_answer_the_last_one_counts(desk: Desk) -> None:
    for at in range(2):
        tell(fact(f"before-{at}", f"2026-01-0{at + 1}", scores={"nps": 9}))
    for at, score in enumerate((9, 7)):
        tell(fact(f"correction-{at}", "2026-01-02", scores={"nps": score}, replaces="before-1"))

    (past,) = histories([desk.town.ana.pk]).on_scale("nps", scales())
    assert past == [9, 7]


def test_the_past_of_somebody_else_says_nothing(desk: Desk) -> None:
    for at in range(3):
        tell(fact(f"before-{at}", f"2026-01-0{at + 1}", subject="email:else@example.org", scores={"nps": 9}))
    desk.hear(scores={"nps": 7})

    assert not Case.objects.exists()


def test_opening_is_told_to_the_journal(desk: Desk) -> None:
    case = desk.case()

    row = Interaction.objects.get(kind="case_opened")
    assert (row.subject, row.unit, row.direction, row.news) == (ANA, "harbour", "out", False)
    assert row.attributes["case"] == case.number


def test_a_switched_off_trigger_opens_nothing(desk: Desk) -> None:
    Trigger.objects.update(enabled=False)
    desk.hear()

    assert not Case.objects.exists()


def test_a_trigger_for_one_touchpoint_leaves_the_others_alone(desk: Desk) -> None:
    Trigger.objects.filter(key="nps-low").update(touchpoint="fitting")
    desk.hear("elsewhere", touchpoint="billing")
    assert not Case.objects.exists()

    desk.hear("there")
    assert Case.objects.count() == 1


def test_an_answer_from_another_unit_joins_the_case_without_moving_it(desk: Desk) -> None:
    case = desk.case("first")
    desk.hear("second", unit=HILL)

    case.refresh_from_db()
    assert Case.objects.count() == 1
    assert case.unit == "harbour"


def test_due_times_count_the_companys_own_working_hours(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OYEZ_WORKING_HOURS", "Mon-Sat 08:00-12:00")
    monkeypatch.setenv("OYEZ_HOLIDAYS", "2026-03-03")

    case = desk.case()

    # said on Monday at noon UTC, 13:00 in Berlin: eight hours are Wednesday and Thursday until noon
    assert case.due_at == datetime(2026, 3, 5, 11, tzinfo=UTC)
