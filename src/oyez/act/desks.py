"""Who gets a case: owners of touchpoints, account managers, managers of units and those above them."""

from collections.abc import Iterator
from functools import cached_property

from oyez.act.core.routing import Desk, Route, desk
from oyez.company.core.roles import ROLES, Can
from oyez.company.models import Grant, Member, Touchpoint
from oyez.company.queries import Tree, tree
from oyez.people.models import Account

CASE_ROLES = tuple(role.key for role in ROLES.values() if Can.CASES in role.can)


def handlers() -> dict[int, Member]:
    """The members whose role includes cases; nobody else may be given one."""
    grants = Grant.objects.filter(role__in=CASE_ROLES, member__is_active=True).select_related("member")
    return {grant.member_id: grant.member for grant in grants.order_by("member__name")}


class Desks:
    """Finds owners; what it looked up once it remembers, so one lasts for one batch or one page."""

    def __init__(self) -> None:
        self._managers: dict[str, list[int]] = {}

    @cached_property
    def handlers(self) -> dict[int, Member]:
        return handlers()

    @cached_property
    def _tree(self) -> Tree:
        return tree()

    @cached_property
    def _managers_at(self) -> dict[str, int]:
        """The manager of each unit that has one: whoever was named first."""
        grants = Grant.objects.filter(role="manager", unit__isnull=False, member__is_active=True)
        found: dict[str, int] = {}
        for unit, member in grants.order_by("id").values_list("unit__key", "member_id"):
            found.setdefault(unit, member)
        return found

    @cached_property
    def _touchpoint_owners(self) -> dict[str, int]:
        owned = Touchpoint.objects.filter(owner__isnull=False).values_list("key", "owner_id")
        return {key: owner for key, owner in owned if owner is not None}

    def managers_over(self, unit: str) -> list[int]:
        """Those who answer for a unit, from its own manager upwards, in each hierarchy it stands in."""
        if unit not in self._managers:
            found = dict.fromkeys(self._upwards(unit))
            self._managers[unit] = list(found)
        return self._managers[unit]

    def _upwards(self, unit: str) -> Iterator[int]:
        for hierarchy in self._tree.hierarchies:
            if (hierarchy, unit) not in self._tree.parents:
                continue
            for above in self._tree.path(hierarchy, unit):
                if above in self._managers_at:
                    yield self._managers_at[above]

    def general_manager(self, unit: str | None, below: int | None = None) -> int | None:
        """The manager above a unit's own, or above whoever has the case now."""
        if unit is None:
            return None
        chain = self.managers_over(unit)
        if below in chain:
            chain = chain[chain.index(below) + 1 :]
        elif unit in self._managers_at:
            chain = [member for member in chain if member != self._managers_at[unit]]
        return next((member for member in chain if member in self.handlers), None)

    def find(self, first: Route, touchpoint: str, account: str | None, unit: str | None) -> Desk:
        """The desk for something that happened there, trying one way first."""
        wanted = {
            Route.TOUCHPOINT_OWNER: self._touchpoint_owners.get(touchpoint),
            Route.ACCOUNT_MANAGER: self._account_manager(account),
            Route.UNIT_MANAGER: next(iter(self.managers_over(unit)), None) if unit else None,
            Route.GENERAL_MANAGER: self.general_manager(unit),
            Route.CX_MANAGER: self._cx_manager,
        }
        return desk(
            first, {route: member if member in self.handlers else None for route, member in wanted.items()}
        )

    def _account_manager(self, account: str | None) -> int | None:
        if account is None:
            return None
        return Account.objects.filter(key=account).values_list("manager_id", flat=True).first()

    @cached_property
    def _cx_manager(self) -> int | None:
        grants = Grant.objects.filter(role="cx_manager", member__is_active=True).order_by("id")
        return grants.values_list("member_id", flat=True).first()
