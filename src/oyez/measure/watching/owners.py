"""Whose a stream is: who manages the unit, who owns the touchpoint. Read once for all of them."""

from collections.abc import Callable

from oyez.company.core.scope import Viewer
from oyez.company.models import Grant
from oyez.company.queries import Tree, touchpoints
from oyez.measure.core.change.watched import EVERYWHERE, Stream

TOUCHPOINT = "touchpoint"


def owners(viewer: Viewer, tree: Tree) -> Callable[[Stream], int | None]:
    """The owner of any stream; what holds everywhere is nobody's in particular."""
    managers = dict(
        Grant.objects.filter(role="manager", unit__isnull=False, member__is_active=True)
        .order_by("-id")
        .values_list("unit__key", "member_id")
    )
    of_touchpoint = {row.key: row.owner_id for row in touchpoints(viewer)}

    def owner(stream: Stream) -> int | None:
        if stream.dimension == EVERYWHERE:
            return None
        if stream.dimension == TOUCHPOINT:
            return of_touchpoint.get(stream.key)
        return next((managers[unit] for unit in above(tree, stream.key) if unit in managers), None)

    return owner


def above(tree: Tree, unit: str) -> list[str]:
    """A unit and all above it, nearest first, in whichever hierarchy."""
    found = [unit]
    for hierarchy in tree.hierarchies:
        found += [step for step in tree.path(hierarchy, unit) if step not in found]
    return found
