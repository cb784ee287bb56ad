"""Mending rejected rows: the same mapping takes them again, as they are or as somebody mended them."""

from typing import Any

from django.db import transaction
from django.db.models import F

from oyez.collect.changes.blocks import Writer
from oyez.collect.changes.starting import plan_of
from oyez.collect.core.memory import remembered
from oyez.collect.core.plan import Result
from oyez.collect.core.tables import Line
from oyez.collect.core.taking import Outcome
from oyez.collect.core.taking import Rejected as Refusal
from oyez.collect.models import Import
from oyez.collect.queries import house, import_of, one_rejected, origin_of, reading_of, rejected_rows
from oyez.company import changes as company
from oyez.company.core.scope import Viewer
from oyez.journal import changes as journal
from oyez.journal.models import Rejected
from oyez.kit.errors import NotFound, Refused


def mend(viewer: Viewer, number: int, raw: str) -> None:
    """Take a rejected row in a mended form; if it still cannot be used, nothing changes and it says why."""
    row = one_rejected(viewer, number)
    reason = _take_again(viewer, row, raw)
    if reason is not None:
        raise Refused(f"It still cannot be used: {reason}. Nothing was changed.")
    company.audit(viewer, "mend_row", f"rejected:{number}", after={"origin": row.origin, "line": row.line})


def replay(viewer: Viewer, run: Import) -> tuple[int, int]:
    """Try all waiting rows of an import again as they are: how many were taken, and how many still wait."""
    taken, left = 0, 0
    for row in list(rejected_rows(viewer, run)):
        if _take_again(viewer, row, row.raw) is None:
            taken += 1
        else:
            left += 1
    company.audit(viewer, "replay_rows", f"import:{run.pk}", after={"taken": taken, "left": left})
    return taken, left


@transaction.atomic
def discard(viewer: Viewer, number: int) -> None:
    """Set a rejected row aside for good; it is kept, and waits no more."""
    one_rejected(viewer, number)
    journal.settle_rejected(number, "discarded")
    company.audit(viewer, "discard_row", f"rejected:{number}")


def _take_again(viewer: Viewer, row: Rejected, raw: str) -> str | None:
    """Why a row still cannot be taken, or None when it was."""
    run = import_of(row)
    if run is None:
        raise NotFound("This row did not come from an import; send it again from where it came.")
    if row.state != Rejected.State.WAITING:
        raise Refused("This row was dealt with before.")
    step, reading = reading_of(run, row)
    outcome = _outcome(run, step, reading, row, raw)
    if isinstance(outcome, Refusal):
        return outcome.reason
    return _write(viewer, run, row, Result(step, 0, str(reading["file"]), row.line or 0, raw, outcome))


def _outcome(run: Import, step: int, reading: dict[str, Any], row: Rejected, raw: str) -> Outcome:
    table = remembered(reading)
    plan = plan_of(run, house())
    taker = plan.compile_for(step, table)
    line = Line(row.line or 0, raw, table.parse(raw))
    return taker.take(line)


class _Left(Exception):
    """The row was refused by the journal; nothing of it is kept."""


def _write(viewer: Viewer, run: Import, row: Rejected, result: Result) -> str | None:
    writer = Writer(viewer, row.source)
    try:
        with transaction.atomic():
            counts = writer.write([result], {result.file: origin_of(run, result.file)})
            if counts.rejected:
                raise _Left
            journal.settle_rejected(row.pk, "replayed")
            Import.objects.filter(pk=run.pk).update(mended=F("mended") + 1)
    except _Left:
        return "its id came before with other content"
    return None
