"""The worker: leases, back-off, what it does after somebody died."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.models.functions import Now

from oyez.kit import worker
from oyez.kit.errors import Refused, Unavailable
from oyez.kit.models import Bookmark
from oyez.kit.presence import anybody_else, present

pytestmark = pytest.mark.django_db


def lapse(name: str) -> None:
    """Let a lease run out."""
    Bookmark.objects.filter(name=name).update(leased_until=Now() - timedelta(seconds=1))


def step_that(raises: Exception) -> worker.Step:
    def run(lease: worker.Lease) -> bool:
        raise raises

    return worker.Step("weak", lambda position: True, run)


def try_at_once(step: worker.Step) -> Bookmark:
    """Run a step, whether its time has come or not."""
    Bookmark.objects.filter(name=step.name).update(next_try_at=None)
    worker.run_step(step)
    return Bookmark.objects.get(name=step.name)


def test_of_two_who_want_a_step_one_gets_it() -> None:
    assert worker.hold("read") is not None
    assert worker.hold("read") is None


def test_a_lease_that_ran_out_can_be_taken() -> None:
    worker.hold("read")
    lapse("read")

    assert worker.hold("read") is not None


def test_a_lease_that_is_renewed_does_not_run_out() -> None:
    lease = worker.hold("read")
    assert lease is not None
    lapse("read")

    worker.renew(lease)

    assert worker.hold("read") is None


def test_a_lease_that_another_took_cannot_be_renewed() -> None:
    lease = worker.hold("read")
    assert lease is not None
    lapse("read")
    worker.hold("read")

    with pytest.raises(worker.LostLease):
        worker.renew(lease)


def test_a_lost_lease_moves_no_bookmark() -> None:
    lost = worker.hold("read")
    lapse("read")
    mine = worker.hold("read")
    assert lost is not None and mine is not None

    with pytest.raises(worker.LostLease):
        worker.move(lost, 7)

    worker.move(mine, 5)
    assert Bookmark.objects.get(name="read").position == 5


def test_a_bookmark_moves_only_from_where_the_lease_found_it() -> None:
    lease = worker.hold("read")
    assert lease is not None
    worker.move(lease, 5)

    with pytest.raises(worker.LostLease):
        worker.move(lease, 7)


def test_a_lost_lease_gives_nothing_back() -> None:
    lost = worker.hold("read")
    lapse("read")
    worker.hold("read")
    assert lost is not None

    worker.release(lost)
    worker.back_off(lost, ValueError())

    assert worker.hold("read") is None


def test_a_step_that_fails_waits_twice_as_long_each_time() -> None:
    step = step_that(ValueError())
    waits = []
    for _ in range(4):
        row = try_at_once(step)
        now = Bookmark.objects.values_list(Now(), flat=True).get(name=step.name)
        assert row.next_try_at is not None
        waits.append(round((row.next_try_at - now).total_seconds()))

    assert waits == [1, 2, 4, 8]


def test_a_step_that_waits_is_left_alone() -> None:
    step = step_that(ValueError())
    worker.run_step(step)

    assert worker.run_step(step) is False
    assert Bookmark.objects.get(name=step.name).failures == 1


def test_success_forgets_the_failures() -> None:
    try_at_once(step_that(ValueError()))

    row = try_at_once(worker.Step("weak", lambda position: True, lambda lease: False))

    assert (row.failures, row.last_error, row.lease) == (0, "", "")


def test_our_own_errors_are_quoted_and_foreign_ones_named() -> None:
    assert try_at_once(step_that(Refused("Say which."))).last_error == "Say which."
    assert try_at_once(step_that(ValueError("ana@example.org"))).last_error == "ValueError"


@pytest.mark.parametrize("away", [Unavailable("The mail server is away."), OperationalError("no database")])
def test_a_part_that_is_away_is_no_reason_to_set_anything_aside(away: Exception) -> None:
    step = step_that(away)

    failures = [try_at_once(step).failures for _ in range(8)]

    assert max(failures) < worker.PATIENCE


def test_a_step_with_nothing_to_do_writes_nothing() -> None:
    idle = worker.Step("idle", lambda position: False, lambda lease: True)

    assert worker.run_step(idle) is False
    assert not Bookmark.objects.filter(name="idle").exists()


def test_leases_of_the_dead_are_free_at_once() -> None:
    worker.hold("read")

    worker.let_go([worker.HOLDER])

    assert worker.hold("read") is not None


def test_leases_of_the_living_stay() -> None:
    worker.hold("read")

    worker.let_go(["somebody else"])

    assert worker.hold("read") is None


def test_a_step_held_by_hand_waits_until_a_person_releases_it() -> None:
    worker.hold_by_hand("read")
    lapse("write")

    assert worker.hold("read") is None
    assert worker.is_held_by_hand("read")
    assert worker.release_by_hand("read")
    assert worker.hold("read") is not None


def test_what_is_held_by_hand_does_not_keep_a_command_waiting() -> None:
    worker.hold_by_hand("outbox")

    worker.catch_up()


ENTER_AND_DIE = """
import os, signal, sys
from django.conf import settings
settings.configure(OYEZ_DATA=sys.argv[1])
from oyez.kit.presence import anybody_else, present
with present("ana", lambda dead: None):
    print("entered", flush=True)
    if sys.argv[2] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
"""


def enter(data: Path, end: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENTER_AND_DIE, str(data), end], capture_output=True, text=True, check=False
    )
    assert done.stdout == "entered\n", done.stderr


def test_who_died_is_told_to_the_next(tmp_path: Path, settings: object) -> None:
    settings.OYEZ_DATA = tmp_path  # type: ignore[attr-defined]
    enter(tmp_path, "die")
    told: list[str] = []

    with present("bea", told.extend):
        pass

    assert told == ["ana"]


def test_who_left_is_not_mourned(tmp_path: Path, settings: object) -> None:
    settings.OYEZ_DATA = tmp_path  # type: ignore[attr-defined]
    enter(tmp_path, "leave")
    told: list[str] = []

    with present("bea", told.extend):
        pass

    assert told == []


def test_who_lives_is_not_mourned(tmp_path: Path, settings: object) -> None:
    settings.OYEZ_DATA = tmp_path  # type: ignore[attr-defined]
    told: list[str] = []

    with present("ana", told.extend), present("bea", told.extend):
        assert len(list((tmp_path / "present").iterdir())) == 2

    assert told == []


def test_after_a_restore_no_lease_of_then_is_in_the_way_but_what_a_person_holds() -> None:
    worker.hold("read")
    worker.hold_by_hand("outbox")

    worker.let_all_go()

    assert worker.hold("read") is not None
    assert worker.is_held_by_hand("outbox")


def test_somebody_at_work_is_seen_from_elsewhere(tmp_path: Path, settings: object) -> None:
    settings.OYEZ_DATA = tmp_path  # type: ignore[attr-defined]
    assert not anybody_else()

    with present("ana", lambda dead: None):
        assert anybody_else()

    assert not anybody_else()
