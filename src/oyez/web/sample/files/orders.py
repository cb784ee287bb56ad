"""Orders with what was promised and when it came: kitchens, accessories from the web shop, orders of accounts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from oyez.web.sample.company import AURORA
from oyez.web.sample.crowd import POINTS, Kind
from oyez.web.sample.firms import RATES, Account
from oyez.web.sample.moments import DAY, END, START, at, german_day, not_on_sunday, open_hours
from oyez.web.sample.sheets import Row, Sheet, Style
from oyez.web.sample.world import World

NAMES = {unit.key: unit.name for unit in AURORA.units}
ACCESSORIES = (
    "Griffe",
    "Besteckeinsatz",
    "Lichtleiste",
    "Mülltrennung",
    "Esstisch Ufer",
    "Stuhl Nordlicht",
    "Regal",
)


@dataclass(frozen=True)
class Order:
    """One order, ready to be written."""

    number: str
    customer: str
    contact: str
    account: str
    ordered: int
    unit: str
    channel: str
    article: str
    amount: float
    currency: str
    promised: int
    delivered: int

    def row(self) -> Row:
        return self.ordered, (
            self.number, self.customer, self.contact, self.account, german_day(self.ordered), NAMES[self.unit],
            self.channel, self.article, f"{self.amount:.2f}".replace(".", ","), self.currency,
            german_day(self.promised), german_day(self.delivered) if self.delivered < END else "",
        )  # fmt: skip


def orders(world: World) -> Iterator[Row]:
    """All orders, oldest first."""
    found = [*kitchens(world), *accessories(world), *of_accounts(world)]
    for order in sorted(found, key=lambda order: (order.ordered, order.number)):
        yield order.row()


def kitchens(world: World) -> Iterator[Order]:
    """The kitchens of consumers."""
    own = world.projects
    for place in np.flatnonzero((own.ordered >= START) & (own.ordered < END)).tolist():
        yield Order(
            own.order_number(place), world.crowd.number[own.person[place]], "", "", int(own.ordered[place]),
            POINTS[own.point[place]].key, "showroom", own.series(place), float(own.amount[place]), "EUR",
            int(own.promised[place]), int(own.delivered[place]),
        )  # fmt: skip


def accessories(world: World) -> Iterator[Order]:
    """Small things from the web shop; people with a second record order under that one."""
    rng, dice = world.rng("accessories"), world.dice("accessories-what")
    consumers, doubles = world.crowd.where(Kind.CONSUMER)[1:], world.crowd.where(Kind.DOUBLE)
    buyers = np.concatenate([consumers[rng.random(len(consumers)) < 0.45], doubles, doubles])
    moments = START + (rng.random(len(buyers)) * (END - START - 4 * DAY)).astype(np.int64)
    late = np.where(rng.random(len(buyers)) < 0.2, rng.integers(1, 7, len(buyers)), 0)
    for place, who in enumerate(buyers.tolist()):
        ordered = int(moments[place])
        promised = ordered // DAY * DAY + (3 + dice.below(4)) * DAY
        yield Order(
            f"WS-{70_000 + place}", world.crowd.number[who], "", "", ordered, POINTS[world.crowd.point[who]].key, "web",
            dice.pick(ACCESSORIES), 19 + dice.below(380), "EUR", promised,
            promised + int(late[place]) * DAY + 11 * 3_600,
        )  # fmt: skip


def of_accounts(world: World) -> Iterator[Order]:
    """What accounts order: most every month or two, some purchasing agents every week."""
    rng = world.rng("account-orders")
    serial = 0
    for firm in world.accounts:
        agent = next(contact.person for contact in firm.contacts if contact.role == "purchasing_agent")
        for moment in _rhythm(firm, agent in world.agents, world, rng):
            serial += 1
            promised = int(not_on_sunday(np.array([moment + rng.integers(14, 43) * DAY]))[0])
            late = int(rng.integers(1, 12)) if rng.random() < 0.25 else 0
            yield Order(
                f"B-{10_000 + serial}", "", world.crowd.email[agent], firm.key, moment, firm.unit,
                "edi" if firm.tier == "key" else "email", "Objekt",
                round(float(rng.lognormal(8.6, 0.6)) / RATES[firm.currency], 2), firm.currency,
                promised // DAY * DAY, promised // DAY * DAY + late * DAY + 9 * 3_600,
            )  # fmt: skip


def _rhythm(firm: Account, often: bool, world: World, rng: np.random.Generator) -> list[int]:
    last = at(firm.lost_on) if firm.lost_on else END - 2 * 3_600
    drift = world.truths.drifting_account
    moments: list[int] = []
    moment = START + int(rng.integers(0, 30)) * DAY
    while moment < last:
        moments.append(int(open_hours(np.array([moment]), rng.random(1), 7.5, 16)[0]))
        pause = int(rng.integers(6, 12)) if often else int(rng.integers(32, 64))
        if firm.key == drift.account:
            pause = int(rng.integers(8, 15)) if moment < at(drift.since) else int(rng.integers(28, 46))
        moment += pause * DAY
    return [moment for moment in moments if moment < last]


SHEETS = (
    Sheet(
        "orders.csv",
        (
            "ORDER_NO",
            "KD_NR",
            "KONTAKT",
            "KONTO",
            "DATUM",
            "FILIALE",
            "KANAL",
            "ARTIKEL",
            "SUMME",
            "WAEHRUNG",
            "ZUGESAGT",
            "GELIEFERT",
        ),
        orders,
        Style.SEMICOLON,
        byte_order_mark=True,
    ),
)
