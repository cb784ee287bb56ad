"""Mending rejected rows: the same mapping takes them again, as they are or as somebody mended them."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import F

from oyez.collect.changes.blocks import Writer
from oyez.collect.changes.starting import plan_of
from oyez.collect.core.blocks import Packer
from oyez.collect.core.corrections import Correction, corrections, is_corrected
from oyez.collect.core.files import open_table
from oyez.collect.core.mapping.step import Taker
from oyez.collect.core.memory import Remembered, remembered
from oyez.collect.core.plan import Result
from oyez.collect.core.tables import DETECT, Line, Unreadable
from oyez.collect.core.taking import Rejected as Refusal
from oyez.collect.models import Import
from oyez.collect.queries import house, import_of, one_rejected, origin_of, reading_of, rejected_rows
from oyez.company import changes as company
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal import changes as journal
from oyez.journal.models import Rejected
from oyez.kit.errors import NotFound, Refused


@dataclass(frozen=True)
class Bench:
    """How the rows of one file of an import are read and mapped."""

    run: Import
    step: int
    file: str
    table: Remembered
    taker: Taker


@dataclass
class Workshop:
    """Reads rejected rows again; how a file is read and mapped is worked out once for all its rows."""

    viewer: Viewer
    known: dict[str, Bench] = field(default_factory=dict)

    def take(self, row: Rejected, raw: str) -> str | None:
        """Why a row still cannot be taken in these words, or None when it was."""
        bench = self._bench(row)
        return self._take(bench, row, Line(row.line or 0, raw, bench.table.parse(raw)))

    def take_corrected(self, row: Rejected, said: Correction) -> str | None:
        """The same for a row whose cells were mended in a spreadsheet."""
        bench = self._bench(row)
        try:
            cells = said.row(bench.table)
        except Unreadable as problem:
            return str(problem)
        return self._take(bench, row, Line(row.line or 0, row.raw, cells))

    def _bench(self, row: Rejected) -> Bench:
        run = import_of(row)
        if run is None:
            raise NotFound("This row did not come from an import; send it again from where it came.")
        if row.state != Rejected.State.WAITING:
            raise Refused("This row was dealt with before.")
        if row.origin not in self.known:
            step, reading = reading_of(run, row)
            table = remembered(reading)
            taker = plan_of(run, house()).compile_for(step, table)
            self.known[row.origin] = Bench(run, step, str(reading["file"]), table, taker)
        return self.known[row.origin]

    def _take(self, bench: Bench, row: Rejected, line: Line) -> str | None:
        outcome = bench.taker.take(line)
        if isinstance(outcome, Refusal):
            return outcome.reason
        result = Result(bench.step, 0, bench.file, line.number, line.raw, outcome)
        return _write(self.viewer, bench.run, row, result)


@transaction.atomic
def mend(viewer: Viewer, number: int, raw: str) -> None:
    """Take a rejected row in a mended form; if it still cannot be used, nothing changes and it says why."""
    row = one_rejected(viewer, number)
    reason = Workshop(viewer).take(row, raw)
    if reason is not None:
        raise Refused(f"It still cannot be used: {reason}. Nothing was changed.")
    company.audit(viewer, "mend_row", f"rejected:{number}", after={"origin": row.origin, "line": row.line})


def replay(viewer: Viewer, run: Import) -> tuple[int, int]:
    """Try all waiting rows of an import again as they are: how many were taken, and how many still wait."""
    workshop, taken, left = Workshop(viewer), 0, 0
    try:
        for row in list(rejected_rows(viewer, run)):
            if _again(workshop, row) is None:
                taken += 1
            else:
                left += 1
    finally:  # each row is kept by itself
        company.audit(viewer, "replay_rows", f"import:{run.pk}", after={"taken": taken, "left": left})
    return taken, left


def _again(workshop: Workshop, row: Rejected) -> str | None:
    try:
        return workshop.take(row, row.raw)
    except Unreadable as problem:
        return str(problem)


@dataclass
class Mended:
    """What came of a file of rejected rows that came back."""

    taken: int = 0
    left: int = 0
    before: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    run: Import | None = None

    @property
    def rows(self) -> int:
        return self.taken + self.left + self.before


def is_mended_file(viewer: Viewer, path: Path) -> bool:
    """Whether a file is one of rejected rows, as they are downloaded to be mended."""
    viewer.needs(Can.IMPORTS)
    try:
        table = open_table(path, DETECT)
    except Unreadable:
        return False
    table.close()
    return is_corrected(table.columns)


def mend_file(viewer: Viewer, path: Path) -> Mended:
    """Take the rows of a file that was downloaded and mended; what still cannot be used waits on, with its reason."""
    viewer.needs(Can.IMPORTS)
    workshop, found = Workshop(viewer), Mended()
    table = open_table(path, DETECT)
    try:
        if not is_corrected(table.columns):
            raise Refused(f"{path.name} is no file of rejected rows: it has no column “oyez: rejected row”.")
        for said in corrections(line.row for line in table.lines()):
            _count(workshop, said, found)
    finally:  # each row is kept by itself
        table.close()
        counts = {"taken": found.taken, "left": found.left, "before": found.before}
        company.audit(viewer, "mend_file", f"import:{found.run.pk}" if found.run else "import", after=counts)
    return found


def _count(workshop: Workshop, said: Correction, found: Mended) -> None:
    try:
        row = one_rejected(workshop.viewer, said.number)
    except NotFound as missing:
        found.left += 1
        found.reasons[str(missing)] += 1
        return
    found.run = found.run or import_of(row)
    if row.state != Rejected.State.WAITING:
        found.before += 1
        return
    reason = workshop.take_corrected(row, said)
    if reason is None:
        found.taken += 1
    else:
        found.left += 1
        found.reasons[reason] += 1


@transaction.atomic
def discard(viewer: Viewer, number: int) -> None:
    """Set a rejected row aside for good; it is kept, and waits no more."""
    one_rejected(viewer, number)
    journal.settle_rejected(number, "discarded")
    company.audit(viewer, "discard_row", f"rejected:{number}")


class _Left(Exception):
    """The row was refused by the journal; nothing of it is kept."""


def _write(viewer: Viewer, run: Import, row: Rejected, result: Result) -> str | None:
    writer = Writer(viewer, row.source)
    try:
        with transaction.atomic():
            counts = writer.write(
                Packer(journal.secret()).pack([result]), {result.file: origin_of(run, result.file)}
            )
            if counts.rejected:
                raise _Left
            journal.settle_rejected(row.pk, "replayed")
            Import.objects.filter(pk=run.pk).update(mended=F("mended") + 1)
    except _Left:
        return "its id came before with other content"
    return None
