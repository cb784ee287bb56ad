"""The worker's step that moves imports on, one batch at a time."""

from oyez.collect.changes.running import LostImport, Running, acting, running, stop
from oyez.collect.models import Import
from oyez.kit import worker
from oyez.kit.errors import OyezError
from oyez.kit.worker import Lease

_held: dict[int, Running] = {}  # what this worker has open, so that a file is not read anew for each batch


def _waiting() -> "Import | None":
    mine = Import.objects.filter(state=Import.State.RUNNING, runner=Import.Runner.WORKER)
    return mine.order_by("id").first()


def _pending(position: int) -> bool:
    return _waiting() is not None


def _run(lease: Lease) -> bool:
    """Take one batch of the oldest import in; say whether there is more to do."""
    run = _waiting()
    if run is None:
        _held.clear()
        return False
    more = False
    try:
        own = _held.get(run.pk)
        if own is None or own.token != run.token:
            own = _held[run.pk] = running(acting(run), run)
        more = own.block()
    except LostImport:
        more = False
    except OyezError as problem:
        stop(run, problem)
    finally:
        if not more:  # it has ended, or its file was read further than what was kept
            _held.pop(run.pk, None)
    worker.renew(lease)
    return True


worker.STEPS.add("imports", worker.Step("imports", _pending, _run))
