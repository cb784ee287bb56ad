"""A file for statistics programs carries the words of the survey."""

from pathlib import Path

import pyreadstat
import pytest
from click.testing import CliRunner

from oyez.company.core.scope import OPERATOR
from oyez.surveys.changes.editing import create
from oyez.web.cli import oyez
from tests.town import Town, fact, tell

pytestmark = pytest.mark.django_db
SURVEY = """
survey: kitchens
title: Kitchens
kind: study
mode: identified
questions:
- {id: nps, type: nps, text: Would you recommend us?, low: not at all, high: very much}
- {id: fit, type: rating, score: csat_fit, text: "How satisfied?", labels: [very poor, poor, fair, good, very good]}
- {id: why, type: single, text: What was it?, options: [{key: late, text: It came late}, {key: price, text: The price}]}
"""


def taken(tmp_path: Path, *where: str) -> pyreadstat.metadata_container:
    path = tmp_path / "answers.sav"
    filters = [word for one in where for word in ("--where", one)]
    done = CliRunner().invoke(oyez, ["rows", *filters, "-o", str(path)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return pyreadstat.read_sav(str(path), output_format="dict")[1]


def answered() -> None:
    create(OPERATOR, SURVEY)
    tell(
        *(
            fact(str(at), survey="kitchens", scores={"nps": 9, "csat_fit": 4}, attributes={"why": "late"})
            for at in range(6)
        ),
        fact("7", survey="other", scores={"nps": 1}),
    )


def test_columns_and_values_are_called_as_they_were_asked(town: Town, tmp_path: Path) -> None:
    answered()
    about = taken(tmp_path, "survey=kitchens")
    assert about.column_names_to_labels["nps"] == "Would you recommend us?"
    assert about.column_names_to_labels["attr_why"] == "What was it?"
    assert about.variable_value_labels["nps"] == {0.0: "not at all", 10.0: "very much"}
    assert about.variable_value_labels["csat_fit"][4.0] == "good"
    assert about.variable_value_labels["attr_why"] == {"late": "It came late", "price": "The price"}


def test_rows_of_several_surveys_carry_the_words_of_none(town: Town, tmp_path: Path) -> None:
    answered()
    assert taken(tmp_path).column_names_to_labels["nps"] == "Nps"
    assert taken(tmp_path, "survey=kitchens,other").column_names_to_labels["nps"] == "Nps"
