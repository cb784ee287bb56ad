"""Banner tables of a small town: by whom, for whom, and what stays hidden."""

import csv
import io
from typing import Any

import pytest
from msgspec.structs import replace
from scipy import stats

from oyez.company.core.scope import NOBODY, OPERATOR, Viewer
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.worker import catch_up
from oyez.measure.core.crosstab.table import Banner, Column, Crosstab
from oyez.measure.core.result import Flag
from oyez.measure.crosstabs import words
from oyez.measure.crosstabs.ask import asked, table
from oyez.people import changes as people
from tests.town import HARBOUR, HILL, HOTEL, Town, answers, tell

pytestmark = pytest.mark.django_db


def made(of: str, *banners: str, viewer: Viewer = OPERATOR, **said: Any) -> Crosstab:
    return table(viewer, asked(of, banners, **said))


def columns(banner: Banner) -> dict[str | None, Column]:
    return {one.key: one for one in banner.columns}


def counts(found: Crosstab, column: Column) -> dict[str, int]:
    return {row.key: cell.n for row, cell in zip(found.rows, column.cells, strict=True) if cell.n}


@pytest.fixture
def unlike(town: Town) -> Town:
    """At the harbour 30 of 40 gave a five, on the hill 10 of 40; the rest gave a two."""
    tell(
        *answers("csat", [5] * 30 + [2] * 10), *answers("csat", [5] * 10 + [2] * 30, "2026-03-03", unit=HILL)
    )
    return town


def test_a_score_by_units(unlike: Town) -> None:
    found = made("csat", "unit")
    (banner,) = found.banners
    harbour, hill = columns(banner)[HARBOUR], columns(banner)[HILL]

    assert (found.total.n, harbour.n, hill.n) == (80, 40, 40)
    assert counts(found, harbour) == {"5": 30, "2": 10, "top": 30, "bottom": 10}
    assert harbour.cells[0].share == 0.75
    bounds = stats.binomtest(30, 40).proportion_ci(method="wilson")
    assert (harbour.cells[0].lo, harbour.cells[0].hi) == pytest.approx((bounds.low, bounds.high), abs=1e-12)
    assert (harbour.letter, harbour.cells[0].higher_than, hill.cells[0].higher_than) == ("A", ("B",), ())
    assert harbour.mean is not None
    assert (harbour.mean.value, harbour.mean.higher_than) == (pytest.approx(4.25), ("B",))
    assert harbour.mean.sd == pytest.approx(stats.tstd([5] * 30 + [2] * 10), abs=1e-9)


def test_its_chi_square_is_scipys(unlike: Town) -> None:
    (banner,) = made("csat", "unit").banners
    expected = stats.chi2_contingency([[30, 10], [10, 30]], correction=False)
    assert banner.association is not None
    assert banner.association.chi2 == pytest.approx(expected.statistic, abs=1e-9)
    assert banner.association.p == pytest.approx(expected.pvalue, abs=1e-12)
    assert banner.association.v == pytest.approx(0.5)


def test_the_sentence_names_the_widest_gap(unlike: Town) -> None:
    found = made("csat", "unit")
    assert words.lead(found) == (
        "Top 2 (4–5): 75% in Unit Harbour against 25% in Hill, more than chance explains."
    )


def test_alike_groups_are_said_to_be_alike(town: Town) -> None:
    tell(*answers("csat", [5, 2] * 20), *answers("csat", [5, 2] * 20, "2026-03-03", unit=HILL))
    assert words.lead(made("csat", "unit")) == "No group differs from another by more than chance explains."


def test_few_answers_are_shown_and_not_compared(town: Town) -> None:
    tell(*answers("csat", [5] * 29), *answers("csat", [1] * 40, "2026-03-03", unit=HILL))
    found = made("csat", "unit")
    assert not any(cell.higher_than for one in found.banners[0].columns for cell in one.cells)
    assert words.notes(found)[0] == "Fewer than 30 answers, so not compared: Harbour."


def test_several_banners_stand_side_by_side_with_letters_of_their_own(unlike: Town) -> None:
    found = made("csat", "unit", "region")
    assert [(one.by, [column.letter for column in one.columns]) for one in found.banners] == [
        ("unit", ["A", "B"]), ("region", ["A", "B"]),
    ]  # fmt: skip


def test_a_column_of_few_is_hidden_with_its_neighbour(town: Town) -> None:
    for at, count in enumerate((4, 6, 30)):
        tell(*answers("csat", [5] * (count - 1) + [1], f"2026-03-0{at + 1}", channel=f"way{at}"))
    found = made("csat", "channel")
    seen = {key: (one.n, one.hidden, len(one.cells)) for key, one in columns(found.banners[0]).items()}
    assert seen["way0"] == (None, Flag.TOO_FEW, 0)
    assert seen["way1"] == (None, Flag.REMAINDER, 0)
    assert seen["way2"][0] == 30
    assert "not enough answers yet" in str(words.grid(found))
    assert any("give away a smaller group" in note for note in words.notes(found))


