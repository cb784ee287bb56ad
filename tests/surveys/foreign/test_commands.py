"""Surveys and answers of other tools come in by commands, and say what was lost."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from oyez.company.core.scope import OPERATOR
from oyez.journal.models import Interaction
from oyez.kit.errors import Refused
from oyez.surveys.changes.editing import edit
from oyez.surveys.foreign import as_draft, as_json, read_survey, survey_of
from oyez.surveys.models import Survey
from oyez.web.cli import oyez
from tests.collect.importing import report, take_in
from tests.collect.reading import write
from tests.surveys.foreign.files import ANSWER, SPLIT, SURVEY, table
from tests.town import Town

pytestmark = pytest.mark.django_db


def run(*words: object) -> str:
    done = CliRunner().invoke(oyez, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_survey_becomes_a_draft_with_its_original_and_the_report(tmp_path: Path) -> None:
    path = write(tmp_path, "kitchen.qsf", SURVEY)
    said = run("survey", "import", path)
    row = Survey.objects.get(key="kitchen-fitted")
    assert "6 questions (1 nps, 1 long, 1 multiple, 1 single, 1 matrix, 1 ranking)" in said
    assert row.original == SURVEY.decode()
    assert {"where", "what", "became", "places"} == set(row.losses[0])
    assert row.state == Survey.State.DRAFT
    assert survey_of(OPERATOR, "kitchen-fitted").definition.survey == "kitchen-fitted"


def test_a_survey_can_be_written_to_a_file_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "kitchen.qsf", SURVEY)
    run("survey", "import", path, "--out", tmp_path / "k.yaml", "--json")
    assert (tmp_path / "k.yaml").read_text("utf-8").startswith("survey: kitchen-fitted")
    assert not Survey.objects.exists()


def test_its_answers_come_in_by_the_mapping_that_is_written(town: Town, tmp_path: Path) -> None:
    as_draft(OPERATOR, read_survey(write(tmp_path, "kitchen.qsf", SURVEY)))
    path = write(tmp_path, "answers.csv", table([*SPLIT, ANSWER]))
    said = run("survey", "answers", path, "--of", "kitchen-fitted", "--out", tmp_path / "m.yaml")
    assert "Weird" in said
    mapping = (tmp_path / "m.yaml").read_text("utf-8")
    assert report(take_in(path, mapping)) == {"taken": 1, "known": 0, "rejected": 0}
    assert report(take_in(path, mapping)) == {"taken": 0, "known": 1, "rejected": 0}
    row = Interaction.objects.get(survey="kitchen-fitted")
    assert row.scores["nps"] == 9
    assert not row.news


def test_answers_follow_what_was_decided_in_the_draft(town: Town, tmp_path: Path) -> None:
    row = as_draft(OPERATOR, read_survey(write(tmp_path, "kitchen.qsf", SURVEY)))
    edit(OPERATOR, row.key, row.draft.replace("mode: identified", "mode: anonymous"), row.revision)
    path = write(tmp_path, "answers.csv", table([*SPLIT, ANSWER]))
    run("survey", "answers", path, "--of", "kitchen-fitted", "--out", tmp_path / "m.yaml")
    take_in(path, (tmp_path / "m.yaml").read_text("utf-8"))
    told = Interaction.objects.get(survey="kitchen-fitted")
    assert (told.mode, told.subject) == ("anonymous", None)


def test_a_survey_leaves_as_json_and_comes_back(tmp_path: Path) -> None:
    as_draft(OPERATOR, read_survey(write(tmp_path, "kitchen.qsf", SURVEY)))
    text = run("survey", "export", "kitchen-fitted")
    assert text == as_json(OPERATOR, "kitchen-fitted")
    assert read_survey(write(tmp_path, "k.json", text)).imported.losses == ()
    with pytest.raises(Refused, match="never published"):
        as_json(OPERATOR, "kitchen-fitted", published=True)


def test_files_too_large_or_missing_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.qsf"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    with pytest.raises(Refused, match="100 MB"):
        read_survey(path)
    with pytest.raises(Refused, match="no file"):
        read_survey(tmp_path / "none.qsf")
