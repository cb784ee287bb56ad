"""Segments in sentences and tables that a line manager understands."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.kit.charts.table import Cell, Column, Row, Table
from oyez.measure import wording
from oyez.measure.compared_words import difference
from oyez.measure.core.result import Card, Result
from oyez.measure.segmenting.told import Apart, Between, Segments, Sheet, Stands

SMALL = 0.01


def listing(found: Segments, urls: Sequence[str]) -> Table:
    """One row a group: who it is, how it scores, how far from everybody else."""
    metric = wording.metric(found.metric)
    return Table(
        columns=(
            Column(name=_("Segment")),
            Column(name=_("Persons"), numeric=True),
            Column(name=_("Answers"), numeric=True),
            Column(name=_("Share of answers"), numeric=True),
            Column(name=metric, numeric=True),
            Column(name=_("95% interval"), numeric=True),
            Column(name=_("All others"), numeric=True),
            Column(name=_("Difference"), numeric=True),
            Column(name=_("Its interval"), numeric=True),
        ),
        rows=tuple(
            (
                Cell(words=line.label, url=url),
                _("too few") if line.persons is None else numerals.number(line.persons),
                _n(line.score),
                "" if line.share is None else numerals.percent(line.share),
                wording.value(found.metric, line.score),
                wording.interval(found.metric, line.score),
                wording.value(found.metric, line.rest),
                *_difference(found.metric, line.apart),
            )
            for line, url in zip(found.lines, urls, strict=True)
        ),
        caption=_("Segments"),
    )


def _n(result: Result) -> str:
    return "" if result.n is None else numerals.number(result.n)


def _difference(metric: Card, found: Apart | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    value, low, high = (difference(metric, one) for one in (found.value, found.lo, found.hi))
    return value, numerals.between(low, high)


def lead(sheet: Sheet) -> str:
    """How they judge, and whether that is surely otherwise than everybody else does."""
    if sheet.score.suppressed or sheet.score.value is None:
        return _("Too few of them answered to say how they judge.")
    said = _("%(metric)s of those in this circumstance is %(value)s (%(interval)s, n = %(n)s).") % {
        "metric": wording.metric(sheet.metric),
        "value": wording.value(sheet.metric, sheet.score),
        "interval": wording.interval(sheet.metric, sheet.score),
        "n": _n(sheet.score),
    }
    return f"{said} {stands(sheet.metric, sheet.apart)}"


def stands(metric: Card, found: Apart | None) -> str:
    if found is None:
        return _("Everybody else is too few to compare.")
    value, interval = _difference(metric, found)
    said = {"difference": value, "interval": interval}
    match found.stands:
        case Stands.HIGHER:
            return _("That is higher than of all others: %(difference)s (%(interval)s).") % said
        case Stands.LOWER:
            return _("That is lower than of all others: %(difference)s (%(interval)s).") % said
        case Stands.UNDECIDED:
            return _("Whether others judge otherwise is undecided: %(difference)s (%(interval)s).") % said


def who(sheet: Sheet) -> list[tuple[str, str]]:
    """How many they are."""
    found = [(_("Persons"), _n(sheet.persons) or wording.hidden(sheet.persons))]
    if sheet.accounts is not None:
        found.append((_("Accounts"), numerals.number(sheet.accounts)))
    if sheet.interactions is not None:
        found.append((_("Interactions"), numerals.number(sheet.interactions)))
    found.append((_("Answers"), _n(sheet.score) or wording.hidden(sheet.score)))
    return found


def tastes(sheet: Sheet) -> Table | None:
    """Shares of persons, here and elsewhere."""
    if not sheet.tastes:
        return None
    kinds = {
        "channel": _("Channel"),
        "language": _("Language"),
        "preference": _("Preference"),
    }
    return Table(
        columns=(
            Column(name=_("What")),
            Column(name=_("Kind")),
            Column(name=_("Persons here"), numeric=True),
            Column(name=_("All others"), numeric=True),
        ),
        rows=tuple(
            (one.name, kinds[one.what], _share(one.here), _share(one.elsewhere)) for one in sheet.tastes
        ),
        caption=_("What they use and prefer"),
    )


def _share(found: float | None) -> str:
    return _("too few") if found is None else numerals.percent(found)


def standards(sheet: Sheet) -> Table | None:
    """What they were promised and expected, against what came."""
    if not sheet.standards:
        return None
    return Table(
        columns=(
            Column(name=_("Measure")),
            Column(name=_("Here"), numeric=True),
            Column(name=_("95% interval"), numeric=True),
            Column(name=_("n"), numeric=True),
            Column(name=_("All others"), numeric=True),
            Column(name=_("Difference"), numeric=True),
            Column(name=_("Its interval"), numeric=True),
        ),
        rows=tuple(_standard(sheet)),
        caption=_("What they expect"),
    )


def _standard(sheet: Sheet) -> list[Row]:
    return [
        (
            wording.metric(one.metric),
            wording.value(one.metric, one.here),
            wording.interval(one.metric, one.here),
            _n(one.here),
            wording.value(one.metric, one.elsewhere),
            *_difference(one.metric, one.apart),
        )
        for one in sheet.standards
    ]


def between(sheet: Sheet) -> str:
    """Circumstance against demographics, in one sentence."""
    own = next((one for one in sheet.between if one.dimension == f"segment:{sheet.key}"), None)
    others = [one for one in sheet.between if one is not own]
    if own is None:
        return ""
    said = _("This circumstance explains %(share)s of how single answers differ.") % {
        "share": explained(own.share)
    }
    if not others:
        return said
    rest = ", ".join(f"{wording.dimension(one.dimension)} {explained(one.share)}" for one in others)
    return f"{said} {_('Beside it: %(others)s.') % {'others': rest}} {_verdict(own, others)}"


def _verdict(own: Between, others: list[Between]) -> str:
    most = max(others, key=lambda one: one.share)
    if own.share < SMALL and most.share < SMALL:
        return _("None of them says much about how somebody will judge.")
    if own.share > most.share:
        return _("It tells more than any of these.")
    return _("%(dimension)s tells more.") % {"dimension": wording.dimension(most.dimension)}


def explained(share: float) -> str:
    return f"{numerals.number(100 * share, 1)}%"
