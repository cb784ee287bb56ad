"""Reads about surveys, each for a viewer; and what the public page needs of a survey, by its address."""

from collections.abc import Iterator
from functools import lru_cache

from django.db.models import QuerySet

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.reading import definition
from oyez.surveys.models import Survey, Version

KEPT = 64


def surveys(viewer: Viewer) -> QuerySet[Survey]:
    """All surveys, the one that changed last first: their texts are no customer's data."""
    viewer.needs(Can.NUMBERS)
    return Survey.objects.order_by("-changed_at", "key")


def survey(viewer: Viewer, key: str) -> Survey:
    found = surveys(viewer).filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no survey “{key}”.")
    return found


def newest_version(row: Survey) -> Version | None:
    return row.versions.order_by("-number").first()


def asked(version: Version) -> Definition:
    """What a version asks."""
    return asked_in(version.pk)


@lru_cache(KEPT)
def asked_in(version_id: int) -> Definition:
    """What the version of this number asks. It never changes, so it is read once a process."""
    text = Version.objects.values_list("text", flat=True).get(pk=version_id)
    return definition(text, scales())


def standing(state: str) -> Iterator[tuple[Version, Definition]]:
    """The newest version of each survey in a state, with what it asks."""
    for row in Survey.objects.filter(state=state).order_by("pk"):
        version = newest_version(row)
        if version is not None:
            yield version, asked_in(version.pk)
