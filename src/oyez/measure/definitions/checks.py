"""What is checked of metrics, dimensions and segments against what there is here; and how each is registered."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import parse_qsl

from oyez.company.core.scope import Viewer
from oyez.company.models import Touchpoint
from oyez.journal.core.scales import scale_of
from oyez.journal.queries import scales
from oyez.kit.errors import Refused
from oyez.measure.analyses.queries import analyses
from oyez.measure.core.definitions.conditions import Condition, Says, each
from oyez.measure.core.definitions.dimension import DimensionFile, dimension
from oyez.measure.core.definitions.metric import MetricFile, all_conditions, metric
from oyez.measure.core.definitions.segment import Segment, segment
from oyez.measure.core.definitions.trouble import DefinitionError, Place, unknown
from oyez.measure.core.question import (
    FILTER_ONLY,
    LOOKED_UP,
    NATIVE,
    SEGMENT,
    is_attribute,
    is_segment,
    segment_of,
)
from oyez.measure.definitions.golden import run_golden, run_placed
from oyez.measure.definitions.kinds import KINDS, USES, Definitions, Kind, mentions
from oyez.measure.definitions.making import made
from oyez.measure.definitions.meaning import attributes, segments_in
from oyez.measure.definitions.seeing import sees_dimension, sees_metric, sees_segment
from oyez.measure.definitions.size import check_size
from oyez.measure.dimensions import Dimensions
from oyez.measure.metrics import PLAIN, metric_for
from oyez.measure.models import Benchmark, IndexWeights, SavedAnalysis

HEAD = Place(1, 1)
APART = ("amount", "currency")


def check_segment(viewer: Viewer, one: Segment, others: Definitions) -> None:
    """Its filters and the segments it names exist, it does not stand on itself, and its golden cases come out."""
    dimensions = Dimensions(others)
    given = _conditions(one)
    _check_filters(given, dimensions, others)
    _check_circle(one, others.segments)
    check_size(one, others.segments)
    _check_apart(attributes(given, others.segments))
    dimensions.meaning().choice(one)
    for case in one.golden:
        run_placed(one, case, dimensions)


def _conditions(one: Segment) -> tuple[Condition, ...]:
    return tuple(condition for part in one.parts for condition in part.conditions)


def _check_circle(one: Segment, known: Mapping[str, Segment]) -> None:
    seen: set[str] = set()

    def walk(key: str, path: tuple[str, ...]) -> None:
        for named in segments_in(_conditions(known[key])):
            if named.key not in known:
                raise unknown(named.place if len(path) == 1 else HEAD, "segment", named.key, known)
            if named.key in path:
                circle = " → ".join((*path[path.index(named.key) :], named.key))
                raise DefinitionError(named.place, f"the segment stands on itself: {circle}.")
            if named.key not in seen:
                walk(named.key, (*path, named.key))
        seen.add(key)

    walk(one.key, (one.key,))


def _check_filters(given: Iterable[Condition], dimensions: Dimensions, others: Definitions) -> None:
    """Names of dimensions, and keys of units, touchpoints and stages, which the company knows."""
    known = [*NATIVE, *LOOKED_UP, *dimensions.levels, *others.dimensions, *FILTER_ONLY]
    for one in each(tuple(given)):
        if not isinstance(one, Says):
            continue
        name = one.filter.dimension
        if name not in known and not is_attribute(name) and not is_segment(name):
            raise unknown(one.place, "dimension", name, [*known, "attr:NAME"])
        if name == "mention" and set(one.filter.values) - {"true", "false"}:
            raise DefinitionError(one.place, "“mention” is true or false.")
        keys = _keys(name, dimensions)
        for value in one.filter.values:
            if keys and value not in keys:
                raise unknown(one.place, name, value, sorted(keys))


def _check_apart(names: Iterable[str]) -> None:
    """Amounts do not stand among the attributes, since those of several currencies cannot be compared."""
    for name in names:
        if name in APART:
            raise DefinitionError(
                HEAD,
                f"“attr:{name}” holds nothing: amounts are kept apart, with their currencies. Ask for the metric"
                " “amount”, filter by “currency”, or import what you need under another name.",
            )


def _keys(name: str, dimensions: Dimensions) -> set[str]:
    if name == "unit" or name in dimensions.levels:
        return set(dimensions.tree.names)
    if name in ("touchpoint", "stage"):
        column = "key" if name == "touchpoint" else "stage"
        return set(Touchpoint.objects.values_list(column, flat=True)) - {""}
    return set()


def check_dimension(viewer: Viewer, one: DimensionFile, others: Definitions) -> None:
    """Its name is free."""
    taken = {*NATIVE, *LOOKED_UP, *FILTER_ONLY, *Dimensions(others).levels, "period", "day", "month"}
    if one.key in taken:
        raise DefinitionError(HEAD, f"there is a dimension “{one.key}” already; choose another key.")
    _check_apart([one.attribute or ""])


def check_metric(viewer: Viewer, one: MetricFile, others: Definitions) -> None:
    """Its name is free, what it stands on exists, and its golden cases come out."""
    metric_for("count", {})  # the plain ones are known from the first use on
    if one.key in PLAIN or scale_of(one.key, scales()) is not None:
        raise DefinitionError(HEAD, f"there is a metric “{one.key}” already; choose another key.")
    if IndexWeights.objects.filter(name=one.key).exists():
        raise DefinitionError(HEAD, f"there is an index “{one.key}” already; choose another key.")
    dimensions = Dimensions(others)
    _check_apart([one.of.removeprefix("attr:"), *attributes(tuple(all_conditions(one)), others.segments)])
    _check_filters(all_conditions(one), dimensions, others)
    for said in one.where:
        try:
            dimensions.condition(said.filter)
        except Refused as refused:
            raise DefinitionError(said.place, str(refused)) from None
    found = made(one, scales(), dimensions.meaning())
    for case in one.golden:
        run_golden(found, case, dimensions)


def names_in_segment(one: Segment) -> Iterator[str]:
    for condition in each(_conditions(one)):
        if isinstance(condition, Says):
            yield condition.filter.dimension
    yield from (f"segment:{named.key}" for named in segments_in(_conditions(one)))


def names_in_metric(one: MetricFile) -> Iterator[str]:
    for said in one.where:
        name = said.filter.dimension
        yield name
        if name == SEGMENT:
            yield from (f"segment:{value.removeprefix('!')}" for value in said.filter.values)
        if is_segment(name):
            yield f"segment:{segment_of(name)}"


def _no_names(one: DimensionFile) -> Iterator[str]:
    return iter(())


KINDS.add("segment", Kind("segment", segment, check_segment, names_in_segment, is_seen=sees_segment))
KINDS.add("dimension", Kind("dimension", dimension, check_dimension, _no_names, is_seen=sees_dimension))
KINDS.add("metric", Kind("metric", metric, check_metric, names_in_metric, is_seen=sees_metric))


def indices_and_benchmarks(viewer: Viewer, wanted: frozenset[str]) -> Iterator[str]:
    """What was entered to measure with and names a metric."""
    for row in IndexWeights.objects.order_by("name", "-version"):
        if wanted & set(row.weights):
            yield f"the index “{row}”"
    for name in Benchmark.objects.filter(metric__in=wanted).values_list("metric", flat=True).distinct():
        yield f"a benchmark of “{name}”"


def saved_analyses(viewer: Viewer, wanted: frozenset[str]) -> Iterator[str]:
    """Analyses whose question names a definition; what somebody else calls one of their own stays theirs."""
    mine = set(analyses(viewer).values_list("pk", flat=True))
    for row in SavedAnalysis.objects.select_related("owner").order_by("name"):
        said = parse_qsl(row.query)
        named = {value for name, values in said if name in ("metric", "by") for value in values.split(",")}
        if wanted & named or any(mentions(value, wanted) for name, value in said if name == "where"):
            yield f"the analysis “{row.name}”" if row.pk in mine else f"an analysis of {row.owner.name}"


USES.add("indices and benchmarks", indices_and_benchmarks)
USES.add("saved analyses", saved_analyses)
