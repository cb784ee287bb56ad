"""What is recent enough to act on: history opens no case and sends no mail."""

from datetime import datetime, timedelta

AHEAD = timedelta(hours=1)  # senders' clocks run fast by minutes, not by days


def is_recent(occurred_at: datetime, recorded_at: datetime, days: int) -> bool:
    """Whether something had happened at most so many days before it was recorded."""
    return -AHEAD <= recorded_at - occurred_at <= timedelta(days=days)
