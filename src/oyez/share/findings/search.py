"""One search: all looks make their candidates, what holds over all of them is chosen, owners are named."""

from dataclasses import replace

from oyez.company.core.scope import Viewer
from oyez.company.queries import manager_of, touchpoints
from oyez.measure.ask import ask
from oyez.measure.core.question import Filter, Question
from oyez.people import queries as people
from oyez.share.core.findings import Candidate, Chosen, choose
from oyez.share.findings import looks
from oyez.share.findings.scene import scene


def search(viewer: Viewer) -> Chosen:
    """Everything that this viewer may know, looked through once."""
    around = scene(viewer)
    candidates = [found for look in looks().values() for found in look.find(viewer, around)]
    chosen = choose(candidates)
    return replace(chosen, told=tuple(_owned(viewer, found) for found in chosen.told))


def _owned(viewer: Viewer, found: Candidate) -> Candidate:
    owner = _owner(viewer, found)
    return replace(found, details={**found.details, "owner": owner}) if owner else found


def _owner(viewer: Viewer, found: Candidate) -> int | None:
    """Who can do something about it: the manager of the unit, the owner of the touchpoint, the account manager."""
    dimension, key = found.subject
    unit = key if dimension == "unit" else found.details.get("unit")
    if unit:
        manager = manager_of(unit)
        return manager.pk if manager else None
    if dimension == "touchpoint":
        return next((row.owner_id for row in touchpoints(viewer) if row.key == key), None)
    if dimension == "stage":
        owners = [row.owner_id for row in touchpoints(viewer) if row.stage == key and row.owner_id]
        return max(owners, key=owners.count, default=None)
    if dimension in ("topic", "attribute"):
        return _owner_of_most(viewer, found)
    account = found.details.get("account")
    if account:
        row = people.accounts(viewer).filter(key=account).first()
        return row.manager_id if row else None
    return None


def _owner_of_most(viewer: Viewer, found: Candidate) -> int | None:
    """Whose touchpoint it mostly happens at."""
    dimension, key = found.subject
    name = found.details.get("attribute", key)
    values = (key,) if dimension == "topic" else tuple(found.details.get("values", ()))[:1]
    answer = ask(viewer, Question("count", by=("touchpoint",), where=(Filter(f"attr:{name}", values),)))
    most = max(
        answer.points, key=lambda point: (point.keys[0] is not None, point.result.n or 0), default=None
    )
    return next(
        (row.owner_id for row in touchpoints(viewer) if most is not None and row.key == most.keys[0]), None
    )
