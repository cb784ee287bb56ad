"""The notes that go along with every table: the period, for whom it was made, when, and where to ask it again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from oyez.company.core.roles import ROLES
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company, tree
from oyez.kit.clock import now
from oyez.kit.sheets.sheet import Note
from oyez.measure.core.result import Period

NAMED = 5


def period_said(period: Period) -> str:
    """Its first and last day in words; an open end is said to be open."""
    since = period.since and date_format(period.since, "j M Y")
    last = period.until and date_format(period.until.fromordinal(period.until.toordinal() - 1), "j M Y")
    if since and last:
        return _("%(first)s to %(last)s") % {"first": since, "last": last}
    if since:
        return _("from %(first)s") % {"first": since}
    return _("until %(last)s") % {"last": last} if last else _("all time")


def where_from(viewer: Viewer, address: str) -> list[Note]:
    """When and for whom a table was made, and the address that makes it again."""
    company = the_company()
    moment = now().astimezone(ZoneInfo(company.time_zone))
    made = _("%(moment)s (%(zone)s), for %(who)s, %(company)s") % {
        "moment": date_format(moment, "j M Y, H:i"),
        "zone": company.time_zone,
        "who": who(viewer),
        "company": company.name,
    }
    return [Note(_("Made"), made), Note(_("Data scope"), scope_said(viewer)), Note(_("Again"), address)]


def who(viewer: Viewer) -> str:
    role = ROLES.get(viewer.role)
    return f"{viewer.name} ({role.title})" if role else viewer.name


def scope_said(viewer: Viewer) -> str:
    """Which rows the viewer may see."""
    scope = viewer.scope
    if scope.is_everything():
        return _("everything")
    said = []
    if scope.units is not None:
        names = sorted(tree().names.get(unit, unit) for unit in scope.units)
        said.append(_("units: %(names)s") % {"names": shortened(names)})
    if scope.accounts is not None:
        said.append(_("the accounts that the viewer manages"))
    if scope.touchpoints is not None:
        said.append(_("touchpoints: %(names)s") % {"names": shortened(sorted(scope.touchpoints))})
    return "; ".join(said)


def shortened(names: Sequence[str]) -> str:
    """The first few, and how many more."""
    if len(names) <= NAMED:
        return ", ".join(names) or _("none")
    more = {"names": ", ".join(names[:NAMED]), "count": len(names) - NAMED}
    return _("%(names)s and %(count)d more") % more


def address(view: str, asked: Mapping[str, Any] | None = None) -> str:
    """The whole address of a page with what it is asked."""
    given = {name: value for name, value in (asked or {}).items() if value}
    query = f"?{urlencode(given, doseq=True)}" if given else ""
    return f"{settings.OYEZ_URL}{reverse(view)}{query}"


def pairs(said: Iterable[tuple[str, str]]) -> list[Note]:
    return [Note(about, words) for about, words in said]


def footnote(*parts: str) -> str:
    """What a figure rests on, in a line that ends with where it is from."""
    company = the_company().name
    return " · ".join([*filter(None, parts), _("Source: Oyez, %(company)s") % {"company": company}])
