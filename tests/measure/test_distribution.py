"""How answers spread over a scale: counted on fingers, hidden like any score, never more than whole blocks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.journal import changes as journal
from oyez.journal.core.scales import BUILT_IN, Scale
from oyez.kit.errors import NotAllowed, NotFound
from oyez.kit.worker import catch_up
from oyez.measure.ask import ask
from oyez.measure.core.distribution import stretches
from oyez.measure.core.question import parse
from oyez.measure.core.result import Answer, Answered, Result
from tests.town import HILL, Town, answers, tell


def asked(metric: str, viewer: Viewer = OPERATOR, **said: Any) -> Answer:
    return ask(viewer, parse(metric, **said))


def counts(result: Result) -> dict[str, int]:
    return {one.name: round(one.value * (result.n or 0)) for one in result.beside if one.method == "Wilson"}


def test_short_scales_have_points_and_long_ones_stretches() -> None:
    assert [one.name for one in stretches(BUILT_IN["csat"])] == ["1", "2", "3", "4", "5"]
    assert len(stretches(BUILT_IN["nps"])) == 11
    percent = stretches(Scale("percent", 0, 100))
    assert [percent[0].name, percent[1].name, percent[-1].name] == ["0–9", "10–19", "100"]
    assert [one.name for one in stretches(Scale("ratio", 0, 1, whole=False))][:2] == ["0–0.1", "0.1–0.2"]


@given(
    st.integers(-5, 5),
    st.integers(1, 300),
    st.booleans(),
    st.integers(0, 10**6).map(lambda part: part / 10**6),
)
def test_every_value_lies_in_one_stretch(low: int, width: int, whole: bool, at: float) -> None:
    scale = Scale("any", low, low + width, whole=whole)
    value = low + (round(at * width) if whole else round(at * width, 6))
    assert sum(one.lowest <= value <= one.highest for one in stretches(scale)) == 1
    assert len(stretches(scale)) <= 12


@pytest.mark.django_db
class TestInTheTown:
    def test_six_answers_on_a_scale_of_five(self, town: Town) -> None:
        tell(*answers("csat", [5, 5, 5, 4, 2, 1]))
        total = asked("dist:csat").total
        assert total is not None
        assert counts(total) == {"1": 1, "2": 1, "3": 0, "4": 1, "5": 3}
        assert (total.n, total.value) == (6, pytest.approx(22 / 6))
        fives = next(one for one in total.beside if one.name == "5")
        bounds = stats.binomtest(3, 6).proportion_ci(method="wilson")
        assert (fives.lo, fives.hi) == pytest.approx((bounds.low, bounds.high), abs=1e-12)
        spread = next(one for one in total.beside if one.name == "standard deviation")
        assert spread.value == pytest.approx(stats.tstd([5, 5, 5, 4, 2, 1]), abs=1e-12)

    def test_a_scale_that_is_not_whole_has_stretches(self, town: Town) -> None:
        journal.add_scale("ratio", 0, 1, whole=False)
        tell(*answers("ratio", [0.0, 0.05, 0.1, 0.95, 1.0, 0.5]))
        total = asked("dist:ratio").total
        assert total is not None
        assert {name: n for name, n in counts(total).items() if n} == {
            "0–0.1": 2, "0.1–0.2": 1, "0.5–0.6": 1, "0.9–1": 2,
        }  # fmt: skip

    def test_a_group_of_four_says_nothing_and_hides_its_neighbour(self, town: Town) -> None:
        tell(*answers("csat", [5] * 4), *answers("csat", [3] * 6, "2026-03-03", unit=HILL))
        for point in asked("dist:csat", by=["unit"]).points:
            assert (point.result.value, point.result.n, point.result.beside) == (None, None, ())

    def test_confidential_answers_come_in_whole_blocks(self, town: Town) -> None:
        said = {"mode": "confidential", "survey": "yearly"}
        tell(*answers("csat", [5, 5, 5, 5, 1], **said))
        tell(*answers("csat", [2, 2, 2, 2], "2026-03-03", **said))
        catch_up()
        total = asked("dist:csat", by=["unit"]).total
        assert total is not None
        assert total.mode is Answered.CONFIDENTIAL
        assert counts(total) == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 4}
        cut = asked("dist:csat", by=["channel"]).total
        assert cut is not None
        assert cut.n == 0

    def test_equal_confidential_answers_are_never_told(self, town: Town) -> None:
        tell(*answers("csat", [1] * 12, mode="confidential", survey="yearly"))
        catch_up()
        total = asked("dist:csat").total
        assert total is not None
        assert (total.n, total.beside) == (0, ())

    def test_who_may_not_see_numbers_sees_no_distribution(self, town: Town) -> None:
        with pytest.raises(NotAllowed):
            asked("dist:csat", town.viewer(town.bea))
        tell(*answers("csat", [5] * 6))
        dara = asked("dist:csat", town.viewer(town.dara)).total
        assert dara is not None
        assert dara.n == 0

    def test_an_unknown_score_is_named(self, town: Town) -> None:
        with pytest.raises(NotFound, match="happiness"):
            asked("dist:happiness")

    def test_the_page_shows_it_by_groups(self, town: Town) -> None:
        tell(*answers("csat", [5, 4] * 5), *answers("csat", [1, 2] * 5, "2026-03-03", unit=HILL))
        client = town.client(town.member("analyst"))
        for metric in ("dist:csat", "mean:csat"):
            for more in ("", "&by=unit", "&every=month", "&by=unit&every=month"):
                assert client.get(f"/explore/?metric={metric}{more}").status_code == 200, (metric, more)
