"""A definition can tell as much as a number: who may not know the one is not shown the other."""

from datetime import date

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.kit.clock import now
from oyez.measure.analyses.changes import Wanted, save_analysis
from oyez.measure.choices import choices
from oyez.measure.definitions.changes import define, used_by
from tests.town import Town, answers, tell

pytestmark = pytest.mark.django_db

WORTH = {
    "spends": "segment: spends\nlabel: Spends much\nwhere: {before: {attr:order_price: {from: 5000}}}\n",
    "band": "dimension: band\nlabel: Band\nof: attr:order_price\nbands: [{key: high, from: 500}]\n",
    "basket": "metric: basket\nlabel: Basket\nmean: {of: attr:order_price, minimum: 0, maximum: 9000}\n",
    "many": "metric: many\nlabel: Many\ncount: {of: rows}\nwhere: {segment: spends}\n",
}
PLAIN = "segment: plain\nlabel: Plain\nwhere: {channel: web}\n"


def test_what_looks_at_worth_is_shown_to_those_alone_who_may_know_it(town: Town) -> None:
    for text in (*WORTH.values(), PLAIN):
        define(OPERATOR, text)
    manager, analyst = town.client(town.cem), town.client(town.member("analyst"))
    keys = {one["key"] for one in manager.get("/api/v1/definitions").json()}
    assert "plain" in keys
    assert not keys & set(WORTH)
    assert {one["key"] for one in analyst.get("/api/v1/definitions").json()} >= set(WORTH)
    assert "Spends much" not in manager.get("/definitions/").content.decode()
    for url in ("/definitions/segment/spends/", "/api/v1/definitions/segment/spends"):
        assert manager.get(url).status_code == 404
        assert analyst.get(url).status_code == 200
    offered = choices(town.viewer(town.cem))
    names = {one.name for one in offered.metrics} | {one.name for one in offered.dimensions}
    assert not names & {*WORTH, "segment:spends"}


def test_a_goal_of_another_unit_is_not_read_as_a_definition(town: Town) -> None:
    today = now().date()
    for month in range(1, 12):
        day = f"{today.year - (month >= today.month)}-{(today.month - month - 1) % 12 + 1:02}-05"
        tell(*answers("nps", [9, 3] * 30, day))
    goal = "goal: up\nlabel: Up\nmetric: nps\nunit: harbour\ntarget: 60\nuntil: {}\nowner: cem@example.org\n"
    define(OPERATOR, goal.format(date(today.year + 1, today.month, 1)))
    for member, seen in ((town.cem, True), (town.dara, False), (town.member("analyst"), True)):
        found = town.client(member).get("/api/v1/definitions?kind=goal").json()
        assert bool(found) is seen


def test_the_name_of_somebody_elses_own_analysis_is_not_told(town: Town) -> None:
    define(OPERATOR, PLAIN)
    tell(*answers("csat", [5] * 9))
    analyst = town.viewer(town.member("analyst"))
    save_analysis(analyst, Wanted("Project Falcon", "explore", "metric=csat&where=segment%3Dplain"))
    [said] = used_by(town.viewer(town.member("cx_manager")), "segment", "plain")
    assert "Falcon" not in said
    assert said.startswith("an analysis of ")
    assert used_by(analyst, "segment", "plain") == ["the analysis “Project Falcon”"]
    assert "analysis" not in town.client(town.cem).get("/api/v1/definitions/segment/plain").content.decode()
