"""Definitions for programs: read by everybody who sees numbers, written by the programme."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.kit.errors import NotFound
from oyez.measure.core.definitions.trouble import DefinitionError
from oyez.measure.definitions import changes
from oyez.measure.definitions.kinds import Defined
from oyez.measure.definitions.seeing import may_see
from oyez.measure.definitions.standing import definitions as all_definitions

router = Router(tags=["Definitions"])


class DefinitionOut(Schema):
    """One definition; version 0 came with Oyez. `trouble` says why it cannot be read any more."""

    kind: str
    key: str
    label: str
    version: int
    text: str
    by: str
    at: datetime | None
    trouble: str


class DefinitionIn(Schema):
    """A text; `version` is the one that its author had before their eyes, where there was one."""

    text: str
    version: int | None = None


class WrongOut(Schema):
    """What is wrong, and where: line and column from 1; line 0 is the text as a whole."""

    line: int
    column: int
    sentence: str


class CheckedOut(Schema):
    """Whether a text can be saved."""

    kind: str | None
    key: str | None
    wrong: list[WrongOut]


@router.get("/definitions", summary="Definitions", response=list[DefinitionOut])
def definitions(request: HttpRequest, kind: str = "") -> list[DefinitionOut]:
    """Everything that is defined now, or all of one kind."""
    viewer, known = viewer_of(request), all_definitions()
    viewer.needs(Can.NUMBERS)
    some = [one for one in known.all if not kind or one.kind == kind]
    return [_out(one) for one in some if may_see(viewer, one, known)]


@router.get(
    "/definitions/{definition_kind}/{definition_key}",
    summary="Versions of a definition",
    response=list[DefinitionOut],
)
def versions(request: HttpRequest, definition_kind: str, definition_key: str) -> list[DefinitionOut]:
    """All versions, the newest first; one without a text withdrew it."""
    found = changes.versions_of(viewer_of(request), definition_kind, definition_key)
    if not found:
        raise NotFound("There is no such definition.")
    return [_out(one) for one in found]


@router.post("/definitions/check", summary="Check a definition", response=CheckedOut)
def check(request: HttpRequest, given: DefinitionIn) -> CheckedOut:
    """Whether a text can be saved; nothing is."""
    try:
        found = changes.check(viewer_of(request), given.text)
    except DefinitionError as wrong:
        at = WrongOut(line=wrong.place.line, column=wrong.place.column, sentence=wrong.sentence)
        return CheckedOut(kind=None, key=None, wrong=[at])
    return CheckedOut(kind=found.kind, key=found.key, wrong=[])


@router.post("/definitions", summary="Save a definition", response=DefinitionOut)
def define(request: HttpRequest, given: DefinitionIn) -> DefinitionOut:
    """A new version; refused where the text is wrong, or where somebody else changed it meanwhile."""
    return _out(changes.define(viewer_of(request), given.text, over=given.version).one)


def _out(one: Defined) -> DefinitionOut:
    return DefinitionOut(
        kind=one.kind, key=one.key, label=one.label, version=one.version, text=one.text, by=one.by, at=one.at,
        trouble=one.trouble,
    )  # fmt: skip
