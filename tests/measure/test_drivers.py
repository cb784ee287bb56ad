"""Drivers of a small town's survey: on the page, for programs, and for whom."""

import json
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from oyez.company import changes as company
from oyez.company.core.scope import NOBODY, OPERATOR
from oyez.journal.core.facts import Fact
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.worker import catch_up
from oyez.measure.drivers.ask import asked, drivers
from oyez.measure.drivers.records import record
from oyez.measure.drivers.studies import studies
from oyez.web.cli.drivers import command
from tests.town import HARBOUR, HILL, HOTEL, Town, fact, tell

pytestmark = pytest.mark.django_db

STEPS = ("advice", "delivery", "fitting")
WEIGHTS = np.array([0.1, 0.3, 0.8])


def study(count: int = 160, unit: str | None = HARBOUR, seed: int = 1, **said: Any) -> list[Fact]:
    """Questionnaires with three steps and the whole; the fitting counts most."""
    dice = np.random.default_rng(seed)
    rated = dice.integers(1, 6, (count, 3))
    whole = np.clip(np.rint(3 + (rated - 3) @ WEIGHTS + 0.4 * dice.normal(size=count)), 1, 5)
    found = []
    for at in range(count):
        key = f"{unit}{seed}-{at}"
        common: dict[str, Any] = {
            "survey": "study",
            "unit": unit,
            "subject": f"email:{key}@example.org",
            "attributes": {"response": key},
        } | said
        found.append(fact(key, touchpoint=None, scores={"csat_overall": float(whole[at])}, **common))
        found += [
            fact(f"{key}/{step}", touchpoint=step, scores={"csat_step": float(value)}, **common)
            for step, value in zip(STEPS, rated[at], strict=True)
        ]
    return found


def test_the_step_that_counts_most_is_first(town: Town) -> None:
    tell(*study())
    found = drivers(OPERATOR, asked("study")).analysis
    assert found.n == 160
    assert [(one.key, one.rank.best, one.rank.worst) for one in found.drivers] == [
        ("fitting", 1, 1),
        ("delivery", 2, 2),
        ("advice", 3, 3),
    ]


def test_without_a_survey_the_one_with_most_ratings_is_taken(town: Town) -> None:
    tell(*study())
    assert drivers(OPERATOR, asked()).study.survey == "study"
    assert list(studies(OPERATOR)) == ["study"]


def test_too_few_answers_are_refused_with_a_sentence(town: Town) -> None:
    tell(*study(60))
    with pytest.raises(Refused, match="at least 100 complete answers; there are 60 here"):
        drivers(OPERATOR, asked("study"))


def test_a_manager_learns_from_the_own_units_answers_alone(town: Town) -> None:
    tell(*study(), *study(120, HILL, seed=2))
    assert drivers(town.viewer(town.cem), asked()).analysis.n == 160
    assert drivers(town.viewer(town.dara), asked()).analysis.n == 120
    assert drivers(OPERATOR, asked()).analysis.n == 280
    with pytest.raises(Refused):
        drivers(town.viewer(town.dara), asked(where=[f"unit={HARBOUR}"]))


def test_nothing_of_another_unit_is_named(town: Town) -> None:
    tell(*study())
    with pytest.raises(NotFound, match="none yet"):
        drivers(town.viewer(town.dara), asked("study"))


def test_who_may_see_no_numbers_gets_none(town: Town) -> None:
    tell(*study())
    with pytest.raises(NotAllowed):
        drivers(NOBODY, asked("study"))
    assert town.client(town.bea).get("/drivers/").status_code == 404
    assert town.client(town.bea).get("/api/v1/drivers").status_code == 404


def test_answers_that_are_not_identified_are_never_joined(town: Town) -> None:
    tell(*study(110), *study(200, HILL, seed=3, mode="confidential"))
    catch_up()
    found = drivers(OPERATOR, asked("study"))
    assert found.analysis.n == 110
    assert found.confidential_left_out


def test_one_accounts_opinion_is_not_what_drives_customers(town: Town) -> None:
    tell(*study(150, account=HOTEL), *study(50, seed=4))
    with pytest.raises(Refused, match="One account"):
        drivers(OPERATOR, asked("study"))


def test_ratings_that_do_not_say_which_belong_together_are_refused(town: Town) -> None:
    tell(*study(120, attributes={}))
    with pytest.raises(Refused, match="attribute “response”"):
        drivers(OPERATOR, asked("study"))


def test_ratings_beside_the_whole_in_one_answer_are_drivers_too(town: Town) -> None:
    company.ensure_hierarchy(OPERATOR, "regions", "Regions")
    dice = np.random.default_rng(6)
    rated = dice.integers(1, 6, (150, 2)).astype(float)
    tell(
        *(
            fact(
                f"seat{at}",
                survey="seats",
                touchpoint=None,
                subject=f"email:{at}@example.org",
                scores={"csat_overall": max(rows), "csat_legroom": rows[0], "csat_width": rows[1]},
            )
            for at, rows in enumerate(rated.tolist())
        )
    )
    found = drivers(OPERATOR, asked("seats"))
    assert {one.key for one in found.analysis.drivers} == {"csat_legroom", "csat_width"}
    assert found.name("csat_legroom") == "Legroom"


def test_a_correction_counts_instead_of_what_it_corrects(town: Town) -> None:
    tell(*study())
    before = drivers(OPERATOR, asked("study")).analysis
    corrected = study()[1]
    tell(
        fact(
            "corrected",
            survey="study",
            touchpoint="advice",
            subject=corrected.subject,
            attributes=corrected.attributes,
            scores={"csat_step": corrected.scores["csat_step"] % 5 + 1},
            replaces=corrected.id,
        )
    )
    after = drivers(OPERATOR, asked("study")).analysis
    assert before.n == after.n
    assert before.drivers[-1].n == after.drivers[-1].n
    assert before.drivers[-1].share != after.drivers[-1].share


def test_the_page_says_it_in_a_sentence_and_draws_it(town: Town) -> None:
    tell(*study())
    page = town.client(town.cem).get("/drivers/").content.decode()
    assert "Fitting drives satisfaction most" in page or "fitting drives satisfaction most" in page
    assert page.count("<svg") >= 4
    assert "If the association were causal" in page
    assert "Johnson" not in page


def test_the_analyst_compares_methods(town: Town) -> None:
    tell(*study())
    analyst = town.client(town.member("analyst"))
    assert "Johnson" in analyst.get("/drivers/").content.decode()
    assert analyst.get("/api/v1/drivers").json()["drivers"][0]["johnson"] > 0
    assert town.client(town.cem).get("/api/v1/drivers").json()["drivers"][0]["johnson"] is None


def test_the_page_refuses_in_a_sentence(town: Town) -> None:
    tell(*study(40))
    answer = town.client(town.cem).get("/drivers/")
    assert answer.status_code == 200
    assert "at least 100 complete answers" in answer.content.decode()
    assert town.client(town.cem).get("/drivers/", {"survey": "none-such"}).status_code in (404, 422)


def test_a_program_gets_what_the_command_line_prints(town: Town) -> None:
    tell(*study())
    sent = town.client(town.cem).get("/api/v1/drivers", {"survey": "study"}).json()
    printed = CliRunner().invoke(command, ["study", "--viewer", town.cem.email, "--json"])
    assert printed.exit_code == 0, printed.output
    assert json.loads(printed.stdout) == sent
    assert sent == json.loads(json.dumps(record(town.viewer(town.cem), drivers(OPERATOR, asked("study")))))
