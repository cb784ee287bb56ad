"""Who is looking, and which rows they may see. Every read takes a `Viewer`; whatever is not granted is denied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oyez.company.core.roles import ALLOWS, ROLES, Can, Narrowing, Role
from oyez.kit.errors import NotAllowed


@dataclass(frozen=True)
class AccountsOf:
    """The accounts that a member manages; the room that owns the accounts resolves it."""

    member: int


@dataclass(frozen=True)
class Scope:
    """What narrows a viewer's rows; `None` narrows nothing, and all that are set must match.

    A row without a unit is seen only where `units` is `None`, likewise for accounts and touchpoints.
    """

    units: frozenset[str] | None = frozenset()
    accounts: AccountsOf | None = None
    touchpoints: frozenset[str] | None = None

    def is_everything(self) -> bool:
        return self.units is None and self.accounts is None and self.touchpoints is None


EVERYTHING = Scope(units=None)
NOTHING = Scope()


@dataclass(frozen=True)
class Viewer:
    """Somebody looking, in one role."""

    name: str
    role: str
    scope: Scope = NOTHING
    can: frozenset[Can] = field(default_factory=frozenset)
    member: int | None = None
    language: str = ""

    def may(self, what: Can) -> bool:
        return what in self.can

    def needs(self, what: Can) -> None:
        """Refuse unless the role includes this."""
        if what not in self.can:
            role = f"Your role, {ROLES[self.role].title}," if self.role in ROLES else "This role"
            raise NotAllowed(f"{role} does not let you {ALLOWS[what]}.")


OPERATOR = Viewer(name="operator", role="operator", scope=EVERYTHING, can=frozenset(Can))
NOBODY = Viewer(name="nobody", role="nobody")


@dataclass(frozen=True)
class Granted:
    """One grant as the scope sees it: a role, and the unit it is for with its hierarchy, if any."""

    role: str
    unit: str | None = None
    hierarchy: str | None = None


def viewer_of(
    *,
    member: int,
    name: str,
    role: Role,
    grants: Iterable[Granted],
    below: Mapping[tuple[str, str], frozenset[str]],
    owned_touchpoints: frozenset[str],
    language: str = "",
) -> Viewer:
    """The viewer that a member is in one role.

    `below` maps (hierarchy, unit) to that unit and all units under it there.
    """
    mine = [grant for grant in grants if grant.role == role.key]
    if not mine:
        raise NotAllowed(f"You do not have the role {role.title}.")
    scope = _scope(role, mine, member, below, owned_touchpoints)
    return Viewer(name, role.key, scope, role.can, member, language)


def _scope(
    role: Role,
    grants: list[Granted],
    member: int,
    below: Mapping[tuple[str, str], frozenset[str]],
    owned_touchpoints: frozenset[str],
) -> Scope:
    match role.narrowed_by:
        case Narrowing.NOTHING:
            return EVERYTHING
        case Narrowing.UNITS:
            return Scope(units=units_of(grants, below))
        case Narrowing.ACCOUNTS:
            return Scope(units=None, accounts=AccountsOf(member))
        case Narrowing.TOUCHPOINTS:
            return Scope(units=None, touchpoints=owned_touchpoints)
        case Narrowing.EVERYTHING_HIDDEN:
            return NOTHING


def units_of(grants: Iterable[Granted], below: Mapping[tuple[str, str], frozenset[str]]) -> frozenset[str]:
    """Grants unite within a hierarchy and intersect across hierarchies."""
    by_hierarchy: dict[str, set[str]] = {}
    for grant in grants:
        if grant.unit is not None and grant.hierarchy is not None:
            by_hierarchy.setdefault(grant.hierarchy, set()).update(
                below.get((grant.hierarchy, grant.unit), frozenset())
            )
    if not by_hierarchy:
        return frozenset()
    return frozenset(set.intersection(*by_hierarchy.values()))


def role_of(key: str) -> Role:
    """The role with this key; an unknown one is refused."""
    if key not in ROLES:
        raise NotAllowed(f"There is no role “{key}”.")
    return ROLES[key]
