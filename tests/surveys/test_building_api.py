"""Surveys by API and on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from oyez.surveys.core.reading import definition
from oyez.surveys.models import Survey
from oyez.surveys.starting import begun, start
from oyez.web.cli import oyez
from tests.town import Town

pytestmark = pytest.mark.django_db
TEXT = begun(start("after_a_visit"), "visits", "Visits", "en")


@pytest.fixture
def cx(town: Town) -> Client:
    client: Client = town.client(town.member("cx_manager"))
    return client


def send(client: Client, verb: str, path: str, **said: Any) -> Any:
    return getattr(client, verb)(f"/api/v1/surveys{path}", json.dumps(said), content_type="application/json")


def test_a_survey_is_begun_changed_checked_published_and_paused(cx: Client) -> None:
    made = send(cx, "post", "", yaml=TEXT)
    assert made.status_code == 201
    assert made.json()["revision"] == 1
    data = made.json()["definition"]
    data["title"]["en"] = "Visited"
    assert send(cx, "put", "/visits", definition=data, revision=1).json()["title"] == "Visited"
    assert send(cx, "put", "/visits", yaml=TEXT, revision=1).status_code == 422
    assert send(cx, "post", "/check", yaml=TEXT).json()["seconds"] > 0
    assert send(cx, "post", "/visits/publish", revision=2).json()["number"] == 1
    assert send(cx, "post", "/visits/state", state="paused", open=True).json()["state"] == "paused"
    assert cx.get("/api/v1/surveys").json()[0]["open"] is True
    assert definition(cx.get("/api/v1/surveys/visits/yaml").content.decode()).title["en"] == "Visited"
    assert len(cx.get("/api/v1/surveys/visits/versions").json()) == 1


def test_what_is_wrong_is_named_by_its_place(cx: Client) -> None:
    answer = send(cx, "post", "", yaml="survey: a\ntitle: A\nkind: transactional\nmode: identifed\n")

    assert answer.status_code == 422
    assert "line 4" in answer.json()["error"]["message"]


def test_what_the_lint_blocks_needs_a_reason_by_rule(cx: Client) -> None:
    send(
        cx, "post", "", yaml=TEXT.replace("id: why\n  type: long", "id: why\n  type: long\n  required: true")
    )

    refused = send(cx, "post", "/visits/publish", revision=1)
    assert refused.status_code == 422
    assert "L15" in refused.json()["error"]["message"]
    reasons = {"L15": "asked for", "L01": "asked for"}
    assert send(cx, "post", "/visits/publish", revision=1, reasons=reasons).status_code == 201


def test_only_who_runs_the_programme_writes(town: Town, cx: Client) -> None:
    send(cx, "post", "", yaml=TEXT)
    reader = town.client(town.member("analyst"))

    assert reader.get("/api/v1/surveys/visits").status_code == 200
    assert send(reader, "post", "", yaml=TEXT).status_code == 404
    assert send(reader, "put", "/visits", yaml=TEXT, revision=1).status_code == 404
    assert send(reader, "post", "/visits/publish", revision=1).status_code == 404
    assert send(reader, "post", "/visits/state", state="paused").status_code == 404
    assert town.client(town.eli).get("/api/v1/surveys").status_code == 404


def run(*words: str) -> Any:
    return CliRunner().invoke(oyez, ["survey", *words], catch_exceptions=False)


def test_a_survey_is_run_from_the_command_line(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "visits.yaml"
    assert "after_a_delivery" in run("new").output
    file.write_text(run("new", "after_a_visit", "--key", "visits", "--print").output, "utf-8")
    assert "visits" in run("write", str(file)).output
    assert "visits" in run("list").output
    assert json.loads(run("list", "--json").output)[0]["key"] == "visits"
    assert definition(run("show", "visits").output).survey == "visits"
    assert run("check", "visits").exit_code == 0
    assert "version 1" in run("publish", "visits", "--note", "First").output
    assert "paused" in run("pause", "visits").output
    assert Survey.objects.get(key="visits").state == "paused"
    file.write_text(file.read_text("utf-8").replace("What happened?", "What happened to you?"), "utf-8")
    assert "revision 2" in run("write", str(file)).output
