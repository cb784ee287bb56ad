"""Reads of the company: its units and hierarchies, who somebody is in a role, names for keys."""

from collections import defaultdict
from dataclasses import dataclass

from oyez.company.core.roles import ROLES, Can
from oyez.company.core.scope import Granted, Viewer, role_of, viewer_of
from oyez.company.core.secrets import digest
from oyez.company.models import (
    ApiKey,
    AuditLine,
    Company,
    Grant,
    Hierarchy,
    Member,
    Place,
    Token,
    Touchpoint,
    Unit,
)
from oyez.kit.clock import wall
from oyez.kit.errors import Misconfigured, NotFound
from oyez.kit.look import once_a_look


@once_a_look
def company_if_any() -> Company | None:
    """The one company, once there is one."""
    return Company.objects.first()


def the_company() -> Company:
    """The one company; every command but `init` and `demo` needs it."""
    company = company_if_any()
    if company is None:
        raise Misconfigured("This installation has no company yet. Run `oyez init` first.")
    return company


@dataclass(frozen=True)
class Tree:
    """All hierarchies at once: who stands under whom."""

    parents: dict[tuple[str, str], str | None]
    names: dict[str, str]
    kinds: dict[str, str]
    hierarchies: dict[str, str]

    def below(self) -> dict[tuple[str, str], frozenset[str]]:
        """(hierarchy, unit) → that unit and all under it."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for hierarchy, unit in self.parents:
            for above in self.path(hierarchy, unit):
                found[hierarchy, above].add(unit)
        return {place: frozenset(units) for place, units in found.items()}

    def path(self, hierarchy: str, unit: str) -> list[str]:
        """From a unit up to the top of a hierarchy."""
        path: list[str] = []
        at: str | None = unit
        while at is not None and at not in path:
            path.append(at)
            at = self.parents.get((hierarchy, at))
        return path


@once_a_look
def tree() -> Tree:
    """The hierarchies as they stand now."""
    places = Place.objects.values_list("hierarchy__key", "unit__key", "parent__key")
    units = Unit.objects.values_list("key", "name", "kind")
    names, kinds = {}, {}
    for key, name, kind in units:
        names[key], kinds[key] = name, kind
    return Tree(
        parents={(hierarchy, unit): parent for hierarchy, unit, parent in places},
        names=names,
        kinds=kinds,
        hierarchies=dict(Hierarchy.objects.values_list("key", "name")),
    )


def roles_of(member: Member) -> list[str]:
    """The roles that a member has, in the order of the roles."""
    held = {grant.role for grant in _grants(member)}
    return [key for key in ROLES if key in held]


@once_a_look
def _grants(member: Member) -> list[Granted]:
    rows = Grant.objects.filter(member=member).values_list("role", "unit__key", "hierarchy__key")
    return [Granted(*row) for row in rows]


def viewer_for(member: Member, role: str | None = None) -> Viewer:
    """Who a member is in one role (the first they have, unless said)."""
    grants = _grants(member)
    first = next(iter(roles_of(member)), "")
    owned = Touchpoint.objects.filter(owner=member).values_list("key", flat=True)
    return viewer_of(
        member=member.pk,
        name=member.name,
        role=role_of(role or first),
        grants=grants,
        below=tree().below() if any(grant.unit for grant in grants) else {},
        owned_touchpoints=frozenset(owned),
        language=member.language,
    )


def member_by_email(email: str) -> Member:
    """A member who may sign in, by address."""
    member = Member.objects.filter(email__iexact=email, is_active=True).first()
    if member is None:
        raise NotFound(f"There is no member {email}.")
    return member


def api_key_by_digest(digest: str) -> ApiKey | None:
    """A key that is still good."""
    return (
        ApiKey.objects.select_related("member")
        .filter(digest=digest, revoked_at=None, member__is_active=True)
        .first()
    )


def members(viewer: Viewer) -> list[Member]:
    """All members, for those who look after them."""
    viewer.needs(Can.MEMBERS)
    return list(Member.objects.prefetch_related("grants__unit", "grants__hierarchy").order_by("name"))


def member(viewer: Viewer, member_id: int) -> Member:
    """One member with their roles."""
    viewer.needs(Can.MEMBERS)
    rows = Member.objects.prefetch_related("grants__unit", "grants__hierarchy", "api_keys")
    found = rows.filter(pk=member_id).first()
    if found is None:
        raise NotFound("There is no such member.")
    return found


def api_keys(viewer: Viewer, owner: Member) -> list[ApiKey]:
    """The keys of a member that are still good: their own, or anybody's for those who look after members."""
    if owner.pk != viewer.member:
        viewer.needs(Can.MEMBERS)
    return list(owner.api_keys.filter(revoked_at=None).order_by("-created_at"))


