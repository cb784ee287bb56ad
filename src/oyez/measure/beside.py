"""What stands beside an answer wherever it is shown: what has to be known about it, and what it was asked about."""

from datetime import date

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts.figure import n_of
from oyez.measure import pictures, sentences, wording
from oyez.measure.choices import Choices
from oyez.measure.core.calendar import next_start
from oyez.measure.core.question import Question, parse_filter
from oyez.measure.core.result import Flag
from oyez.measure.series import Series, stretch


def everybody(viewer: Viewer, question: Question, company: str) -> str:
    """What all groups together are called: the company only where nothing narrows them."""
    if viewer.scope.is_everything() and not question.where:
        return _("All %(company)s") % {"company": company}
    return _("All together")


def total_of(series: Series) -> str:
    """The whole beside its parts, with interval and n."""
    total = series.answer.total
    if total is None:
        return _("Several currencies have no common total.")
    said = [_("All together %(value)s") % {"value": sentences.shown(series, total)}]
    if not total.suppressed:
        said += [wording.interval(series.answer.metric, total), n_of(total.n or 0)]
    return " · ".join(said)


def notes(series: Series, this_day: date) -> list[str]:
    """What has to be known about the numbers of this page, each once."""
    results = [point.result for point in series.answer.points]
    counts = pictures.flags_of(results)
    shifted = [point for point in series.answer.overall if Flag.MIX_SHIFT in point.result.flags]
    said = []
    for flag, count in counts.items():
        words = wording.flag(flag)
        whole = count == len(results)
        said.append(words if whole else _("%(words)s This holds for %(count)d of %(all)d.") % {
            "count": count, "all": len(results), "words": words,
        })  # fmt: skip
    if series.every and shifted:
        periods = ", ".join(stretch(point.start, series.every) for point in shifted if point.start)
        said.append(_("All together moved in %(periods)s mostly because others answered, not because they answered"
                      " otherwise.") % {"periods": periods})  # fmt: skip
    if series.every and series.periods and next_start(series.periods[-1], series.every) > this_day:
        said.append(_("The last period is not over yet."))
    return said


def only(question: Question, offered: Choices) -> list[str]:
    """The filters in words; a key that is not the viewer's to see stays the key they wrote."""
    said = []
    for one in map(parse_filter, map(str, question.where)):
        values = [offered.name_of(one.dimension, value) or value for value in one.values]
        said.append(f"{wording.dimension(one.dimension)}: {', '.join(values)}")
    return said
