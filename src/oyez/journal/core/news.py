"""What is recent enough to act on: history opens no case and sends no mail."""

from datetime import datetime, timedelta

import msgspec

from oyez.journal.core.facts import Fact
from oyez.kit.clock import from_micros

AHEAD = timedelta(hours=1)  # senders' clocks run fast by minutes, not by days


def is_recent(occurred_at: datetime, recorded_at: datetime, days: int) -> bool:
    """Whether something had happened at most so many days before it was recorded."""
    return -AHEAD <= recorded_at - occurred_at <= timedelta(days=days)


def only_timely(fact: Fact, now: datetime, days: int) -> Fact:
    """What comes in late is history, whatever its sender calls it."""
    if not fact.news or is_recent(from_micros(fact.occurred_at), now, days):
        return fact
    return msgspec.structs.replace(fact, news=False)
