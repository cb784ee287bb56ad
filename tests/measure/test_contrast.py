"""Two segments side by side: their difference, whether it may be chance, and who is in both."""

from typing import Any

import pytest

from oyez.company.core.scope import NOBODY, OPERATOR, Viewer
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.worker import catch_up
from oyez.measure import contrast_words
from oyez.measure.comparing import contrast
from oyez.measure.core.compare import Move
from oyez.measure.core.intervals.share import newcombe
from oyez.measure.core.question import parse, parse_filter
from oyez.measure.core.scores.compared import Contrast
from tests.town import HARBOUR, HILL, Town, answers, tell

pytestmark = pytest.mark.django_db


def compared(*versus: str, viewer: Viewer = OPERATOR, metric: str = "csat", **said: Any) -> Contrast:
    return contrast(viewer, parse(metric, **said), [parse_filter(one) for one in versus])


@pytest.fixture
def two(town: Town) -> Town:
    """By web 84 of 120 are satisfied, by phone 60 of 120."""
    tell(*answers("csat", [5] * 84 + [2] * 36, channel="web"))
    tell(*answers("csat", [5] * 60 + [2] * 60, "2026-03-03", channel="phone", unit=HILL))
    return town


def test_a_difference_of_shares_is_newcombes(two: Town) -> None:
    found = compared("channel=phone", where=["channel=web"])
    expected = newcombe(84, 120, 60, 120)
    change = found.total.change
    assert change is not None
    assert (change.value, change.lo, change.hi) == pytest.approx(
        (expected.value, expected.lo, expected.hi), abs=1e-12
    )
    assert (change.move, found.overlap) == (Move.RISEN, 0)
    assert (
        contrast_words.sentence(found)
        == "Channel: web (70%) lies above Channel: phone (50%), by +20 (+8 to +32)."
    )


def test_other_filters_hold_for_both(two: Town) -> None:
    found = compared("channel=phone", where=["channel=web", "unit=harbour"])
    assert (found.one_where, found.other_where) == (
        ("channel=web", "unit=harbour"),
        ("unit=harbour", "channel=phone"),
    )
    assert contrast_words.title(found) == "Channel: web against Channel: phone"
    assert found.total.earlier is not None
    assert found.total.earlier.n == 0


def test_who_is_in_both_is_said(two: Town) -> None:
    found = compared("channel=web")
    assert found.overlap == 120
    assert "120 answers are in both segments" in contrast_words.sentence(found)
    tell(*answers("csat", [5] * 3, "2026-03-05", channel="web", unit=HILL))
    few = compared(f"unit={HILL}", where=[f"unit={HARBOUR}", "channel=web"])
    assert few.overlap == 0
    few = compared("touchpoint=fitting", where=["channel=web", f"unit={HILL}"])
    assert few.overlap is None
    assert "A few answers are in both segments." in contrast_words.sentence(few)


def test_choices_overlap(town: Town) -> None:
    tell(*answers("csat", [5, 2] * 10, attributes={"why": "price | service"}))
    tell(*answers("csat", [5, 2] * 5, "2026-03-03", attributes={"why": "price"}))
    assert compared("each:why=service", where=["each:why=price"]).overlap == 20


def test_groups_are_compared_too(two: Town) -> None:
    tell(*answers("csat", [5] * 10, "2026-03-05", channel="phone"))
    found = compared("channel=phone", where=["channel=web"], by=["unit"])
    assert [(one.key, one.later and one.later.n, one.earlier and one.earlier.n) for one in found.groups] == [
        (HARBOUR, 120, 10), (HILL, None, 120),
    ]  # fmt: skip


def test_few_answers_are_not_compared(town: Town) -> None:
    tell(*answers("csat", [5] * 20, channel="web"), *answers("csat", [5] * 3, "2026-03-03", channel="phone"))
    found = compared("channel=phone", where=["channel=web"])
    assert found.total.change is None
    assert contrast_words.sentence(found) == "Too few answers in one of the segments to compare them."


def test_confidential_answers_on_one_side_only_are_said(two: Town) -> None:
    tell(*answers("csat", [5, 4, 3, 5, 1], "2026-03-09", mode="confidential", survey="yearly"))
    catch_up()
    assert "only one of the two" not in contrast_words.sentence(
        compared("channel=phone", where=["channel=web"])
    )
    assert "counted in only one" in contrast_words.sentence(compared("channel=web"))


def test_dara_compares_within_the_hill(two: Town) -> None:
    found = compared("channel=phone", where=["channel=web"], viewer=two.viewer(two.dara))
    assert found.total.later is not None
    assert (found.total.later.n, found.total.earlier and found.total.earlier.n) == (0, 120)


@pytest.mark.parametrize(
    ("versus", "said", "words"),
    [((), {}, "Say what to compare with"), (("channel=web",), {"where": ["channel=web"]}, "the same"),
     (("planet=mars",), {}, "no dimension"), (("channel",), {}, "A filter is written")],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(
    two: Town, versus: tuple[str, ...], said: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        compared(*versus, **said)


def test_who_may_not_see_numbers_compares_none(two: Town) -> None:
    with pytest.raises(NotAllowed):
        compared("channel=phone", viewer=NOBODY)


def test_page_and_api_say_the_same(two: Town) -> None:
    client = two.client(two.member("analyst"))
    page = client.get("/explore/?metric=csat&where=channel%3Dweb&versus=channel%3Dphone").content.decode()
    assert "Channel: web (70%) lies above Channel: phone (50%), by +20 (+8 to +32)." in page
    told = client.get("/api/v1/versus?metric=csat&where=channel%3Dweb&versus=channel%3Dphone").json()
    assert told["total"]["change"]["value"] == pytest.approx(0.2)
    assert client.get("/api/v1/versus?metric=csat").status_code == 422
