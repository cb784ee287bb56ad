"""Waves: nothing is planned before its dry run was seen, and whoever looks sees their own part, never a few."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.preparing import prepare
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed
from oyez.surveys import fieldwork, nonresponse, readout
from oyez.surveys.changes import waving
from oyez.surveys.core.response.fates import Fate
from oyez.surveys.models import Invitation, Wave
from tests.surveys.asking import published
from tests.surveys.fielded import HILL, RELATION, crowd, detractor, invitations, promoter, sent, told
from tests.town import Town

pytestmark = pytest.mark.usefixtures("town")
LOOK = {
    "name": "Autumn", "audience": 'person.country == "AT"', "rate": "100", "per_minute": "120", "channel": "email",
    "reminder_days": "3", "days": "28",
}  # fmt: skip
NEW = "/surveys/fitting/waves/new/"


@pytest.fixture
def cx(town: Town) -> Client:
    return town.client(town.member("cx_manager"))


def seen(page: Any) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def test_the_dry_run_says_who_would_be_held_back_and_plans_nothing(cx: Client) -> None:
    published(RELATION)
    crowd(4)

    page = cx.post(NEW, LOOK | {"do": "look"})

    html = page.content.decode()
    assert "4</b> persons would be asked" in html
    assert "None of 4 held back." in html
    assert not Wave.objects.exists()


def test_a_plan_is_made_as_it_was_seen(cx: Client) -> None:
    published(RELATION)
    crowd(4)
    mark = seen(cx.post(NEW, LOOK | {"do": "look"}))

    answer = cx.post(NEW, LOOK | {"do": "plan", "seen": mark})

    row = Wave.objects.get()
    assert answer.status_code == 302 and answer["Location"].endswith("/waves/fitting-autumn/")
    assert (row.key, row.state, row.reminder_days) == ("fitting-autumn", Wave.State.PLANNED, 3)


def test_whoever_was_overtaken_looks_again(cx: Client) -> None:
    published(RELATION)
    crowd(4)
    mark = seen(cx.post(NEW, LOOK | {"do": "look"}))
    crowd(6)

    page = cx.post(NEW, LOOK | {"do": "plan", "seen": mark})

    assert b"has changed since you looked" in page.content
    assert not Wave.objects.exists()


def test_a_plan_without_a_look_is_only_looked_at(cx: Client) -> None:
    published(RELATION)
    crowd(4)

    cx.post(NEW, LOOK | {"do": "plan"})

    assert not Wave.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("audience", "person.shoe_size == 43", b"Nothing is known as"),
        ("audience", "import os", b"is not a condition"),
        ("rate", "0", b"greater than or equal"),
        ("opens_at", "2020-01-01T09:00", b"This has passed"),
    ],
)
def test_a_wrong_plan_keeps_what_was_typed_and_says_why(
    cx: Client, name: str, value: str, said: bytes
) -> None:
    published(RELATION)

    page = cx.post(NEW, LOOK | {"do": "look", name: value})

    assert page.status_code == 422
    assert said in page.content
    assert b'value="Autumn"' in page.content


def test_only_who_runs_the_programme_plans(town: Town) -> None:
    published(RELATION)
    analyst = town.client(town.member("analyst"))

    assert analyst.get("/surveys/fitting/waves/").status_code == 200
    assert analyst.get(NEW).status_code == 404
    assert analyst.post(NEW, LOOK | {"do": "plan"}).status_code == 404
    with pytest.raises(NotAllowed):
        waving.plan(town.viewer(town.cem), "fitting", "mine", waving.Plan("Mine"))


def test_a_wave_counts_what_became_of_its_mails() -> None:
    crowd(9)
    row = sent()
    first, second, third, fourth, *_others = invitations(row)
    promoter(first)
    detractor(second)
    Invitation.objects.filter(pk=third.pk).update(state=Invitation.State.BOUNCED)
    Invitation.objects.filter(pk=fourth.pk).update(state=Invitation.State.REFUSED, reason="opted_out")

    found = fieldwork.fieldwork(OPERATOR, row)

    assert found.sent == 9
    assert found.counts == {Fate.COMPLETE: 2, Fate.BOUNCED: 1, Fate.OPTED_OUT: 1, Fate.SILENT: 5}
    assert found.rates is not None and found.rates["RR2"] == pytest.approx(2 / 9)
    assert found.rates["RR6"] == pytest.approx(2 / 4)


def test_a_manager_sees_the_mails_of_the_own_unit(town: Town) -> None:
    crowd(6)
    crowd(3, HILL)
    row = sent()

    assert fieldwork.fieldwork(town.viewer(town.cem), row).sent == 6
    assert fieldwork.fieldwork(town.viewer(town.dara), row).sent == 3
    with pytest.raises(NotAllowed):
        fieldwork.fieldwork(town.viewer(town.bea), row)


def test_a_manager_sees_the_score_of_the_own_unit_and_none_of_a_few(town: Town) -> None:
    crowd(8)
    crowd(4, HILL)
    row = sent()
    for one in invitations(row):
        promoter(one)
    for one in invitations(row, HILL):
        detractor(one)
    told()

    harbour = readout.readout(town.viewer(town.cem), row)
    hill = readout.readout(town.viewer(town.dara), row)

    assert harbour is not None and harbour.answer.total is not None
    assert (harbour.answer.total.n, harbour.answer.total.value) == (8, 1.0)
    assert harbour.is_early
    assert harbour.answer.total.n_invited == 8, "how many were asked stands beside how many answered"
    assert hill is not None and hill.answer.total is not None
    assert hill.answer.total.suppressed and hill.answer.total.value is None


def test_few_answers_of_many_asked_are_flagged() -> None:
    crowd(30)
    row = sent()
    for one in invitations(row)[:5]:
        promoter(one)
    told()

    found = readout.readout(OPERATOR, row)

    assert found is not None and found.answer.total is not None
    assert (found.answer.total.n, found.answer.total.n_invited) == (5, 30)
    assert "low_response" in found.answer.total.flags


def test_the_live_page_shows_the_score_and_warns_of_early_answers(cx: Client) -> None:
    crowd(8)
    row = sent()
    for one in invitations(row):
        promoter(one)
    told()

    html = cx.get("/surveys/fitting/waves/autumn/").content.decode()

    assert "8 of 8 sent" in html
    assert "+100" in html
    assert "Early answers, within the first 24 hours" in html


def test_the_page_stands_still_as_long_as_nothing_changes(cx: Client) -> None:
    crowd(6)
    row = sent()
    page = cx.get("/surveys/fitting/waves/autumn/now/")
    mark = re.search(r"seen=(\w+)", page.content.decode())
    assert mark

    assert cx.get(f"/surveys/fitting/waves/autumn/now/?seen={mark[1]}").status_code == 204
    promoter(invitations(row)[0])
    assert cx.get(f"/surveys/fitting/waves/autumn/now/?seen={mark[1]}").status_code == 200


def test_a_wave_is_paused_gone_on_with_and_closed(cx: Client, town: Town) -> None:
    crowd(2)
    row = sent()
    state = "/surveys/fitting/waves/autumn/state/"

    for do, expected in (("pause", "paused"), ("go_on", "sending"), ("close", "closed")):
        cx.post(state, {"do": do})
        row.refresh_from_db()
        assert row.state == expected
    assert town.client(town.cem).post(state, {"do": "go_on"}).status_code == 404


def test_a_wave_of_another_survey_is_not_found(cx: Client) -> None:
    crowd(2)
    sent()
    assert cx.get("/surveys/fitting/waves/winter/").status_code == 404


def test_response_by_language_puts_small_groups_together() -> None:
    crowd(12)
    crowd(4, HILL, language="fr")
    row = sent()
    for one in invitations(row)[:6]:
        promoter(one)

    assert nonresponse.margins(OPERATOR, row) == [], "all but four are alike, and four are too few"

    Invitation.objects.filter(pk__in=[one.pk for one in invitations(row)[:5]]).update(language="en")
    Invitation.objects.filter(unit=HILL).update(language="en")
    [found] = nonresponse.margins(OPERATOR, row)
    assert found.variable == "language"
    assert {name: one.invited for name, one in found.groups.items()} == {"en": 9, "de": 7}
    assert found.likeness is not None and found.likeness.r < 0.8


def test_prepared_contacts_are_compared_with_the_others(town: Town) -> None:
    crowd(12)
    row = sent()
    half = invitations(row)[:6]
    for one in half:
        assert one.person is not None
        prepare(OPERATOR, one.account, [one.person], key="fitting", wave="autumn")
    for one in invitations(row):
        (promoter if one in half else detractor)(one)
    told()

    found = readout.prepared(OPERATOR, row)

    assert found is not None
    values = {key: point.result.value for key, point in found[1].items()}
    assert values == {"true": 1.0, "false": -1.0}


def test_who_was_held_back_is_told_to_the_programme_alone(town: Town) -> None:
    crowd(3)
    row = sent(plan=waving.Plan("Autumn", audience='person.country == "AT"', rate=0.000001))

    assert fieldwork.held_back(OPERATOR, row) == {"sampled_out": 3}
    with pytest.raises(NotAllowed):
        fieldwork.held_back(town.viewer(town.cem), row)


def test_answers_come_in_by_the_hour() -> None:
    crowd(4)
    row = sent()
    for one in invitations(row)[:3]:
        promoter(one)
    Invitation.objects.filter(pk=invitations(row)[0].pk).update(started_at=now() - timedelta(hours=2))

    found = fieldwork.coming_in(OPERATOR, row)

    assert len(found) == 24
    assert [one.answers for one in found][-3:] == [1, 0, 2]


def test_an_anonymous_wave_counts_begun_answers_as_partial() -> None:
    crowd(6)
    row = sent(RELATION.replace("mode: identified", "mode: anonymous"))
    for one in invitations(row)[:2]:
        promoter(one)

    assert fieldwork.fieldwork(OPERATOR, row).counts[Fate.PARTIAL] == 2