@pytest.mark.parametrize("of", ["csat", "attr:why", "each:why"])
def test_a_column_of_one_account_is_hidden(town: Town, of: str) -> None:
    tell(*answers("csat", [5] * 8, account=HOTEL, attributes={"why": "a | b"}))
    tell(*answers("csat", [4, 3] * 5, "2026-03-03", unit=HILL, attributes={"why": "a"}))
    harbour = columns(made(of, "unit").banners[0])[HARBOUR]
    assert (harbour.n, harbour.hidden) == (None, Flag.DOMINATED)


def test_an_attribute_by_units(town: Town) -> None:
    tell(*answers("csat", [5] * 6, attributes={"why": "price"}))
    tell(*answers("csat", [5] * 7, "2026-03-03", attributes={"why": "service"}, unit=HILL))
    tell(*answers("csat", [5] * 5, "2026-03-04", attributes={"why": "price"}, unit=HILL))
    tell(*answers("csat", [5] * 9, "2026-03-05"))
    found = made("attr:why", "unit")
    assert (found.total.n, counts(found, found.total)) == (18, {"price": 11, "service": 7})
    assert counts(found, columns(found.banners[0])[HILL]) == {"price": 5, "service": 7}
    assert found.total.mean is None


def test_several_choices_are_shares_of_those_who_answered(town: Town) -> None:
    tell(*answers("csat", [5] * 6, attributes={"why": "price | service"}))
    tell(*answers("csat", [5] * 6, "2026-03-03", attributes={"why": "price"}, unit=HILL))
    found = made("each:why", "unit")
    assert (found.total.n, counts(found, found.total)) == (12, {"price": 12, "service": 6})
    assert [cell.share for cell in columns(found.banners[0])[HARBOUR].cells] == [1, 1]
    assert found.banners[0].association is None
    assert "several rows" in words.association(found.banners[0])


def test_columns_that_share_answers_are_not_tested(town: Town) -> None:
    tell(*answers("csat", [5] * 40, attributes={"why": "price | service"}))
    tell(*answers("csat", [1] * 40, "2026-03-03", attributes={"why": "price"}))
    found = made("csat", "each:why")
    (banner,) = found.banners
    assert {one.key: one.n for one in banner.columns} == {"price": 80, "service": 40}
    assert not any(cell.higher_than for one in banner.columns for cell in one.cells)
    assert banner.untested == "columns overlap"
    assert "not tested" in words.lead(found)


def test_a_rare_choice_is_not_named(town: Town) -> None:
    tell(*answers("csat", [5] * 9, attributes={"why": "price | a word of Ana's"}))
    tell(*answers("csat", [5] * 2, "2026-03-03", attributes={"why": "price | only two"}))
    found = made("each:why", "unit")
    assert [row.name for row in found.rows] == ["price", "a word of Ana's"]
    assert "only two" not in str(found)
    assert "1 rare answer is not named." in words.notes(found)


def test_a_rare_value_does_not_follow_from_the_others(town: Town) -> None:
    for at, (why, count) in enumerate((("price", 9), ("service", 6), ("secret", 2))):
        tell(*answers("csat", [5] * count, f"2026-03-0{at + 1}", attributes={"why": why}))
    found = made("attr:why")
    assert [(row.name, cell.n) for row, cell in zip(found.rows, found.total.cells, strict=True)] == [
        ("price", 9), ("All others", 8),
    ]  # fmt: skip
    assert "secret" not in str(found)


def test_a_manager_sees_the_own_unit(unlike: Town) -> None:
    for of in ("csat", "unit", "channel"):
        found = made(of, "region", viewer=unlike.viewer(unlike.dara))
        assert (of, found.total.n) == (of, 40)
        assert "arbour" not in str(found)
        assert "North" not in str(found)


def test_who_may_not_see_numbers_gets_no_table(unlike: Town) -> None:
    for viewer in (NOBODY, unlike.viewer(unlike.bea), unlike.viewer(unlike.eli)):
        with pytest.raises(NotAllowed):
            made("csat", "unit", viewer=viewer)


def test_what_customers_are_worth_is_for_those_who_may_know_it(unlike: Town) -> None:
    cem = unlike.viewer(unlike.cem)
    for of, banner in (
        ("attr:price", "unit"),
        ("csat", "attr:price"),
        ("each:spent", "unit"),
        ("csat", "each:spent"),
    ):
        with pytest.raises(NotAllowed):
            made(of, banner, viewer=cem)


def test_an_account_manager_sees_the_own_accounts(unlike: Town) -> None:
    gus = unlike.member("account_manager")
    people.ensure_accounts(OPERATOR, [people.AccountSeen(HOTEL, manager=gus.email)])
    tell(*answers("csat", [4] * 6, "2026-03-05", account=HOTEL))
    assert made("csat", "account", viewer=unlike.viewer(gus)).total.n == 6


