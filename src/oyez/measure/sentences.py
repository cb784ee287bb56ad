"""What an answer says, in one sentence that a line manager understands, before any drawing."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.kit.charts import numerals
from oyez.measure import wording
from oyez.measure.choices import called
from oyez.measure.core.compare import Move, are_apart, highest_and_lowest
from oyez.measure.core.ladder import TREND
from oyez.measure.core.question import Every
from oyez.measure.core.result import Result
from oyez.measure.series import Series, stretch

NAMED = 3


def title(series: Series) -> str:
    """“Net Promoter Score by region, month by month”."""
    words = {"metric": called(series.answer.metric)}
    by = [wording.dimension(name).lower() for name in series.by]
    said = _("%(metric)s by %(by)s") % {**words, "by": both(by)} if by else words["metric"]
    return f"{said}, {_rhythm(series.every)}" if series.every else said


def sentence(series: Series) -> str:
    """The answer in words; what may be chance is said to be so."""
    if not series.groups:
        return _("Nothing was found for this question.")
    if series.every and not series.is_counted:
        return _moves(series)
    if series.every:
        return _most_and_fewest(series)
    if series.by:
        return _groups(series)
    return _alone(series, series.groups[0].result)


def both(words: Sequence[str]) -> str:
    """“Rhine”, “Rhine and South”, “Rhine, South and Coast”."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def shown(series: Series, result: Result | None, currency: str = "") -> str:
    """A value in its form, or why there is none."""
    if result is None or (result.value is None and not result.suppressed):
        return _("no answers")
    if result.suppressed:
        return wording.hidden(result)
    return wording.value(series.answer.metric, result, currency or series.currency)


def _alone(series: Series, result: Result | None) -> str:
    metric = series.answer.metric
    if result is None or result.value is None:
        return _("Nothing can be shown: %(why)s.") % {"why": shown(series, result)}
    said = {"value": shown(series, result), "n": numerals.number(result.n or 0)}
    if metric.name == "persons":
        return ngettext("%(n)s person.", "%(n)s persons.", result.n or 0) % said
    if metric.shown == "count":
        return ngettext("%(n)s interaction.", "%(n)s interactions.", result.n or 0) % said
    if metric.shown == "money":
        return _("%(value)s in %(n)s interactions.") % said
    said["interval"] = wording.interval(metric, result)
    return _("%(value)s from %(n)s answers; by chance alone it could be anything from %(interval)s.") % said


def _groups(series: Series) -> str:
    if series.mixes_currencies:
        return _("Amounts in several currencies are not added up.")
    if series.is_counted:
        return _largest(series)
    if len(series.groups) == 1:
        return _alone(series, series.groups[0].result)
    named = [(group.name, group.result) for group in series.groups if group.is_named]
    names = [name for name, result in named if result is not None]
    results = [result for _name, result in named if result is not None]
    ends = highest_and_lowest(results)
    if ends is None:
        return _("Fewer than two of them have the %(n)d answers that a comparison takes.") % {"n": TREND}
    high, low = ends
    said = {
        "high": names[high],
        "low": names[low],
        "most": shown(series, results[high]),
        "least": shown(series, results[low]),
    }
    if are_apart(results, high, low):
        return _("%(high)s is highest with %(most)s, %(low)s lowest with %(least)s: more than chance.") % said
    return _("From %(low)s with %(least)s to %(high)s with %(most)s: they may differ by chance alone.") % said


def _largest(series: Series) -> str:
    groups = [group for group in series.drawn_groups if _value(group.whole) is not None]
    if not groups:
        return _("Nothing was found for this question.")
    first = max(groups, key=lambda group: _value(group.whole) or 0)
    said = {"name": first.name, "value": shown(series, first.whole)}
    total = series.answer.total
    if total is None or not total.value:
        return _("Most in %(name)s: %(value)s.") % said
    said["total"] = shown(series, total)
    said["share"] = numerals.percent((_value(first.whole) or 0) / total.value)
    return _("Most in %(name)s: %(value)s of %(total)s, %(share)s.") % said


def _most_and_fewest(series: Series) -> str:
    """What is counted over time: where most of it is, or when."""
    if series.mixes_currencies:
        return _("Amounts in several currencies are not added up.")
    if len(series.groups) > 1:
        return _largest(series)
    every = series.every or Every.MONTH
    pairs = zip(series.periods, series.groups[0].results, strict=True)
    seen = [((_value(one) or 0), start) for start, one in pairs]
    if len(seen) < 2:
        return _alone(series, series.answer.total)
    (most, high), (least, low) = max(seen), min(seen)
    card, currency = series.answer.metric, series.currency
    return _("Between %(least)s (%(low)s) and %(most)s (%(high)s).") % {
        "least": wording.number(card, least, 0, currency),
        "low": stretch(low, every),
        "most": wording.number(card, most, 0, currency),
        "high": stretch(high, every),
    }


def _moves(series: Series) -> str:
    """Rhine has fallen and South has risen. North and Coast may have moved by chance alone."""
    moved: dict[Move | None, list[str]] = {}
    for group, found in series.halves:
        moved.setdefault(found.move if found else None, []).append(group.name)
    if not series.by:
        return _one_move(next(iter(moved)))
    fallen, risen = moved.get(Move.FALLEN, []), moved.get(Move.RISEN, [])
    parts = []
    if fallen:
        parts.append(_("%(names)s fell") % {"names": _listed(fallen)})
    if risen:
        parts.append(_("%(names)s rose") % {"names": _listed(risen)})
    rest = [*moved.get(Move.UNDECIDED, []), *moved.get(None, [])]
    said = [f"{both(parts)}."] if parts else []
    if rest:
        chance = _("%(names)s may have moved by chance alone.") % {"names": _listed(rest)}
        said.append(chance if parts else _no_move(len(rest)))
    return " ".join(said)


def _no_move(count: int) -> str:
    if count == 1:
        return _one_move(Move.UNDECIDED)
    template = _(
        "None of the %(count)d is clearly higher or lower in the later half than in the earlier one: what moves may be"
        " chance alone."
    )
    return template % {"count": count}


def _one_move(move: Move | None) -> str:
    return {
        Move.RISEN: _("It has risen: the later half is above the earlier one by more than chance."),
        Move.FALLEN: _("It has fallen: the later half is below the earlier one by more than chance."),
        Move.UNDECIDED: _(
            "The later half is neither clearly above nor clearly below the earlier one: what moves may be chance alone."
        ),
        None: _("Too few answers to say whether it moves."),
    }[move]


def _listed(names: Sequence[str]) -> str:
    if len(names) <= NAMED + 1:
        return both(names)
    return _("%(names)s and %(count)d others") % {
        "names": ", ".join(names[:NAMED]),
        "count": len(names) - NAMED,
    }


def _rhythm(every: Every) -> str:
    return {
        Every.DAY: _("day by day"),
        Every.WEEK: _("week by week"),
        Every.MONTH: _("month by month"),
        Every.QUARTER: _("quarter by quarter"),
        Every.YEAR: _("year by year"),
    }[every]


def _value(result: Result | None) -> float | None:
    return result.value if result else None
