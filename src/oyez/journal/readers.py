"""Readers of the journal: each keeps a bookmark and reads on, its effects and bookmark in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from oyez.journal import queries
from oyez.journal.changes import append_inbox
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.clock import wall
from oyez.kit.models import Parked
from oyez.kit.worker import Lease

PARK_AFTER = 5

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
        """Read one batch; after a failure row by row, and after several set the failing row aside."""
        rows, end = self._next(lease.position, 1 if lease.failures else self.batch)
        if end <= lease.position:
            return False
        if rows and lease.failures >= PARK_AFTER:
            self._park(lease, rows[0])
            return True
        with transaction.atomic():
            if rows:
                self.effect(rows)
            worker.move(lease, end)
        return True

    def _next(self, position: int, limit: int) -> tuple[list[Interaction], int]:
        """The rows to read next, and where the bookmark stands after them."""
        if self.only_news:
            return queries.news_after(position, limit)
        rows = queries.after(position, limit)
        return rows, rows[-1].seq if rows else position

    def _park(self, lease: Lease, row: Interaction) -> None:
        error = worker.last_error(self.name)
        with transaction.atomic():
            Parked.objects.get_or_create(
                step=self.name, position=row.seq, defaults={"error": error, "parked_at": wall()}
            )
            worker.move(lease, row.seq)

    def replay_parked(self, parked: Parked) -> None:
        """Try one row again that was set aside."""
        rows = [row for row in queries.after(parked.position - 1, 1) if row.seq == parked.position]
        with transaction.atomic():
            self.effect(rows)
            parked.replayed_at = wall()
            parked.save(update_fields=["replayed_at"])


READERS: dict[str, Reader] = {}


def register(reader: Reader) -> Reader:
    """Let the worker run a reader."""
    worker.STEPS.add(reader.name, worker.Step(reader.name, reader.pending, reader.run))
    READERS[reader.name] = reader
    return reader


def _append(lease: Lease) -> bool:
    return append_inbox() > 0 and queries.inbox_waiting()


worker.STEPS.add("append", worker.Step("append", lambda position: queries.inbox_waiting(), _append))
