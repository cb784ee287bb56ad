"""The structure of the company: units with their places in hierarchies, touchpoints with stage and owner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from oyez.company.changes.trail import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import (
    KEY_LENGTH,
    Hierarchy,
    Member,
    Place,
    Touchpoint,
    Unit,
)
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.keys import key_for


@transaction.atomic
def ensure_hierarchy(viewer: Viewer, key: str, name: str) -> Hierarchy:
    """A hierarchy by its key, made when it is new."""
    row, fresh = Hierarchy.objects.get_or_create(key=key, defaults={"name": name})
    if fresh:
        audit(viewer, "add_hierarchy", f"hierarchy:{key}", after={"name": name})
    return row


@transaction.atomic
def ensure_unit(
    viewer: Viewer,
    key: str,
    name: str,
    *,
    kind: str = "branch",
    places: Mapping[str, str | None] | None = None,
) -> Unit:
    """A unit by its key, made when it is new; `places` maps a hierarchy to the parent's key there."""
    row, fresh = Unit.objects.get_or_create(
        key=key, defaults={"name": name, "kind": kind, "created_at": now()}
    )
    for hierarchy, parent in (places or {}).items():
        _place(row, hierarchy, parent)
    if fresh:
        audit(viewer, "add_unit", f"unit:{key}", after={"name": name, "kind": kind})
    return row


def _place(unit: Unit, hierarchy_key: str, parent_key: str | None) -> None:
    hierarchy = Hierarchy.objects.filter(key=hierarchy_key).first()
    if hierarchy is None:
        raise NotFound(f"There is no hierarchy “{hierarchy_key}”.")
    parent = Unit.objects.filter(key=parent_key).first() if parent_key else None
    if parent_key and parent is None:
        raise NotFound(f"There is no unit “{parent_key}” to put “{unit.key}” under.")
    above, seen = parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == unit.pk:
            raise Refused(f"“{unit.key}” cannot stand below itself.")
        seen.add(above.pk)
        place = Place.objects.filter(unit=above, hierarchy=hierarchy).select_related("parent").first()
        above = place.parent if place else None
    Place.objects.update_or_create(unit=unit, hierarchy=hierarchy, defaults={"parent": parent})


def ensure_units(viewer: Viewer, wanted: Iterable[tuple[str, str, str, str | None]]) -> int:
    """Make the units that are not there yet: (key, name, kind, hierarchy); one audit line for all."""
    rows = {key: (name, kind, hierarchy) for key, name, kind, hierarchy in wanted}
    known = set(Unit.objects.filter(key__in=rows).values_list("key", flat=True))
    fresh = {key: row for key, row in rows.items() if key not in known}
    if not fresh:
        return 0
    made = Unit.objects.bulk_create(
        [
            Unit(key=key, name=name, kind=kind, created_at=now())
            for key, (name, kind, _hierarchy) in fresh.items()
        ]
    )
    hierarchies = {row.key: row for row in Hierarchy.objects.all()}
    for key in {hierarchy for *_rest, hierarchy in fresh.values() if hierarchy} - set(hierarchies):
        hierarchies[key] = ensure_hierarchy(viewer, key, key.replace("-", " ").capitalize())
    Place.objects.bulk_create(
        [
            Place(unit=unit, hierarchy=hierarchies[hierarchy])
            for unit in made
            if (hierarchy := fresh[unit.key][2]) is not None
        ]
    )
    audit(viewer, "add_units", "units", after={"count": len(made)})
    return len(made)


@transaction.atomic
def ensure_touchpoint(
    viewer: Viewer,
    key: str,
    name: str,
    *,
    stage: str = "",
    unit: str | None = None,
    owner: Member | None = None,
) -> Touchpoint:
    """A touchpoint by its key, made when it is new."""
    unit_row = Unit.objects.filter(key=unit).first() if unit else None
    row, fresh = Touchpoint.objects.get_or_create(
        key=key, defaults={"name": name, "stage": stage, "unit": unit_row, "owner": owner}
    )
    if fresh:
        audit(viewer, "add_touchpoint", f"touchpoint:{key}", after={"name": name, "stage": stage})
    return row


@transaction.atomic
def set_touchpoint_owner(viewer: Viewer, key: str, member_id: int | None) -> None:
    """Say whose touchpoint it is."""
    viewer.needs(Can.PROGRAMME)
    row = Touchpoint.objects.filter(key=key).first()
    if row is None:
        raise NotFound(f"There is no touchpoint “{key}”.")
    before, row.owner_id = row.owner_id, member_id
    row.save(update_fields=["owner"])
    audit(viewer, "set_touchpoint_owner", f"touchpoint:{key}", {"owner": before}, {"owner": member_id})


