"""Founds Aurora in an empty installation: company, units, members, touchpoints, exchange rates, triggers."""

from datetime import date
from decimal import Decimal

from oyez.act.changes import defaults
from oyez.company import changes
from oyez.company.core.scope import Viewer
from oyez.company.models import Company, Member
from oyez.people.changes import set_rate
from oyez.web.sample import asked, company
from oyez.web.sample.company import AURORA, CHANNELS, HIERARCHIES, REGIONS
from oyez.web.sample.firms import RATES

RATES_SINCE = date(2024, 1, 1)


def install(viewer: Viewer) -> dict[str, Member]:
    """Make all that is not there yet; the members by their handle. Accounts and people come with the files."""
    if not Company.objects.exists():
        changes.found_company(AURORA.name, currency=AURORA.currency, time_zone=AURORA.time_zone)
    for key, name in HIERARCHIES:
        changes.ensure_hierarchy(viewer, key, name)
    for unit in AURORA.units:
        changes.ensure_unit(viewer, unit.key, unit.name, kind=unit.kind, places=places(unit))
    members = {member.handle: _member(viewer, member) for member in AURORA.members}
    for touchpoint in AURORA.touchpoints:
        owner = members[touchpoint.owner]
        changes.ensure_touchpoint(
            viewer, touchpoint.key, touchpoint.name, stage=touchpoint.stage, owner=owner
        )
    for currency, worth in RATES.items():
        if currency != AURORA.currency:
            set_rate(viewer, currency, RATES_SINCE, Decimal(str(worth)))
    defaults.install(viewer)
    asked.publish(viewer)
    return members


def places(unit: company.Unit) -> dict[str, str | None]:
    """Where a unit stands: in the regions under the brand, partners in the channels as well."""
    found: dict[str, str | None] = {}
    if unit.region is not None or unit.kind == "brand":
        found[REGIONS] = unit.region
    if unit.channel is not None or unit.key == company.PARTNERS:
        found[CHANNELS] = unit.channel
    return found


def _member(viewer: Viewer, wanted: company.Member) -> Member:
    member = Member.objects.filter(email=wanted.email).first()
    if member is None:
        member = changes.add_member(viewer, wanted.email, wanted.name, language=wanted.language)
    for grant in wanted.grants:
        changes.grant(viewer, member, grant.role, grant.unit, grant.hierarchy)
    return member
