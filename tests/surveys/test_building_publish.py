"""Publishing, pausing and opening from the pages; versions and what changed between them; tests to oneself."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.kit.models import Outgoing
from oyez.surveys.changes import editing
from oyez.surveys.models import Response, Survey
from oyez.surveys.starting import begun, start
from tests.town import Town

pytestmark = pytest.mark.django_db
KEY = "after-a-visit"


@pytest.fixture
def survey(town: Town) -> Survey:
    return editing.create(OPERATOR, begun(start("after_a_visit"), KEY, "After a visit", "en"))


@pytest.fixture
def cx(town: Town) -> Client:
    return town.client(town.member("cx_manager"))


def at(name: str, *parts: str) -> str:
    return reverse(f"surveys:{name}", args=[KEY, *parts])


def change(row: Survey, old: str, new: str) -> Survey:
    row.refresh_from_db()
    return editing.edit(OPERATOR, KEY, row.draft.replace(old, new), row.revision)


def publish(client: Client, row: Survey, **said: Any) -> Any:
    row.refresh_from_db()
    return client.post(at("publish"), {"over": row.revision, **said})


def test_a_draft_is_published_paused_gone_on_with_and_closed(survey: Survey, cx: Client) -> None:
    assert publish(cx, survey, note="First").status_code == 302
    for state in ("paused", "live", "closed"):
        cx.post(at("set_state"), {"do": state})
        survey.refresh_from_db()
        assert survey.state == state
    cx.post(at("set_state"), {"do": "open"})
    survey.refresh_from_db()
    assert survey.is_open
    assert f"/s/{KEY}/" in cx.get(at("versions")).content.decode()


def test_what_the_lint_blocks_is_not_published_without_a_reason(survey: Survey, cx: Client) -> None:
    change(survey, "id: why\n  type: long", "id: why\n  type: long\n  required: true")
    assert "blocks" in cx.get(at("publish")).content.decode()
    refused = publish(cx, survey, note="Kept words")

    assert refused.status_code == 422
    assert "Kept words" in refused.content.decode()
    assert "L15" in refused.content.decode()
    assert not survey.versions.exists()


def test_a_reason_publishes_all_the_same_and_is_kept(survey: Survey, cx: Client) -> None:
    change(survey, "id: why\n  type: long", "id: why\n  type: long\n  required: true")
    publish(cx, survey, **{"reason-L15": "The board asked for it.", "reason-L01": "So be it."})

    assert "L15: The board asked for it." in survey.versions.get().overridden
    line = AuditLine.objects.filter(verb="publish_survey").get()
    assert "The board asked for it." in str(line.after)


def test_a_draft_that_somebody_changed_meanwhile_is_not_published(survey: Survey, cx: Client) -> None:
    change(survey, "What happened?", "What happened to you?")
    answer = cx.post(at("publish"), {"over": 1})

    assert answer.status_code == 422
    assert "somebody else" in answer.content.decode()


def test_versions_say_what_changed_and_where_a_new_series_begins(survey: Survey, cx: Client) -> None:
    publish(cx, survey)
    change(survey, "What happened?", "What happened to you?")
    page = cx.get(at("versions")).content.decode()
    assert "“why”: the wording changed" in page
    assert "a new series begins, and trends" not in page

    change(survey, "recommend us to", "recommend The Town to")
    assert "a new series begins, and trends" in cx.get(at("versions")).content.decode()
    publish(cx, survey, **{"reason-L07": "ours", "reason-L08": "a new name"})
    assert survey.versions.count() == 2
    assert "a new series begins" in cx.get(at("versions")).content.decode()


def test_the_promise_about_who_answered_cannot_change_once_published(survey: Survey, cx: Client) -> None:
    publish(cx, survey)
    change(survey, "mode: identified", "mode: anonymous")
    answer = publish(cx, survey, **{f"reason-L{n:02}": "so" for n in range(1, 23)})

    assert answer.status_code == 422
    assert "promised to be identified" in answer.content.decode()


def test_the_preview_is_the_page_itself_and_keeps_nothing(survey: Survey, cx: Client) -> None:
    page = cx.get(at("preview"))
    frame = cx.get(at("preview_page") + "?lang=de")

    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "Wie wahrscheinlich ist es" in frame.content.decode()
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "What happened?" in cx.get(at("preview_page") + "?at=1").content.decode()
    cx.post(at("preview_page"), {"nps": "3", "r": ""})
    assert not Response.objects.exists()


def test_the_preview_is_for_those_who_see_the_survey(survey: Survey, town: Town) -> None:
    assert Client().get(at("preview_page")).status_code == 302
    assert town.client(town.eli).get(at("preview_page")).status_code == 404


def test_a_test_goes_to_ones_own_address(survey: Survey, town: Town) -> None:
    member = town.member("cx_manager")
    town.client(member).post(at("send_test"))

    mail = Outgoing.objects.get(rule="survey_test")
    assert mail.recipient == member.email
    assert mail.audience == Outgoing.Audience.STAFF
    assert mail.subject == "One question about your visit"
    assert "stop/" not in mail.text
    link = next(word for word in mail.text.split() if word.endswith("?a=9"))
    opened = Client().get(link[link.index("/s/test/") :])
    assert opened.status_code == 200
    assert "How likely are you" in opened.content.decode()
