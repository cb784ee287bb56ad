"""Waves and results for programs; a key sees what its member sees in its role."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.errors import Refused
from oyez.surveys import fieldwork, queries, wave_records
from oyez.surveys.changes import waving
from oyez.surveys.core.definition import Definition
from oyez.surveys.foreseeing import foresight, unsaved
from oyez.surveys.models import Wave

router = Router(tags=["Surveys"])
VERBS = {"pause": waving.pause, "go_on": waving.go_on, "close": waving.close}


class Planning(Schema):
    """How a wave is meant to go; `rate` is the share of 0 to 1 that is drawn, `opens_at` empty for at once."""

    key: str
    name: str = ""
    audience: str = ""
    rate: float = 1.0
    per_minute: int = 120
    reminder_days: int = 0
    opens_at: datetime | None = None
    days: int = 28
    any_hour: bool = False
    channel: str = "email"

    def plan(self) -> waving.Plan:
        if not 0 < self.rate <= 1 or not 1 <= self.days <= 365 or not 0 <= self.reminder_days <= 30:
            raise Refused(
                "A rate lies above 0 and up to 1, a wave lasts 1 to 365 days, a reminder waits 0 to 30."
            )
        if self.opens_at is not None and self.opens_at.tzinfo is None:
            raise Refused("A moment says its time zone, as in 2027-03-01T09:00:00+01:00.")
        return waving.Plan(
            name=self.name, audience=self.audience, rate=self.rate, per_minute=self.per_minute,
            reminder_days=self.reminder_days, opens_at=self.opens_at, days=self.days, any_hour=self.any_hour,
            channel=self.channel,
        )  # fmt: skip


class Doing(Schema):
    """pause, go_on or close."""

    do: str


@router.get("/surveys/{survey}/waves", summary="Waves of a survey")
def waves(request: HttpRequest, survey: str) -> list[dict[str, Any]]:
    """The newest first, with what became of their mails."""
    viewer = viewer_of(request)
    row = queries.survey(viewer, survey)
    return [wave_records.of_wave(*one) for one in fieldwork.waves(viewer, row.key)]


@router.post("/surveys/{survey}/waves/foresee", summary="Dry run of a wave")
def foresee(request: HttpRequest, survey: str, body: Planning) -> dict[str, Any]:
    """Who would be asked and why the others not; nothing is planned."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    return wave_records.of_foreseen(foresight(viewer, unsaved(viewer, survey, body.key, body.plan())))


@router.post("/surveys/{survey}/waves", response={201: dict[str, Any]}, summary="Plan a wave")
def plan(request: HttpRequest, survey: str, body: Planning) -> Status[dict[str, Any]]:
    """Nothing leaves before it opens."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    return Status(201, _whole(viewer, waving.plan(viewer, survey, body.key, body.plan())))


@router.get("/waves/{wave}", summary="A wave")
def wave(request: HttpRequest, wave: str) -> dict[str, Any]:
    """What became of its mails, its response rates, its score so far."""
    viewer = viewer_of(request)
    return _whole(viewer, fieldwork.wave(viewer, wave))


@router.post("/waves/{wave}/state", summary="Pause, go on, close a wave")
def set_wave(request: HttpRequest, wave: str, body: Doing) -> dict[str, Any]:
    """A closed wave stays closed."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    if body.do not in VERBS:
        raise Refused("A wave can be told to pause, go_on or close.")
    return _whole(viewer, VERBS[body.do](viewer, wave))


@router.get("/surveys/{survey}/results", summary="Results of a survey")
def results(request: HttpRequest, survey: str, wave: str = "") -> list[dict[str, Any]]:
    """Each question with how its answers spread and how many came so far, in all or in one wave."""
    viewer = viewer_of(request)
    row = queries.survey(viewer, survey)
    one = fieldwork.wave(viewer, wave, survey) if wave else None
    version = queries.newest_version(row)
    if version is None:
        return []
    definition: Definition = queries.asked_in(one.version_id if one is not None else version.pk)
    return wave_records.of_results(viewer, definition, one)


def _whole(viewer: Viewer, row: Wave) -> dict[str, Any]:
    return wave_records.whole(viewer, row, fieldwork.fieldwork(viewer, row))
