"""`oyez survey lint`: file, line and column of each finding, and an end that a script can read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from oyez.kit.errors import Refused
from oyez.web.cli import oyez
from tests.surveys.asking import FITTING

GOOD = """survey: visit
title: After a visit
kind: transactional
mode: identified
questions:
  - id: csat
    type: csat
    text: How satisfied were you?
    low: very dissatisfied
    high: very satisfied
    owner: cx_manager
    decision: whom to call
"""
BEGGING = GOOD + "invite:\n  text: Please give us five stars.\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(oyez, ["survey", "lint", *map(str, words)], catch_exceptions=False)


def write(folder: Path, text: str, name: str = "visit.yaml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_good_survey_ends_with_0_and_says_how_long_it_takes(tmp_path: Path) -> None:
    done = run(write(tmp_path, GOOD))
    assert done.exit_code == 0
    assert "1 questions on the longest way, 7 s (estimated)" in done.stdout
    assert "L08 did not look at everything; it lacks: previous." in done.stdout


def test_an_error_ends_with_1_and_names_file_line_and_column(tmp_path: Path) -> None:
    file = write(tmp_path, BEGGING)
    done = run(file)
    assert done.exit_code == 1
    assert f"{file}:14:9: E L16 [en] invite.text:" in done.stdout


def test_a_warning_alone_ends_with_0(tmp_path: Path) -> None:
    done = run(write(tmp_path, GOOD.replace("How satisfied", "How calm and satisfied")))
    assert (done.exit_code, "8:11: W L03" in done.stdout) == (0, True)


def test_programs_get_json(tmp_path: Path) -> None:
    done = run(write(tmp_path, BEGGING), write(tmp_path, GOOD, "good.yaml"), "--json")
    begging, good = json.loads(done.stdout)
    assert [one["rule"] for one in begging["findings"]] == ["L16"]
    assert (good["findings"], good["longest"], good["measured"]) == ([], ["csat"], False)


def test_a_file_that_is_no_survey_is_refused_with_its_place(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD.replace("type: csat", "type: cast"))
    with pytest.raises(Refused, match=rf"{file}, line 7, column 11: .*did you mean “csat”"):
        run(file)


@pytest.mark.parametrize(
    ("place", "language", "line"),
    [("title", "de", 3), ("questions.causes.options.work", "de", 22), ("questions.why.low", "en", 24)],
)
def test_a_place_inside_a_survey_has_a_line(place: str, language: str, line: int) -> None:
    from oyez.kit.marked import read
    from oyez.surveys.core.lint.whereabouts import whereabouts

    assert whereabouts(read(FITTING), place, language).line == line


@pytest.mark.django_db
def test_with_the_company_also_its_facts_count(town: object, tmp_path: Path) -> None:
    file = write(tmp_path, GOOD.replace("cx_manager", "the_moon"))
    assert "L18" not in run(file).stdout
    assert "There is no “the_moon” who could own the answers." in run(file, "--with-company").stdout
