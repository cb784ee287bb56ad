"""`oyez cases` and `oyez triggers`: the operator at work, and looking as somebody."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from oyez.act.models import Case
from oyez.company.models import AuditLine
from oyez.kit.errors import NotAllowed, NotFound
from oyez.web.cli import oyez
from tests.act.conftest import Desk
from tests.town import fact, tell


def run(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(oyez, list(words), catch_exceptions=False)


def as_json(*words: str) -> Any:
    return json.loads(run(*words, "--json").stdout)


def test_cases_are_listed_by_due_time(desk: Desk) -> None:
    number = desk.case().number

    assert number in run("cases").stdout
    assert [case["number"] for case in as_json("cases", "list")["cases"]] == [number]


def test_a_case_is_shown_with_what_was_said(desk: Desk) -> None:
    number = desk.case().number

    shown = run("cases", "show", number).stdout

    assert "The worktop is chipped" in shown
    assert "on the desk of Cem" in shown


def test_looking_as_somebody_shows_what_they_see(desk: Desk) -> None:
    number = desk.case().number

    assert as_json("cases", "list", "--viewer", "dara@example.org")["cases"] == []
    with pytest.raises(NotFound):
        run("cases", "show", number, "--viewer", "dara@example.org")
    with pytest.raises(NotAllowed):
        run("cases", "list", "--viewer", "eli@example.org")


def test_a_case_is_closed_and_the_operator_leaves_a_trace(desk: Desk) -> None:
    number = desk.case().number

    assert "is closed" in run("cases", "close", number, "--cause", "no-word", "--outcome", "improved").stdout

    assert not Case.objects.get().is_open
    assert AuditLine.objects.latest("pk").actor == "operator"


def test_root_causes_and_triggers_are_listed(desk: Desk) -> None:
    assert "no-word" in as_json("cases", "causes")
    assert "nps-low" in [trigger["key"] for trigger in as_json("triggers", "list")]
    assert "NPS 6 or worse" in " ".join(run("triggers").stdout.split())


def test_a_preview_opens_nothing(desk: Desk) -> None:
    tell(fact("old", "2026-02-10", scores={"nps": 2}))

    assert as_json("triggers", "preview", "nps-low")["triggers"]["nps-low"]["cases"] == 1
    assert "nps-low" in run("triggers", "preview").stdout
    assert not Case.objects.exists()
