"""Units and touchpoints for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from oyez.company import changes, queries
from oyez.company.asking import viewer_of
from oyez.company.models import KEY_LENGTH, Touchpoint

router = Router(tags=["Company"])


class UnitBody(Schema):
    """A unit as it shall be; `hierarchy` by key, or by name for a new one; `parent` is a unit's key."""

    key: str = ""
    name: str = Field(max_length=160)
    kind: str = Field("branch", max_length=32)
    hierarchy: str = ""
    parent: str = ""

    def wanted(self) -> changes.WantedUnit:
        return changes.WantedUnit(**self.dict(exclude={"key"}))


class TouchpointBody(Schema):
    """A touchpoint as it shall be; `unit` is a key, `owner` a member's id."""

    key: str = ""
    name: str = Field(max_length=160)
    stage: str = Field("", max_length=KEY_LENGTH)
    unit: str = ""
    owner: int | None = None

    def wanted(self) -> changes.WantedTouchpoint:
        return changes.WantedTouchpoint(**self.dict(exclude={"key"}))


@router.get("/units", summary="Units in their hierarchies")
def list_units(request: HttpRequest) -> dict[str, Any]:
    """The units of your scope, each hierarchy in order, with their depth."""
    trees = queries.outline(viewer_of(request))
    return {
        "hierarchies": [
            {
                "name": title,
                "units": [
                    {"key": unit.key, "name": unit.name, "kind": unit.kind, "depth": unit.depth}
                    for unit in units
                ],
            }
            for title, units in trees
        ]
    }


@router.post("/units", summary="Add a unit")
def add_unit(request: HttpRequest, body: UnitBody) -> dict[str, Any]:
    """Its key comes from its name unless given, and never changes."""
    return {"key": changes.add_unit(viewer_of(request), body.wanted(), body.key).key}


@router.put("/units/{key}", summary="Change a unit")
def change_unit(request: HttpRequest, key: str, body: UnitBody) -> dict[str, Any]:
    """Its name, its kind, and its place in one hierarchy."""
    return {"key": changes.change_unit(viewer_of(request), key, body.wanted()).key}


@router.get("/touchpoints", summary="Touchpoints with stage and owner")
def list_touchpoints(request: HttpRequest) -> dict[str, Any]:
    """Those that you may look at."""
    return {"touchpoints": [_touchpoint(row) for row in queries.touchpoints(viewer_of(request))]}


@router.post("/touchpoints", summary="Add a touchpoint")
def add_touchpoint(request: HttpRequest, body: TouchpointBody) -> dict[str, Any]:
    """Its key comes from its name unless given, and never changes."""
    return _touchpoint(changes.add_touchpoint(viewer_of(request), body.wanted(), body.key))


@router.put("/touchpoints/{key}", summary="Change a touchpoint")
def change_touchpoint(request: HttpRequest, key: str, body: TouchpointBody) -> dict[str, Any]:
    """Its name, stage, unit and owner."""
    return _touchpoint(changes.change_touchpoint(viewer_of(request), key, body.wanted()))


def _touchpoint(row: Touchpoint) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "stage": row.stage,
        "unit": row.unit.key if row.unit else None,
        "owner": row.owner.name if row.owner else None,
    }
