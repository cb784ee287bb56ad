"""Surveys for programs: drafts as YAML or JSON, checked, published, paused."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.journal.queries import scales
from oyez.kit.errors import Refused
from oyez.surveys import queries, records
from oyez.surveys.changes import editing
from oyez.surveys.core.reading import definition, to_yaml
from oyez.surveys.linting import linted
from oyez.surveys.models import Survey
from oyez.surveys.releasing import release
from oyez.surveys.starting import check_key
from oyez.surveys.wave_api import router as wave_router

router = Router(tags=["Surveys"])
router.add_router("", wave_router)
YAML = "application/yaml"


class Text(Schema):
    """A survey: as YAML in `yaml`, or as data in `definition`, in the same words."""

    yaml: str = ""
    definition: dict[str, Any] | None = None

    def text(self) -> str:
        """One of both as YAML; JSON is YAML too, so what is wrong in data is named by its place as well."""
        if bool(self.yaml) == (self.definition is not None):
            raise Refused("Send the survey either as yaml or as definition.")
        return self.yaml or json.dumps(self.definition, ensure_ascii=False, indent=1)


class Draft(Text):
    """A draft, over the revision that was read."""

    revision: int


class Publishing(Schema):
    """What is new; and by rule of the lint, why it is published over what that rule blocks."""

    revision: int
    note: str = ""
    reasons: dict[str, str] = {}


class State(Schema):
    """live, paused or closed; and whether anybody with the address may answer."""

    state: str | None = None
    open: bool | None = None


@router.get("/surveys", summary="All surveys")
def surveys(request: HttpRequest) -> list[dict[str, Any]]:
    """The one that changed last first."""
    return [records.of_survey(row) for row in queries.surveys(viewer_of(request))]


@router.post("/surveys", response={201: dict[str, Any]}, summary="Begin a survey")
def begin(request: HttpRequest, body: Text) -> Status[dict[str, Any]]:
    """A draft; refused where the text is wrong or its key is taken."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    text = _tidy(body)
    check_key(definition(text, scales()).survey)
    return Status(201, _whole(editing.create(viewer, text)))


@router.post("/surveys/check", summary="Check a survey")
def check(request: HttpRequest, body: Text) -> dict[str, Any]:
    """What the lint says of a text, and whether it can be read at all; nothing is written."""
    viewer = viewer_of(request)
    viewer.needs(Can.NUMBERS)
    said = definition(body.text(), scales())
    row = queries.surveys(viewer).filter(key=said.survey).first()
    return records.of_look(linted(viewer, said, row))


@router.get("/surveys/{survey}", summary="A survey")
def survey(request: HttpRequest, survey: str) -> dict[str, Any]:
    """Its draft, as text and as data, and the version that is asked."""
    return _whole(queries.survey(viewer_of(request), survey))


@router.get("/surveys/{survey}/yaml", summary="A survey as YAML")
def yaml(request: HttpRequest, survey: str) -> HttpResponse:
    """The draft's text alone."""
    row = queries.survey(viewer_of(request), survey)
    return HttpResponse(row.draft, content_type=f"{YAML}; charset=utf-8")


@router.put("/surveys/{survey}", summary="Change a draft")
def change(request: HttpRequest, survey: str, body: Draft) -> dict[str, Any]:
    """Another draft; refused where somebody else changed it since that revision."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    return _whole(editing.edit(viewer, survey, _tidy(body), body.revision))


@router.get("/surveys/{survey}/versions", summary="Versions of a survey")
def versions(request: HttpRequest, survey: str) -> list[dict[str, Any]]:
    """What was published, the newest first."""
    row = queries.survey(viewer_of(request), survey)
    return [records.of_version(one) for one in row.versions.order_by("-number")]


@router.post("/surveys/{survey}/publish", response={201: dict[str, Any]}, summary="Publish a draft")
def publish(request: HttpRequest, survey: str, body: Publishing) -> Status[dict[str, Any]]:
    """Refused with the rules that block, unless a reason is given for each."""
    version = release(viewer_of(request), survey, body.revision, note=body.note, reasons=body.reasons)
    return Status(201, records.of_version(version))


@router.post("/surveys/{survey}/state", summary="Pause, go on, close, open")
def set_state(request: HttpRequest, survey: str, body: State) -> dict[str, Any]:
    """What is not named stays as it is."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    row = queries.survey(viewer, survey)
    if body.state is not None:
        row = editing.set_state(viewer, survey, body.state)
    if body.open is not None:
        row = editing.set_open(viewer, survey, body.open)
    return records.of_survey(row)


def _tidy(body: Text) -> str:
    """YAML as it was written; data as the YAML that the builder writes."""
    return body.yaml or to_yaml(definition(body.text(), scales()))


def _whole(row: Survey) -> dict[str, Any]:
    return records.whole(row, queries.newest_version(row))
