"""The audit trail reads as the rest of the house does: words, days and numbers as people write them."""

import ast
from pathlib import Path

import pytest

from oyez.company.changes import audit
from oyez.company.core.scope import OPERATOR
from oyez.company.sentences import VERBS, value_of
from tests.town import Town

pytestmark = pytest.mark.django_db

HOUSE = Path(__file__).parents[2] / "src" / "oyez"


def test_a_line_is_in_words(town: Town) -> None:
    audit(
        town.viewer(town.eli), "set_goal", "goal:fitting",
        {"limit": None, "enabled": True}, {"cost": 26000.0, "until": "2026-11-16"},
    )  # fmt: skip
    page = town.client(town.eli).get("/audit/").content.decode()
    lines = page[page.index("<table") : page.index("</table>")]
    for words in (
        "set a goal",
        "limit: –",
        "enabled: yes",
        "cost: 26,000",
        "until: 16 Nov 2026",
        "Administrator",
    ):
        assert words in lines
    for raw in ("set_goal", "None", "True", "26000.0", "AM", "PM", "a.m.", "p.m."):
        assert raw not in lines


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.25, "0.25"), (-3, "−3"), (["a", 2.0], "a, 2"), ({"is_on": False}, "is on: no"), ("plain", "plain")],
)
def test_a_value_is_written_as_people_write_it(value: object, words: str) -> None:
    assert value_of(value) == words


def test_all_older_lines_can_be_reached(town: Town) -> None:
    for number in range(60):
        audit(OPERATOR, "note_cost", f"initiative:{number}")
    page = town.client(town.eli).get("/audit/").content.decode()
    assert page.count("?before=") == 1


def test_every_verb_that_is_audited_has_words() -> None:
    said = {
        node.args[1].value
        for file in HOUSE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("audit", "_audited")
        and len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    }  # fmt: skip
    assert said
    assert said - set(VERBS) == set()
