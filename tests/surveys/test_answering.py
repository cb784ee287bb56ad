"""Partial answers count, and who goes on replaces what was told."""

from datetime import timedelta

import pytest
from django.test import Client

from oyez.journal.changes import append_inbox
from oyez.journal.models import Interaction
from oyez.kit.clock import now
from oyez.surveys import doors
from oyez.surveys.changes.answering import tell_idle
from oyez.surveys.models import Response
from tests.surveys.asking import FITTING, begin, in_mode, invited, published

pytestmark = pytest.mark.usefixtures("town")


def stand_still(hours: int) -> None:
    Response.objects.update(saved_at=now() - timedelta(hours=hours))


def standing() -> list[Interaction]:
    """The responses that count: those that no later one replaces."""
    append_inbox()
    rows = list(Interaction.objects.filter(kind="response").order_by("seq"))
    replaced = {bytes(row.replaces) for row in rows if row.replaces}
    return [row for row in rows if bytes(row.key) not in replaced]


def test_an_answer_that_stands_still_is_told_as_it_is_and_told_again_when_it_goes_on() -> None:
    client = Client()
    where = begin(client, f"/s/i/{doors.token_of(invited(published()))}/", nps="3")
    assert tell_idle() == 0

    stand_still(1)
    assert (tell_idle(), tell_idle()) == (1, 0)
    [partial] = standing()
    assert (partial.scores, partial.attributes["complete"]) == ({"nps": 3.0}, False)

    client.post(where, {"why": "Nobody came."})
    [whole] = standing()
    assert (whole.scores, whole.text, whole.attributes["complete"]) == ({"nps": 3.0}, "Nobody came.", True)


def test_a_confidential_one_waits_a_day_and_is_then_closed() -> None:
    client = Client()
    where = begin(client, f"/s/i/{doors.token_of(invited(published(in_mode('confidential'))))}/", nps="3")

    stand_still(2)
    assert tell_idle() == 0
    stand_still(25)
    assert tell_idle() == 1
    client.post(where, {"why": "Too late."})

    [row] = standing()
    assert (row.mode, row.text) == ("confidential", "")


def test_what_a_link_brings_along_is_told_unless_the_answer_is_anonymous() -> None:
    text = FITTING + "fields: [branch]\n"
    published(text)
    begin(Client(), "/s/fitting/?branch=Bonn&evil=1", nps="10")

    [row] = standing()
    assert row.attributes["branch"] == "Bonn" and "evil" not in row.attributes
