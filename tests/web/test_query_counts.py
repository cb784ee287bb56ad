"""Each page asks the database as often in a town with much more of everything: no query stands in a loop."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.journal.changes import reject
from oyez.kit import worker
from oyez.kit.clock import now, to_micros
from oyez.people import changes as people
from tests.town import fact, tell
from tests.web import sides
from tests.web.routes import routes
from tests.web.sides import DAY, Side, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MORE = 12
ROLES = ("executive", "manager", "analyst", "agent", "cx_manager", "administrator", "account_manager")
SLACK = 3  # far below one for each of what was added
UNLIKE = ("/api/", "/health", "/link/", "/invitation/")


@pytest.fixture
def world(db: None) -> World:
    return sides.build()


def test_no_page_asks_more_often_where_there_is_more(world: World) -> None:
    _grow(world.near, "some")  # a part of a page that is empty asks less
    before = _look(world)
    _grow(world.near, "more")
    after = _look(world)
    assert len(before) > 60
    grown = {
        page: (before[page], after[page]) for page in before if after.get(page, 0) > before[page] + SLACK
    }
    assert not grown, grown


def _look(world: World) -> dict[tuple[str, str], int]:
    """How often each page asks, by role and address; what a role may not see is left out."""
    found = {}
    for role in ROLES:
        client = world.town.client(world.viewers[role], role)
        client.raise_request_exception = False
        for address in _addresses(world):
            asked = Asked()
            with connection.execute_wrapper(asked):
                if _is_page(client.get(address)):
                    found[role, address] = asked.count
    return found


class Asked:
    """Counts what the database is asked; Django's own log of queries ends after some thousands."""

    count = 0

    def __call__(self, execute: Any, *said: Any) -> Any:
        self.count += 1
        return execute(*said)


def _is_page(answer: Any) -> bool:
    return answer.status_code == 200 and str(answer["Content-Type"]).startswith("text/html")


def _addresses(world: World) -> Iterator[str]:
    """Every page of the house, with what is near in its parameters."""
    near = {name: [values[0]] for name, values in (world.shared | world.near.values).items() if values}
    for route in routes():
        if not route.pattern.startswith(UNLIKE):
            yield from route.addresses(near)


def _grow(side: Side, word: str) -> None:
    """Much more of everything that the near side has."""
    firm, person = side.values["account"][0], side.values["subject"][0]
    contacts = [
        people.Sighting((f"email:{word}{at}@example.org",), name=f"{word} {at}") for at in range(MORE)
    ]
    known = people.recognise(OPERATOR, contacts, "town")
    people.ensure_contacts(OPERATOR, [(known[one.subjects[0]], firm, "user") for one in contacts])
    people.ensure_accounts(
        OPERATOR,
        [people.AccountSeen(f"{word}{at}", name=f"{word} {at}", unit=side.unit) for at in range(MORE)],
    )
    for at in range(MORE):
        company.ensure_unit(OPERATOR, f"{word}{at}", f"{word} {at}", places={"regions": side.unit})
        company.ensure_touchpoint(OPERATOR, f"{word}{at}", f"{word} {at}", stage="delivery", unit=side.unit)
        company.add_member(OPERATOR, f"{word}{at}@example.org", f"{word} {at}")
        reject("responses", f"{word}.csv", at, "nps must be 0 to 10", "11")
    tell(
        *[
            fact(
                f"{word}-{subject}-{at}",
                subject=subject,
                account=firm,
                unit=side.unit,
                touchpoint=f"{word}{at}",
                occurred_at=to_micros(now()) - (at + 1) * DAY // 4,
                scores={"nps": at % 4},
                text=f"{word} words, {at}",
                news=True,
            )
            for subject in (person, *(one.subjects[0] for one in contacts))
            for at in range(MORE)
        ]
    )
    worker.catch_up()
