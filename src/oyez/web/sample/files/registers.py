"""Registers: customers, leads, accounts, contacts, what was billed, renewals, rates, initiatives."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from oyez.web.sample.company import AURORA
from oyez.web.sample.crowd import POINTS, Kind
from oyez.web.sample.firms import MONTHS
from oyez.web.sample.moments import (
    DAY,
    END,
    FIRST_DAY,
    LAST_DAY,
    START,
    at,
    clock,
    german_day,
    iso_day,
    open_hours,
)
from oyez.web.sample.sheets import Row, Sheet, Style
from oyez.web.sample.world import World


def customers(world: World) -> Iterator[Row]:
    """The customer register of the order system; a second record of one human is a row of its own."""
    crowd = world.crowd
    rng = world.rng("customers")
    since = END - (rng.random(len(crowd)) * 6 * 365).astype(np.int64) * DAY
    for who in crowd.where(Kind.CONSUMER, Kind.DOUBLE).tolist():
        yield START, (
            crowd.number[who], crowd.first[who], crowd.last[who], crowd.email[who], crowd.phone[who],
            crowd.street[who], crowd.postcode[who], crowd.city[who], crowd.language[who], german_day(int(since[who])),
        )  # fmt: skip


def leads(world: World) -> Iterator[Row]:
    """Who asked for an appointment online: this is how a browser gets a name."""
    crowd = world.crowd
    rng = world.rng("leads")
    consumers = crowd.where(Kind.CONSUMER)[1:]
    chosen = np.concatenate([consumers[rng.random(len(consumers)) < 0.9], crowd.where(Kind.PROSPECT)])
    days = START + (rng.random(len(chosen)) * (END - START - 10 * DAY)).astype(np.int64)
    moments = open_hours(days, rng.random(len(chosen)), 7, 22)
    for place in np.argsort(moments, kind="stable").tolist():
        who = int(chosen[place])
        yield int(moments[place]), (
            f"L-{20_000 + place}", clock(int(moments[place])), crowd.name(who), crowd.email[who], crowd.phone[who],
            crowd.language[who], crowd.cookie[who], POINTS[crowd.point[who]].key,
            "yes" if crowd.kind[who] == Kind.PROSPECT else "no",
        )  # fmt: skip


def accounts(world: World) -> Iterator[Row]:
    """The accounts as the sales system knows them."""
    for firm in world.accounts:
        renewal = "" if firm.lost_on else firm.renewal.isoformat()
        lost = firm.lost_on.isoformat() if firm.lost_on else ""
        manager = next(member.email for member in AURORA.members if member.handle == firm.manager)
        yield START, (
            firm.key, firm.name, firm.parent, firm.unit, firm.tier, firm.currency, renewal, lost, manager,
        )  # fmt: skip


def contacts(world: World) -> Iterator[Row]:
    """Who has which role at which account."""
    crowd = world.crowd
    for firm in world.accounts:
        for contact in firm.contacts:
            who = contact.person
            yield START, (
                firm.key, crowd.name(who), crowd.email[who], crowd.phone[who], crowd.language[who], contact.role,
            )  # fmt: skip


def billing(world: World) -> Iterator[Row]:
    """What each account was billed, month by month, in its currency."""
    for number, month in enumerate(MONTHS):
        day = min(_month_end(month), LAST_DAY)
        for firm in world.accounts:
            if firm.billed[number]:
                yield at(day), (
                    f"R-{month:%y%m}-{firm.key[2:]}", firm.key, day.isoformat(), f"{firm.billed[number]:.2f}",
                    firm.currency,
                )  # fmt: skip


def _month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def renewals(world: World) -> Iterator[Row]:
    """What became of each contract on its day: renewed or left."""
    events = [
        (day, firm)
        for firm in world.accounts
        for day in firm.renewals
        if FIRST_DAY <= day <= LAST_DAY and (firm.lost_on is None or day <= firm.lost_on)
    ]
    for day, firm in sorted(events, key=lambda event: (event[0], event[1].key)):
        outcome = "left" if day == firm.lost_on else "renewed"
        yield at(day, 9), (f"C-{firm.key[2:]}-{day.year}", firm.key, day.isoformat(), outcome)


def initiatives(world: World) -> Iterator[Row]:
    """What the company decided to try, written down before it began; the outcome is not in it."""
    for row in world.truths.initiatives:
        yield at(row.since), (
            row.key, row.name, f"{row.owner}@aurora.example", f"{row.sponsor}@aurora.example", row.metric, row.survey,
            row.since.isoformat(), " ".join(row.treated), " ".join(row.untreated), row.worthwhile, row.cost,
            iso_day(END),
        )  # fmt: skip


SHEETS = (
    Sheet(
        "accounts.csv",
        ("account", "name", "parent", "unit", "tier", "currency", "renewal", "lost_on", "manager"),
        accounts,
    ),
    Sheet("contacts.csv", ("account", "name", "email", "phone", "language", "role"), contacts),
    Sheet("billing.csv", ("reference", "account", "billed_on", "amount", "currency"), billing),
    Sheet(
        "customers.csv",
        (
            "KD_NR",
            "VORNAME",
            "NACHNAME",
            "EMAIL",
            "TELEFON",
            "STRASSE",
            "PLZ",
            "ORT",
            "SPRACHE",
            "KUNDE_SEIT",
        ),
        customers,
        Style.SEMICOLON,
        byte_order_mark=True,
    ),
    Sheet(
        "leads.csv",
        ("lead", "created", "name", "email", "phone", "language", "visitor", "showroom", "prospect"),
        leads,
    ),
    Sheet("renewals.csv", ("contract", "account", "day", "outcome"), renewals),
    Sheet(
        "initiatives.csv",
        (
            "key",
            "name",
            "owner",
            "sponsor",
            "metric",
            "survey",
            "since",
            "treated",
            "untreated",
            "worthwhile",
            "cost",
            "check_on",
        ),
        initiatives,
    ),
)
