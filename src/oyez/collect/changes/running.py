"""Running an import block by block: each block is one transaction with its progress, so a kill loses nothing."""

import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict

from django.db import DatabaseError, OperationalError, transaction
from django.db.models import F

from oyez.collect.changes.blocks import Counts, Writer
from oyez.collect.changes.starting import plan_of
from oyez.collect.core.plan import Result
from oyez.collect.core.tables import Unreadable
from oyez.collect.core.taking import Taken
from oyez.collect.models import Import
from oyez.collect.queries import house, origin_of
from oyez.company import changes as company
from oyez.company.core.scope import Viewer
from oyez.kit import crash
from oyez.kit.clock import now
from oyez.kit.errors import OyezError, Unavailable

FACTS = 2_000
ROWS = 2_000
UNITS = 100  # a unit with its place costs many queries, and a transaction must be short


class LostImport(Exception):
    """Somebody else runs the import by now, or it was paused; the block at hand is not kept."""


class Running:
    """One import being run by this process."""

    def __init__(self, viewer: Viewer, run: Import) -> None:
        self.viewer, self.number = viewer, run.pk
        self.run = run
        self.token = secrets.token_hex(16)
        self._claim()
        self.plan = plan_of(run, house())
        self.writer = Writer(viewer, self.plan.mapping.source)
        self.results = self.plan.results(run.step, run.position)
        self.origins: dict[str, str] = {}
        self.held: Result | None = None

    def _claim(self) -> None:
        mine = Import.objects.filter(pk=self.number, state=Import.State.RUNNING)
        if not mine.update(token=self.token):
            raise LostImport

    def block(self) -> bool:
        """Take the next block in; say whether there may be more."""
        began = time.monotonic()
        block, problem = self._read()
        try:
            if block:
                self._write(block, began)
        except OperationalError as error:
            raise self._full(error) from None
        if problem is not None:
            self._stop(problem)
            raise problem
        if not block:
            self._finish()
        return bool(block)

    def _read(self) -> tuple[list[Result], Unreadable | None]:
        """Map rows until they make a block; what stands before a place that cannot be read is kept."""
        block: list[Result] = []
        facts = units = 0
        try:
            for result in self.results:
                block.append(result)
                if isinstance(result.outcome, Taken):
                    facts += len(result.outcome.facts)
                    units += len(result.outcome.units)
                if facts >= FACTS or len(block) >= ROWS or units >= UNITS:
                    break
        except Unreadable as problem:
            return block, problem
        return block, None

    def _write(self, block: list[Result], began: float) -> None:
        last = block[-1]
        self._remember_reading(last)
        with transaction.atomic():
            counts = self.writer.write(block, self.origins)
            self._move(last, counts, time.monotonic() - began)
            crash.here("import-block")

    def _move(self, last: Result, counts: Counts, seconds: float) -> None:
        """Move on only if nobody else did: else nothing of this block is kept."""
        mine = Import.objects.filter(
            pk=self.number,
            token=self.token,
            state=Import.State.RUNNING,
            step=self.run.step,
            position=self.run.position,
        )
        added = {name: F(name) + count for name, count in asdict(counts).items()}
        moved = mine.update(
            step=last.step, position=last.position, share=self.plan.share(), seconds=F("seconds") + seconds,
            columns=self.run.columns, notes=self.plan.notes, **added,
        )  # fmt: skip
        if moved != 1:
            raise LostImport
        self.run.step, self.run.position, self.run.share = last.step, last.position, self.plan.share()
        for name, count in asdict(counts).items():
            setattr(self.run, name, getattr(self.run, name) + count)

    def _remember_reading(self, last: Result) -> None:
        """Keep how each step's file was read, so that its rejected rows can be mended later."""
        if last.file not in self.origins or str(last.step) not in self.run.columns:
            for step, opened in self.plan.read_so_far.items():
                self.run.columns[str(step)] = {"file": opened.file, **opened.table.memory()}
                self.origins[opened.file] = origin_of(self.run, opened.file)

    def _finish(self) -> None:
        with transaction.atomic():
            done = Import.objects.filter(pk=self.number, token=self.token).update(
                state=Import.State.DONE, share=1, finished_at=now(), notes=self.plan.notes
            )
            if not done:
                raise LostImport
            self.run.refresh_from_db()
            company.audit(
                self.viewer, "finish_import", f"import:{self.number}",
                after={"taken": self.run.taken, "known": self.run.known, "rejected": self.run.rejected},
            )  # fmt: skip

    def _stop(self, problem: OyezError) -> None:
        Import.objects.filter(pk=self.number, token=self.token).update(
            state=Import.State.STOPPED, problem=str(problem), notes=self.plan.notes
        )

    def _full(self, error: DatabaseError) -> OyezError:
        """The sentence for a disk that is full; anything else passes on."""
        said = str(error).lower()
        if "full" not in said and "no space" not in said:
            raise error
        problem = Unavailable(
            f"The disk is full. The first {self.run.rows:,} rows were kept whole and nothing after them; "
            "free some space and start the same import again: it goes on from there."
        )
        with suppress(OperationalError):  # if not even this fits, the import can be gone on with all the same
            self._stop(problem)
        return problem


def run_to_end(viewer: Viewer, run: Import) -> Iterator[Import]:
    """Run an import in this process; yields after each block for a progress bar."""
    running = Running(viewer, run)
    while running.block():
        yield running.run
    yield running.run
