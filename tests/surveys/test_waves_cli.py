"""Waves on the command line."""

import json

import pytest
from click.testing import CliRunner

from oyez.surveys.models import Wave
from oyez.web.cli import oyez
from tests.surveys.asking import published
from tests.surveys.fielded import RELATION, crowd, invitations, promoter, sent

pytestmark = pytest.mark.usefixtures("town")
AUSTRIA = ("--audience", 'person.country == "AT"')


def run(*said: str) -> str:
    done = CliRunner().invoke(oyez, ["survey", *said])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_dry_run_plans_nothing() -> None:
    published(RELATION)
    crowd(4)

    said = run("send", "fitting", "--wave", "autumn", *AUSTRIA, "--dry-run")

    assert "4 of 4 would be asked. None of 4 held back." in said
    assert not Wave.objects.exists()


def test_a_wave_is_planned_and_opens_on_the_companys_clock() -> None:
    published(RELATION)
    crowd(4)

    said = json.loads(
        run("send", "fitting", "--wave", "autumn", *AUSTRIA, "--at", "2099-03-01T09:00", "--json")
    )

    assert said["planned"] and said["asked"] == 4
    assert Wave.objects.get().opens_at.isoformat() == "2099-03-01T08:00:00+00:00"


def test_a_wave_is_looked_at_paused_gone_on_with_and_closed() -> None:
    crowd(4)
    row = sent()
    promoter(invitations(row)[0])

    assert "autumn" in run("waves", "fitting")
    said = run("wave", "autumn")
    assert "4 of 4 sent; 1 answered." in said and "RR2 25.0%" in said
    assert json.loads(run("wave", "autumn", "--json"))["fates"] == {"complete": 1, "silent": 3}
    assert "paused" in run("pause-wave", "autumn", "--why", "wrong address")
    assert "wrong address" in run("wave", "autumn")
    assert "goes on" in run("go-on", "autumn")
    assert "closed" in run("close-wave", "autumn")
