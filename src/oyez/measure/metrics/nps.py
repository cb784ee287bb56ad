"""Net Promoter Score."""

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals import nps
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.metric import Between, Metric, Present, Sum, Sums, column_of
from oyez.measure.core.result import Beside, Estimate
from oyez.measure.metrics import FAMILIES


def metric(score: str, scale: Scale) -> Metric:
    """Promoters 9–10 less detractors 0–6, on the 0–10 likelihood to recommend."""
    column = column_of(score)
    return Metric(
        name=score,
        label="Net Promoter Score",
        explained="Share of 9 and 10 less share of 0 to 6, of all who answered the question.",
        shown="points",
        score=score,
        column=column,
        minimum=-1,
        maximum=1,
        sums=(
            Sum("n", Present(column)),
            Sum("promoters", Between(column, 9, 10)),
            Sum("detractors", Between(column, 0, 6)),
        ),
        combine=_combine,
    )


def _split(sums: Sums) -> nps.Split:
    promoters, detractors = sums["promoters"], sums["detractors"]
    return nps.Split(promoters, sums["n"] - promoters - detractors, detractors)


def _combine(sums: Sums) -> Estimate:
    n = int(sums["n"])
    if n == 0:
        return Estimate(n=0, method="adjusted Wald")
    split = _split(sums)
    lo, hi = nps.adjusted_wald(split)
    below, above = wilson(split.detractors, n)
    detractors = Beside(name="detractors", value=split.detractors / n, lo=below, hi=above, method="Wilson")
    return Estimate(n=n, value=split.score, lo=lo, hi=hi, method="adjusted Wald", beside=(detractors,))


FAMILIES.add("nps", metric)
