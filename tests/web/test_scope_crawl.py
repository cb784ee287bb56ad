"""Every address, as every role, with foreign ids everywhere: nobody reads or changes what is not theirs.

The list of addresses comes from the URL configuration, so that a new page is crawled without anybody's thinking
of it. The crawl also proves the other half: everything is visible to somebody.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from oyez.act.models import Case, CaseEntry, Goal, Initiative
from oyez.company.models import Grant, Member, Touchpoint
from oyez.journal.models import Rejected
from oyez.measure.models import SavedAnalysis
from oyez.people.models import Account, Contact, Identifier, Person, Preference
from tests.web import sides
from tests.web.routes import Route, routes
from tests.web.sides import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NARROWED = ("manager", "agent", "dealer", "account_manager", "touchpoint_owner")
FILTERS = (
    "q={q}", "unit={unit}", "account={account}", "touchpoint={touchpoint}", "person={person}",
    "where=unit%3D{unit}", "where=account%3D{account}", "where=touchpoint%3D{touchpoint}",
    "metric=nps&by=unit", "metric=nps&by=account", "metric=nps&by=touchpoint",
    "metric=count&by=unit&where=unit%3D{unit}",
    "metric=nps&every=month&rolling=3&compare=year&since=2025-01", "metric=nps&weigh=tier",
    "stream=nps%40branch%3D{unit}",
    "of=nps&banner=unit&banner=account", "of=attr:article&banner=touchpoint", "of=each:article&banner=unit",
    "metric=nps&versus=unit%3D{unit}&by=touchpoint", "metric=nps&by=unit&format=csv", "owner={person}",
    "skip=0&limit=500", "desk=all", "state=all", "view=all",
)  # fmt: skip
FINE = {200, 204, 301, 302, 400, 403, 404, 405, 409, 413, 415, 422}


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    return sides.build()


def client_of(world: World, role: str) -> Client:
    member = world.viewers[role]
    browser = world.town.client(member, "manager" if role == "dealer" else role)
    browser.raise_request_exception = False
    return browser


def pages(world: World) -> Iterator[tuple[Route, str]]:
    """Every address with near, far and impossible values in its parameters."""
    values = world.values()
    for route in routes():
        for address in route.addresses(values):
            yield route, address


def reads(world: World) -> Iterator[str]:
    """Every address, plain and with near and far values in every filter."""
    for route, address in pages(world):
        yield address
        if not route.parameters():
            for side in (world.near, world.far):
                said = {name: found[0] for name, found in side.values.items() if found}
                yield from (f"{address}?{one.format(**said)}" for one in FILTERS)


def read(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address, headers={"accept": "*/*"})
    body = b"".join(response) if getattr(response, "streaming", False) else response.content
    return response.status_code, body.decode(errors="replace")


def words_in(body: str, words: list[str]) -> list[str]:
    return [word for word in words if word in body]


@pytest.mark.parametrize("role", NARROWED)
def test_nobody_reads_a_word_of_the_other_side(world: World, role: str) -> None:
    client, counts, leaks, broken = client_of(world, role), Counter[int](), [], []
    for address in dict.fromkeys(reads(world)):
        status, body = read(client, address)
        counts[status] += 1
        # what the viewer typed comes back in the search field; that is no leak
        typed = [word for word in world.far.words() if word in address]
        leaks += [(address, word) for word in words_in(body, world.far.words()) if word not in typed]
        broken += [address] if status not in FINE else []
    print(f"{role}: {sum(counts.values())} addresses read, {dict(counts)}, no word of the other side")
    assert not leaks
    assert not broken
    assert counts[200] > 5


@pytest.mark.parametrize(("role", "hidden"), [("executive", ("person", "text")), ("analyst", ("person",)),
                                             ("administrator", ("person", "text", "firm"))])  # fmt: skip
def test_who_may_not_know_persons_reads_none(world: World, role: str, hidden: tuple[str, ...]) -> None:
    client, leaks, broken, read_pages = client_of(world, role), [], [], 0
    words = [f"{side.word}{what}" for side in (world.near, world.far) for what in hidden]
    for address in dict.fromkeys(reads(world)):
        status, body = read(client, address)
        read_pages += 1
        typed = [word for word in words if word in address]
        leaks += [(address, word) for word in words_in(body, words) if word not in typed]
        broken += [address] if status not in FINE else []
    print(f"{role}: {read_pages} addresses read, none of {hidden} seen")
    assert not leaks
    assert not broken


@pytest.mark.parametrize("role", ["manager", "agent", "dealer", "touchpoint_owner", "administrator"])
def test_who_may_not_know_what_customers_are_worth_reads_no_amount(world: World, role: str) -> None:
    client, amounts = client_of(world, role), [*world.near.amounts(), *world.far.amounts()]
    leaks = [
        (address, word)
        for address in dict.fromkeys(reads(world))
        for word in words_in(read(client, address)[1], amounts)
    ]
    assert not leaks


def test_who_may_know_what_customers_are_worth_reads_the_amounts(world: World) -> None:
    client = client_of(world, "account_manager")
    told = "".join(read(client, address)[1] for _route, address in pages(world))
    assert all(amount in told for amount in world.near.amounts())
    assert not words_in(told, world.far.amounts())


def test_a_stranger_reads_nothing_at_all(world: World) -> None:
    client = Client(raise_request_exception=False)
    for address in dict.fromkeys(reads(world)):
        status, body = read(client, address)
        assert status != 500, address
        assert not words_in(body, [*world.near.words(), *world.far.words()]) or "next=" in body, address
        if not address.startswith(("/health", "/link/", "/api/v1/openapi")):
            assert status in (302, 401, 404, 405), (address, status)


def test_everything_is_visible_to_somebody(world: World) -> None:
    numbers = [str(number) for side in (world.near, world.far) for number in side.values["number"]]
    missing = {*world.near.words(), *world.far.words(), *numbers}
    assert numbers
    for role in world.viewers:
        client = client_of(world, role)
        for _route, address in pages(world):
            _status, body = read(client, address)
            missing -= {word for word in missing if word in body and word not in address}
    assert not missing


WRITES = {
    "text": "a crawled word", "note": "a crawled word", "reason": "a crawled word", "cause": "other",
    "outcome": "improved", "channel": "phone", "once": "crawl-1", "name": "crawled", "value": "crawled",
    "confirm": "yes", "active": "no", "on": "yes", "raw": "crawled", "limit": "0", "role": "administrator",
}  # fmt: skip


@pytest.mark.parametrize("role", NARROWED)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nobody_changes_anything_of_the_other_side(world: World, role: str, method: str) -> None:
    client, before, counts = client_of(world, role), state(world), Counter[int]()
    far = {name: found[0] for name, found in world.far.values.items() if found}
    foreign = {
        "member": world.town.dara.pk, "owner": world.town.dara.pk, "kept": far["person_id"],
        "absorbed": far["person_id"], "other": far["person_id"], "seq": far["seq"], **far,
    }  # fmt: skip
    changed, broken = [], []
    for route, address in pages(world):
        if route.pattern.startswith(("/link/", "/invitation/", "/role/")):
            continue
        if method != "post" and not route.pattern.startswith("/api/"):
            continue  # pages know only GET and POST
        for body_type in ("form", "json"):
            with transaction.atomic():
                send = getattr(client, method)
                extra = (
                    {"content_type": "application/json"} if body_type == "json" or method != "post" else {}
                )
                counts[send(address, WRITES | foreign, **extra).status_code] += 1
                if state(world) != before:
                    changed.append((method, address))
                transaction.set_rollback(True)
    broken = [status for status in counts if status not in FINE]
    print(f"{role} {method}: {sum(counts.values())} writes tried, {dict(counts)}, nothing far changed")
    assert not changed
    assert not broken


def state(world: World) -> str:
    """All that belongs to the far side or to nobody of the near one, as one digest."""
    cases = Case.objects.filter(unit=world.far.unit)
    persons = Person.objects.filter(pk__in=world.far.values["person_id"])
    accounts = Account.objects.filter(key__in=world.far.values["account"])
    parts: list[Any] = [
        list(cases.order_by("pk").values_list()),
        list(CaseEntry.objects.filter(case__in=cases).order_by("pk").values_list("pk")),
        list(persons.values_list()),
        list(Identifier.objects.filter(person__in=persons).order_by("pk").values_list()),
        list(Preference.objects.filter(person__in=persons).order_by("pk").values_list()),
        list(accounts.values_list()),
        list(Contact.objects.filter(account__in=accounts).order_by("pk").values_list()),
        list(Touchpoint.objects.order_by("pk").values_list()),
        list(Goal.objects.order_by("pk").values_list()),
        list(SavedAnalysis.objects.filter(key__in=world.far.values["analysis_key"]).values_list()),
        list(Initiative.objects.order_by("pk").values_list()),
        list(Grant.objects.order_by("pk").values_list()),
        list(Member.objects.order_by("pk").values_list("pk", "is_active", "email", "password")),
        list(Rejected.objects.order_by("pk").values_list("pk", "state", "raw")),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()
