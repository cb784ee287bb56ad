"""The worked page on telecom churn: its mapping, its definitions and its figures, computed again."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.measure import wording
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.core.result import Card, Result
from oyez.measure.definitions.changes import apply
from oyez.measure.segmenting.sheet import sheet
from oyez.measure.segmenting.words import explained
from oyez.web.cli.import_ import command

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parent.parent.parent / "docs" / "explanation" / "telecom.md"
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
DEMOGRAPHIC = ("attr:senior", "attr:dependents", "attr:partner", "attr:gender")


@pytest.fixture
def said(db: None, real_data: Any, tmp_path: Path) -> str:
    """The text of the page, after what it shows was done."""
    path: Path = real_data("ibm_telco_churn/Telco-Customer-Churn.csv")
    company.found_company("Telco", currency="USD", time_zone="UTC")
    text = PAGE.read_text("utf-8")
    mapping, *definitions = BLOCK.findall(text)
    (tmp_path / "telco.yaml").write_text(mapping, "utf-8")
    run = CliRunner().invoke(command, [str(path), "--as", str(tmp_path / "telco.yaml")])
    assert "7,043 taken" in " ".join(run.output.split()), run.output
    apply(OPERATOR, [(str(at), one) for at, one in enumerate(definitions)])
    return text


def _line(card: Card, result: Result) -> str:
    return f"{wording.value(card, result)} | {wording.interval(card, result)} | {result.n:,}"


def test_every_figure_of_the_page_is_what_oyez_computes(said: str) -> None:
    by = ask(OPERATOR, parse("churned", by=["tenure_band"]))
    assert by.total is not None
    lines = {"everybody": _line(by.metric, by.total)}
    names = {"first_year": "up to 12 months a customer", "second_year": "13 to 24", "to_four": "25 to 48"}
    for point in by.points:
        key = str(point.keys[0])
        lines[names.get(key, "over 48")] = _line(by.metric, point.result)
    for key, name in (
        ("free_to_go", "new and free to go"),
        ("without_support", "internet without support"),
        ("bound", "bound for a year or two"),
    ):
        found = sheet(OPERATOR, key, metric="churned", since="2017-01", against=["tenure_band", *DEMOGRAPHIC])
        lines[name] = _line(found.metric, found.score)
        shares = {one.dimension: explained(one.share) for one in found.between}
        assert f"| {name} | {shares[f'segment:{key}']} |" in said
        assert f"| months as a customer | {shares['tenure_band']} |" in said
        for demographic in DEMOGRAPHIC:
            assert f"| {demographic.removeprefix('attr:')} | {shares[demographic]} |" in said
        if key == "free_to_go":
            assert found.apart is not None
            apart = [round(100 * one) for one in (found.apart.value, found.apart.lo, found.apart.hi)]
            assert apart == [35, 32, 37]
    for name, figures in lines.items():
        assert f"| {name} | {figures} |" in said


def test_support_goes_with_staying_in_each_circumstance(said: str) -> None:
    for where in ("free_to_go", "bound"):
        answer = ask(OPERATOR, parse("churned", by=["segment:without_support"], where=[f"segment={where}"]))
        for point in answer.points:
            value = wording.value(answer.metric, point.result)
            assert f"{value} ({wording.interval(answer.metric, point.result)})" in " ".join(said.split())


def test_what_looks_at_the_past_finds_none(said: str) -> None:
    found = ask(OPERATOR, parse("count", by=["segment:after_failure"]))
    assert {one.keys[0] for one in found.points} == {"no"}
