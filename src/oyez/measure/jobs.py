"""What the worker does for measuring: the grid, sealing, tidying. Columns are loaded when they are needed."""

import time

from oyez.kit import worker
from oyez.kit.worker import Lease, Step
from oyez.measure import grid

LOOK_EVERY_SECONDS = 30

_looked = [0.0]


def _seal_due(position: int) -> bool:
    from oyez.measure.store import sealing

    return sealing.due(position)


def _seal(lease: Lease) -> bool:
    from oyez.measure.store import sealing

    return sealing.seal(lease)


def _untidy(position: int) -> bool:
    from oyez.measure.store import sealing

    if time.monotonic() - _looked[0] < LOOK_EVERY_SECONDS:
        return False
    _looked[0] = time.monotonic()
    return sealing.untidy()


def _tidy(lease: Lease) -> bool:
    from oyez.measure.store import sealing

    return sealing.tidy(lease)


worker.STEPS.add("grid", Step("grid", grid.pending, grid.advance))
worker.STEPS.add("analytics", Step("analytics", _seal_due, _seal))
worker.STEPS.add("analytics-tidy", Step("analytics-tidy", _untidy, _tidy))
