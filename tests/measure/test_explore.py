"""The explore page: what it says, to whom, and what it refuses."""

import csv
import io
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.journal.core.facts import Fact
from oyez.kit.worker import catch_up
from tests.town import HARBOUR, HILL, Town, answers, fact, tell

pytestmark = pytest.mark.django_db

PAGE = "/explore/"


def shown(client: Client, status: int = 200, /, **said: Any) -> str:
    """The text of the page for a question."""
    page = client.get(PAGE, said)
    assert page.status_code == status
    return unescape(page.content.decode())


def sheet(client: Client, **said: Any) -> list[dict[str, str]]:
    """The CSV file of a question, read as a spreadsheet reads it."""
    page = client.get(PAGE, {**said, "format": "csv"})
    assert page["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))


def many(score: str, value: float, n: int, day: str, **said: Any) -> list[Fact]:
    """Answers with some spread, so that they are known well but not for certain."""
    return answers(score, [value, value, value, 7] * (n // 4), day, **said)


def test_a_number_is_said_with_its_interval_and_how_many_answered(town: Town) -> None:
    tell(*answers("nps", [10, 10, 9, 9, 8, 3]))

    page = shown(town.client(town.cem), metric="nps")

    assert "+50 from 6 answers; by chance alone it could be anything from" in page
    assert "n\N{NO-BREAK SPACE}6" in page
    assert "Few answers: the interval is wide." in page


def test_the_bare_page_asks_the_usual_question(town: Town) -> None:
    page = shown(town.client(town.cem))

    assert "Net Promoter Score, month by month" in page


def test_an_agent_an_administrator_and_a_stranger_find_nothing_here(town: Town) -> None:
    for path in (PAGE, f"{PAGE}formulas/"):
        assert [town.client(one).get(path).status_code for one in (town.bea, town.eli)] == [404, 404]
        assert Client().get(path).status_code == 302


def test_another_units_rows_and_names_never_enter(town: Town) -> None:
    tell(*answers("nps", [10] * 6), *answers("nps", [0] * 7, day="2026-03-03", unit=HILL))
    dara, cem = town.client(town.dara), town.client(town.cem)

    assert [(row["unit"], row["n"]) for row in sheet(dara, metric="nps", by="unit")] == [("Hill", "7")]
    assert [(row["unit"], row["n"]) for row in sheet(cem, metric="nps", by="unit")] == [("Harbour", "6")]
    assert "Harbour" not in shown(dara, metric="nps", by="unit", every="month")
    assert "Nobody answered this" in shown(dara, metric="nps", where=f"unit={HARBOUR}")
    assert "Harbour" not in shown(dara, metric="nps", where=f"unit={HARBOUR}")


def test_money_is_not_on_offer_and_not_found_for_a_manager(town: Town) -> None:
    assert town.client(town.cem).get(PAGE, {"metric": "amount"}).status_code == 404
    assert 'value="amount"' not in shown(town.client(town.cem))
    assert 'value="amount"' in shown(town.client(town.member("executive")))


def test_fewer_than_five_are_not_shown_and_it_says_why(town: Town) -> None:
    tell(*answers("nps", [10, 9, 0, 3]))

    page = shown(town.client(town.cem), metric="nps")

    assert "Nothing can be shown: not enough answers yet." in page
    assert "+0" not in page


def test_groups_are_called_different_only_beyond_chance(town: Town) -> None:
    tell(*many("nps", 10, 120, "2026-03-02"), *many("nps", 0, 120, "2026-03-03", unit=HILL))
    tell(*many("nps", 10, 120, "2026-04-02", channel="web"), *many("nps", 10, 120, "2026-04-03"))
    executive = town.client(town.member("executive"))

    apart = shown(executive, metric="nps", by="region")
    alike = shown(executive, metric="nps", by="channel", since="2026-04")

    assert "North is highest with +75, South lowest with −75: more than chance." in apart
    assert "they may differ by chance alone." in alike


def test_a_fall_is_named_and_what_may_be_chance_is_called_so(town: Town) -> None:
    for month in (1, 2):
        tell(
            *many("nps", 10, 120, f"2026-0{month}-02"), *many("nps", 10, 120, f"2026-0{month}-03", unit=HILL)
        )
    for month in (3, 4):
        tell(*many("nps", 0, 120, f"2026-0{month}-02"), *many("nps", 10, 120, f"2026-0{month}-03", unit=HILL))

    page = shown(town.client(town.member("executive")), metric="nps", by="region", every="month")

    assert "North fell. South may have moved by chance alone." in page
    assert "Falling" in page and "Undecided" in page
    assert 'href="/changes/">Changes</a> looks at every month' in page
    assert "All The Town" in page


def test_where_no_half_is_apart_the_sentence_speaks_of_halves_alone(town: Town) -> None:
    for month in (1, 2, 3, 4):
        tell(*many("nps", 10, 40, f"2026-0{month}-02"), *many("nps", 10, 40, f"2026-0{month}-03", unit=HILL))

    page = shown(town.client(town.member("executive")), metric="nps", by="region", every="month")

    assert "None of the 2 is clearly higher or lower in the later half than in the earlier one" in page


def test_a_count_says_where_most_of_it_is(town: Town) -> None:
    tell(*(fact(f"a{at}") for at in range(3)), fact("b", unit=HILL))

    page = shown(town.client(town.member("executive")), metric="count", by="unit")

    assert "Most in Harbour: 3 of 4, 75%." in page


def test_the_sheet_has_the_numbers_of_the_program(town: Town) -> None:
    tell(*answers("nps", [10, 10, 9, 9, 8, 3]), *answers("nps", [9, 9, 2, 3, 10], day="2026-04-02"))
    said: dict[str, Any] = {"metric": "nps", "by": "unit", "every": "month"}

    rows = sheet(town.client(town.cem), **said)
    points = town.client(town.cem).get("/api/v1/ask", said).json()["points"]

    assert [(row["period"], int(row["n"])) for row in rows] == [
        (point["start"], point["result"]["n"]) for point in points
    ]
    assert [float(row["nps"]) for row in rows] == pytest.approx(
        [100 * point["result"]["value"] for point in points]
    )


def test_a_cell_that_a_spreadsheet_would_run_opens_as_text(town: Town) -> None:
    words = ("=1+1", "+1", "-1+1", "@a", "\tb")
    for word in words:
        tell(*(fact(f"{word}{at}", scores={"nps": 0}, attributes={"topic": word}) for at in range(6)))

    rows = sheet(town.client(town.cem), metric="nps", by="attr:topic")

    assert sorted(row["attr:topic"] for row in rows) == sorted(f"'{word}" for word in words)
    assert {float(row["nps"]) for row in rows} == {-100}


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"metric": "happiness"}, 404, "There is no metric “happiness”"),
        ({"by": "planet"}, 422, "There is no dimension “planet”"),
        ({"every": "hour"}, 422, "“every” is one of"),
        ({"where": "harbour"}, 422, "A filter is written dimension=value"),
        ({"since": "yesterday"}, 422, "is a day such as"),
        ({"since": "2026-02", "until": "2026-01"}, 422, "The period is empty"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence_and_the_form_is_kept(
    town: Town, said: dict[str, str], status: int, sentence: str
) -> None:
    page = shown(town.client(town.cem), status, **{"metric": "csat", **said})

    assert sentence in page
    assert all(f'value="{value}"' in page for name, value in said.items() if name != "every")


@pytest.mark.parametrize(
    "address",
    [
        "metric=nps&every=month&where=region%3Dnorth&by=region",
        "metric=count&by=region&where=attr%3Atopic%3Ddate-notice",
        "metric=nps&by=attr%3Alate&since=2026-01-01",
        "metric=count&by=attr%3Atopic&every=week&where=attr%3Atopic%3Ddate-notice",
        "metric=count&by=stage",
        "metric=csat&every=month",
    ],
)
def test_links_from_findings_open_and_the_form_says_the_same_again(town: Town, address: str) -> None:
    tell(
        *(
            fact(str(at), attributes={"topic": "date-notice", "late": True}, scores={"nps": 9})
            for at in range(6)
        )
    )

    page = town.client(town.cem).get(f"{PAGE}?{address}")

    assert page.status_code == 200
    assert sorted(parse_qsl(page.context["query"])) == sorted(parse_qsl(address))


def test_the_link_of_the_page_reproduces_it(town: Town) -> None:
    tell(*answers("nps", [10] * 6))
    client = town.client(town.cem)
    first = client.get(PAGE, {"metric": "nps", "by": ["unit", ""], "where": ["", f"unit={HARBOUR}"]})

    second = client.get(f"{PAGE}?{first.context['query']}")

    assert first.context["query"] == "metric=nps&by=unit&where=unit%3Dharbour"
    assert second.context["table"] == first.context["table"]
    assert f'<option value="unit={HARBOUR}" selected>' in second.content.decode()


def test_an_empty_house_says_what_to_do_next(town: Town) -> None:
    assert "Import a file" in shown(town.client(town.member("cx_manager")), metric="nps")
    assert "Import a file" not in shown(town.client(town.cem), metric="nps")


def test_confidential_answers_that_are_left_out_are_named(town: Town) -> None:
    tell(
        *answers("nps", [10, 9, 3, 2, 1, 9], mode="confidential"), *answers("nps", [10] * 6, day="2026-03-05")
    )
    catch_up()

    page = shown(town.client(town.cem), metric="nps", by="channel")

    print(page[page.index("<main") :])
    assert (
        "Confidential answers are left out: they are counted by survey, unit and whole months only." in page
    )


def test_more_units_take_no_more_queries(town: Town) -> None:
    executive = town.client(town.member("executive"))
    tell(*answers("nps", [10] * 6), *answers("nps", [9] * 6, day="2026-03-03", unit=HILL))
    said: dict[str, Any] = {"metric": "nps", "by": "unit", "every": "month"}
    shown(executive, **said)
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(executive, **said)
    for at in range(8):
        company.ensure_unit(OPERATOR, f"new{at}", f"New {at}", places={"regions": "north"})
        tell(*answers("nps", [8] * 6, day=f"2026-04-1{at}", unit=f"new{at}"))
    shown(executive, **said)
    with CaptureQueriesContext(connection) as many_more:
        shown(executive, **said)

    assert len(many_more) == len(few)


def test_a_filter_whose_value_holds_a_comma_is_one_value_everywhere(town: Town) -> None:
    places = {"Köln, Süd": 9, "Köln": 0, "Süd": 0}
    for place, value in places.items():
        tell(*(fact(f"{place}{at}", scores={"nps": value}, attributes={"city": place}) for at in range(6)))
    said = 'attr:city="Köln, Süd"'
    client = town.client(town.cem)

    (row,) = sheet(client, metric="nps", where=said)
    assert (float(row["nps"]), row["n"]) == (100, "6")
    page = client.get("/explore/", {"metric": "nps", "where": said}).content.decode()
    assert "Köln, Süd" in page and "attr:city=&quot;Köln, Süd&quot;" in page
    found = client.get("/api/v1/ask", {"metric": "nps", "where": said}).json()
    assert (found["total"]["value"], found["total"]["n"], found["where"]) == (1, 6, [said])
