"""A metric of the house out of a metric in a file: the same intervals, the same suppression."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from oyez.journal.core.scales import Scale, scale_of
from oyez.journal.core.worth import tells_worth
from oyez.measure.core.definitions.metric import ROWS, MetricFile, Range
from oyez.measure.core.definitions.trouble import DefinitionError, unknown
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.metric import Between, Metric, Present, Rows, Sum, Sums, column_of
from oyez.measure.core.past import All, Nay
from oyez.measure.core.plan import Attribute, Condition, Marked, Number
from oyez.measure.core.question import attribute_of
from oyez.measure.core.result import Estimate, Shown
from oyez.measure.definitions.meaning import Meaning, attributes
from oyez.measure.metrics import expected, mean

SHOWN: dict[str, Shown] = {
    "share": "share",
    "net": "points",
    "mean": "mean",
    "count": "count",
    "ratio": "mean",
}
CONDITIONAL = "conditional Wilson"


def made(one: MetricFile, scales: Mapping[str, Scale], meaning: Meaning) -> Metric:
    """The metric that a file describes."""
    scale = _scale(one, scales)
    column = column_of(one.of) if one.is_of_score else "" if one.kind == "count" else f"own_{one.key}"
    shown = SHOWN[one.kind] if not one.shown else one.shown
    plain = Metric(
        name=one.key,
        label=one.heading.label,
        explained=one.heading.explained or one.heading.label,
        shown=shown,  # type: ignore[arg-type]
        sums=(),
        combine=_combine_count,
        score=one.of if one.is_of_score else "",
        column=column,
        higher_is_better=one.higher_is_better,
        reads=_reads(one, column, meaning),
        where=one.filters,
        identified_only=not one.is_of_score and one.kind != "count",
        money=_tells_worth(one, meaning),
    )
    return KINDS[one.kind](plain, one, scale)


def _scale(one: MetricFile, scales: Mapping[str, Scale]) -> Scale:
    """The scale of its score; the one it says itself, or none in particular."""
    if not one.is_of_score:
        within = one.scale or Range()
        return Scale(one.key, within.lowest, within.highest, whole=False)
    scale = scale_of(one.of, scales)
    if scale is None:
        raise unknown(one.place, "score", one.of, scales)
    for within in one.ranges:
        low, high = max(within.lowest, scale.minimum), min(within.highest, scale.maximum)
        if low > high:
            raise DefinitionError(
                one.place, f"nothing of the scale {scale.minimum:g} to {scale.maximum:g} lies in this range."
            )
        if within.lowest <= scale.minimum and within.highest >= scale.maximum:
            raise DefinitionError(one.place, "the range is the whole scale: its share is always 1.")
    return scale


def _tells_worth(one: MetricFile, meaning: Meaning) -> bool:
    looked_at = set(attributes(tuple(part for mark in one.marks for part in mark), meaning.segments))
    if one.of.startswith("attr:"):
        looked_at.add(attribute_of(one.of))
    return any(map(tells_worth, looked_at))


def _reads(one: MetricFile, column: str, meaning: Meaning) -> tuple[Number | Marked, ...]:
    if one.of.startswith("attr:"):
        within = one.scale or Range(-1e300, 1e300)
        return (Number(column, Attribute(attribute_of(one.of)), within.lowest, within.highest),)
    if one.kind == "share" and one.of == ROWS:
        hit = meaning.all_of(one.marks[0])
        among: tuple[Condition, ...] = (meaning.all_of(one.marks[1]),) if one.marks[1] else ()
        return (Marked(column, ((All((*among, hit)), 1.0), (All((*among, Nay(hit))), 0.0))),)
    if one.kind == "ratio":
        above, below = (meaning.all_of(mark) for mark in one.marks)
        return (Marked(column, ((above, 1.0), (below, 0.0))),)
    return ()


def _share(plain: Metric, one: MetricFile, scale: Scale) -> Metric:
    hit = one.ranges[0] if one.ranges else Range(1, 1)
    sums = (Sum("n", Present(plain.column)), Sum("hits", _between(plain.column, hit)))
    return replace(plain, sums=sums, combine=_combine_share, minimum=0, maximum=1)


def _combine_share(sums: Sums) -> Estimate:
    n, hits = int(sums["n"]), sums["hits"]
    if n == 0:
        return Estimate(n=0, method="Wilson")
    lo, hi = wilson(hits, n)
    return Estimate(n=n, value=hits / n, lo=lo, hi=hi, method="Wilson")


def _net(plain: Metric, one: MetricFile, scale: Scale) -> Metric:
    better, worse = (_between(plain.column, side) for side in one.ranges)
    sums = (Sum("n", Present(plain.column)), Sum("better", better), Sum("worse", worse))
    return replace(plain, sums=sums, combine=expected.combine, minimum=-1, maximum=1)


def _mean(plain: Metric, one: MetricFile, scale: Scale) -> Metric:
    return replace(
        plain,
        sums=mean.moment_sums(plain.column),
        combine=mean.combine_on(scale),
        minimum=scale.minimum,
        maximum=scale.maximum,
    )


def _count(plain: Metric, one: MetricFile, scale: Scale) -> Metric:
    return replace(plain, sums=(Sum("n", Rows()),), combine=_combine_count, counted=True)


def _combine_count(sums: Sums) -> Estimate:
    n = int(sums["n"])
    return Estimate(n=n, value=float(n), method="counted")


def _ratio(plain: Metric, one: MetricFile, scale: Scale) -> Metric:
    sums = (Sum("n", Present(plain.column)), Sum("above", _between(plain.column, Range(1, 1))))
    return replace(plain, sums=sums, combine=_combine_ratio, minimum=0, maximum=None)


def _combine_ratio(sums: Sums) -> Estimate:
    """Given how many there are together, those above are a share p of them; p / (1 − p) is the ratio."""
    n, above = int(sums["n"]), sums["above"]
    if n == 0 or above == n:  # per nothing there is no ratio
        return Estimate(n=n, method=CONDITIONAL)
    lo, hi = wilson(above, n)
    return Estimate(n=n, value=above / (n - above), lo=lo / (1 - lo), hi=hi / (1 - hi), method=CONDITIONAL)


def _between(column: str, within: Range) -> Between:
    return Between(column, max(within.lowest, -1e300), min(within.highest, 1e300))


KINDS: dict[str, Callable[[Metric, MetricFile, Scale], Metric]] = {
    "share": _share,
    "net": _net,
    "mean": _mean,
    "count": _count,
    "ratio": _ratio,
}
