"""Writes of measuring: what the store publishes, and which answers appear in the grid."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from oyez.company.queries import the_company
from oyez.kit import worker
from oyez.kit.clock import wall
from oyez.kit.worker import Lease, LostLease
from oyez.measure.core.grid import Cell, Waiting, released
from oyez.measure.models import GridAnswer, GridCell, Segment, Store
from oyez.measure.store.files import Written

KEEP_RETIRED = timedelta(minutes=10)


def ensure_store() -> Store:
    """The state of the store; it begins with the company's time zone."""
    store = Store.objects.first()
    if store is None:
        zone = the_company().time_zone
        store, _ = Store.objects.get_or_create(
            pk=1, defaults={"uid": secrets.token_hex(16), "time_zone": zone, "grid_time_zone": zone}
        )
    return store


@transaction.atomic
def publish(lease: Lease, sealed_to: int, new: Sequence[Written], replaced: Sequence[str] = ()) -> Lease:
    """Make sealed segments visible, together with the bookmark that says up to where."""
    _swap(new, replaced)
    Store.objects.filter(pk=1).update(sealed_to=sealed_to, version=F("version") + 1)
    return worker.move(lease, sealed_to)


@transaction.atomic
def replace_segments(lease: Lease, new: Sequence[Written], replaced: Sequence[str]) -> None:
    """Put new files in the place of old ones that hold the same interactions."""
    worker.renew(lease)
    _swap(new, replaced)
    Store.objects.filter(pk=1).update(version=F("version") + 1)


@transaction.atomic
def start_over(lease: Lease) -> Lease:
    """Retire everything and read the journal again from its beginning, by the company's present time zone."""
    Segment.objects.filter(retired_at=None).update(retired_at=wall())
    Store.objects.filter(pk=1).update(
        sealed_to=0, version=F("version") + 1, time_zone=the_company().time_zone
    )
    return worker.move(lease, 0)


def forget_retired() -> list[str]:
    """Let go of segments that were retired long enough ago for every reader to have noticed; give their names."""
    due = Segment.objects.filter(retired_at__lt=wall() - KEEP_RETIRED)
    names = list(due.values_list("name", flat=True))
    due.filter(name__in=names).delete()
    return names


def _swap(new: Sequence[Written], replaced: Sequence[str]) -> None:
    """Somebody else may have replaced a segment meanwhile; then what was made of it must not be published."""
    at = wall()
    if Segment.objects.filter(name__in=replaced, retired_at=None).update(retired_at=at) != len(replaced):
        raise LostLease("analytics")
    Segment.objects.bulk_create(
        Segment(
            name=one.name, first_seq=one.first_seq, last_seq=one.last_seq, month=one.month, rows=one.rows,
            bytes=one.bytes, sha256=one.sha256, scores=list(one.scores), published_at=at,
        )
        for one in new
    )  # fmt: skip


@transaction.atomic
def enter_grid(
    lease: Lease, upto: int, answers: Iterable[tuple[Cell, Waiting]], erased: Sequence[int], k: int
) -> Lease:
    """Let answers that are not identified wait in their cells, and release the blocks that are complete."""
    _forget_persons(erased)
    cells, fresh = _wait(answers)
    appeared = [cell for cell in cells if _release(cell, k)]
    if appeared or fresh:
        Store.objects.filter(pk=1).update(version=F("version") + 1)
    return worker.move(lease, upto)


def _wait(answers: Iterable[tuple[Cell, Waiting]]) -> tuple[list[GridCell], int]:
    """Put answers into their cells; give the cells, and how many of them are new."""
    cells: dict[Cell, GridCell] = {}
    rows, fresh = [], 0
    for cell, answer in answers:
        if cell not in cells:
            cells[cell], is_new = GridCell.objects.get_or_create(
                survey=cell.survey, unit=cell.unit, month=cell.month, score=cell.score
            )
            fresh += is_new
        person = "" if answer.person is None else str(answer.person)
        rows.append(GridAnswer(cell=cells[cell], seq=answer.seq, person=person, value=answer.value))
    GridAnswer.objects.bulk_create(rows, batch_size=500)
    return list(cells.values()), fresh


def _release(cell: GridCell, k: int) -> int:
    """Release what may be shown of a cell now; it never comes back."""
    rows = cell.waiting.order_by("seq").values_list("seq", "person", "value")
    waiting = [Waiting(seq, person or None, value) for seq, person, value in rows]
    count = released(waiting, k)
    if count:
        cell.released_seq = waiting[count - 1].seq
        cell.save(update_fields=["released_seq"])
        cell.waiting.filter(seq__lte=cell.released_seq).delete()
    return count


def _forget_persons(seqs: Sequence[int]) -> None:
    """An erased person stays one voice among those who wait, under a name that leads nowhere."""
    aliases: dict[str, str] = {}
    for row in GridAnswer.objects.filter(seq__in=list(seqs)).exclude(person=""):
        row.person = aliases.setdefault(row.person, f"erased {secrets.token_hex(12)}")
        row.save(update_fields=["person"])
