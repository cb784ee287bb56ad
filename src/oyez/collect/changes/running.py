"""Running an import block by block: each block is one transaction with its progress, so a kill loses nothing."""

import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.db import OperationalError, transaction
from django.db.models import F

from oyez.collect.changes.blocks import Counts, Writer
from oyez.collect.changes.starting import plan_of
from oyez.collect.core.ahead import Order, read_ahead
from oyez.collect.core.batches import Batch, batches
from oyez.collect.core.garbage import collecting_rarely
from oyez.collect.core.mapping.language import read_mapping
from oyez.collect.core.plan import from_json, source_of
from oyez.collect.models import Import
from oyez.collect.queries import house, origin_of
from oyez.company import changes as company
from oyez.company.core.roles import Can
from oyez.company.core.scope import EVERYTHING, Viewer
from oyez.journal import changes as journal
from oyez.kit import crash
from oyez.kit.clock import now
from oyez.kit.database import writing_much
from oyez.kit.disk import is_full
from oyez.kit.errors import OyezError, Refused, Unavailable
from oyez.kit.presence import present
from oyez.kit.worker import HOLDER, let_go

WORTH_TWO_PROCESSES = 4 << 20


class LostImport(Exception):
    """Somebody else runs the import by now, or it was paused; the block at hand is not kept."""


@dataclass
class Running:
    """One import being run by this process, batch by batch."""

    viewer: Viewer
    run: Import
    writer: Writer
    batches: Iterator[Batch]
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    def claim(self) -> None:
        """From here on only this process moves the import."""
        mine = Import.objects.filter(pk=self.run.pk, state=Import.State.RUNNING)
        if not mine.update(token=self.token):
            raise LostImport

    def block(self) -> bool:
        """Take the next batch in; say whether there may be more."""
        began = time.monotonic()
        batch = next(self.batches, None)
        if batch is None:
            self._finish()
            return False
        try:
            if len(batch.block):
                self._write(batch, began)
        except OperationalError as error:
            raise self._full(error) from None
        if batch.problem:
            problem = Refused(f"{batch.problem} {self._kept()}")
            self._stop(problem, batch.notes)
            raise problem
        return True

    def _write(self, batch: Batch, began: float) -> None:
        origins = {
            reading["file"]: origin_of(self.run, reading["file"]) for reading in batch.readings.values()
        }
        with transaction.atomic():
            counts = self.writer.write(batch.block, origins)
            self._move(batch, counts, time.monotonic() - began)
            crash.here("import-block")
        self._remember(batch, counts)

    def _move(self, batch: Batch, counts: Counts, seconds: float) -> None:
        """Move on only if nobody else did: else nothing of this batch is kept."""
        run = self.run
        mine = Import.objects.filter(
            pk=run.pk, token=self.token, state=Import.State.RUNNING, step=run.step, position=run.position
        )
        columns = run.columns | batch.readings
        added = {name: F(name) + count for name, count in asdict(counts).items()}
        moved = mine.update(
            step=batch.step, position=batch.position, share=batch.share, seconds=F("seconds") + seconds,
            columns=columns, notes=batch.notes, **added,
        )  # fmt: skip
        if moved != 1:
            raise LostImport

    def _remember(self, batch: Batch, counts: Counts) -> None:
        """Know where the import is only once that is committed: a full disk is often told no sooner."""
        run = self.run
        run.columns.update(batch.readings)
        run.step, run.position, run.share = batch.step, batch.position, batch.share
        for name, count in asdict(counts).items():
            setattr(run, name, getattr(run, name) + count)

    def _finish(self) -> None:
        run = self.run
        with transaction.atomic():
            done = Import.objects.filter(pk=run.pk, token=self.token).update(
                state=Import.State.DONE, share=1, finished_at=now()
            )
            if not done:
                raise LostImport
            run.refresh_from_db()
            company.audit(
                self.viewer, "finish_import", f"import:{run.pk}",
                after={"taken": run.taken, "known": run.known, "rejected": run.rejected},
            )  # fmt: skip

    def _stop(self, problem: OyezError, notes: list[str]) -> None:
        self.run.notes = notes
        stop(self.run, problem, self.token)

    def _kept(self) -> str:
        rows = self.run.rows
        return f"The {rows:,} rows before it were kept." if rows else "Nothing was imported."

    def _full(self, error: OperationalError) -> OyezError:
        """The sentence for a disk that is full; anything else passes on."""
        if not is_full(error):
            raise error
        problem = Unavailable(
            f"The disk is full. The first {self.run.rows:,} rows were kept whole and nothing after them; "
            "free some space and start the same import again: it goes on from there."
        )
        with suppress(OperationalError):  # if not even this fits, the import can be gone on with all the same
            self._stop(problem, self.run.notes)
        return problem


def stop(run: Import, problem: OyezError, token: str | None = None) -> None:
    """Stop an import where it stands, with what a person has to know to let it go on."""
    mine = Import.objects.filter(pk=run.pk, state=Import.State.RUNNING)
    if token is not None:
        mine = mine.filter(token=token)
    mine.update(state=Import.State.STOPPED, problem=str(problem), notes=run.notes)


def acting(run: Import) -> Viewer:
    """Whoever began an import, for what it writes when the worker runs it."""
    return Viewer(run.actor, "import", EVERYTHING, frozenset(Can), run.member_id)


def running(viewer: Viewer, run: Import) -> Running:
    """An import that this process reads and writes by itself."""
    plan = plan_of(run, house())
    ahead = batches(plan, journal.secret(), run.step, run.position)
    own = Running(viewer, run, Writer(viewer, plan.setting.source), ahead)
    own.claim()
    return own


def run_to_end(viewer: Viewer, run: Import) -> Iterator[Import]:
    """Run an import; yields after each batch for a progress bar. While it runs, nothing can be restored below it."""
    with present(HOLDER, let_go):
        yield from _run_to_end(viewer, run)


def _run_to_end(viewer: Viewer, run: Import) -> Iterator[Import]:
    """A large file is read by a second process."""
    if run.size < WORTH_TWO_PROCESSES:
        yield from _to_end(running(viewer, run))
        return
    choices = from_json(run.choices)
    source = source_of(read_mapping(run.mapping_text), choices)
    order = Order(
        Path(run.path), run.mapping_text, choices, house(), journal.secret(), run.step, run.position
    )
    with read_ahead(order) as ahead:
        own = Running(viewer, run, Writer(viewer, source), ahead)
        own.claim()
        yield from _to_end(own)


def _to_end(own: Running) -> Iterator[Import]:
    with collecting_rarely(), writing_much():
        while own.block():
            yield own.run
    yield own.run
