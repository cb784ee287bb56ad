"""The door: signing in and out, a lost password, each page in our look and under our policy."""

import re

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client

from oyez.company.models import Member
from oyez.kit.clock import now

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"


@pytest.fixture
def marta() -> Member:
    member = Member(email="marta@aurora.example", name="Marta Kessler", created_at=now())
    member.set_password(PASSWORD)
    member.save()
    return member


def html_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    text = response.content.decode()
    assert 'class="c-public is-door"' in text
    assert " style=" not in text
    return text


def test_the_sign_in_page_asks_for_address_and_password(client: Client) -> None:
    text = html_of(client, "/accounts/login/")
    assert 'type="email"' in text
    assert 'type="password"' in text
    assert "/accounts/signup/" not in text


def test_a_wrong_password_is_said_in_a_sentence(client: Client, marta: Member) -> None:
    response = client.post("/accounts/login/", {"login": marta.email, "password": "wrong"})
    assert "c-callout is-bad" in response.content.decode()


def test_the_right_password_opens_the_door_and_signing_out_is_a_post(client: Client, marta: Member) -> None:
    response = client.post("/accounts/login/", {"login": marta.email, "password": PASSWORD})
    assert response.status_code == 302
    assert "Sign out" in html_of(client, "/accounts/logout/")
    assert client.session.get("_auth_user_id")
    client.post("/accounts/logout/")
    assert not client.session.get("_auth_user_id")


def test_a_lost_password_is_replaced_by_a_link_that_works_once(client: Client, marta: Member) -> None:
    html_of(client, "/accounts/password/reset/")
    client.post("/accounts/password/reset/", {"email": marta.email})
    html_of(client, "/accounts/password/reset/done/")
    (message,) = mail.outbox
    assert message.body.endswith("Oyez\n") or message.body.endswith("Oyez")
    url = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert url
    asked = client.get(url[1], follow=True)
    form = asked.redirect_chain[-1][0]
    assert "A new password" in asked.content.decode()
    client.post(form, {"password1": "another long word", "password2": "another long word"})
    marta.refresh_from_db()
    assert marta.check_password("another long word")
    assert "no longer works" in Client().get(url[1], follow=True).content.decode()


def test_an_unknown_address_learns_nothing(client: Client, marta: Member) -> None:
    known = client.post("/accounts/password/reset/", {"email": marta.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@aurora.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    assert "By invitation" in html_of(client, "/accounts/signup/")


def test_the_form_to_change_a_password_stands_in_the_frame(client: Client, marta: Member) -> None:
    client.force_login(marta)
    text = client.get("/accounts/password/change/").content.decode()
    assert 'class="c-shell"' in text
    assert 'autocomplete="current-password"' in text


def test_the_policy_of_every_page_is_strict(client: Client) -> None:
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_too_many_tries_get_a_page_that_says_so() -> None:
    text = render_to_string("429.html")
    assert "Too many tries" in text
    assert "Wait a few minutes" in text


def test_who_has_one_role_or_none_gets_no_role_switcher(client: Client, marta: Member) -> None:
    client.force_login(marta)
    text = client.get("/accounts/password/change/").content.decode()
    assert "Marta Kessler" in text
    assert "See as" not in text


def test_nobody_changes_their_own_address(client: Client, marta: Member) -> None:
    client.force_login(marta)
    for address in ("/accounts/email/", "/accounts/confirm-email/", "/accounts/phone/change/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"email": "other@aurora.example", "action_add": ""}).status_code == 404
