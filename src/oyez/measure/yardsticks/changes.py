"""What is entered to compare with: benchmarks and the weights of indices."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import scale_of
from oyez.journal.queries import scales
from oyez.kit.clock import now
from oyez.kit.errors import NotFound, Refused
from oyez.measure.core.scores.compared import AVERAGED
from oyez.measure.core.scores.index import sums_to_one
from oyez.measure.definitions.standing import definitions
from oyez.measure.metrics import PLAIN
from oyez.measure.models import Benchmark, IndexWeights
from oyez.measure.naming import metric_named

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
