"""What a process knows of the analytics store at one moment: segments, grid, corrections, the fresh tail.

A snapshot never changes; a newer one takes over what still holds, and reads only what came since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from oyez.company.queries import the_company
from oyez.journal.models import Interaction
from oyez.journal.queries import last_seq
from oyez.kit.errors import Unavailable
from oyez.measure.models import GridCell, Segment, Store
from oyez.measure.store import columns, files

CHUNK = 50_000
TRIES = 20

GRID = pa.schema(
    [
        ("survey", pa.string()),
        ("unit", pa.string()),
        ("month", pa.date32()),
        ("score", pa.string()),
        ("released", pa.int64()),
    ]
)
CORRECTIONS = pa.schema([("fact", pa.uint64()), ("latest", pa.int64())])


@dataclass(frozen=True)
class Standing:
    """The state of the store as the database has it; without a store nothing is sealed yet."""

    uid: str
    version: int
    sealed_to: int
    zone: str
    grid_zone: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that questions are answered from."""

    standing: Standing
    position: int
    segments: tuple[str, ...]
    segment_scores: frozenset[str]
    tail: pa.Table
    grid: pa.Table
    confidential: frozenset[str]
    corrected: dict[int, int] = field(hash=False)

    @property
    def key(self) -> tuple[str, int, int]:
        """Equal keys, equal answers."""
        return (self.standing.uid, self.standing.version, self.position)

    @property
    def scores(self) -> frozenset[str]:
        """The score columns that there are."""
        return self.segment_scores | frozenset(columns.score_columns(self.tail))

    def corrections(self) -> pa.Table:
        return pa.table([list(self.corrected.keys()), list(self.corrected.values())], schema=CORRECTIONS)


def take(before: Snapshot | None) -> Snapshot:
    """The present moment: read until the store's version is the same before and after."""
    for _ in range(TRIES):
        standing = _standing()
        known = before if before is not None and before.standing.uid == standing.uid != "" else None
        if known is not None and known.standing == standing and last_seq() <= known.position:
            return known
        found = _take(standing, known)
        if _standing() == standing:
            return found
    raise Unavailable("The analytics store changes too fast to be read just now. Try again in a moment.")


def _standing() -> Standing:
    row = Store.objects.values_list("uid", "version", "sealed_to", "time_zone", "grid_time_zone").first()
    if row is not None:
        return Standing(*row)
    zone = the_company().time_zone
    return Standing("", 0, 0, zone, zone)


def _take(standing: Standing, known: Snapshot | None) -> Snapshot:
    same = known is not None and known.standing == standing
    tail, position, corrected = _tail(standing, known)
    if known is not None and same:
        if position == known.position:
            return known
        segments, scores = known.segments, known.segment_scores
        grid, confidential = known.grid, known.confidential
    else:
        segments, scores = _segments(known)
        grid, confidential = _grid()
    return Snapshot(standing, position, segments, scores, tail, grid, confidential, corrected)


def _tail(standing: Standing, known: Snapshot | None) -> tuple[pa.Table, int, dict[int, int]]:
    """The rows that no segment holds yet; after a redaction all of them anew, since old ones changed."""
    position = max(standing.sealed_to, known.position if known else 0)
    fresh = _rows_after(position)
    start = known.tail if known else _empty(standing)
    if known is not None and columns.redacted(fresh) and start.num_rows:
        fresh, start = _rows_after(standing.sealed_to), _empty(standing)
    if known is not None and known.standing.sealed_to != standing.sealed_to:
        start = start.filter(pa.compute.greater(start["seq"], standing.sealed_to))
    if fresh:
        start = files.joined([start, columns.to_table(fresh, standing.zone, standing.grid_zone)])
        position = max(position, fresh[-1][0])
    since = known.position if known else 0
    corrected = dict(known.corrected) if known else {}
    corrected.update(_corrections(since, position))
    return start, position, corrected


def _rows_after(seq: int) -> list[columns.Row]:
    rows: list[columns.Row] = []
    while part := columns.read_after(seq, CHUNK):
        rows += part
        seq = part[-1][0]
    return rows


def _empty(standing: Standing) -> pa.Table:
    return columns.to_table([], standing.zone, standing.grid_zone)


def _corrections(since: int, upto: int) -> Iterable[tuple[int, int]]:
    """(fact, sequence of its latest correction) of those that came in a stretch, in order."""
    rows = Interaction.objects.filter(seq__gt=since, seq__lte=upto, replaces__isnull=False).order_by("seq")
    for replaces, seq in rows.values_list("replaces", "seq"):
        yield columns.short(replaces), seq


def _segments(known: Snapshot | None) -> tuple[tuple[str, ...], frozenset[str]]:
    """The segments as they stand; each is checked when this process meets it first."""
    met = set(known.segments) if known else set()
    names: list[str] = []
    scores: set[str] = set()
    for segment in Segment.objects.filter(retired_at=None).order_by("month", "first_seq"):
        if segment.name not in met:
            files.verify(segment.name, segment.sha256)
        names.append(segment.name)
        scores.update(segment.scores)
    return tuple(names), frozenset(scores)


def _grid() -> tuple[pa.Table, frozenset[str]]:
    rows: Sequence[tuple[object, ...]] = list(
        GridCell.objects.values_list("survey", "unit", "month", "score", "released_seq")
    )
    kept = [row for row in rows if row[4]]
    arrays = list(zip(*kept, strict=True)) if kept else [()] * len(GRID)
    table = pa.table([list(array) for array in arrays], schema=GRID)
    return table, frozenset(str(row[3]) for row in rows)
