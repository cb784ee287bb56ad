"""The B2B accounts: developers, hotels, housing firms; their parents, contacts, renewals, what they are billed."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample.company import AURORA
from oyez.web.sample.crowd import POINTS, REGIONS, Crowd, Kind, add_contact, extend, plain
from oyez.web.sample.dice import Dice, stream
from oyez.web.sample.moments import FIRST_DAY, LAST_DAY, months_between
from oyez.web.sample.names import HOUSES, PLACES, TRADES
from oyez.web.sample.truths import Truths

ACCOUNTS = 138
PARENTS = 12
ROLES = ("decision_maker", "influencer", "user", "purchasing_agent")
RATES = {"EUR": 1.0, "CHF": 1.06, "PLN": 0.235, "GBP": 1.17, "AED": 0.25}
NAMED = {
    "A-1007": ("Elbufer Hotels", "coast", 1_450_000.0),
    "A-1011": ("Wohnbau Hansehof", "coast", 960_000.0),
    "A-1019": ("Kaiserlei Bürobau", "rhine", 820_000.0),
    "A-1026": ("Seeterrassen Residenzen", "south", 620_000.0),
}
MONTHS = months_between(date(2024, 12, 1), date(2026, 11, 1))


@dataclass(frozen=True)
class Contact:
    """A person's place in the crowd and role at an account."""

    person: int
    role: str


@dataclass(frozen=True)
class Account:
    """One account. `points` is how satisfied it truly is, 0 to 100; `yearly` what it is billed a year, in euro."""

    key: str
    name: str
    region: str
    unit: str
    language: str
    currency: str
    tier: str
    manager: str
    yearly: float
    points: float
    renewals: tuple[date, ...]
    parent: str = ""
    lost_on: date | None = None
    contacts: tuple[Contact, ...] = ()
    billed: tuple[float, ...] = field(default=(), repr=False)

    @property
    def renewal(self) -> date:
        """The next renewal, or the one at which it left."""
        return self.lost_on or next(day for day in self.renewals if day > LAST_DAY)

    def active_on(self, day: date) -> bool:
        return self.lost_on is None or day < self.lost_on


def accounts(seed: int, truths: Truths, crowd: Crowd) -> list[Account]:
    """All accounts with their contacts, who are added to the crowd."""
    rng = stream(seed, "accounts")
    firms = [_account(place, rng, Dice(rng), truths) for place in range(ACCOUNTS)]
    firms = _with_parents(firms)
    firms = with_losses(firms, truths, stream(seed, "losses"))
    firms = [replace(firm, billed=billed(firm, truths, rng)) for firm in firms]
    return _with_contacts(firms, crowd, seed)


def _account(place: int, rng: np.random.Generator, dice: Dice, truths: Truths) -> Account:
    key = f"A-{1001 + place}"
    region = REGIONS[int(rng.choice(4, p=[0.30, 0.24, 0.24, 0.22]))]
    yearly = float(np.clip(rng.lognormal(11.9 if place < PARENTS else 11.1, 1.1), 9_000, 700_000))
    points = float(np.clip(rng.normal(52, 7) if rng.random() < 0.34 else rng.normal(83, 6), 30, 97))
    renewal = FIRST_DAY + timedelta(days=40 + int(rng.integers(0, 365)))
    language, currency, unit, name = _character(place, region, dice)
    if key in NAMED:
        name, region, yearly = NAMED[key]
        language, currency, unit = "de", "EUR", region
        points = (
            truths.drifting_account.satisfaction.before if key == truths.drifting_account.account else 74.0
        )
    if key == truths.drifting_account.account:
        renewal = _years(truths.drifting_account.renewal, -2)
    tier = "key" if yearly >= 200_000 else "core" if yearly >= 60_000 else "standard"
    return Account(
        key=key, name=name, region=region, unit=unit, language=language, currency=currency, tier=tier,
        manager=_manager(tier, region), yearly=yearly, points=points,
        renewals=tuple(_years(renewal, years) for years in range(4)),
    )  # fmt: skip


def _years(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def _manager(tier: str, region: str) -> str:
    if tier == "key":
        return "ines.fabre"
    return {
        "rhine": "ralf.bittner",
        "north": "ralf.bittner",
        "south": "claire.dubois",
        "coast": "agnieszka.mazur",
    }[region]


def _character(place: int, region: str, dice: Dice) -> tuple[str, str, str, str]:
    """Language, currency, unit and name of an account."""
    throw = dice.below(100)
    house = HOUSES[place % len(HOUSES)]
    if region == "north" and throw < 38:
        return "pl", "PLN", "lodz", f"{dice.pick(PLACES['pl'])} {dice.pick(TRADES['pl'])}"
    if region == "south" and throw < 36:
        language = "fr" if throw < 20 else "de"
        name = dice.pick(PLACES["fr"]) if language == "fr" else house
        return language, "CHF", "helvetia", f"{name} {dice.pick(TRADES[language])}"
    if region == "coast" and throw < 34:
        return "en", "GBP", "coast", f"{dice.pick(PLACES['en'])} {dice.pick(TRADES['en'])}"
    if region == "coast" and throw < 46:
        return "ar", "AED", "alnoor", f"{dice.pick(PLACES['ar'])} {dice.pick(TRADES['ar'])}"
    if region == "rhine" and throw < 15:
        return "fr", "EUR", region, f"{dice.pick(PLACES['fr'])} {dice.pick(TRADES['fr'])}"
    return "de", "EUR", region, f"{house} {dice.pick(TRADES['de'])}"


def _with_parents(firms: list[Account]) -> list[Account]:
    """Twelve firms stand above three others each; names stay unlike each other."""
    seen: dict[str, int] = {}
    done: list[Account] = []
    for place, firm in enumerate(firms):
        seen[firm.name] = seen.get(firm.name, 0) + 1
        name = (
            firm.name
            if seen[firm.name] == 1
            else f"{firm.name} {['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'][seen[firm.name] - 2]}"
        )
        group = place // 4
        parent = firms[group].key if PARENTS <= place < 4 * PARENTS and firm.key not in NAMED else ""
        done.append(replace(firm, name=name, parent=parent if parent not in NAMED else ""))
    return done


def with_losses(firms: list[Account], truths: Truths, rng: np.random.Generator) -> list[Account]:
    """Some leave at a renewal, the dissatisfied far more often."""
    kept = {truths.drifting_account.account, *truths.silent_accounts.accounts}
    done: list[Account] = []
    for firm in firms:
        share = truths.losses.share.low if firm.points < truths.losses.cut else truths.losses.share.high
        past = [day for day in firm.renewals if FIRST_DAY + timedelta(days=150) <= day <= LAST_DAY]
        left = [day for day in past if rng.random() < share]
        done.append(replace(firm, lost_on=left[0]) if left and firm.key not in kept else firm)
    return done


def billed(firm: Account, truths: Truths, rng: np.random.Generator) -> tuple[float, ...]:
    """What is billed in each of `MONTHS`, in the account's own currency."""
    season = 1 + 0.12 * np.sin(np.arange(len(MONTHS)) / 12 * 2 * np.pi)
    level = np.ones(len(MONTHS))
    if firm.key == truths.drifting_account.account:
        level = _drift(truths)
    noise = rng.lognormal(-0.005, 0.10, len(MONTHS))
    amounts: NDArray[np.float64] = firm.yearly / 12 / RATES[firm.currency] * season * level * noise
    return tuple(
        round(float(amount), 2) if firm.active_on(month) else 0.0
        for amount, month in zip(amounts, MONTHS, strict=True)
    )


def _drift(truths: Truths) -> NDArray[np.float64]:
    """From the onset on, a little less is bought every month."""
    drift = truths.drifting_account
    months = np.array([(m.year - drift.since.year) * 12 + m.month - drift.since.month for m in MONTHS])
    share = np.clip(months / months.max(), 0, 1)
    level: NDArray[np.float64] = 1 - share * (1 - drift.billed_share_at_the_end)
    return level


def _with_contacts(firms: list[Account], crowd: Crowd, seed: int) -> list[Account]:
    rng = stream(seed, "contacts")
    dice = Dice(rng)
    done: list[Account] = []
    places: list[int] = []
    for firm in firms:
        domain = f"{plain(firm.name.split()[0])}{firm.key[2:]}.example"
        contacts = []
        for role in _roles(firm, dice):
            language = firm.language if dice.chance(0.93) else "en"
            city = AURORA.unit(firm.unit).city or {
                "rhine": "Köln",
                "north": "Hannover",
                "south": "München",
            }.get(firm.region, "Hamburg")
            contacts.append(Contact(add_contact(crowd, language, city, domain, dice), role))
            places.append(_point_of(firm.region))
        done.append(replace(firm, contacts=tuple(contacts)))
    extend(crowd, len(places), Kind.CONTACT, places, rng)
    return done


def _roles(firm: Account, dice: Dice) -> list[str]:
    large = firm.tier == "key"
    roles = ["decision_maker", "purchasing_agent", "user", "user"]
    roles += ["influencer"] * (1 + dice.below(2))
    roles += ["user"] * dice.below(4 if large else 2)
    if large and dice.chance(0.5):
        roles.append("decision_maker")
    return roles


def _point_of(region: str) -> int:
    return next(place for place, unit in enumerate(POINTS) if unit.region == region)


def regular_agents(firms: list[Account], truths: Truths) -> dict[int, Account]:
    """The purchasing agents who order all the time, with their accounts: those of the largest that are still here."""
    largest = sorted((firm for firm in firms if firm.lost_on is None), key=lambda firm: -firm.yearly)
    drifting = truths.drifting_account.account
    agents = [
        (contact.person, firm)
        for firm in largest
        if firm.key != drifting
        for contact in firm.contacts
        if contact.role == "purchasing_agent"
    ]
    return dict(agents[: truths.purchasing_agents.count])
