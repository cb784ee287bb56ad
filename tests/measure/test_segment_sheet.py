"""The list of segments and the sheet of one: numbers against everybody else, hidden as anywhere."""

from datetime import timedelta

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.kit.clock import now
from oyez.kit.errors import NotFound
from oyez.measure.core.intervals.mean import Moments
from oyez.measure.core.scores import between
from oyez.measure.core.scores.between import between_groups
from oyez.measure.definitions.changes import define
from oyez.measure.segmenting import words
from oyez.measure.segmenting.sheet import segments, sheet
from oyez.measure.segmenting.told import Stands
from oyez.people import changes as people
from tests.town import HILL, Town, fact, tell

pytestmark = pytest.mark.django_db

SEGMENT = "segment: rung\nlabel: Had called\nexplained: Called before.\nwhere:\n  before: {kind: call}\n"


def _day(back: int) -> str:
    return (now() - timedelta(days=back)).date().isoformat()


@pytest.fixture
def rung(town: Town) -> Town:
    """120 who called and judge badly, 150 who did not and judge well; on the hill three who called."""
    define(OPERATOR, SEGMENT)
    callers = [f"email:caller{n}@example.org" for n in range(120)]
    others = [f"email:other{n}@example.org" for n in range(150)]
    tell(
        *(
            fact(f"call{n}", _day(40), kind="call", channel="phone", subject=one)
            for n, one in enumerate(callers)
        ),
        *(
            fact(
                f"a{n}",
                _day(30),
                subject=one,
                language="de" if n % 2 else "en",
                scores={"nps": 3 + 6 * (n % 3 == 0)},
            )
            for n, one in enumerate(callers)
        ),
        *(
            fact(f"b{n}", _day(30), subject=one, language="de", scores={"nps": 3 + 6 * (n % 3 > 0)})
            for n, one in enumerate(others)
        ),
        *(
            fact(f"hc{n}", _day(40), kind="call", unit=HILL, subject=f"email:hill{n}@example.org")
            for n in range(3)
        ),
        *(
            fact(f"h{n}", _day(30), unit=HILL, subject=f"email:hill{n}@example.org", scores={"nps": 9})
            for n in range(20)
        ),
    )
    return town


def test_the_list_says_how_each_group_stands_to_everybody_else(rung: Town) -> None:
    line = next(one for one in segments(rung.viewer(rung.cem)).lines if one.key == "rung")
    assert (line.persons, line.score.n, line.rest.n) == (120, 120, 150)
    assert line.share == pytest.approx(120 / 270)
    assert line.score.value == pytest.approx(1 / 3 - 2 / 3)
    assert line.apart is not None and line.apart.stands is Stands.LOWER
    assert line.apart.value == pytest.approx(-2 / 3)


def test_a_difference_that_chance_could_make_gets_no_word(rung: Town) -> None:
    found = sheet(OPERATOR, "first_purchase")
    assert found.apart is None or found.apart.stands is Stands.UNDECIDED


def test_the_sheet_says_who_they_are_and_what_they_use(rung: Town) -> None:
    found = sheet(rung.viewer(rung.cem), "rung")
    assert words.lead(found).endswith(
        "That is lower than of all others: −67 (−88 to −43)."
    ) or "lower" in words.lead(found)
    assert dict(words.who(found))["Persons"] == "120"
    tastes = {(one.what, one.name): (one.here, one.elsewhere) for one in found.tastes}
    assert tastes["channel", "email"][0] == 1.0
    assert tastes["language", "de"] == (0.5, pytest.approx(150 / 270))
    assert found.between[0].dimension == "segment:rung" and found.between[0].share > 0.1
    assert "explains" in words.between(found)


def test_what_few_prefer_is_not_told(rung: Town) -> None:
    ids = people.recognise(
        OPERATOR, [people.Sighting((f"email:caller{n}@example.org",)) for n in range(14)], "town"
    )
    for n, person in enumerate(ids.values()):
        people.note_preference(OPERATOR, person, "diet", "vegan" if n < 10 else "halal")
    portions = {one.name: one.here for one in sheet(OPERATOR, "rung").tastes if one.what == "preference"}
    assert portions == {}  # ten are vegan, but with them the four could be worked out
    for n, person in enumerate(ids.values()):
        people.note_preference(OPERATOR, person, "diet", "vegan" if n < 7 else "halal")
    portions = {one.name: one.here for one in sheet(OPERATOR, "rung").tastes if one.what == "preference"}
    assert portions == {"diet: halal": 7 / 123, "diet: vegan": 7 / 123}


def test_fewer_than_five_are_hidden_in_every_number(rung: Town) -> None:
    viewer = rung.viewer(rung.dara)
    line = next(one for one in segments(viewer).lines if one.key == "rung")
    assert (line.persons, line.score.n, line.score.value, line.share, line.apart) == (None,) * 5
    found = sheet(viewer, "rung")
    assert found.persons.suppressed and found.accounts is None and found.interactions is None
    assert all(one.here is None for one in found.tastes)
    assert words.lead(found) == "Too few of them answered to say how they judge."


def test_whoever_sees_nothing_finds_no_segment(rung: Town) -> None:
    assert rung.client(rung.eli).get("/segments/").status_code == 404
    assert rung.client(rung.bea).get("/segments/rung/").status_code == 404
    assert rung.client(rung.cem).get("/segments/gone/").status_code == 404
    with pytest.raises(NotFound, match=r"has no group “maybe”. Known: yes, no"):
        sheet(OPERATOR, "rung", "maybe")
    with pytest.raises(NotFound, match="There is no score “gone”"):
        segments(OPERATOR, "gone")


def test_pages_and_programs_show_the_same(rung: Town) -> None:
    client = rung.client(rung.cem)
    page = client.get("/segments/").content.decode()
    assert "Had called" in page and "−67" in page
    said = client.get("/segments/rung/").content.decode()
    assert "lower than of all others" in said
    assert client.get("/api/v1/segments").json()["lines"]
    assert client.get("/api/v1/segments/rung").json()["score"]["n"] == 120
    assert "Segments" in client.get("/explore/").content.decode()
    asked = client.get("/explore/", {"metric": "nps", "by": "segment:rung"}).content.decode()
    assert "Had called" in asked


def test_all_between_groups_is_one_and_nothing_is_none() -> None:
    apart = [Moments(20, 0, 0), Moments(20, 20, 20)]
    assert between_groups(apart) == pytest.approx(1)
    alike = [Moments(20, 10, 10), Moments(20, 10, 10)]
    assert between_groups(alike) == 0
    assert between_groups(apart[:1]) is None
    assert between_groups([Moments(14, 0, 0), Moments(14, 14, 14)]) is None


def test_the_share_between_groups_is_the_published_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shrout and Fleiss 1979, table 2: four judges of six targets, ICC(1, 1) = .17."""
    monkeypatch.setattr(between, "FEWEST", 24)
    targets = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
    found = between_groups([Moments(4, sum(one), sum(v * v for v in one)) for one in targets])
    assert found == pytest.approx(0.1657, abs=5e-5)
