"""Visits: to the pages, to the showrooms, and who registered in the portal."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample.crowd import POINTS, Kind
from oyez.web.sample.moments import DAY, END, START, Moments, clock, instant, not_on_sunday, open_hours
from oyez.web.sample.sheets import Row, Sheet
from oyez.web.sample.world import World

PAGES = ("website", "configurator", "order-tracker", "web-shop", "customer-portal")
BEFORE_ORDER = (0.62, 0.38)


def web_visits(world: World) -> Iterator[Row]:
    """Visits to the pages by browsers: before the order, while waiting, afterwards."""
    person, moment, page = _sessions(world)
    dice = world.dice("web-visits")
    serial = 0
    for place in np.argsort(moment, kind="stable").tolist():
        at = int(moment[place])
        if not START <= at < END:
            continue
        serial += 1
        yield at, (
            f"V-{serial:06d}", instant(at), world.crowd.cookie[person[place]], PAGES[page[place]],
            20 + dice.below(900), dice.pick(("phone", "phone", "computer", "tablet")),
        )  # fmt: skip


def _sessions(world: World) -> tuple[NDArray[np.int64], Moments, NDArray[np.int64]]:
    rng = world.rng("web-visits")
    own = world.projects
    before = np.repeat(np.arange(len(own)), rng.poisson(1.2, len(own)))
    waiting = np.repeat(np.arange(len(own)), rng.poisson(1.5, len(own)))
    after = np.repeat(np.arange(len(own)), rng.poisson(0.6, len(own)))
    prospects = np.repeat(
        world.crowd.where(Kind.PROSPECT), rng.poisson(2.2, (world.crowd.kind == Kind.PROSPECT).sum())
    )
    wait = own.delivered[waiting] - own.ordered[waiting]
    moments = np.concatenate([
        own.ordered[before] - (1 + rng.exponential(20, len(before)) * DAY).astype(np.int64),
        own.ordered[waiting] + (rng.random(len(waiting)) * wait).astype(np.int64),
        own.fitted[after] + (rng.random(len(after)) * 300 * DAY).astype(np.int64),
        START + (rng.random(len(prospects)) * (END - START)).astype(np.int64),
    ])  # fmt: skip
    pages = np.concatenate([
        rng.choice(2, len(before), p=BEFORE_ORDER),
        np.full(len(waiting), 2),
        rng.choice([3, 4], len(after)),
        rng.choice(2, len(prospects), p=BEFORE_ORDER),
    ])  # fmt: skip
    persons = np.concatenate([own.person[before], own.person[waiting], own.person[after], prospects])
    shifted = open_hours(moments, rng.random(len(moments)) ** 0.8, 7, 23)
    return persons, shifted, pages


def advice_visits(world: World) -> tuple[NDArray[np.int64], Moments]:
    """Who came to a showroom or dealer for advice, and when: buyers before their order, prospects at some time."""
    rng = world.rng("advice-visits")
    own = world.projects
    visits = np.repeat(np.arange(len(own)), 1 + (rng.random(len(own)) < 0.45))
    days = own.ordered[visits] - rng.integers(0, 30, len(visits)) * DAY
    prospects = world.crowd.where(Kind.PROSPECT)
    other = START + (rng.random(len(prospects)) * (END - START - 2 * DAY)).astype(np.int64)
    person = np.concatenate([own.person[visits], prospects])
    moment = open_hours(not_on_sunday(np.concatenate([days, other])), rng.random(len(person)), 9.5, 18.5)
    seen = (moment >= START) & (moment < END)
    order = np.argsort(moment[seen], kind="stable")
    return person[seen][order], moment[seen][order]


def showroom_visits(world: World) -> Iterator[Row]:
    """Appointments for advice."""
    dice = world.dice("showroom-visits")
    person, moment = advice_visits(world)
    for place, (who, at) in enumerate(zip(person.tolist(), moment.tolist(), strict=True)):
        yield at, (
            f"S-{place:06d}", clock(at), world.crowd.email[who], POINTS[world.crowd.point[who]].key,
            25 + dice.below(110), world.crowd.language[who],
        )  # fmt: skip


def portal(world: World) -> Iterator[Row]:
    """Registrations in the portal: a customer number with an e-mail address. Some name the number of one record
    and the address of the other."""
    rng = world.rng("portal")
    crowd = world.crowd
    consumers = crowd.where(Kind.CONSUMER)[1:]
    doubled = {one for pair in (*world.pairs.linked, *world.pairs.alike) for one in pair}
    plain = [who for who in consumers[rng.random(len(consumers)) < 0.3].tolist() if who not in doubled]
    pairs = [(who, who) for who in plain] + [(other, one) for one, other in world.pairs.linked]
    moments = START + (rng.random(len(pairs)) * (END - START - 30 * DAY)).astype(np.int64)
    for place in np.argsort(moments, kind="stable").tolist():
        number, address = pairs[place]
        at = int(moments[place])
        yield (
            at,
            (
                f"P-{place:05d}",
                instant(at),
                crowd.number[number],
                crowd.email[address],
                crowd.cookie[address],
            ),
        )


SHEETS = (
    Sheet("web_visits.csv", ("visit", "started", "visitor", "page", "seconds", "device"), web_visits),
    Sheet(
        "showroom_visits.csv",
        ("appointment", "visited", "email", "showroom", "minutes", "language"),
        showroom_visits,
    ),
    Sheet("portal.csv", ("registration", "at", "customer_no", "email", "visitor"), portal),
)
