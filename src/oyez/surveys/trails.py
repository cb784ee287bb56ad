"""Where people leave a survey and which ways they take through it: counts alone, narrowed, and hidden where few."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.people.queries import account_keys
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.response.trails import Stop, Trail, Ways, stops, ways
from oyez.surveys.models import Response, Wave


def trails(viewer: Viewer, definition: Definition, row: Wave | None) -> list[Trail]:
    """The ways of those in the viewer's data scope who answered; anonymous ones leave none behind."""
    viewer.needs(Can.NUMBERS)
    rows = Response.objects.filter(version__survey__key=definition.survey)
    rows = _own(viewer, definition, rows if row is None else rows.filter(invitation__wave=row))
    return list(_read(rows))


def _own(viewer: Viewer, definition: Definition, rows: QuerySet[Response]) -> QuerySet[Response]:
    """Whoever came without an invitation counts for the survey's unit and touchpoint, as in the journal."""
    scope, accounts = viewer.scope, account_keys(viewer)
    uninvited = Q(invitation=None)
    if scope.units is not None:
        open_ones = uninvited | Q(invitation__unit="") if definition.unit in scope.units else Q(pk=None)
        rows = rows.filter(Q(invitation__unit__in=scope.units) | open_ones)
    if accounts is not None:
        rows = rows.filter(invitation__account__in=accounts)
    if scope.touchpoints is not None:
        untold = uninvited | Q(invitation__touchpoint="")
        open_ones = untold if definition.touchpoint in scope.touchpoints else Q(pk=None)
        rows = rows.filter(Q(invitation__touchpoint__in=scope.touchpoints) | open_ones)
    return rows


def _read(rows: QuerySet[Response]) -> Iterator[Trail]:
    for path, answers, finished_at in rows.values_list("path", "answers", "finished_at").iterator(2_000):
        yield Trail(tuple(path), frozenset(answers), finished_at is not None)


def left_at(viewer: Viewer, definition: Definition, found: list[Trail]) -> list[Stop]:
    """How many saw each question, answered it, and left there; nothing where fewer than k answered at all."""
    viewer.needs(Can.NUMBERS)
    k = the_company().k
    return stops(found, [one.id for one in definition.questions], k) if len(found) >= k else []


def ways_taken(viewer: Viewer, found: list[Trail]) -> Ways:
    """The paths that at least k took to their end."""
    viewer.needs(Can.NUMBERS)
    return ways(found, the_company().k)
