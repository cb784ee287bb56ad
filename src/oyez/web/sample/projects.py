"""Kitchens of consumers from the order to the invoice, and how their fitting went."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample.company import AURORA, Unit
from oyez.web.sample.crowd import POINTS, Crowd, Kind
from oyez.web.sample.dice import stream
from oyez.web.sample.moments import DAY, END, START, Moments, at, not_on_sunday, open_hours
from oyez.web.sample.truths import Truths

INSTALLERS: tuple[Unit, ...] = AURORA.of_kind("installer")
SERIES = ("Linea", "Nordlicht", "Salon", "Werkraum", "Ufer")
USUAL_SECOND_VISIT = 0.20
OWN_FITTERS = {
    "moreau": "alsace", "lausanne": "leman", "favre": "leman", "poznan": "warta", "wrzos": "warta", "gdansk": "warta",
    "london": "albion", "harbour": "albion",
}  # fmt: skip
REGION_FITTERS = {"north": "leine", "south": "isar", "coast": "elbe"}


@dataclass(frozen=True)
class Projects:
    """Columns of equal length, one place for each kitchen; moments may lie after the end."""

    person: NDArray[np.int64]
    point: NDArray[np.int16]
    installer: NDArray[np.int16]
    ordered: Moments
    promised: Moments
    delivered: Moments
    fitted: Moments
    invoiced: Moments
    amount: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.person)

    @property
    def late_days(self) -> NDArray[np.int64]:
        """Days of the delivery after the promised day; 0 when in time."""
        late: NDArray[np.int64] = np.maximum(0, self.delivered // DAY - self.promised // DAY)
        return late

    def order_number(self, place: int) -> str:
        return f"AU-{40_000 + place}"

    def series(self, place: int) -> str:
        return SERIES[place * 7 % len(SERIES)]


@dataclass(frozen=True)
class Fittings:
    """How each fitting went: a second visit was needed, the fitters were rough, when they came again."""

    second_visit: NDArray[np.bool_]
    rough: NDArray[np.bool_]
    second_at: Moments


def projects(seed: int, crowd: Crowd) -> Projects:
    """One kitchen for each consumer but the first, whose story is told by hand."""
    rng = stream(seed, "projects")
    person = crowd.where(Kind.CONSUMER)[1:]
    count = len(person)
    point = crowd.point[person]
    ordered = open_hours(not_on_sunday(_order_days(rng, count)), rng.random(count), 10, 18.5)
    promised = not_on_sunday(ordered + rng.integers(42, 71, count) * DAY) // DAY * DAY
    rhine = np.array([unit.region == "rhine" for unit in POINTS])[point]
    late = rng.random(count) < np.where(rhine, 0.38, 0.28)
    delay = np.where(late, 1 + rng.exponential(5.5, count).astype(np.int64), -rng.integers(0, 2, count))
    delivered = open_hours(not_on_sunday(promised + delay * DAY), rng.random(count), 7, 15)
    fitted = open_hours(not_on_sunday(delivered + rng.integers(1, 4, count) * DAY), rng.random(count), 7, 9.5)
    return Projects(
        person=person, point=point, installer=_installers(rng, point), ordered=ordered, promised=promised,
        delivered=delivered, fitted=fitted, invoiced=fitted + rng.integers(3, 11, count) * DAY,
        amount=np.rint(np.clip(rng.lognormal(9.45, 0.42, count), 3_500, 60_000) / 10) * 10.0,
    )  # fmt: skip


def _order_days(rng: np.random.Generator, count: int) -> Moments:
    """Order days from sixteen weeks before the first day to five weeks after the last, busier in spring and autumn.

    Who orders after the end has come for advice before it.
    """
    first, last = START - 112 * DAY, END + 35 * DAY
    days = first + (rng.random(2 * count + 64) * (last - first)).astype(np.int64)
    season = 1 + 0.15 * np.sin(days / (365.25 * DAY) * 4 * np.pi)
    kept: Moments = np.sort(days[rng.random(len(days)) * 1.15 < season][:count])
    return kept // DAY * DAY


def _installers(rng: np.random.Generator, point: NDArray[np.int16]) -> NDArray[np.int16]:
    keys = [unit.key for unit in INSTALLERS]
    nordholz, rheintal = keys.index("nordholz"), keys.index("rheintal")
    of_point = np.array([_fitter_of(unit, keys) for unit in POINTS], np.int16)
    chosen = of_point[point]
    other = rng.random(len(point)) < AURORA.unit("rheintal").weight
    fitters: NDArray[np.int16] = np.where((chosen == nordholz) & other, rheintal, chosen).astype(np.int16)
    return fitters


def _fitter_of(unit: Unit, keys: list[str]) -> int:
    own = OWN_FITTERS.get(unit.key.removeprefix("showroom-"))
    return keys.index(own or REGION_FITTERS.get(unit.region or "", "nordholz"))


def fit(rng: np.random.Generator, kitchens: Projects, truths: Truths) -> Fittings:
    """How the fittings went, with what is true of the partner and of the check of the van."""
    count = len(kitchens)
    partner = truths.partner
    own = kitchens.installer == [unit.key for unit in INSTALLERS].index(partner.unit)
    worse = own & (kitchens.fitted >= at(partner.since))
    second_share = np.where(own, partner.second_visit.before, USUAL_SECOND_VISIT)
    second_share = np.where(worse, partner.second_visit.after, second_share)
    check = truths.initiative("van-check")
    treated = np.isin(
        kitchens.installer, [place for place, unit in enumerate(INSTALLERS) if unit.key in check.treated]
    )
    second_share = second_share - check.effect * (treated & (kitchens.fitted >= at(check.since)))
    rough_share = np.where(worse, partner.rough.after, partner.rough.before)
    second_at = kitchens.fitted + rng.integers(6, 31, count) * DAY
    return Fittings(
        second_visit=rng.random(count) < second_share,
        rough=rng.random(count) < rough_share,
        second_at=open_hours(not_on_sunday(second_at), rng.random(count), 7, 15),
    )
