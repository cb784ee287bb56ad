"""Reads about the analytics store itself, and about what was entered to measure with: indices, benchmarks, restarts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal import queries as journal
from oyez.kit.errors import NotFound
from oyez.measure.models import Benchmark, GridAnswer, GridCell, IndexWeights, Restart, Segment, Store

VERSION = "@"


@dataclass(frozen=True)
class Index:
    """One version of a composite index: metric → weight."""

    name: str
    version: int
    weights: Mapping[str, float]


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


def index_named(viewer: Viewer, name: str) -> Index | None:
    """The newest version of an index, or with `experience@2` that one; nothing if there is no such index."""
    viewer.needs(Can.NUMBERS)
    name, at, version = name.partition(VERSION)
    known = IndexWeights.objects.filter(name=name).order_by("-version")
    if not at:
        found = known.first()
        return Index(found.name, found.version, found.weights) if found else None
    found = known.filter(version=int(version)).first() if version.isdecimal() else None
    if found is None:
        raise NotFound(f"There is no version {version} of {name}.")
    return Index(found.name, found.version, found.weights)


def indices(viewer: Viewer) -> list[Index]:
    """Every index in its newest version."""
    viewer.needs(Can.NUMBERS)
    newest = {row.name: row for row in IndexWeights.objects.order_by("name", "version")}
    return [Index(row.name, row.version, row.weights) for row in newest.values()]


def benchmarks(viewer: Viewer, metric: str = "") -> list[Benchmark]:
    """Published figures, the newest first; of one metric, or of all."""
    viewer.needs(Can.NUMBERS)
    rows = Benchmark.objects.order_by("metric", "-dated", "about")
    return list(rows.filter(metric=metric) if metric else rows)


def restarts(viewer: Viewer) -> dict[str, date]:
    """The month from which each restarted chart has its present history."""
    viewer.needs(Can.NUMBERS)
    return dict(Restart.objects.order_by("since").values_list("stream", "since"))
