"""Drivers in sentences that a line manager understands."""

from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.kit.charts import numerals
from oyez.measure.core.drivers.analysis import Driver
from oyez.measure.core.drivers.asymmetry import Nature
from oyez.measure.core.drivers.priorities import Priority
from oyez.measure.drivers.ask import Told


def share(one: Driver) -> str:
    return numerals.percent(one.share)


def share_between(one: Driver) -> str:
    return numerals.between(numerals.percent(one.lo), numerals.percent(one.hi))


def place(one: Driver) -> str:
    """A place only where it is sure; else the places that are tied for."""
    best, worst = one.rank.best, one.rank.worst
    if best == worst:
        return str(best)
    return _("tied, %(best)d to %(worst)d") % {"best": best, "worst": worst}


def performance(told: Told, one: Driver) -> str:
    """The mean rating on its own scale."""
    return decimal(told.rating(one.key, one.performance), 1)


def performance_between(told: Told, one: Driver) -> str:
    ends = sorted(told.rating(one.key, end) for end in one.performance_bounds)
    return numerals.between(*(decimal(end, 1) for end in ends))


def lift(told: Told, one: Driver) -> str:
    return numerals.signed(told.outcome_points(one.lift.value), 2)


def lift_between(told: Told, one: Driver) -> str:
    """`+0.91 to +1.42` points of the outcome, on 0 to 100."""
    ends = sorted(told.outcome_points(end) for end in (one.lift.lo, one.lift.hi))
    return numerals.between(*(numerals.signed(end, 2) for end in ends))


def decimal(value: float, places: int) -> str:
    return numerals.number(value, places)


def lead(told: Told) -> str:
    """What comes first and what cannot be told apart, in two sentences."""
    if not told.analysis.explains_enough:
        return _(
            "These ratings explain hardly anything of the whole (adjusted R² %(r2)s), so no order is told."
        ) % {"r2": decimal(told.analysis.adjusted_r2, 2)}
    first, then = leaders(told.analysis.drivers)
    said = [_first(told, first)]
    if then:
        said.append(_second(told, then, len(first)))
    return " ".join(said)


def leaders(drivers: Sequence[Driver]) -> tuple[list[Driver], list[Driver]]:
    """Those that may be first, and those that may come next, if those are surely apart from the rest."""
    first = [one for one in drivers if one.rank.best == 1]
    then = [one for one in drivers if one.rank.best == len(first) + 1]
    return first, then if then and then[0].rank.worst <= len(first) + len(then) else []


def _first(told: Told, first: list[Driver]) -> str:
    names = get_text_list([told.name(one.key) for one in first], _("and"))
    if len(first) > 1:
        return _("%(names)s are tied for the first place.") % {"names": names}
    return _("%(name)s drives satisfaction most: %(share)s (%(between)s) of what the ratings explain.") % {
        "name": names,
        "share": share(first[0]),
        "between": share_between(first[0]),
    }


def _second(told: Told, then: list[Driver], before: int) -> str:
    names = get_text_list([told.name(one.key) for one in then], _("and"))
    if len(then) == 1:
        return _("%(name)s comes next.") % {"name": names}
    return _("%(names)s are tied for the places %(from)d to %(to)d.") % {
        "names": names,
        "from": before + 1,
        "to": before + len(then),
    }


def basis(told: Told) -> str:
    """What it rests on."""
    found = told.analysis
    return _(
        "%(n)s responses, R² %(r2)s; intervals from %(draws)s resamplings of %(clusters)s customers."
    ) % {
        "n": numerals.number(found.n),
        "r2": decimal(found.r2, 2),
        "draws": numerals.number(found.draws),
        "clusters": numerals.number(found.clusters),
    }


def priority(one: Driver) -> str:
    """Where it lies on the map."""
    said = {
        Priority.CONCENTRATE: _("concentrate here"),
        Priority.KEEP: _("keep it up"),
        Priority.LOW: _("low priority"),
        Priority.OVERKILL: _("more than it needs"),
    }[one.spot.priority]
    return _("borderline: %(said)s") % {"said": said} if one.spot.borderline else said


def nature(one: Driver) -> str:
    """Whether it punishes more than it rewards."""
    if one.contrast is None:
        return "–"
    return {
        Nature.BASIC: _("basic need"),
        Nature.PERFORMANCE: _("more is better"),
        Nature.EXCITER: _("delights"),
    }[one.contrast.nature]


def lift_sentence(told: Told, one: Driver) -> str:
    """What raising one driver goes with, if the association were causal, and what would explain it away."""
    width = abs(told.rating(one.key, 100) - told.rating(one.key, 0)) / 100
    now = told.rating(one.key, one.performance)
    return _(
        "If the association were causal, raising %(name)s from %(now)s by %(shift)s goes with %(lift)s points of"
        " 100 all in all (90%% interval %(between)s). Unmeasured factors explaining more than %(rv)s of both would"
        " explain it away."
    ) % {
        "name": told.name(one.key),
        "now": decimal(now, 1),
        "shift": decimal(one.reach.shift * width, 2),
        "lift": lift(told, one),
        "between": lift_between(told, one),
        "rv": numerals.percent(one.robustness),
    }


def causal(told: Told) -> str:
    """The caveat that stands on every picture."""
    return _(
        "Associations, not effects: the same person rated everything at once. Before money is spent, look for a"
        " change of the driver itself and what followed."
    )


def notes(told: Told) -> list[str]:
    """What has to be known about these numbers, each once."""
    found = told.analysis
    said = []
    open_ = [one for one in found.drivers if one.structural]
    if open_:
        names = get_text_list([told.name(one.key) for one in open_], _("and"))
        said.append(
            _(
                "Not everybody lived through %(names)s: nobody is given a rating of what did not happen to them."
            )
            % {"names": names}
        )
    if found.imputations > 1:
        said.append(
            _("Skipped ratings were filled in %(times)d times from all others, which widens the intervals.")
            % {"times": found.imputations}
        )
    if found.sampled:
        said.append(_("More than fourteen ratings: importances come from 2,000 orders drawn at random."))
    for one, other, r in found.alike:
        said.append(
            _("%(one)s and %(other)s say nearly the same (r = %(r)s): merge them.")
            % {"one": told.name(one), "other": told.name(other), "r": decimal(r, 2)}
        )
    for key, n in found.left_out:
        said.append(
            ngettext(
                "%(name)s is left out: %(n)d answer is too few, or all are alike.",
                "%(name)s is left out: %(n)d answers are too few, or all are alike.",
                n,
            )
            % {"name": told.name(key), "n": n}
        )
    if told.confidential_left_out:
        said.append(
            _("Only answers given by name are used: confidential ones are never joined to each other.")
        )
    return said
