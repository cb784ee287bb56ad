"""A person's story in order, what they were trying to do, and which promises are open."""

from datetime import UTC, datetime, timedelta
from typing import Any

from oyez.share.core.timeline import Event, due_of, group_of, happened, intent, months, open_promises, trying

NOW = datetime(2026, 11, 22, 17, tzinfo=UTC)


def event(seq: int, day: str, kind: str = "order", **said: Any) -> Event:
    return Event(seq, datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC), kind, **said)


def test_the_newest_month_comes_first_and_in_it_the_newest_event() -> None:
    told = months([event(1, "2026-09-11"), event(2, "2026-11-12"), event(3, "2026-11-20")])
    assert [(month.first.isoformat(), [one.seq for one in month.events]) for month in told] == [
        ("2026-11-01", [3, 2]),
        ("2026-09-01", [1]),
    ]


def test_kinds_are_said_bought_visits_or_cases() -> None:
    assert [group_of(kind) for kind in ("call", "order", "fitting", "case_opened", "redaction")] == [
        "said", "bought", "visits", "cases", "",
    ]  # fmt: skip


def test_what_somebody_was_trying_to_do_is_the_last_thing_they_began() -> None:
    call = event(2, "2026-11-19", "call", attributes={"topic": "asks-date"})
    answer = event(3, "2026-11-20", "response")
    sent = event(4, "2026-11-21", "message", direction="out")
    found = trying([event(1, "2026-11-18", "web_visit"), call, answer, sent], NOW)
    assert found is call
    assert intent(call) == "asks-date"


def test_a_bounce_or_an_opt_out_is_nothing_that_somebody_was_trying_to_do() -> None:
    call = event(1, "2026-11-18", "call")
    assert trying([call, event(2, "2026-11-19", "bounce"), event(3, "2026-11-20", "opt_out")], NOW) is call


def test_what_was_tried_a_month_ago_is_past() -> None:
    assert trying([event(1, "2026-10-19", "call")], NOW) is None


def test_a_look_at_a_page_is_not_what_happened() -> None:
    order = event(1, "2026-09-18")
    assert happened([order, event(2, "2026-09-19", "web_visit")]) is order


def test_a_promise_is_open_until_it_is_kept() -> None:
    promised = event(2, "2026-09-18", "promise", attributes={"order": "AU-1", "promised": "2026-11-10"})
    delivered = event(3, "2026-11-10", "delivery", attributes={"order": "AU-1"})
    (promise,) = open_promises([promised], NOW)
    assert promise.overdue
    assert not open_promises([promised, delivered], NOW)


def test_another_orders_delivery_keeps_no_promise() -> None:
    promised = event(2, "2026-09-18", "promise", attributes={"order": "AU-1", "promised": "2026-12-10"})
    delivered = event(3, "2026-11-10", "delivery", attributes={"order": "AU-2"})
    (promise,) = open_promises([promised, delivered], NOW)
    assert not promise.overdue


def test_the_newest_promise_about_an_order_replaces_the_older() -> None:
    first = event(1, "2026-09-18", "promise", attributes={"order": "AU-1", "promised": "2026-11-10"})
    second = event(2, "2026-10-18", "promise", attributes={"order": "AU-1", "promised": "2026-12-01"})
    assert [promise.event for promise in open_promises([first, second], NOW)] == [second]


def test_a_promise_by_hand_is_kept_by_naming_it() -> None:
    promised = event(7, "2026-11-19", "promise", attributes={"due": "2026-11-23T18:00:00+01:00"})
    kept = event(8, "2026-11-20", "promise_kept", attributes={"promise": "7"})
    assert len(open_promises([promised], NOW)) == 1
    assert not open_promises([promised, kept], NOW)


def test_a_day_is_promised_until_its_end() -> None:
    promised = event(1, "2026-11-19", "promise", attributes={"promised": "2026-11-22"})
    due = due_of(promised)
    assert due is not None
    assert NOW < due < NOW + timedelta(hours=8)


def test_a_promise_without_a_readable_day_is_not_shown_as_open() -> None:
    assert not open_promises([event(1, "2026-11-19", "promise", attributes={"promised": "soon"})], NOW)


def test_of_two_deliveries_of_an_order_the_later_one_keeps_a_promise_made_between() -> None:
    first = event(1, "2026-09-01", "delivery", attributes={"order": "AU-1"})
    promised = event(2, "2026-09-18", "promise", attributes={"order": "AU-1", "promised": "2026-11-10"})
    second = event(3, "2026-11-10", "delivery", attributes={"order": "AU-1"})
    assert not open_promises([second, promised, first], NOW)
    assert open_promises([promised, first], NOW)
