"""Visits at the customer's home: fittings by installation partners, repairs by service firms."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample.crowd import POINTS
from oyez.web.sample.moments import DAY, END, START, Moments, clock, not_on_sunday, open_hours
from oyez.web.sample.projects import INSTALLERS
from oyez.web.sample.sheets import Row, Sheet
from oyez.web.sample.world import World

SERVICE_FIRM = {"rhine": "geraetehilfe", "north": "serwis", "south": "kundendienst-sued", "coast": "serwis"}


def fittings(world: World) -> Iterator[Row]:
    """First visits, and second ones where the first did not finish it."""
    own, went = world.projects, world.fittings
    first = np.flatnonzero((own.fitted >= START) & (own.fitted < END - DAY // 2))
    again = np.flatnonzero(went.second_visit & (went.second_at >= START) & (went.second_at < END - DAY // 2))
    place = np.concatenate([first, again])
    visit = np.repeat([1, 2], [len(first), len(again)])
    moment = np.concatenate([own.fitted[first], went.second_at[again]])
    dice = world.dice("fittings-detail")
    for at in np.argsort(moment, kind="stable").tolist():
        which, number = int(place[at]), int(visit[at])
        started = int(moment[at])
        complete = number == 2 or not went.second_visit[which]
        yield started, (
            f"M-{which:05d}-{number}", own.order_number(which), world.crowd.number[own.person[which]],
            INSTALLERS[own.installer[which]].key, number, clock(started), clock(started + (3 + dice.below(6)) * 3_600),
            "yes" if complete else "no", "yes" if dice.chance(0.93) else "no",
        )  # fmt: skip


def repairs(world: World) -> tuple[NDArray[np.int64], Moments, NDArray[np.bool_]]:
    """Service visits: which kitchen, when, and whether it was hard to get."""
    rng = world.rng("repairs")
    own = world.projects
    which = np.flatnonzero(rng.random(len(own)) < 0.33)
    moment = own.fitted[which] + (15 + rng.exponential(160, len(which))).astype(np.int64) * DAY
    moment = open_hours(not_on_sunday(moment), rng.random(len(which)), 8, 16)
    seen = (moment >= START) & (moment < END - DAY // 2)
    hard = rng.random(len(which)) < 0.24
    return which[seen], moment[seen], hard[seen]


def service_visits(world: World) -> Iterator[Row]:
    """Repairs at home, done at once or not."""
    which, moment, hard = repairs(world)
    dice = world.dice("service-visits")
    for at in np.argsort(moment, kind="stable").tolist():
        project = int(which[at])
        yield int(moment[at]), (
            f"D-{at:05d}", clock(int(moment[at])), world.crowd.number[world.projects.person[project]],
            firm_at(world, project), dice.pick(("appliance", "drawer", "hinge", "light", "worktop")),
            "no" if hard[at] else "yes",
        )  # fmt: skip


def firm_at(world: World, project: int) -> str:
    """The service firm of a kitchen's region."""
    return SERVICE_FIRM[POINTS[world.projects.point[project]].region or "rhine"]


SHEETS = (
    Sheet(
        "fittings.csv",
        (
            "job",
            "order_no",
            "customer_no",
            "partner",
            "visit",
            "started",
            "finished",
            "complete",
            "protocol_signed",
        ),
        fittings,
    ),
    Sheet(
        "service_visits.csv", ("job", "visited", "customer_no", "partner", "about", "solved"), service_visits
    ),
)
