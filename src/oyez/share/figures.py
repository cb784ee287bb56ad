"""Results of `ask` as figures: a value with its interval and n, or the sentence that stands where none may."""

from django.utils.translation import gettext as _

from oyez.kit.charts.figure import Figure, Measured, measured, n_of
from oyez.kit.charts.numerals import Form
from oyez.measure import wording
from oyez.measure.core.result import Card, Result

FORMS: dict[str, Form] = {"points": "points", "share": "percent", "mean": "number"}


def figure(card: Card, result: Result | None, *, url: str = "", currency: str = "") -> Figure:
    """One metric as a page shows it."""
    name = wording.metric(card)
    if result is None or result.suppressed:
        return Figure(name=name, url=url, hidden=_sentence(result))
    if result.value is None:
        return Figure(name=name, url=url, hidden=_("Nobody was asked in this period."))
    if result.lo is None or result.hi is None:
        return Figure(
            name=name,
            url=url,
            value=wording.value(card, result, currency),
            range=_("counted"),
            count=n_of(result.n or 0),
        )
    found = measured(
        name,
        Measured(
            form=FORMS.get(card.shown, "number"),
            value=result.value,
            lo=result.lo,
            hi=result.hi,
            n=result.n or 0,
            floor=card.minimum,
            ceiling=card.maximum if card.maximum is not None else max(result.hi, 1.0),
        ),
    )
    return found if not url else _linked(found, url)


def _linked(found: Figure, url: str) -> Figure:
    return Figure(
        name=found.name,
        value=found.value,
        unit=found.unit,
        range=found.range,
        count=found.count,
        strip=found.strip,
        faint=found.faint,
        url=url,
    )


def _sentence(result: Result | None) -> str:
    if result is None:
        return _("These cannot be added up.")
    return wording.hidden(result).capitalize() + "."