def open_token(secret: str, purpose: str) -> Token:
    """A one-time token that was not spent yet; looking does not spend it."""
    open_tokens = Token.objects.select_related("member").filter(
        digest=digest(secret), purpose=purpose, spent_at=None, expires_at__gt=wall(), member__is_active=True
    )
    token = open_tokens.first()
    if token is None:
        raise NotFound("This link was used before or is too old. Ask for a new one.")
    return token


@dataclass(frozen=True)
class Standing:
    """A unit in the outline of a hierarchy."""

    key: str
    name: str
    kind: str
    depth: int


def outline(viewer: Viewer) -> list[tuple[str, list[Standing]]]:
    """Each hierarchy with its units in order, as far as the viewer's units reach."""
    standing = tree()
    visible = {unit.key for unit in visible_units(viewer)}
    outlines = []
    for hierarchy, title in standing.hierarchies.items():
        keys = [unit for (of, unit) in standing.parents if of == hierarchy and unit in visible]
        paths = {unit: standing.path(hierarchy, unit)[::-1] for unit in keys}
        ordered = sorted(keys, key=lambda unit: [standing.names[step] for step in paths[unit]])
        rows = [
            Standing(unit, standing.names[unit], standing.kinds[unit], len(paths[unit]) - 1)
            for unit in ordered
        ]
        outlines.append((title, rows))
    return outlines


def member_names(viewer: Viewer, ids: set[int]) -> dict[int, str]:
    """Colleagues' names; these are no secret among those who sign in."""
    return dict(Member.objects.filter(pk__in=ids).values_list("pk", "name"))


def visible_units(viewer: Viewer) -> list[Unit]:
    """The units in a viewer's scope; all of them for those who give members their units."""
    rows = Unit.objects.order_by("name")
    if viewer.scope.units is None or viewer.may(Can.MEMBERS):
        return list(rows)
    return list(rows.filter(key__in=viewer.scope.units))


def place_of(viewer: Viewer, unit: Unit) -> dict[str, str]:
    """A unit as a form shows it, with its place in the first hierarchy that has one."""
    place = unit.places.select_related("hierarchy", "parent").order_by("hierarchy__key").first()
    hierarchy = place.hierarchy.key if place else ""
    parent = place.parent.key if place and place.parent else ""
    return {"name": unit.name, "kind": unit.kind, "hierarchy": hierarchy, "parent": parent}


def touchpoints(viewer: Viewer) -> list[Touchpoint]:
    """The touchpoints a viewer may look at."""
    if not viewer.can:
        return []
    rows = Touchpoint.objects.select_related("owner", "unit").order_by("stage", "name")
    owned = viewer.scope.touchpoints
    return list(rows if owned is None else rows.filter(key__in=owned))


def audit_lines(viewer: Viewer, *, before: int | None = None, limit: int = 50) -> list[AuditLine]:
    """The audit trail, newest first."""
    viewer.needs(Can.AUDIT)
    rows = AuditLine.objects.select_related("member").order_by("-id")
    return list((rows.filter(id__lt=before) if before else rows)[:limit])


def manager_of(unit: str | None) -> Member | None:
    """Who manages a unit: the nearest member with the role of manager, from the unit upwards."""
    if unit is None:
        return None
    standing = tree()
    for hierarchy in standing.hierarchies:
        for above in standing.path(hierarchy, unit):
            member = _manager_at(above)
            if member is not None:
                return member
    return None


def _manager_at(unit: str) -> Member | None:
    found = (
        Grant.objects.select_related("member")
        .filter(role="manager", unit__key=unit, member__is_active=True)
        .order_by("id")
        .first()
    )
    return found.member if found else None
