"""From where somebody signs in: each client has limits of its own, also behind a proxy; nobody forges theirs."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from oyez.company.models import AuditLine
from oyez.web.clients import address_of
from tests.town import Town

pytestmark = pytest.mark.django_db

SAID = "Too many failed"
PROXY = "10.0.0.1"
TRIES = 12


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def try_to_sign_in(times: int, heard: str, email: str = "nobody-{}@example.org", line: str = PROXY) -> str:
    """The last answer to some wrong passwords that a proxy passed on."""
    said = ""
    for number in range(times):
        said = Client().post(
            "/accounts/login/", {"login": email.format(number), "password": "wrong"},
            headers={"x-forwarded-for": heard}, REMOTE_ADDR=line,
        ).content.decode()  # fmt: skip
    return said


def test_behind_a_proxy_two_clients_have_limits_of_their_own(town: Town, settings: Any) -> None:
    settings.OYEZ_PROXIES = 1
    assert SAID in try_to_sign_in(TRIES, "203.0.113.7")
    assert SAID not in try_to_sign_in(1, "203.0.113.8")


def test_without_a_trusted_proxy_a_forged_header_changes_nothing(town: Town, settings: Any) -> None:
    settings.OYEZ_PROXIES = 0
    assert SAID in try_to_sign_in(TRIES, "203.0.113.7")
    assert SAID in try_to_sign_in(1, "203.0.113.8")


def test_what_a_client_writes_before_the_proxy_counts_for_nothing(settings: Any) -> None:
    settings.OYEZ_PROXIES = 1
    asked = RequestFactory().get(
        "/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"}, REMOTE_ADDR=PROXY
    )
    assert address_of(asked) == "203.0.113.7"


@pytest.mark.parametrize("heard", ["", "unknown", "203.0.113.7, <script>"])
def test_what_no_proxy_writes_is_not_believed(heard: str, settings: Any) -> None:
    settings.OYEZ_PROXIES = 1
    asked = RequestFactory().get("/", headers={"x-forwarded-for": heard}, REMOTE_ADDR=PROXY)
    assert address_of(asked) == PROXY


def test_fewer_proxies_than_trusted_are_not_believed(settings: Any) -> None:
    settings.OYEZ_PROXIES = 2
    asked = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.7"}, REMOTE_ADDR=PROXY)
    assert address_of(asked) == PROXY


def test_a_stranger_cannot_lock_a_member_out(town: Town) -> None:
    town.bea.set_password("a long enough word")
    town.bea.save()
    assert SAID in try_to_sign_in(8, "", town.bea.email, "203.0.113.7")
    opened = Client().post(
        "/accounts/login/",
        {"login": town.bea.email, "password": "a long enough word"},
        REMOTE_ADDR="203.0.113.8",
    )
    assert opened.status_code == 302


def test_the_audit_trail_names_the_client_and_not_the_proxy(town: Town, settings: Any) -> None:
    settings.OYEZ_PROXIES = 1
    town.client(town.eli).post(
        f"/members/{town.bea.pk}/active/", {"active": "no"},
        headers={"x-forwarded-for": "203.0.113.7"}, REMOTE_ADDR=PROXY,
    )  # fmt: skip
    assert AuditLine.objects.order_by("-pk").values_list("origin", flat=True)[0] == "203.0.113.7"
