"""Reads of field notes and insights, each for a viewer."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound
from oyez.surveys.models import Code, FieldNote, Insight


def notes(viewer: Viewer) -> QuerySet[FieldNote]:
    """The notes in a viewer's data scope, the newest first.

    A note knows no account, so whoever is narrowed by accounts sees none.
    """
    viewer.needs(Can.ROWS)
    scope, rows = viewer.scope, FieldNote.objects.order_by("-on", "-pk")
    if scope.accounts is not None:
        return rows.none()
    if scope.units is not None:
        rows = rows.filter(unit__in=scope.units)
    if scope.touchpoints is not None:
        rows = rows.filter(touchpoint__in=scope.touchpoints)
    return rows


def note(viewer: Viewer, number: int) -> FieldNote:
    found = notes(viewer).filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such note.")
    return found


def insights(viewer: Viewer) -> QuerySet[Insight]:
    """Every insight with how many notes it stands on: it names nobody."""
    viewer.needs(Can.NUMBERS)
    return Insight.objects.annotate(count=Count("notes")).order_by("status", "-changed_at")


def insight(viewer: Viewer, number: int) -> Insight:
    found = insights(viewer).filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such insight.")
    return found


@dataclass(frozen=True)
class Entry:
    """A code with its meaning, empty where the book has none, and how many notes in the viewer's scope have it."""

    key: str
    meaning: str
    notes: int


def code_book(viewer: Viewer) -> list[Entry]:
    """All codes of the book and of the notes that the viewer may read."""
    used = Counter(code for codes in notes(viewer).values_list("codes", flat=True) for code in codes)
    meanings = dict(Code.objects.values_list("key", "meaning"))
    return [Entry(key, meanings.get(key, ""), used[key]) for key in sorted({*used, *meanings})]
