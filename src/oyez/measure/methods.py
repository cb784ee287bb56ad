"""How numbers are computed, in words: for one answer, and all formulas on a page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from oyez.measure.core.ladder import SCORE, TREND
from oyez.measure.core.result import Answer, Answered, Flag


@dataclass(frozen=True)
class Formula:
    """A named method with its formula and where it comes from."""

    anchor: str
    name: str
    what: str
    formula: str
    source: str


def formulas() -> list[Formula]:
    """Every method that a number can name, as printed beside it."""
    return [
        Formula(
            "adjusted-wald",
            _("adjusted Wald"),
            _("The interval of a Net Promoter Score: promoters P less detractors D."),
            "v = P + D − (P − D)²,  se = √(v / n);  +¾ P, +1½, +¾ D;  (P − D) ± z · se",
            _("Rocks 2016, The American Statistician"),
        ),
        Formula(
            "wilson",
            _("Wilson"),
            _("The interval of a share p of n answers."),
            "(p + z²/2n ± z · √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)",
            _("Wilson 1927"),
        ),
        Formula(
            "wilson-for-means",
            _("Wilson for means"),
            _(
                "The interval of a mean of n answers, rescaled to p from 0 to 1 with variance v: Wilson's, with as many"
                " answers as their spread is worth. Three pseudo-answers draw v towards the largest it can be."
            ),
            "n′ = n / r,  r = v / p(1 − p);  z = t(n − 1);  (p + z²/2n′ ± z · √(p(1 − p)/n′ + z²/4n′²)) / (1 + z²/n′)",
            _(
                "Wilson 1927, with an effective n (Kish 1965); a t-interval is too narrow near an end of the scale"
            ),
        ),
        Formula(
            "dirichlet-lower-bound",
            _("Dirichlet lower bound"),
            _("What stars are ranked by: one answer is added for each number of stars."),
            "E − z · √V",
            _("Miller 2014"),
        ),
        Formula(
            "bayesian-average",
            _("Bayesian average"),
            _(
                "Stars that lean on the mean m of all groups shown while n is small; C is fitted to how they differ."
            ),
            "(C · m + Σ) / (C + n),  C = σ²(within) / τ²(between)",
            _("Gelman et al. 2013; C by one-way analysis of variance"),
        ),
        Formula(
            "weighted",
            _("weighted"),
            _("Answers weighted until each tier or region counts for as many as it has accounts."),
            "w by raking to the margins, 0.3 to 3 times their mean;  n′ = (Σw)² / Σw²",
            _("Deming and Stephan 1940; Kish 1965"),
        ),
        Formula(
            "finite-population",
            _("finite population"),
            _(
                "A claim about exactly these N customers now is surer than one about what customers experience here."
            ),
            "se · √((N − n) / (N − 1))",
            _("Cochran 1977"),
        ),
        Formula(
            "response-rate",
            _("Response rate"),
            _("Of a survey's wave; silence is of unknown eligibility, so RR6 is the highest that it can be."),
            "RR2 = (I + P) / (I + P + R + NC + O + U),  RR6 = (I + P) / (I + P + R + NC + O)",
            _("AAPOR Standard Definitions"),
        ),
        Formula(
            "r-indicator",
            _("R-indicator"),
            _("How alike those who answered are to all who were asked; flagged below 0.80."),
            "R = 1 − 2 · SD(ρ̂) over groups of the frame;  χ² of equal response",
            _("Schouten, Cobben and Bethlehem 2009"),
        ),
        Formula(
            "bias-bound",
            _("Bias bound"),
            _("By how much a score is off if the silent think like those who answered late."),
            "(1 − RR2) · (ȳ(all) − ȳ(late))",
            _("Armstrong and Overton 1977"),
        ),
        Formula(
            "weighted-sum",
            _("weighted sum"),
            _(
                "A composite index of parts rescaled to 0–100; a missing part is left out, up to 30% of the weight."
            ),
            "Σ wᵢ · partᵢ,  se = √Σ(wᵢ · seᵢ)²",
            _("weights carry a version; parts are taken to come from different people"),
        ),
        Formula(
            "rate-and-mix",
            _("rate and mix"),
            _("A change split into what customers say (rate) and who answered (mix): shares w, scores s."),
            "rate = Σ ½(w₀ + w₁)(s₁ − s₀),  mix = Σ ½(s₀ + s₁)(w₁ − w₀)",
            _("Kitagawa 1955, Journal of the American Statistical Association"),
        ),
        Formula(
            "season",
            _("season"),
            _(
                "Twelve month factors from a centred average over a year; used only if an F test finds them (p < .01)."
            ),
            "yₜ = trend + factor(month) + rest,  Σ factors = 0",
            _("classical decomposition; needs 24 months"),
        ),
        Formula(
            "p-chart",
            _("p-chart"),
            _(
                "Limits of a share of n answers, frozen from twenty months; wider where those vary more (Laney)."
            ),
            "p̄ ± 3 · max(1, σ(z)) · √(p̄(1 − p̄) / n)",
            _("Shewhart 1931; Laney 2002, Quality Engineering"),
        ),
        Formula(
            "mover",
            _("MOVER"),
            _("The interval of a difference d of two values, from the bounds l and u of each."),
            "d − √((v₁ − l₁)² + (u₂ − v₂)²)  …  d + √((u₁ − v₁)² + (v₂ − l₂)²)",
            _("Zou and Donner 2008, Statistics in Medicine; for shares it is Newcombe 1998"),
        ),
        Formula(
            "two-shares",
            _("two shares"),
            _(
                "Letters of a banner table: the test of two columns' shares with the pooled share p; Fisher's exact"
                " test where one of the four expected counts is below 5."
            ),
            "z = (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂)),  p = (x₁ + x₂) / (n₁ + n₂)",
            _("Pearson 1900; Fisher 1934"),
        ),
        Formula(
            "two-means",
            _("two means"),
            _("Letters under the means of a banner table."),
            "t = (m₁ − m₂) / √(s₁²/n₁ + s₂²/n₂),  degrees of freedom by Welch and Satterthwaite",
            _("Welch 1947, Biometrika"),
        ),
        Formula(
            "holm",
            _("Holm"),
            _("All pairs of columns of one row hold together: each p stands among those of the whole row."),
            "p₍ᵢ₎ → max over j ≤ i of min(1, (m − j + 1) · p₍ⱼ₎)",
            _("Holm 1979, Scandinavian Journal of Statistics"),
        ),
        Formula(
            "chi-square",
            _("χ² and Cramér's V"),
            _(
                "Whether rows and columns of a table have to do with each other, and how much, 0 to 1. Where a count"
                " below 5 is expected, p is Fisher's, or the share of 2,000 tables drawn with the same margins that lie"
                " as far."
            ),
            "χ² = Σ (O − E)² / E,  V = √(χ² / (n · (min(rows, columns) − 1)))",
            _("Pearson 1900; Cramér 1946; drawn tables by Patefield 1981"),
        ),
        Formula(
            "conditional-wilson",
            _("conditional Wilson"),
            _(
                "The ratio of two counts x and y that share no row: given how many there are together, x is a share p"
                " of them, and p / (1 − p) is the ratio."
            ),
            "x / y,  p = x / (x + y);  lo = l / (1 − l),  hi = u / (1 − u) with Wilson's l and u of p",
            _("Przyborowski and Wilenski 1940, Biometrika, with Wilson's interval"),
        ),
        Formula(
            "intraclass-correlation",
            _("intraclass correlation"),
            _(
                "The share of the spread of single answers that lies between the groups of a segment or dimension; 0"
                " where they differ no more than chance."
            ),
            "(MSB − MSW) / (MSB + (n₀ − 1) · MSW),  n₀ = (N − Σnᵢ² / N) / (k − 1)",
            _("Donner 1986, International Statistical Review; one-way analysis of variance"),
        ),
        Formula(
            "counted",
            _("counted"),
            _("A total of what happened; it is not a sample and has no interval."),
            "Σ",
            "",
        ),
    ]


def anchor_of(method: str) -> str:
    """Where the page explains a method that a result names."""
    return method.lower().replace(" ", "-")


def how(answer: Answer, k: int, zone: str, compares: bool) -> list[tuple[str, str]]:
    """“How this was computed”: pairs of what and how."""
    measured = answer.metric.shown not in ("count", "money")
    explained = [(_("Measure"), _measure(answer))]
    if measured:
        explained.append((_("Interval"), _("95%%, %(method)s.") % {"method": _method(answer)}))
    if compares:
        explained.append((_("Change"), _change()))
    if measured:
        explained.append((_("Hidden"), _hidden(k)))
    return [
        *explained,
        (_("Who"), _who(answer)),
        (_("Days"), _("A late answer counts for the day of what it is about, in %(zone)s.") % {"zone": zone}),
    ]


def _measure(answer: Answer) -> str:
    said = _(answer.metric.explained)
    if answer.metric.shown in ("count", "money"):
        return said
    return f"{said} {_('Answers are pooled; groups and months are never averaged.')}"


def _method(answer: Answer) -> str:
    found = {one.result.method for one in answer.points} or {answer.total.method if answer.total else ""}
    return ", ".join(sorted(found))


def _change() -> str:
    return _(
        "The later half of the periods shown against the earlier half, which share no answer; intervals (MOVER)"
        " are widened so that all of them together hold at 95%%. Rising or falling only if the interval leaves"
        " out zero and both sides have %(n)d answers, otherwise undecided."
    ) % {"n": TREND}


def _hidden(k: int) -> str:
    return _(
        "Fewer than %(k)d answers are not shown, nor what they could be worked out from, nor a group of which one"
        " account gave nearly all answers. Fewer than %(few)d are shown faint, without a rank."
    ) % {"k": k, "few": SCORE}


def _who(answer: Answer) -> str:
    results = [one.result for one in answer.points]
    modes = {one.mode for one in results if one.n}
    whose = _("Everybody in your data scope who answered, not weighted.")
    if answer.metric.shown in ("count", "money"):
        whose = _("All interactions in your data scope.")
    if any(Flag.CONFIDENTIAL_LEFT_OUT in one.flags for one in results):
        return f"{whose} {_('Confidential answers are left out of this question.')}"
    if modes - {Answered.IDENTIFIED}:
        return f"{whose} {_('Confidential answers are in it, in blocks that give nobody away.')}"
    return whose
