"""The answers to one question drawn small: upright bars for the points of a scale, lying ones for choices."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from oyez.kit.charts import bars, columns, numerals
from oyez.kit.charts.drawing import Svg
from oyez.measure.questions.ask import Asked, called_values

MOST_BARS = 8


@dataclass(frozen=True)
class Shown:
    """One question on the page."""

    name: str
    sentence: str
    picture: Svg | None
    query: str
    left_out: int = 0


def shown(one: Asked, sentence: str, survey: str, since: str, until: str) -> Shown:
    """A question with its picture and the address of its banner table."""
    said = {"of": one.of, "where": f"survey={survey}" if survey else "", "since": since, "until": until}
    return Shown(
        name=one.name,
        sentence=sentence,
        picture=_picture(one),
        query=urlencode({name: value for name, value in said.items() if value}),
        left_out=0 if one.is_score else max(0, len(one.parts) - MOST_BARS),
    )


def _picture(one: Asked) -> Svg | None:
    if not one.parts:
        return None
    n = one.result.n or 0
    title = _("How answers spread: %(name)s") % {"name": one.name}
    if one.is_score:
        points = [
            columns.Point(name=part.name, share=part.value, words=numerals.percent(part.value))
            for part in one.parts
        ]
        return columns.draw(points, title)
    parts = one.parts[:MOST_BARS]
    return bars.for_card(
        bars.BarChart(
            title=title,
            bars=tuple(
                bars.Bar(
                    label=name,
                    value=100 * part.value,
                    lo=None if part.lo is None else 100 * part.lo,
                    hi=None if part.hi is None else 100 * part.hi,
                    text=numerals.percent(part.value, n),
                )
                for name, part in zip(called_values(parts, _("All others")), parts, strict=True)
            ),
            low=0,
            unit="%",
        )
    )
