"""What account managers may do: wait a while with a reason, and prepare; not exclude."""

from datetime import UTC, datetime, timedelta

import pytest

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.contact.changes.approaching import approach
from oyez.contact.changes.delaying import delay, end_delay
from oyez.contact.changes.planning import plan, unplan
from oyez.contact.changes.preparing import prepare
from oyez.contact.core.asking import Asking
from oyez.contact.models import Delay, Planned
from oyez.contact.queries.accounts import ahead, delay_of, prepared
from oyez.contact.queries.calendar import calendar
from oyez.contact.queries.deciding import decide
from oyez.contact.queries.why import why
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.people import changes as people
from oyez.people.models import Account
from tests.town import HOTEL

pytestmark = pytest.mark.django_db
STANDING = Asking(kind="relationship", key="standing", wave="1", purpose="research")


@pytest.fixture
def seller(town) -> Viewer:
    """Who manages the hotel, where Ana is a contact."""
    member = town.member("account_manager")
    Account.objects.filter(key=HOTEL).update(manager=member)
    people.ensure_contacts(OPERATOR, [(town.ana.pk, HOTEL, "user")])
    return town.viewer(member)


@pytest.fixture
def rival(town) -> Viewer:
    return town.viewer(town.member("account_manager"))


def soon(days: int):
    return now().date() + timedelta(days=days)


def test_a_delay_holds_the_account_until_its_day(town, seller) -> None:
    delay(seller, HOTEL, soon(10), "a contract is being signed")
    (one,) = decide(OPERATOR, STANDING, [town.ana.pk], now())
    assert one.code == "delayed"
    (later,) = decide(OPERATOR, STANDING, [town.ana.pk], now() + timedelta(days=10))
    assert later.code == "send"
    end_delay(seller, HOTEL)
    (again,) = decide(OPERATOR, STANDING, [town.ana.pk], now())
    assert again.code == "send"


def test_a_delay_has_a_reason_and_at_most_fourteen_days(seller) -> None:
    for until, why_not in ((soon(15), "too long"), (soon(0), "today"), (soon(5), " ")):
        with pytest.raises(Refused):
            delay(seller, HOTEL, until, why_not)
    assert delay(seller, HOTEL, soon(14), "a fair").until == soon(14)


def test_one_delay_after_the_other_does_not_exclude_an_account(seller) -> None:
    past = now() - timedelta(days=20)
    Delay.objects.create(account=HOTEL, until=soon(-8), reason="before", name="x", at=past.astimezone(UTC))
    with pytest.raises(Refused, match="14 days within three months"):
        delay(seller, HOTEL, soon(3), "again")
    assert delay(seller, HOTEL, soon(2), "again")
    assert delay(seller, HOTEL, soon(1), "a shorter one replaces it")
    assert delay_of(seller, HOTEL).until == soon(1)


def test_another_account_manager_neither_delays_nor_prepares(town, seller, rival) -> None:
    for attempt in (
        lambda: delay(rival, HOTEL, soon(3), "mine"),
        lambda: end_delay(rival, HOTEL),
        lambda: prepare(rival, HOTEL, [town.ana.pk], key="standing"),
        lambda: ahead(rival, HOTEL),
        lambda: delay(town.viewer(town.cem), HOTEL, soon(3), "not my account, though my unit"),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_who_was_prepared_is_kept_to_compare_scores(town, seller) -> None:
    assert prepare(seller, HOTEL, [town.ana.pk], key="standing", wave="1", note="by phone") == 1
    assert prepare(seller, HOTEL, [town.ana.pk], key="standing", wave="1") == 0
    assert prepared(OPERATOR, "standing", "1", [town.ana.pk, 99]) == {town.ana.pk}
    with pytest.raises(Refused):
        prepare(seller, HOTEL, [town.ana.pk + 1], key="standing")


def test_a_plan_shows_ahead_outranks_and_goes_when_they_were_asked(town, seller) -> None:
    plan(OPERATOR, STANDING, [(town.ana.pk, HOTEL, now() + timedelta(days=3))])
    assert [(one.key, one.persons) for one in ahead(seller, HOTEL)] == [("standing", (town.ana.pk,))]
    bought = Asking(kind="transaction", key="bought", wave="1", purpose="service")
    assert [one.code for one in decide(OPERATOR, bought, [town.ana.pk], now())] == ["outranked"]
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, [town.ana.pk], now()))
    assert not Planned.objects.exists()


def test_a_plan_can_be_taken_back(town) -> None:
    plan(OPERATOR, STANDING, [(town.ana.pk, "", now())])
    assert unplan(OPERATOR, STANDING) == 1


def test_who_is_judged_is_not_told_who_will_be_asked(town, seller) -> None:
    about = Asking(kind="study", key="sellers", wave="1", purpose="research", about_the_seller=True)
    at = now() + timedelta(days=3)
    plan(OPERATOR, about, [(town.ana.pk, HOTEL, at)])
    assert ahead(seller, HOTEL) == []
    assert calendar(seller, soon(0), soon(9)) == []
    assert why(seller, town.ana.pk) == []
    assert len(calendar(OPERATOR, soon(0), soon(9))) == 1


def test_the_calendar_counts_by_day_and_names_for_who_may_know(town, seller, rival) -> None:
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, [town.ana.pk], now()))
    (entry,) = calendar(seller, soon(-1), soon(1))
    assert (entry.asked, entry.planned, entry.names) == (1, 0, ("Ana",))
    assert calendar(rival, soon(-1), soon(1)) == []
    (counted,) = calendar(town.viewer(town.member("executive")), soon(-1), soon(1))
    assert (counted.asked, counted.names) == (1, ())
    with pytest.raises(NotAllowed):
        calendar(town.viewer(town.eli), soon(-1), soon(1))


def test_the_days_of_a_calendar_are_local_ones(town) -> None:
    evening = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # half past midnight in Berlin
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, None, evening), evening)
    (entry,) = calendar(OPERATOR, evening.date(), evening.date() + timedelta(days=2))
    assert entry.day == evening.date() + timedelta(days=1)


def test_why_tells_the_newest_first_in_words(town, seller) -> None:
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, [town.ana.pk], now()))
    study = Asking(kind="study", key="kitchens", wave="1", purpose="research")
    approach(OPERATOR, study, decide(OPERATOR, study, [town.ana.pk], now()))
    first, second = why(seller, town.ana.pk)
    assert first.text.startswith("Not sent a study (kitchens): was approached lately and rests until ")
    assert second.text == "Received a relationship survey (standing) by email."
    with pytest.raises(NotFound):
        why(town.viewer(town.dara), town.ana.pk)
