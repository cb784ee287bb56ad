"""Tickets of the service desk, each with a topic: what goes wrong when, and the topic that burst."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample.crowd import POINTS, Kind
from oyez.web.sample.firms import Account
from oyez.web.sample.moments import DAY, END, START, Moments, at, instant, next_day, open_hours
from oyez.web.sample.prose import tongue
from oyez.web.sample.sheets import Row, Sheet, Style
from oyez.web.sample.voices import letter
from oyez.web.sample.world import World

TICKETS = 5_600

# topic: (share outside Rhine without the wait, earliest and latest day after …, the moment it counts from)
TOPICS: dict[str, tuple[float, int, int, str]] = {
    "late-delivery": (0.070, 0, 4, "promised"),
    "damaged-part": (0.100, 0, 9, "fitted"),
    "missing-part": (0.100, 0, 14, "fitted"),
    "colour": (0.035, 0, 12, "fitted"),
    "fitter": (0.040, 0, 5, "fitted"),
    "second-visit": (0.090, 5, 40, "fitted"),
    "invoice-wrong": (0.075, 1, 20, "invoiced"),
    "payment": (0.040, 1, 30, "invoiced"),
    "appliance-fault": (0.115, 10, 420, "fitted"),
    "drawer-noise": (0.055, 10, 420, "fitted"),
    "spare-part": (0.065, 20, 420, "fitted"),
    "portal-login": (0.045, 5, 200, "ordered"),
    "price": (0.030, 2, 60, "ordered"),
    "warranty-question": (0.050, 30, 420, "fitted"),
    "date-question": (0.060, 5, 50, "ordered"),
    "order-change": (0.030, 1, 14, "ordered"),
}
OF_SECOND_VISITS = {"damaged-part", "missing-part", "second-visit"}
CHANNELS = ("email", "email", "email", "web", "web", "phone", "chat")
EXTRA = {
    "second-visit": "missing-part",
    "no-date": "hotline",
    "damaged-part": "second-visit",
    "late-delivery": "no-date",
}


@dataclass(frozen=True)
class Ticket:
    """One ticket before it has a number."""

    moment: int
    person: int
    topic: str
    unit: str
    order: str = ""
    account: str = ""


def tickets(world: World) -> Iterator[Row]:
    """All tickets, oldest first."""
    found = [*_of_consumers(world), *_usual_billing(world), *_billing_burst(world), *_of_accounts(world)]
    dice = world.dice("ticket-texts")
    for serial, ticket in enumerate(sorted(found, key=lambda ticket: (ticket.moment, ticket.person))):
        language = world.crowd.language[ticket.person]
        topics = [ticket.topic]
        if ticket.topic in EXTRA and dice.chance(0.22):
            topics.append(EXTRA[ticket.topic])
        solved = ticket.moment + (2 + dice.below(9 * 24)) * 3_600
        yield ticket.moment, (
            f"T-{serial + 1:06d}", instant(ticket.moment), dice.pick(CHANNELS), world.crowd.email[ticket.person],
            ticket.account, ticket.unit, language, tongue(language).phrase("subjects", ticket.topic, dice),
            letter(language, topics, dice, ticket.order), ticket.topic, "solved" if solved < END else "open",
            dice.pick(("normal", "normal", "normal", "high")), ticket.order,
            instant(solved) if solved < END else "",
        )  # fmt: skip


def _of_consumers(world: World) -> list[Ticket]:
    rng = world.rng("tickets")
    own = world.projects
    wanted = world.scaled(TICKETS)
    waiting = world.truths.waiting_rhine
    names = [*TOPICS, waiting.topic]
    rhine = np.array([unit.region == waiting.region for unit in POINTS])[own.point]
    second = world.fittings.second_visit
    found: list[Ticket] = []
    for here, share in ((rhine, waiting.share.rhine), (~rhine, waiting.share.elsewhere)):
        count = round(wanted * here.mean())
        weights = np.array([row[0] for row in TOPICS.values()])
        chances = np.append(weights / weights.sum() * (1 - share), share)
        for topic, size in zip(names, rng.multinomial(count, chances), strict=True):
            pool = np.flatnonzero(here & second) if topic in OF_SECOND_VISITS else np.flatnonzero(here)
            found += _about(world, topic, int(size), pool, rng)
    return found


def _about(
    world: World, topic: str, size: int, pool: NDArray[np.int64], rng: np.random.Generator
) -> list[Ticket]:
    """So many tickets about a topic by owners of these kitchens, at a moment that suits it."""
    own = world.projects
    chosen = rng.choice(pool, 3 * size)
    moments = _when(world, topic, chosen, rng)
    seen = np.flatnonzero((moments >= START) & (moments < END))[:size]
    return [
        Ticket(
            int(moments[place]), int(own.person[chosen[place]]), topic, POINTS[own.point[chosen[place]]].key,
            own.order_number(int(chosen[place])),
        )
        for place in seen.tolist()
    ]  # fmt: skip


def _when(world: World, topic: str, chosen: NDArray[np.int64], rng: np.random.Generator) -> Moments:
    own = world.projects
    if topic == world.truths.waiting_rhine.topic:
        wait = own.delivered[chosen] - own.ordered[chosen]
        days = own.ordered[chosen] + (rng.uniform(0.35, 1.0, len(chosen)) * wait).astype(np.int64)
    else:
        _, first, last, anchor = TOPICS[topic]
        start: Moments = getattr(own, anchor)[chosen]
        days = start + rng.integers(first, last + 1, len(chosen)) * DAY
    return open_hours(days, rng.random(len(chosen)), 7, 22)


def _usual_billing(world: World) -> list[Ticket]:
    """The topic that will burst, as rare as it was before its month."""
    billing = world.truths.billing
    rng = world.rng("billing-before")
    before = (at(billing.first_day) - START) / (30.44 * DAY)
    count = rng.poisson(billing.usual_a_month * before * world.scale)
    moments = START + (rng.random(count) * (at(billing.first_day) - START - DAY)).astype(np.int64)
    who = rng.choice(world.crowd.where(Kind.CONSUMER)[1:], count)
    return [
        _invoice_ticket(world, person, moment)
        for person, moment in zip(who.tolist(), moments.tolist(), strict=True)
    ]


def _billing_burst(world: World) -> list[Ticket]:
    """Exactly so many customers, some of whom write twice."""
    billing = world.truths.billing
    rng = world.rng("billing-burst")
    customers = world.scaled(billing.customers)
    own = world.projects
    invoiced = own.person[
        (own.invoiced < at(billing.first_day)) & (own.invoiced > at(billing.first_day) - 200 * DAY)
    ]
    who = rng.choice(np.unique(invoiced), customers, replace=False)
    again = rng.choice(who, world.scaled(billing.tickets) - customers, replace=False)
    everybody = np.concatenate([who, again])
    first = at(next_day(billing.first_day))
    moments = open_hours(
        first + (rng.random(len(everybody)) * (END - DAY - first)).astype(np.int64),
        rng.random(len(everybody)),
    )
    return [
        _invoice_ticket(world, person, moment)
        for person, moment in zip(everybody.tolist(), moments.tolist(), strict=True)
    ]


def _invoice_ticket(world: World, person: int, moment: int) -> Ticket:
    return Ticket(moment, person, world.truths.billing.topic, POINTS[world.crowd.point[person]].key)


def _of_accounts(world: World) -> list[Ticket]:
    """Accounts complain about invoices split by flat; the drifting one about everything, more and more."""
    rng = world.rng("account-tickets")
    found: list[Ticket] = []
    for firm in world.accounts:
        users = [contact.person for contact in firm.contacts if contact.role in ("user", "purchasing_agent")]
        last = at(firm.lost_on) if firm.lost_on else END
        for moment in sorted(
            (START + rng.random(rng.poisson(_yearly(firm) * 2)) * (END - START)).astype(np.int64).tolist()
        ):
            if moment < last:
                found.append(_account_ticket(firm, int(rng.choice(users)), moment, rng))
        if firm.key == world.truths.drifting_account.account:
            begun = at(world.truths.drifting_account.since)
            late = begun + np.sqrt(rng.random(22)) * (END - begun)
            found += [_account_ticket(firm, int(rng.choice(users)), int(moment), rng) for moment in late]
    return found


def _yearly(firm: Account) -> float:
    return {"key": 3.0, "core": 1.6, "standard": 0.7}[firm.tier]


def _account_ticket(firm: Account, person: int, moment: int, rng: np.random.Generator) -> Ticket:
    topics = (
        "invoice-split",
        "invoice-split",
        "late-delivery",
        "missing-part",
        "damaged-part",
        "colour",
        "date-question",
    )
    opened = int(open_hours(np.array([moment]), rng.random(1), 7.5, 16.5)[0])
    return Ticket(
        min(opened, END - 3_600), person, topics[int(rng.integers(len(topics)))], firm.unit, account=firm.key
    )


SHEETS = (
    Sheet(
        "tickets.jsonl",
        (
            "id",
            "created_at",
            "via",
            "requester_email",
            "account",
            "unit",
            "language",
            "subject",
            "description",
            "topic",
            "status",
            "priority",
            "order_no",
            "solved_at",
        ),
        tickets,
        Style.LINES,
    ),
)
