"""What was told of segments is told again as long as nothing new is written, defined or granted."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import TypeVar

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company, tree
from oyez.measure.definitions.standing import definitions
from oyez.measure.dimensions import scope_conditions
from oyez.measure.store.engine import engine

MOST = 64

_told: OrderedDict[Hashable, object] = OrderedDict()
_lock = threading.Lock()

Told = TypeVar("Told")


def remembered(viewer: Viewer, asked: Hashable, since: date, tell: Callable[[], Told]) -> Told:
    """What `tell` tells, once for everybody who may see the same; nothing is kept before there is a store."""
    snapshot = engine().snapshot()
    if not snapshot.standing.uid:
        return tell()
    standing = tree()
    key = (
        asked,
        since,
        snapshot.key,
        scope_conditions(viewer),
        viewer.can,
        frozenset(standing.parents.items()),
        tuple((one.name, one.text) for one in definitions().all),
        the_company().k,
    )
    with _lock:
        if key in _told:
            _told.move_to_end(key)
            return _told[key]  # type: ignore[return-value]
    found = tell()
    with _lock:
        _told[key] = found
        while len(_told) > MOST:
            _told.popitem(last=False)
    return found