@dataclass(frozen=True, kw_only=True)
class WantedUnit:
    """A unit as somebody wants it: where it stands in one hierarchy, by key or, for a new hierarchy, by name."""

    name: str
    kind: str = "branch"
    hierarchy: str = ""
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class WantedTouchpoint:
    """A touchpoint as somebody wants it."""

    name: str
    stage: str = ""
    unit: str = ""
    owner: int | None = None


def may_shape(viewer: Viewer) -> bool:
    """Whoever runs the programme or looks after members."""
    return viewer.may(Can.PROGRAMME) or viewer.may(Can.MEMBERS)


@transaction.atomic
def add_unit(viewer: Viewer, wanted: WantedUnit, key: str = "") -> Unit:
    """Add a unit; its key comes from its name unless given, and never changes."""
    _must(viewer)
    key = _key_for(wanted.name, key)
    if Unit.objects.filter(key=key).exists():
        raise Refused(_("There is a unit “%(key)s” already; choose another name.") % {"key": key})
    return ensure_unit(viewer, key, wanted.name, kind=wanted.kind, places=_places(viewer, wanted))


@transaction.atomic
def change_unit(viewer: Viewer, key: str, wanted: WantedUnit) -> Unit:
    """Rename a unit, or put it elsewhere in a hierarchy. What happened there stays there: the key is the same."""
    _must(viewer)
    unit = Unit.objects.filter(key=key).first()
    if unit is None:
        raise NotFound(_("There is no such unit."))
    before = {"name": unit.name, "kind": unit.kind}
    unit.name, unit.kind = wanted.name, wanted.kind
    unit.save(update_fields=["name", "kind"])
    ensure_unit(viewer, key, wanted.name, places=_places(viewer, wanted))
    after = {"name": unit.name, "kind": unit.kind, "hierarchy": wanted.hierarchy, "parent": wanted.parent}
    audit(viewer, "change_unit", f"unit:{key}", before, after)
    return unit


@transaction.atomic
def add_touchpoint(viewer: Viewer, wanted: WantedTouchpoint, key: str = "") -> Touchpoint:
    """Add a touchpoint; its key comes from its name unless given, and never changes."""
    _must(viewer)
    key = _key_for(wanted.name, key)
    if Touchpoint.objects.filter(key=key).exists():
        raise Refused(_("There is a touchpoint “%(key)s” already; choose another name.") % {"key": key})
    ensure_touchpoint(
        viewer, key, wanted.name, stage=wanted.stage, unit=_unit_key(wanted.unit), owner=_owner(wanted.owner)
    )
    return Touchpoint.objects.get(key=key)


@transaction.atomic
def change_touchpoint(viewer: Viewer, key: str, wanted: WantedTouchpoint) -> Touchpoint:
    """Name a touchpoint anew, its stage, its unit, its owner."""
    _must(viewer)
    row = Touchpoint.objects.filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such touchpoint."))
    before = _told(row)
    unit = _unit_key(wanted.unit)
    row.name, row.stage, row.owner = wanted.name, wanted.stage, _owner(wanted.owner)
    row.unit = Unit.objects.get(key=unit) if unit else None
    row.save(update_fields=["name", "stage", "owner", "unit"])
    audit(viewer, "change_touchpoint", f"touchpoint:{key}", before, _told(row))
    return row


def _must(viewer: Viewer) -> None:
    if not may_shape(viewer):
        raise NotAllowed(_("Units and touchpoints are shaped by the CX manager or an administrator."))


def _places(viewer: Viewer, wanted: WantedUnit) -> dict[str, str | None]:
    if not wanted.hierarchy:
        if wanted.parent:
            raise Refused(_("Say in which hierarchy it stands below that."))
        return {}
    key = _key_of(wanted.hierarchy)
    if not Hierarchy.objects.filter(key=key).exists():
        ensure_hierarchy(viewer, key, wanted.hierarchy)
    return {key: wanted.parent or None}


def _key_for(name: str, key: str) -> str:
    key = _key_of(key or name)
    if not key:
        raise Refused(_("This name gives no key; use some letters."))
    return key


def _key_of(name: str) -> str:
    """A name in another script is its own key, as it is where a file names it."""
    return slugify(name)[:KEY_LENGTH] or (key_for(name) if any(map(str.isalnum, name)) else "")


def _unit_key(unit: str) -> str | None:
    if unit and not Unit.objects.filter(key=unit).exists():
        raise Refused(_("There is no unit “%(key)s”.") % {"key": unit})
    return unit or None


def _owner(pk: int | None) -> Member | None:
    if pk is None:
        return None
    member = Member.objects.filter(pk=pk, is_active=True).first()
    if member is None:
        raise Refused(_("There is no such member."))
    return member


def _told(row: Touchpoint) -> dict[str, Any]:
    return {"name": row.name, "stage": row.stage, "unit": row.unit.key if row.unit else None,
            "owner": row.owner_id}  # fmt: skip
