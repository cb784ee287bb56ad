"""What is measured, how it is shown, and how a question is asked."""

from collections.abc import Iterable

from oyez.journal.core.scales import BUILT_IN, Scale
from oyez.measure import wording
from oyez.measure.core.ladder import SCORE, TREND, K
from oyez.measure.core.metric import Metric, Sums
from oyez.measure.core.question import FILTER_ONLY, LOOKED_UP, NATIVE, Every
from oyez.measure.core.result import Flag
from oyez.measure.metrics import PLAIN, metric_for
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table


def page() -> str:
    scales = [_scale_row(scale) for scale in BUILT_IN.values()]
    scored = [metric_for(name, BUILT_IN) for name in BUILT_IN]
    metrics = [_metric_row(metric) for metric in [*scored, *PLAIN.values()]]
    return f"""
# Metrics and questions

A metric is defined once, as data: sums over interactions and a function that combines them. The formulas with
their sources are in [honest numbers](../explanation/honest-numbers.md).

## Scales

A score is a number on a named scale. `csat_delivery` stands on the scale `csat`. A company can add scales; a
scale that exists never changes its range.

{table(("scale", "from", "to", "whole numbers", "satisfied", "better"), scales)}

## Metrics

{table(("metric", "what it is", "shown as", "interval"), metrics)}

Any score on any known scale is a metric by its own name. Scales without a metric of their own are measured by
their top box when they take whole numbers, by their mean otherwise. `mean:csat` is the plain mean of a score, and
`dist:csat` its distribution: the mean, and beside it the share of each point of the scale with its interval.

## Dimensions

`--by` and `--where` take {_list(NATIVE)}; {_list(LOOKED_UP)}, which are looked up; the key of a hierarchy, for
its units at the top; `attr:NAME` for an attribute; and `each:NAME` where people chose several things, under each of
which a row counts once. `--where` also takes {_list(FILTER_ONLY)}. `--every` is
one of {_list(Every)}.

## What so many answers allow to be shown

{table(("answers", "shown"), _ladder())}

## Flags

{table(("flag", "what it says"), [(code(flag), wording.flag(flag)) for flag in Flag])}
"""


def _scale_row(scale: Scale) -> tuple[str, ...]:
    return (
        code(scale.name),
        f"{scale.minimum:g}",
        f"{scale.maximum:g}",
        "yes" if scale.whole else "no",
        f"top {scale.top_k} points",
        "higher" if scale.higher_is_better else "lower",
    )


def _metric_row(metric: Metric) -> tuple[str, ...]:
    shown = {"points": "−100 to +100", "share": "share, 0 to 100 %"}.get(metric.shown, metric.shown)
    return code(metric.name), metric.explained, shown, "–" if metric.counted else _interval(metric)


def _interval(metric: Metric) -> str:
    """The name of the method, as the metric itself gives it."""
    nobody: Sums = {one.name: 0 for one in metric.sums}
    return metric.combine(nobody).method


def _ladder() -> list[tuple[str, str]]:
    return [
        (f"fewer than k ({K} unless set higher)", "nothing"),
        (f"k to {SCORE - 1}", "the score in grey with its interval: no colour, no arrow, no rank"),
        (f"{SCORE} to {TREND - 1}", "the score with its interval"),
        (f"{TREND} and more", "also trend, comparison and verdict on a goal"),
    ]


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(code, names))


PAGES.add("metrics", page)