def test_confidential_answers_come_in_whole_cells_or_not_at_all(town: Town) -> None:
    tell(*answers("csat", [5] * 6))
    said: dict[str, Any] = {"mode": "confidential", "survey": "yearly", "attributes": {"why": "price"}}
    tell(*answers("csat", [5, 4, 5, 4, 1], "2026-03-03", **said))
    tell(*answers("csat", [1] * 3, "2026-03-04", **said))
    catch_up()
    by_unit, by_channel = made("csat", "unit"), made("csat", "channel")
    assert [one.n for one in by_unit.banners[0].columns] == [11]
    assert [one.n for one in by_channel.banners[0].columns] == [6]
    assert Flag.CONFIDENTIAL_LEFT_OUT in by_channel.banners[0].columns[0].flags
    assert any("Confidential" in note for note in words.notes(by_channel))
    for of in ("attr:why", "each:why"):
        assert made(of, "unit").total.n == 0


@pytest.mark.parametrize(
    ("of", "banners", "where", "said"),
    [
        ("happiness", (), (), "no score and no dimension “happiness”"),
        ("csat", ("planet",), (), "no dimension “planet”"),
        ("csat", tuple(f"attr:a{at}" for at in range(40)), (), "At most 6 banners"),
        ("unit", ("unit",), (), "in the rows already"),
        ("csat", (), ("colour",), "A filter is written"),
        ("csat", ("a b c",), (), "not the name of a dimension"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(
    town: Town, of: str, banners: tuple[str, ...], where: tuple[str, ...], said: str
) -> None:
    with pytest.raises((Refused, NotFound), match=said):
        made(of, *banners, where=where)


def test_an_identifier_makes_no_table(town: Town) -> None:
    for start in range(0, 400, 100):
        facts = answers("csat", [5] * 100, f"2026-03-0{start // 100 + 1}")
        tell(*(replace(one, attributes={"order": f"o{start + at}"}) for at, one in enumerate(facts)))
    for of in ("attr:order", "each:order"):
        with pytest.raises(Refused, match="a value of its own"):
            made(of, "unit")


def test_nothing_is_a_table_of_nothing(town: Town) -> None:
    found = made("csat", "unit", "each:why")
    assert (found.total.n, [len(one.columns) for one in found.banners]) == (0, [0, 0])
    assert words.lead(found).startswith("Nobody answered this.")
    assert made("attr:why", "unit").rows == ()
    assert made("").of == "nps"


def test_a_table_too_wide_keeps_its_largest_columns(town: Town) -> None:
    for at in range(18):
        tell(*answers("csat", [5, 1] * (3 + at), f"2026-03-{at + 1:02}", channel=f"way{at:02}"))
    (banner,) = made("csat", "channel").banners
    assert ([one.key for one in banner.columns][:2], len(banner.columns), banner.left_out) == (
        ["way03", "way04"],
        15,
        3,
    )


def test_the_command_the_file_and_the_api_say_the_same(unlike: Town) -> None:
    client = unlike.client(unlike.member("analyst"))
    found = made("csat", "unit")
    lines = list(
        csv.DictReader(
            io.StringIO(client.get("/crosstab/?of=csat&banner=unit&format=csv").content.decode("utf-8-sig"))
        )
    )
    fives = [line for line in lines if line["row"] == "5"]
    assert [(line["column"], line["count"], line["percent"], line["higher_than"]) for line in fives] == [
        ("Total", "40", "50.0", ""), ("Harbour", "30", "75.0", "B"), ("Hill", "10", "25.0", ""),
    ]  # fmt: skip
    told = client.get("/api/v1/crosstab?of=csat&banner=unit").json()
    assert told["sentence"] == words.lead(found)
    assert [one["n"] for one in told["banners"][0]["columns"]] == [40, 40]


def test_the_page_shows_table_picture_and_sentence(unlike: Town) -> None:
    page = unlike.client(unlike.member("analyst")).get("/crosstab/?of=csat&banner=unit").content.decode()
    for said in (
        "75% in Unit Harbour against 25% in Hill",
        "Harbour (A)",
        "75% B",
        "Cramér",
        "c-chart__part is-1",
        "Copy link",
    ):
        assert said in page


def test_the_link_has_a_beginning_and_an_end(unlike: Town) -> None:
    page = unlike.client(unlike.member("analyst")).get("/crosstab/?of=csat&banner=unit").content.decode()
    assert "of=csat&amp;banner=unit&amp;since=2026-03-01&amp;until=20" in page


def test_a_refused_table_says_why_on_the_page(town: Town) -> None:
    client = town.client(town.member("analyst"))
    for query, status in (("of=foo", 404), ("banner=planet", 422), ("since=2026-05&until=2026-01", 422)):
        answer = client.get(f"/crosstab/?{query}")
        assert (query, answer.status_code) == (query, status)
        assert "c-callout is-bad" in answer.content.decode()


def test_only_desks_have_it_in_their_navigation(town: Town) -> None:
    assert 'href="/crosstab/"' in town.client(town.member("analyst")).get("/explore/").content.decode()
    assert 'href="/crosstab/"' not in town.client(town.cem).get("/explore/").content.decode()
    assert town.client(town.bea).get("/crosstab/").status_code == 404
