"""The worker: asks each step to catch up, under a lease, again after a crash, with back-off when it fails.

A step may run twice and may stop half way; what it has done counts only when its bookmark moved in the same
transaction, which it can only while the lease is still its own.
"""

import logging
import os
import secrets
import signal
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType

from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.models import Q
from django.db.models.functions import Now

from oyez.kit import crash
from oyez.kit.database import writes_of_others
from oyez.kit.errors import OyezError, Unavailable
from oyez.kit.models import Bookmark
from oyez.kit.presence import present
from oyez.kit.registry import Registry

log = logging.getLogger("oyez.worker")

LEASE = timedelta(seconds=60)
SLICE_SECONDS = 1.0
IDLE_SECONDS = 0.2
LONGEST_REST = 1.0
PATIENCE = 5  # failures in a row at one place, after which a step may set aside what stands there
LONGEST_WAIT = 600
BY_HAND = "by hand"
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
HOLDER = secrets.token_hex(8)  # this process, as its leases name it


class LostLease(Exception):
    """Somebody else holds the step by now; what was done here must not be kept."""


@dataclass(frozen=True)
class Lease:
    """The right to move one bookmark, and where it stood."""

    name: str
    token: str
    position: int
    failures: int


@dataclass(frozen=True)
class Step:
    """Something that catches up: `pending` looks without writing, `run` does one batch and says if there is more."""

    name: str
    pending: Callable[[int], bool]
    run: Callable[[Lease], bool]


STEPS: Registry[Step] = Registry("step")


def hold(name: str) -> Lease | None:
    """Take the lease of a step by the database's clock, unless somebody holds it or it backs off."""
    Bookmark.objects.get_or_create(name=name)
    token = HOLDER + secrets.token_hex(8)
    free = Q(leased_until=None) | Q(leased_until__lt=Now())
    due = Q(next_try_at=None) | Q(next_try_at__lt=Now())
    taken = Bookmark.objects.filter(free, due, name=name).update(lease=token, leased_until=Now() + LEASE)
    if not taken:
        return None
    row = Bookmark.objects.get(name=name)
    return Lease(name, token, row.position, row.failures) if row.lease == token else None


def hold_by_hand(name: str) -> None:
    """Let nobody run a step until a person releases it."""
    Bookmark.objects.update_or_create(name=name, defaults={"lease": BY_HAND, "leased_until": FOR_EVER})


def release_by_hand(name: str) -> bool:
    """Let a step run again; say whether it was held."""
    held = Bookmark.objects.filter(name=name, lease=BY_HAND)
    return bool(held.update(lease="", leased_until=None))


def is_held_by_hand(name: str) -> bool:
    return Bookmark.objects.filter(name=name, lease=BY_HAND).exists()


def renew(lease: Lease) -> None:
    """Keep a lease for another while, or learn that it was lost."""
    mine = Bookmark.objects.filter(name=lease.name, lease=lease.token)
    if not mine.update(leased_until=Now() + LEASE):
        raise LostLease(lease.name)


def move(lease: Lease, position: int) -> Lease:
    """Move the bookmark inside the transaction of the effects; roll both back if the lease was lost."""
    crash.here("effect-before-bookmark", lease.name)
    mine = Bookmark.objects.filter(name=lease.name, position=lease.position, lease=lease.token)
    if mine.update(position=position, failures=0) != 1:
        raise LostLease(lease.name)
    crash.here("bookmark-before-commit", lease.name)
    return Lease(lease.name, lease.token, position, 0)


def release(lease: Lease) -> None:
    """Give a lease back after work that went well."""
    Bookmark.objects.filter(name=lease.name, lease=lease.token).update(
        lease="", leased_until=None, failures=0, next_try_at=None, last_error="", ran_at=Now()
    )


def back_off(lease: Lease, error: BaseException) -> None:
    """Try again later: after 1, 2, 4 … seconds, at most ten minutes.

    While a part is away, nothing is wrong with what waits for it: that is no reason to set anything aside.
    """
    mine = Bookmark.objects.filter(name=lease.name, lease=lease.token)
    before = mine.values_list("failures", flat=True).first() or 0
    away = isinstance(error, Unavailable | OperationalError | InterfaceError)
    mine.update(
        lease="",
        leased_until=None,
        failures=min(before + 1, PATIENCE - 1) if away else before + 1,
        next_try_at=Now() + timedelta(seconds=min(LONGEST_WAIT, 2**before)),
        last_error=describe(error),
    )


def let_go(holders: Collection[str]) -> None:
    """Take back the leases of processes that are known to be dead."""
    for holder in holders:
        Bookmark.objects.filter(lease__startswith=holder).update(lease="", leased_until=None)


def last_error(name: str) -> str:
    """What a step failed with last."""
    return Bookmark.objects.values_list("last_error", flat=True).get(name=name)


def describe(error: BaseException) -> str:
    """Our own errors speak for themselves; of others only the type, since messages may hold personal data."""
    return str(error) if isinstance(error, OyezError) else type(error).__name__


def let_all_go() -> None:
    """Take back all leases but those held by hand: after a restore nobody of then is at it now."""
    Bookmark.objects.exclude(lease=BY_HAND).update(lease="", leased_until=None, next_try_at=None)


def run_step(step: Step) -> bool:
    """Let one step catch up for a slice of time; say whether it did anything."""
    bookmark = Bookmark.objects.filter(name=step.name).values_list("position", flat=True).first()
    if not step.pending(bookmark or 0):
        return False
    lease = hold(step.name)
    if lease is None:
        return False
    crash.here("lease-taken", step.name)
    until = time.monotonic() + SLICE_SECONDS
    try:
        while step.run(lease) and time.monotonic() < until:
            position = Bookmark.objects.values_list("position", flat=True).get(name=step.name)
            lease = Lease(lease.name, lease.token, position, 0)
    except LostLease:
        log.warning("lease lost", extra={"step": step.name})
        return False
    except Exception as error:
        log.exception("step failed", extra={"step": step.name})
        back_off(lease, error)
        return False
    release(lease)
    return True


def catch_up(rounds: int = 10_000) -> None:
    """Run all steps until none has anything to do: for commands and tests."""
    for _ in range(rounds):
        worked = [run_step(step) for step in STEPS.values()]
        if not any(worked):
            return


@dataclass
class Loop:
    """The worker process: ends on a signal, or when the process that started it is gone."""

    parent: int | None = None
    stopping: bool = False

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        with present(HOLDER, let_go):
            while not self.stopping and not self.orphaned():
                close_old_connections()
                seen = writes_of_others()
                if not self.round():
                    self.rest(seen)

    def round(self) -> bool:
        busy = False
        for step in STEPS.values():
            if self.stopping:
                return False
            try:
                busy = run_step(step) or busy
            except Exception:  # the database itself may be away; the loop outlives it
                log.exception("worker round failed", extra={"step": step.name})
                time.sleep(IDLE_SECONDS)
        return busy

    def rest(self, seen: int | None) -> None:
        """Sleep until another process writes; where nobody tells, or something waits for its time, not for long."""
        until = time.monotonic() + LONGEST_REST
        while not self.stopping and not self.orphaned():
            time.sleep(IDLE_SECONDS)
            if seen is None or writes_of_others() != seen or time.monotonic() >= until:
                return

    def stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def orphaned(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent
