"""The planted truths as frozen values, read from the one file that says them."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml


class Change(msgspec.Struct, frozen=True):
    """A rate before and after a day."""

    before: float
    after: float


class Partner(msgspec.Struct, frozen=True):
    """An installation partner that got worse."""

    unit: str
    since: date
    second_visit: Change
    rough: Change
    found_within_months: int
    n: int
    power: float


class Billing(msgspec.Struct, frozen=True):
    """A topic of tickets that burst."""

    topic: str
    month: str
    customers: int
    tickets: int
    usual_a_month: float
    n: int
    power: float

    @property
    def first_day(self) -> date:
        year, month = map(int, self.month.split("-"))
        return date(year, month, 1)


class Drift(msgspec.Struct, frozen=True):
    """A large account on its way out."""

    account: str
    since: date
    renewal: date
    decision_maker_last_answered: str
    billed_a_year: float
    billed_share_at_the_end: float
    satisfaction: Change
    warning_weeks: int
    n: int
    power: float


class Silent(msgspec.Struct, frozen=True):
    """Accounts that said nothing for long."""

    accounts: tuple[str, ...]
    last_answer_before: date
    n: int


class LowHigh(msgspec.Struct, frozen=True):
    """A share among the dissatisfied and among the others."""

    low: float
    high: float


class Losses(msgspec.Struct, frozen=True):
    """How often accounts leave at a renewal."""

    cut: float
    share: LowHigh
    n: int
    power: float


class Initiative(msgspec.Struct, frozen=True):
    """Something done at some units from a day on, and what came of it."""

    key: str
    says: str
    name: str
    owner: str
    sponsor: str
    metric: str
    survey: str
    since: date
    treated: tuple[str, ...]
    untreated: tuple[str, ...]
    effect: float
    worthwhile: float
    cost: float
    verdict: str
    n: int
    power: float


class Drivers(msgspec.Struct, frozen=True):
    """What makes the overall satisfaction in one study."""

    survey: str
    outcome: str
    ratings: str
    top: str
    tie: tuple[str, str]
    weights: dict[str, float]
    experienced: dict[str, float]
    respondents: int
    n: int
    power: float


class Agents(msgspec.Struct, frozen=True):
    """Contacts who order all the time."""

    count: int
    orders: int
    days: int
    n: int


class Unheard(msgspec.Struct, frozen=True):
    """A stage without any answer."""

    stage: str
    touchpoints: tuple[str, ...]
    n: int
    answers: int


class RegionShare(msgspec.Struct, frozen=True):
    """A share in one region and in the others."""

    rhine: float
    elsewhere: float


class Waiting(msgspec.Struct, frozen=True):
    """A topic that fills one region's tickets."""

    topic: str
    region: str
    share: RegionShare
    n: int
    power: float


class Ones(msgspec.Struct, frozen=True):
    """Pairs of records of one human, and pairs that only look so."""

    linked: int
    alike: int
    households: int
    n: int


class Confidential(msgspec.Struct, frozen=True):
    """A survey whose answers are shown in groups only."""

    survey: str
    n: int


class Truths(msgspec.Struct, frozen=True):
    """All that was planted."""

    as_of: date
    partner: Partner
    billing: Billing
    drifting_account: Drift
    silent_accounts: Silent
    losses: Losses
    initiatives: tuple[Initiative, ...]
    drivers: Drivers
    purchasing_agents: Agents
    unheard_stage: Unheard
    waiting_rhine: Waiting
    persons_who_are_one: Ones
    confidential: Confidential

    def initiative(self, key: str) -> Initiative:
        """The initiative with this key."""
        return next(row for row in self.initiatives if row.key == key)


def text() -> str:
    """The file itself, for people to read."""
    return files(__package__).joinpath("truths.yaml").read_text(encoding="utf-8")


def raw() -> dict[str, Any]:
    """The file as plain data, with its sentences and tests."""
    found: dict[str, Any] = yaml.safe_load(text())
    return found


@cache
def truths() -> Truths:
    """What was planted, as the generator uses it."""
    return msgspec.convert(raw(), Truths)
