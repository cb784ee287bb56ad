"""The truths that the product can find by now, found by the product, in the full company, against the truth file."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oyez.web.sample.place import Place
from oyez.web.sample.truths import Truths, truths
from tests.sample.shell import in_a_shell

pytestmark = pytest.mark.slow

Oyez = Callable[..., Any]


def run(*command: str, environment: dict[str, str] | None = None) -> Any:
    """The JSON that a command prints."""
    done = in_a_shell(*command, "--json", environment=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("product") / "aurora"


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, Any]:
    """What the demo tells of the full company."""
    told: dict[str, Any] = run("demo", "--folder", str(folder))
    return told


@pytest.fixture(scope="module")
def oyez(folder: Path, found: dict[str, Any]) -> Oyez:
    """Any command, asked of the built company."""
    return lambda *command: run(*command, environment=Place(folder, 8042).environment())


@pytest.fixture(scope="module")
def planted() -> Truths:
    return truths()


def held(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in found["findings"] + found["others"] if one["kind"] == kind]


def test_the_screen_tells_the_size_of_the_company(found: dict[str, Any]) -> None:
    assert found["interactions"] >= 100_000
    assert 7_500 <= found["persons"] <= 8_800
    assert found["intake"]["rejected"] == 0
    assert len(found["findings"]) == 7


def test_the_partner_is_found_with_its_month(found: dict[str, Any], planted: Truths) -> None:
    of_partner = [one for one in held(found, "changed") if one["about"] == ["unit", planted.partner.unit]]
    assert planted.partner.since.isoformat() in {one["since"] for one in of_partner}
    assert any(one in found["findings"] for one in of_partner)


def test_the_topic_that_burst_is_found_and_no_other(found: dict[str, Any], planted: Truths) -> None:
    assert [one["about"][1] for one in held(found, "burst")] == [planted.billing.topic]


def test_the_drifting_account_is_told(found: dict[str, Any], planted: Truths) -> None:
    told = [one["about"] for one in found["findings"] if one["kind"] == "at_risk"]
    assert ["account", planted.drifting_account.account] in told


def test_the_drifting_account_stands_large_low_and_blind(oyez: Oyez, planted: Truths) -> None:
    rows = {row["key"]: row for row in oyez("matrix")["accounts"]}
    drifting = rows[planted.drifting_account.account]
    assert drifting["quadrant"] == "at_risk"
    assert drifting["below"] >= 0.8
    assert drifting["blind"]


def test_the_drifting_account_is_seen_weeks_before_it_renews_and_false_alarms_are_counted(
    oyez: Oyez, planted: Truths
) -> None:
    told = oyez("matrix")
    (drifting,) = [row for row in told["drifting"] if row["key"] == planted.drifting_account.account]
    assert drifting["weeks_of_warning"] >= planted.drifting_account.warning_weeks
    assert {"buys less", "decision-makers silent"} <= set(drifting["signs"])
    assert drifting["renewal"] == planted.drifting_account.renewal.isoformat()
    print(f"{drifting['weeks_of_warning']} weeks of warning, {told['drift_false_alarms']} false alarms")
    assert told["drift_false_alarms"] + len(told["drifting"]) <= 3


def test_no_account_without_an_answer_is_shown_as_satisfied(oyez: Oyez, planted: Truths) -> None:
    rows = oyez("matrix")["accounts"]
    silent = [row for row in rows if row["n"] == 0]
    assert {row["key"] for row in silent} >= set(planted.silent_accounts.accounts)
    assert all(row["quadrant"] is None and row["look"] == "hollow" for row in silent)


def test_the_silent_accounts_are_told(found: dict[str, Any]) -> None:
    assert any(one["kind"] == "silent" for one in found["findings"])


def test_the_wait_is_told_as_unheard(found: dict[str, Any], planted: Truths) -> None:
    assert ["stage", planted.unheard_stage.stage] in [one["about"] for one in found["findings"]]


def test_the_wait_has_many_interactions_and_every_other_stage_has_answers(
    oyez: Oyez, planted: Truths
) -> None:
    truth = planted.unheard_stage
    counts = {
        point["keys"][0]: point["result"]["n"] for point in oyez("ask", "count", "--by", "stage")["points"]
    }
    assert counts[truth.stage] >= truth.n
    answers = oyez("ask", "count", "--by", "stage", "--where", "kind=response,review")
    heard = {point["keys"][0] for point in answers["points"]}
    assert truth.stage not in heard
    assert heard >= {"discover", "plan", "order", "deliver", "fit", "pay", "use", "account"}


def test_the_wait_in_rhine_is_told(found: dict[str, Any], planted: Truths) -> None:
    assert ["topic", planted.waiting_rhine.topic] in [one["about"] for one in found["findings"]]


def test_scores_by_unit_agree_with_the_files(oyez: Oyez, folder: Path) -> None:
    answer = oyez("ask", "nps", "--where", "survey=after-fitting", "--by", "unit")
    lines = folder.joinpath("files", "after_fitting.csv").read_text("utf-8").splitlines()
    units = [line.split(",")[3] for line in lines[1:] if line.startswith("AF-")]
    assert {p["keys"][0]: p["result"]["n"] for p in answer["points"]} == {
        unit: units.count(unit) for unit in set(units)
    }


def test_confidential_answers_are_only_told_in_groups(oyez: Oyez, planted: Truths) -> None:
    asked = (
        "ask",
        "csat",
        "--where",
        f"survey={planted.confidential.survey}",
        "--by",
        "unit",
        "--every",
        "month",
    )
    results = [point["result"] for point in oyez(*asked)["points"]]
    assert results
    assert all(result["n"] is None or result["n"] == 0 or result["n"] >= 5 for result in results)


def test_the_driver_and_the_tie_are_found(oyez: Oyez, planted: Truths) -> None:
    truth = planted.drivers
    told = oyez("drivers", truth.survey, "--outcome", truth.outcome)
    first, second, third, *others = told["drivers"]
    assert (first["key"], first["best_place"], first["worst_place"]) == (truth.top, 1, 1)
    assert {second["key"], third["key"]} == set(truth.tie)
    assert third["key"] in second["tied_with"]
    assert min(one["best_place"] for one in others) == 4
    assert told["n"] >= truth.n


def test_records_named_together_are_one_person(oyez: Oyez, folder: Path, planted: Truths) -> None:
    with folder.joinpath("files", "portal.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with folder.joinpath("files", "customers.csv").open(encoding="utf-8-sig", newline="") as file:
        mail_of = {row["KD_NR"]: row["EMAIL"] for row in csv.DictReader(file, delimiter=";")}
    linked = [row for row in rows if mail_of[row["customer_no"]] != row["email"]]
    assert len(linked) == planted.persons_who_are_one.linked
    one = oyez("person", "show", f"crm:{linked[0]['customer_no']}")
    assert {f"email:{linked[0]['email']}", f"email:{mail_of[linked[0]['customer_no']]}"} <= set(
        one["identifiers"]
    )


def test_each_initiative_gets_the_verdict_that_was_planted(oyez: Oyez, planted: Truths) -> None:
    said = {one["name"]: one for one in oyez("initiatives")}
    assert len(said) == len(planted.initiatives) == 3
    for truth in planted.initiatives:
        assert said[truth.name]["evidence"] == "comparison"
        assert said[truth.name]["verdict"] == truth.verdict


def every_place(moved: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What moved, with all below it."""
    return [place for one in moved for place in (one, *every_place(one["below"]))]


def test_the_partner_alerts_within_two_months_inside_the_alarm_budget(oyez: Oyez, planted: Truths) -> None:
    """The month of the onset is watched, the next one alerts; nothing else does, and nobody's budget is passed."""
    changes = oyez("changes")
    truth = planted.partner
    second = truth.since.replace(month=truth.since.month + truth.found_within_months - 1)
    alerts = [one for one in every_place(changes["moved"]) if one["state"] == "alert"]
    at_partner = [one for one in alerts if one["stream"].endswith(f"={truth.unit}")]
    assert truth.since.isoformat() in {one["since"] for one in at_partner}
    assert min(one["alerted"] for one in at_partner) <= second.isoformat()
    elsewhere = [one for one in alerts if one not in at_partner]
    assert all(any(one in every_place(top["below"]) for one in at_partner) for top in elsewhere)
    assert changes["most_for_one_owner"] <= 1


def test_the_topic_that_burst_is_among_the_changes(oyez: Oyez, planted: Truths) -> None:
    bursts = oyez("changes")["bursts"]
    assert bursts[0]["value"] == planted.billing.topic
    assert bursts[0]["customers"] >= 40
