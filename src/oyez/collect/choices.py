"""Choices that need the company's clock: which moments count as news."""

from datetime import date, datetime, time, timedelta

from oyez.collect.core.mapping.dates import zone_of
from oyez.company.queries import the_company
from oyez.kit.clock import now, to_micros
from oyez.kit.settings import NEWS_DAYS


def news_window(as_of: date | None) -> tuple[int, int]:
    """After and until which moments an interaction is news: in the days before a day begins, or before now."""
    zone = zone_of(the_company().time_zone)
    end = now() if as_of is None else datetime.combine(as_of, time(), zone)
    begin = end - timedelta(days=NEWS_DAYS.number())
    return to_micros(begin) - 1, to_micros(end) - 1
