"""Readers of the journal: each keeps a bookmark and reads on, its effects and bookmark in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from oyez.journal import queries
from oyez.journal.changes import append_inbox, append_one_by_one
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.clock import wall
from oyez.kit.errors import NotFound
from oyez.kit.models import Parked
from oyez.kit.worker import Lease

Effect = Callable[[Sequence[Interaction]], None]


@dataclass(frozen=True)
class Reader:
    """A step that reads the journal on: rows in order, each at least once, counted exactly once."""

    name: str
    effect: Effect
    batch: int = 500
    only_news: bool = False

    def pending(self, position: int) -> bool:
        return queries.last_seq() > position

    def run(self, lease: Lease) -> bool:
        """Read one batch; after a failure row by row, and when one row keeps failing set it aside."""
        rows, end = self._next(lease.position, self.batch)
        if end <= lease.position:
            return False
        if rows and lease.failures >= worker.PATIENCE:
            self._park(lease, rows[0])
        elif lease.failures:
            self._one_by_one(lease, rows, end)
        else:
            self._take(lease, rows, end)
        return True

    def _take(self, lease: Lease, rows: Sequence[Interaction], end: int) -> Lease:
        with transaction.atomic():
            if rows:
                self.effect(rows)
            return worker.move(lease, end)

    def _one_by_one(self, lease: Lease, rows: Sequence[Interaction], end: int) -> None:
        """Each row counts when it succeeds, so that failures are counted at the row that fails."""
        for row in rows:
            lease = self._take(lease, [row], row.seq)
        if end > lease.position:
            self._take(lease, [], end)

    def _next(self, position: int, limit: int) -> tuple[list[Interaction], int]:
        """The rows to read next, and where the bookmark stands after them."""
        if self.only_news:
            return queries.news_after(position, limit)
        rows = queries.after(position, limit)
        return rows, rows[-1].seq if rows else position

    def _park(self, lease: Lease, row: Interaction) -> None:
        error = worker.last_error(self.name)
        with transaction.atomic():
            Parked.objects.update_or_create(
                step=self.name,
                position=row.seq,
                defaults={"error": error, "parked_at": wall(), "replayed_at": None},
            )
            worker.move(lease, row.seq)

    def replay_parked(self, parked: Parked) -> None:
        """Try one row again that was set aside; of two who try at once, one does it."""
        rows = [row for row in queries.after(parked.position - 1, 1) if row.seq == parked.position]
        with transaction.atomic():
            waiting = Parked.objects.filter(pk=parked.pk, replayed_at=None)
            if not waiting.update(replayed_at=wall()):
                raise NotFound("This row was replayed before.")
            self.effect(rows)


READERS: dict[str, Reader] = {}


def register(reader: Reader) -> Reader:
    """Let the worker run a reader."""
    worker.STEPS.add(reader.name, worker.Step(reader.name, reader.pending, reader.run))
    READERS[reader.name] = reader
    return reader


def _append(lease: Lease) -> bool:
    move_on = append_one_by_one if lease.failures >= worker.PATIENCE else append_inbox
    return move_on() > 0 and queries.inbox_waiting()


worker.STEPS.add("append", worker.Step("append", lambda position: queries.inbox_waiting(), _append))
