"""Results of `ask` as figures: a value with its interval and n, or the sentence that stands where none may."""

from dataclasses import replace

from django.utils.translation import gettext as _

from oyez.kit.charts.figure import Figure, Measured, Verdict, measured, n_of
from oyez.kit.charts.numerals import Form
from oyez.measure import wording
from oyez.measure.core.result import Card, Result

FORMS: dict[str, Form] = {"points": "points", "share": "percent", "mean": "number"}


def figure(
    card: Card,
    result: Result | None,
    *,
    name: str = "",
    url: str = "",
    currency: str = "",
    target: float | None = None,
    verdict: Verdict = "",
) -> Figure:
    """One metric as a page shows it, with its target and the verdict on it where it has one."""
    name = name or wording.metric(card)
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
        target=target,
        verdict=verdict,
    )
    return replace(found, url=url)


def _sentence(result: Result | None) -> str:
    if result is None:
        return _("These cannot be added up.")
    return wording.hidden(result).capitalize() + "."
