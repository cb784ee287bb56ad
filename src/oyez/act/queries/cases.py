"""The cases a viewer may see, and whom they can be referred to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from oyez.act.core import numbers
from oyez.act.core.states import State
from oyez.act.desks import Desks
from oyez.act.models import Case, RootCause
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Member
from oyez.kit.clock import now
from oyez.kit.errors import NotFound
from oyez.people.queries import account_keys


def visible(viewer: Viewer) -> QuerySet[Case]:
    """The cases in a viewer's scope, and those on their own desk wherever they come from."""
    if not viewer.may(Can.CASES):
        return Case.objects.none()
    return Case.objects.filter(_narrowed(viewer)).select_related("person", "owner", "root_cause")


def _narrowed(viewer: Viewer) -> Q:
    scope = viewer.scope
    if scope.is_everything():
        return Q()
    inside = Q(pk__isnull=False)
    if scope.units is not None:
        inside &= Q(unit__in=scope.units)
    if scope.accounts is not None:
        inside &= Q(account__in=account_keys(viewer) or ())
    if scope.touchpoints is not None:
        inside &= Q(touchpoint__in=scope.touchpoints)
    return inside if viewer.member is None else inside | Q(owner_id=viewer.member)


def case(viewer: Viewer, number: str) -> Case:
    """One case; what is not the viewer's looks as if it were not there."""
    found = visible(viewer).filter(pk=numbers.parse(number)).first()
    if found is None:
        raise NotFound(_("There is no such case."))
    return found


@dataclass(frozen=True)
class Referees:
    """Whom a case can be referred to, and the general manager above it, if there is one."""

    members: Sequence[Member]
    general_manager: Member | None


def referees(viewer: Viewer, of: Case) -> Referees:
    """The members who may be given a case."""
    desks = Desks()
    above = desks.general_manager(of.unit, of.owner_id)
    others = [member for pk, member in desks.handlers.items() if pk != of.owner_id]
    return Referees(others, desks.handlers.get(above or 0))


def root_causes(viewer: Viewer) -> list[RootCause]:
    """The causes a case may be closed with."""
    return list(RootCause.objects.filter(enabled=True).order_by("rank", "name"))


def sharing_cause(viewer: Viewer, of: Case) -> int:
    """How many other cases that the viewer sees have the same cause."""
    if of.root_cause_id is None:
        return 0
    return visible(viewer).filter(root_cause=of.root_cause_id).exclude(pk=of.pk).count()


@dataclass(frozen=True)
class Load:
    """How a viewer's open cases stand."""

    open: int
    late: int
    mine: int
    referred: int


def load(viewer: Viewer) -> Load:
    """Counts of the open cases a viewer sees, for a dashboard."""
    viewer.needs(Can.CASES)
    mine = Q(owner_id=viewer.member) if viewer.member else Q(pk__isnull=True)
    counts = (
        visible(viewer)
        .exclude(state=State.CLOSED)
        .aggregate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now())),
            mine=Count("pk", filter=mine),
            referred=Count("pk", filter=mine & Q(referred=True)),
        )
    )
    return Load(**counts)
