"""Who is asked when: what went out and what is planned, by day and survey."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, QuerySet, Value
from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.contact.models import Approach, Planned
from oyez.kit.clock import from_micros, to_micros
from oyez.kit.errors import Refused
from oyez.people.queries import accounts

LONGEST_DAYS = 400
NAMES = 50
READ = 5_000
QUARTER = 900_000_000  # microseconds
Place = tuple[date, str, str, str]
Rows = QuerySet[Any]  # of the ledger or of the plans


@dataclass(frozen=True)
class Entry:
    """One survey on one day: how many were asked, how many are planned, and some of their names for who may know."""

    day: date
    kind: str
    key: str
    wave: str
    asked: int
    planned: int
    names: tuple[str, ...]

    @property
    def more(self) -> int:
        return max(0, self.asked + self.planned - len(self.names)) if self.names else 0


def calendar(viewer: Viewer, since: date, until: date) -> list[Entry]:
    """From a day up to and with another, on the company's clock; account managers see their own accounts."""
    viewer.needs(Can.NUMBERS)
    if not timedelta(0) <= until - since <= timedelta(LONGEST_DAYS):
        raise Refused(f"A calendar covers at most {LONGEST_DAYS} days, from its first to its last.")
    zone = ZoneInfo(the_company().time_zone)
    between = {
        "at__gte": to_micros(datetime.combine(since, time(), zone)),
        "at__lt": to_micros(datetime.combine(until + timedelta(1), time(), zone)),
    }
    asked = _own(viewer, Approach.objects.filter(**between))
    planned = _own(viewer, Planned.objects.filter(**between))
    if not viewer.may(Can.PROGRAMME):
        planned = planned.filter(about_the_seller=False)
    return _entries(viewer, (asked, planned), zone)


def _own(viewer: Viewer, rows: Rows) -> Rows:
    if viewer.scope.is_everything():
        return rows
    return rows.filter(account__in=accounts(viewer).order_by().values("key"))


def _entries(viewer: Viewer, tables: tuple[Rows, Rows], zone: ZoneInfo) -> list[Entry]:
    asked, planned = (_counts(rows, zone) for rows in tables)
    names = _names(viewer, tables, zone)
    return [
        Entry(*place, asked=asked[place], planned=planned[place], names=tuple(names.get(place, ())))
        for place in sorted({*asked, *planned})
    ]


def _counts(rows: Rows, zone: ZoneInfo) -> Counter[Place]:
    """Counted by quarters of an hour, of which every local day has whole ones."""
    quarter = ExpressionWrapper(F("at") / Value(QUARTER), output_field=BigIntegerField())
    found: Counter[Place] = Counter()
    grouped = rows.order_by().annotate(quarter=quarter).values_list("quarter", "kind", "key", "wave")
    for quarter_hour, kind, key, wave, count in grouped.annotate(Count("pk")):
        day = from_micros(quarter_hour * QUARTER).astimezone(zone).date()
        found[day, kind, key, wave] += count
    return found


def _names(viewer: Viewer, tables: tuple[Rows, Rows], zone: ZoneInfo) -> dict[Place, list[str]]:
    """Some names for each place, for those who may know them."""
    found: dict[Place, list[str]] = {}
    if not viewer.may(Can.IDENTITIES):
        return found
    columns = ("at", "kind", "key", "wave", "person__name", "person__merged_into__name", "person_id")
    for rows in tables:
        for at, kind, key, wave, name, kept, person in rows.order_by("at").values_list(*columns)[:READ]:
            names = found.setdefault((at.astimezone(zone).date(), kind, key, wave), [])
            said = kept or name or _("Person %(number)s") % {"number": person}
            if person is not None and len(names) < NAMES and said not in names:
                names.append(said)
    return found
