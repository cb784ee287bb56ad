"""Reads about the analytics store itself, for those who look after it."""

from django.db.models import Count, Sum

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal import queries as journal
from oyez.measure.models import GridAnswer, GridCell, Segment, Store


def store_status(viewer: Viewer) -> dict[str, int | str]:
    """How far the copy goes, how large it is, how much waits in the grid."""
    viewer.needs(Can.HEALTH)
    store = Store.objects.first()
    live = Segment.objects.filter(retired_at=None).aggregate(
        files=Count("id"), interactions=Sum("rows"), bytes=Sum("bytes")
    )
    sealed_to = store.sealed_to if store else 0
    return {
        "sealed_to": sealed_to,
        "not_sealed_yet": max(0, journal.last_seq() - sealed_to),
        "files": live["files"],
        "interactions": live["interactions"] or 0,
        "bytes": live["bytes"] or 0,
        "version": store.version if store else 0,
        "time_zone": store.time_zone if store else "",
        "grid_cells": GridCell.objects.count(),
        "answers_waiting_in_the_grid": GridAnswer.objects.count(),
    }
