"""The town with triggers, and the day on which everything in these tests happens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

import oyez.act.jobs  # noqa: F401  # importing registers the step
from oyez.act.changes.defaults import install
from oyez.act.models import Case
from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.kit import clock, worker
from oyez.people.models import Account
from tests.town import HARBOUR, HOTEL, Town, fact, tell

TODAY = "2026-03-02"  # a Monday
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Desk:
    """The town at work: triggers installed, a CX manager, and a way to let things happen."""

    town: Town
    carla: Member

    def hear(self, id: str = "bad", day: str = TODAY, **said: Any) -> None:
        """Ana says something that is news, and the worker catches up."""
        usual: dict[str, Any] = {"scores": {"nps": 3}, "text": "The worktop is chipped. Nobody said a word."}
        tell(fact(id, day, **({"news": True} | usual | said)))
        worker.catch_up()

    def case(self, id: str = "bad", **said: Any) -> Case:
        """A case about something Ana said."""
        self.hear(id, **said)
        return Case.objects.order_by("-pk")[0]


@pytest.fixture
def the_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Holds the clock at Monday noon, and lets a test move it."""

    def hold(moment: datetime) -> None:
        monkeypatch.setenv("OYEZ_AS_OF", moment.isoformat())
        clock._fixed.cache_clear()

    hold(NOON)
    return hold


@pytest.fixture
def desk(town: Town, the_time: Callable[[datetime], None]) -> Desk:
    install(OPERATOR)
    carla = town.member("cx_manager")
    return Desk(town, carla)


@pytest.fixture(autouse=True)
def _the_clock_runs_again() -> Any:
    yield
    clock._fixed.cache_clear()


def account_manager(town: Town) -> Member:
    """Somebody who manages the Hotel Astoria."""
    member = town.member("account_manager")
    Account.objects.filter(key=HOTEL).update(manager=member)
    return member


def owner_of_fitting(town: Town) -> Member:
    """Somebody who owns the touchpoint fitting."""
    member = town.member("touchpoint_owner")
    company.set_touchpoint_owner(OPERATOR, "fitting", member.pk)
    return member


__all__ = ["HARBOUR", "NOON", "TODAY", "Desk", "account_manager", "owner_of_fitting"]
