"""The ways to an open survey: address, code, kiosk, frame."""

import html
import re

import pytest
import segno
from django.conf import settings

from oyez.surveys.doors import fresh_name
from tests.surveys.asking import published
from tests.town import Town


def test_the_code_leads_to_the_survey(town: Town) -> None:
    published()
    client = town.client(town.member("cx_manager"))

    page = html.unescape(client.get("/surveys/fitting/links/").content.decode())
    code = client.get("/surveys/fitting/links/code.svg")

    assert "/s/fitting/?by=kiosk" in page and 'data-survey="fitting"' in page
    assert code.headers["Content-Type"] == "image/svg+xml" and b"<path" in code.content
    drawn = max(re.findall(rb' d="([^"]+)"', code.content), key=len).decode()
    wanted = segno.make(f"{settings.OYEZ_URL}/s/fitting/?by=qr", error="m").svg_inline(
        border=4, omitsize=True
    )
    assert drawn in wanted


def test_a_survey_for_those_invited_has_no_code(town: Town) -> None:
    published(is_open=False)
    client = town.client(town.member("cx_manager"))

    assert client.get("/surveys/fitting/links/code.svg").status_code == 404
    assert "Only those invited" in client.get("/surveys/fitting/links/").content.decode()


def test_a_kiosk_begins_again_by_itself(town: Town) -> None:
    from django.test import Client

    published()
    end = Client().post("/s/fitting/?by=kiosk", {"r": fresh_name(), "nps": "10"}).headers["Location"]

    assert 'http-equiv="refresh" content="12;url=/s/fitting/?by=kiosk"' in Client().get(end).content.decode()


@pytest.mark.parametrize(
    ("sites", "policy"), [("", "'none'"), ("https://shop.example", "https://shop.example")]
)
def test_only_named_sites_may_show_it(
    town: Town, monkeypatch: pytest.MonkeyPatch, sites: str, policy: str
) -> None:
    from django.test import Client

    monkeypatch.setenv("OYEZ_FRAMED_BY", sites)
    published()

    page = Client().get("/s/fitting/?by=embed")

    assert f"frame-ancestors {policy}" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
