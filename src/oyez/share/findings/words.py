"""How findings are said: names of what they are about, a figure with its interval, one action."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.company.queries import member_names, touchpoints, tree
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure, n_of
from oyez.kit.charts.strip import Look, Strip, window
from oyez.people import queries as people
from oyez.share.core.findings import Candidate

FORMS: dict[str, numerals.Form] = {"points": "points", "share": "percent", "mean": "number"}


@dataclass(frozen=True)
class Action:
    """The one thing to do about a finding."""

    words: str
    url: str


@dataclass(frozen=True)
class Told:
    """A finding in words."""

    say: str
    why: str
    figure: Figure
    action: Action
    about: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Words:
    """Names for keys, gathered once for all findings of a page."""

    units: dict[str, str] = field(default_factory=dict)
    touchpoints: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    currency: str = "EUR"

    def unit(self, key: str) -> str:
        return self.units.get(key, key)

    def touchpoint(self, key: str) -> str:
        return self.touchpoints.get(key, key)

    def account(self, key: str) -> str:
        return self.accounts.get(key, key)

    def owner(self, found: Candidate) -> str:
        return self.members.get(found.details.get("owner") or 0, "")


def words_for(viewer: Viewer, found: Collection[Candidate], currency: str) -> Words:
    """The names that these findings need."""
    owners = {found.details["owner"] for found in found if found.details.get("owner")}
    return Words(
        units=tree().names,
        touchpoints={row.key: row.name for row in touchpoints(viewer)},
        accounts=dict(people.accounts(viewer).values_list("key", "name")),
        members=member_names(viewer, owners),
        currency=currency,
    )


def in_words(value: str) -> str:
    """A key or an attribute as words: `date-notice` is “date notice”."""
    return value.replace("_", " ").replace("-", " ")


def month_of(day: date) -> str:
    return date_format(day, "F Y")


def written(shown: str, value: float, n: int = 0) -> str:
    """A value of a metric in its form."""
    return numerals.written(FORMS.get(shown, "number"), value, n)


def points_apart(shown: str, value: float) -> tuple[str, str]:
    """A difference in its form, with what its unit is called."""
    if shown in ("points", "share"):
        return numerals.signed(100 * value), _("points")
    return numerals.signed(value, 1), ""


def difference_figure(name: str, shown: str, found: Candidate, higher_is_better: bool = True) -> Figure:
    """A difference with its interval around “no difference”."""
    value, unit = points_apart(shown, found.value)
    lo, hi = found.lo or 0.0, found.hi or 0.0
    limit = {"points": 2.0, "share": 1.0}.get(shown, max(abs(lo), abs(hi), 1.0))
    low, high = window(lo, hi, -limit, limit, 0.0)
    is_bad = (found.value < 0) == higher_is_better
    look: Look = "bad" if is_bad else ""
    return Figure(
        name=name,
        value=value,
        unit=unit,
        range=numerals.between(points_apart(shown, lo)[0], points_apart(shown, hi)[0]),
        count=n_of(found.n),
        strip=Strip(value=found.value, low=low, high=high, lo=lo, hi=hi, reference=0.0, look=look),
    )


def share_figure(name: str, found: Candidate, reference: float | None = None) -> Figure:
    """A share with its interval, and what it is compared with as the upright tick."""
    lo, hi = found.lo or 0.0, found.hi or 0.0
    low, high = window(lo, hi, 0.0, 1.0, reference)
    return Figure(
        name=name,
        value=numerals.percent(found.value),
        range=numerals.between(numerals.percent(lo), numerals.percent(hi)),
        count=n_of(found.n),
        strip=Strip(value=found.value, low=low, high=high, lo=lo, hi=hi, reference=reference, look="bad"),
    )


def explore(words: str, metric: str, **asked: str) -> Action:
    """Look at the numbers behind it."""
    said = {"metric": metric, **{name: value for name, value in asked.items() if value}}
    return Action(words, f"{reverse('measure:explore')}?{urlencode(said)}")
