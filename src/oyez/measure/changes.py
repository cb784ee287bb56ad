"""Writes of measuring: what the store publishes, which answers appear in the grid, what is entered to compare with."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.core.scales import scale_of
from oyez.journal.queries import scales
from oyez.kit import worker
from oyez.kit.clock import now, wall
from oyez.kit.errors import NotFound, Refused
from oyez.kit.worker import Lease, LostLease
from oyez.measure.core.change.watched import parse_stream
from oyez.measure.core.grid import Cell, Waiting, released
from oyez.measure.core.scores.compared import AVERAGED
from oyez.measure.core.scores.index import sums_to_one
from oyez.measure.definitions.standing import definitions
from oyez.measure.metrics import PLAIN
from oyez.measure.models import Benchmark, GridAnswer, GridCell, IndexWeights, Restart, Segment, Store
from oyez.measure.naming import metric_named
from oyez.measure.store.files import Written

KEEP_RETIRED = timedelta(minutes=10)
INDEX_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True)
class Figure:
    """A published figure: of which metric, as that is kept (−1 to 1, a share, a mean), about whom, from where."""

    metric: str
    value: float
    about: str
    source: str
    dated: date
    n: int | None = None


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


@transaction.atomic
def set_index(viewer: Viewer, name: str, weights: Mapping[str, float]) -> IndexWeights:
    """A new version of an index; equal weights are no new version."""
    viewer.needs(Can.PROGRAMME)
    taken = scale_of(name, scales()) or name in PLAIN or definitions().find("metric", name)
    if not INDEX_NAME.fullmatch(name) or taken:
        raise Refused(
            f"“{name}” cannot be the name of an index: letters, digits and _, and no metric's name."
        )
    if len(weights) < 2 or not sums_to_one(weights):
        raise Refused(
            "An index has at least two parts, none with a negative weight, and the weights sum to 1."
        )
    for part in weights:
        if metric_named(part).shown not in AVERAGED:
            raise Refused(f"{part} is no score and cannot be part of an index.")
    last = IndexWeights.objects.filter(name=name).order_by("-version").first()
    if last is not None and last.weights == dict(weights):
        return last
    made = IndexWeights.objects.create(
        name=name, version=last.version + 1 if last else 1, weights=dict(weights), made_at=now()
    )
    audit(viewer, "set_index", str(made), last.weights if last else None, made.weights)
    return made


@transaction.atomic
def enter_benchmark(viewer: Viewer, wanted: Figure) -> Benchmark:
    """Write down a published figure with its source and day."""
    viewer.needs(Can.PROGRAMME)
    metric = metric_named(wanted.metric)
    if metric.shown not in AVERAGED:
        raise Refused(f"{wanted.metric} is no score; only scores have benchmarks.")
    highest = metric.maximum if metric.maximum is not None else wanted.value
    if not metric.minimum <= wanted.value <= highest:
        raise Refused(
            f"{wanted.value:g} is not on the scale of {wanted.metric}: {metric.minimum:g} to {highest:g}."
        )
    if not wanted.source.strip() or not wanted.about.strip():
        raise Refused("A benchmark needs its source, and whose customers it is about.")
    entered = Benchmark.objects.create(**asdict(wanted), entered_at=now())
    audit(
        viewer,
        "enter_benchmark",
        f"{entered.pk} {entered}",
        None,
        {"value": entered.value, "source": entered.source},
    )
    return entered


@transaction.atomic
def remove_benchmark(viewer: Viewer, benchmark: int) -> None:
    """Take a published figure away."""
    viewer.needs(Can.PROGRAMME)
    found = Benchmark.objects.filter(pk=benchmark).first()
    if found is None:
        raise NotFound("There is no such benchmark.")
    audit(
        viewer,
        "remove_benchmark",
        f"{found.pk} {found}",
        {"value": found.value, "source": found.source},
        None,
    )
    found.delete()


@transaction.atomic
def restart_chart(viewer: Viewer, stream: str, since: date, reason: str) -> Restart:
    """Give a chart a new history from a month on, for a reason that is written down."""
    viewer.needs(Can.PROGRAMME)
    if not reason.strip():
        raise Refused("Say why the chart begins anew: what changed, and that it is meant to last.")
    made, _ = Restart.objects.update_or_create(
        stream=str(parse_stream(stream)),
        since=since.replace(day=1),
        defaults={"reason": reason.strip(), "made_at": now()},
    )
    audit(
        viewer, "restart_chart", made.stream, None, {"since": made.since.isoformat(), "reason": made.reason}
    )
    return made
