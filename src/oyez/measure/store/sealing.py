"""Sealing: the journal's rows become segments; small segments become larger ones; old files go."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from oyez.journal import queries as journal
from oyez.journal.models import Interaction
from oyez.kit import crash, worker
from oyez.kit.clock import now, to_micros, wall
from oyez.kit.errors import Unavailable
from oyez.kit.worker import Lease
from oyez.measure import changes
from oyez.measure.models import Segment, Store
from oyez.measure.store import columns, files
from oyez.measure.store.files import Table, Written

NAME = "analytics"
BATCH = 50_000
ENOUGH = 20_000
PATIENCE = 15 * 60 * 1_000_000
MANY = 8
LARGE = 2_000_000
STRAY_AFTER = 3600


def due(position: int) -> bool:
    """Whether there is enough to seal, or something that must not wait: rows of some age, a redaction."""
    last = journal.last_seq()
    if last <= position:
        return False
    return last - position >= ENOUGH or _urgent(position)


def _urgent(position: int) -> bool:
    fresh = Interaction.objects.filter(seq__gt=position)
    first = fresh.order_by("seq").first()
    recorded: Any = first.recorded_at if first else now()
    return to_micros(recorded) < to_micros(now()) - PATIENCE or fresh.filter(kind=columns.REDACTION).exists()


def seal(lease: Lease) -> bool:
    """Seal the next rows; say whether there are more worth it."""
    store = changes.ensure_store()
    rows = columns.read_after(lease.position, BATCH)
    if not rows:
        return False
    first, last = rows[0][0], rows[-1][0]
    table = columns.to_table(rows, store.time_zone, store.grid_time_zone)
    new = files.write_by_month(table, first, last) if table.num_rows else []
    mended, replaced = _without_redacted(columns.redacted(rows), store)
    changes.publish(lease, last, [*new, *mended], replaced)
    crash.here("segments-published")
    return due(last)


def _without_redacted(seqs: Sequence[int], store: Store) -> tuple[list[Written], list[str]]:
    """Write anew the segments that hold rows which were redacted since."""
    if not seqs:
        return [], []
    touched = Segment.objects.filter(retired_at=None).filter(
        first_seq__lte=max(seqs), last_seq__gte=min(seqs)
    )
    fresh = columns.to_table(columns.read_these(sorted(seqs)), store.time_zone, store.grid_time_zone)
    new, replaced = [], []
    for segment in touched:
        mended = _mended(segment, fresh, seqs)
        if mended is not None:
            new.append(mended)
            replaced.append(segment.name)
    return new, replaced


def _mended(segment: Segment, fresh: Table, redacted: Sequence[int]) -> Written | None:
    """A segment in which redacted rows stand as the journal has them now, if it has any of them."""
    whole = files.read([segment.name])
    here = set(redacted).intersection(files.seqs_of(whole))
    if not here:
        return None
    table = files.joined([files.without(whole, here), files.only(fresh, here)])
    return files.write(table, segment.month, segment.first_seq, segment.last_seq)


def untidy() -> bool:
    """Whether there are many small segments of a month, or retired ones to remove."""
    return bool(_crowded()) or Segment.objects.filter(retired_at__lt=wall() - changes.KEEP_RETIRED).exists()


def tidy(lease: Lease) -> bool:
    """Join the small segments of one month; remove what nobody reads any more."""
    crowded = _crowded()
    if crowded:
        month, segments = crowded[0]
        _join(lease, month, segments)
    files.remove(changes.forget_retired())
    known = set(Segment.objects.values_list("name", flat=True))
    files.remove(files.strays(known, wall().timestamp() - STRAY_AFTER))
    return len(crowded) > 1


def _crowded() -> list[tuple[date, list[Segment]]]:
    """Months whose last segments, side by side in sequence, are many and small."""
    months: defaultdict[date, list[Segment]] = defaultdict(list)
    for segment in Segment.objects.filter(retired_at=None).order_by("month", "first_seq"):
        months[segment.month].append(segment)
    small = ((month, _small_end(segments)) for month, segments in months.items())
    return [(month, segments) for month, segments in small if len(segments) >= MANY]


def _small_end(segments: Sequence[Segment]) -> list[Segment]:
    end: list[Segment] = []
    for segment in reversed(segments):
        if segment.rows >= LARGE:
            break
        end.insert(0, segment)
    return end


def _join(lease: Lease, month: date, segments: Sequence[Segment]) -> None:
    names = [segment.name for segment in segments]
    table = files.read(names)
    whole = files.write(table, month, segments[0].first_seq, segments[-1].last_seq)
    changes.replace_segments(lease, [whole], names)


def check(segments: Iterable[Segment]) -> list[str]:
    """The names of segments whose file is missing or is not what was written."""
    broken = []
    for segment in segments:
        path = files.folder() / segment.name
        if not path.exists() or files.checksum(path) != segment.sha256:
            broken.append(segment.name)
    return broken


def live() -> list[Segment]:
    """The segments that hold the copy now."""
    return list(Segment.objects.filter(retired_at=None).order_by("month", "first_seq"))


def rebuild() -> Iterator[int]:
    """Read the journal again from its beginning, and say after each batch how far it has come.

    The grid stays as it is: what was shown stands on it.
    """
    changes.ensure_store()
    lease = _hold()
    try:
        lease = changes.start_over(lease)
        while lease.position < journal.last_seq():
            seal(lease)
            lease = replace(lease, position=Store.objects.get().sealed_to)
            worker.renew(lease)
            yield lease.position
        for month, segments in _crowded():
            _join(lease, month, segments)
            yield lease.position
    finally:
        worker.release(lease)


def _hold() -> Lease:
    """The right to seal, waiting a little for a worker that is at it."""
    for _ in range(50):
        if (lease := worker.hold(NAME)) is not None:
            return lease
        time.sleep(0.2)
    raise Unavailable("A worker is sealing just now. Try again in a minute.")
