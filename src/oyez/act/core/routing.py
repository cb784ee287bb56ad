"""Whose desk a case lands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Route(StrEnum):
    """The ways to an owner."""

    TOUCHPOINT_OWNER = "touchpoint_owner"
    ACCOUNT_MANAGER = "account_manager"
    UNIT_MANAGER = "unit_manager"
    GENERAL_MANAGER = "general_manager"
    CX_MANAGER = "cx_manager"


FALLBACKS = (Route.TOUCHPOINT_OWNER, Route.ACCOUNT_MANAGER, Route.UNIT_MANAGER, Route.CX_MANAGER)


@dataclass(frozen=True)
class Desk:
    """Where a case went: the way that was taken, the member there, and the ways that led to nobody."""

    route: Route | None
    member: int | None
    missing: tuple[Route, ...] = ()


def ways(first: Route) -> tuple[Route, ...]:
    """The ways to try, in order: the trigger's own, then the usual ones, the CX manager last."""
    return (first, *(route for route in FALLBACKS if route != first))


def desk(first: Route, candidates: Mapping[Route, int | None]) -> Desk:
    """The first way that leads to somebody; nobody at all only where there is no CX manager either."""
    missing: list[Route] = []
    for route in ways(first):
        member = candidates.get(route)
        if member is not None:
            return Desk(route, member, tuple(missing))
        missing.append(route)
    return Desk(None, None, tuple(missing))
