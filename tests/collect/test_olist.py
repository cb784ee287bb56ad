"""The Olist shop, imported by one command and counted again by DuckDB on its files."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

import oyez.act.jobs  # noqa: F401  # registers the reader that opens cases
from oyez.act.changes import defaults
from oyez.act.models import Case, CaseEntry
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Company, Unit
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.models import Outgoing
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.people.models import Person
from oyez.web.cli import oyez as command_line
from tests.collect.importing import report, take_in
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def olist(real_data: Any) -> Path:
    folder: Path = real_data("local_only/olist_3k_full_schema")
    return folder


def counted(olist: Path, question: str) -> Any:
    """A count made directly on the files."""
    names = ("orders", "order_reviews", "order_payments", "order_items", "customers", "sellers")
    with duckdb.connect() as db:
        for name in names:
            db.execute(
                f"CREATE VIEW {name} AS SELECT * FROM read_csv('{olist}/olist_{name}_dataset.csv', header=true)"
            )
        row = db.execute(question).fetchone()
    assert row is not None
    return row if len(row) > 1 else row[0]


def journal(kind: str) -> Any:
    return Interaction.objects.filter(kind=kind)


@pytest.fixture
def watchful(town: Town) -> Town:
    """A shop in São Paulo that has the triggers of the handbook, and somebody whose desk cases land on."""
    Company.objects.update(time_zone="America/Sao_Paulo")
    defaults.install(OPERATOR)
    town.member("cx_manager")
    return town


def test_olist_counts_like_its_files(watchful: Town, olist: Path) -> None:
    run = take_in(olist, "olist")
    rows = counted(
        olist,
        "SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM order_reviews) + (SELECT count(*) FROM sellers)",
    )
    assert report(run) == {"taken": rows, "known": 0, "rejected": 0}
    assert journal("order").count() == counted(olist, "SELECT count(*) FROM orders")
    assert journal("review").count() == counted(olist, "SELECT count(*) FROM order_reviews")
    assert journal("delivery").count() == counted(
        olist, "SELECT count(order_delivered_customer_date) FROM orders"
    )
    customers = counted(olist, "SELECT count(DISTINCT customer_unique_id) FROM customers")
    assert Person.objects.filter(identifiers__kind="olist").distinct().count() == customers
    sellers = counted(olist, "SELECT count(*) FROM sellers")
    assert Unit.objects.filter(kind="partner", places__hierarchy__key="partners").count() == sellers
    paid = ask(OPERATOR, parse("amount", where=["kind=order"])).total
    assert paid is not None
    assert paid.value == float(counted(olist, "SELECT sum(payment_value)::DECIMAL(18,2) FROM order_payments"))
    freight = sum(row.get("freight", 0) for row in journal("order").values_list("attributes", flat=True))
    assert round(freight, 2) == float(
        counted(olist, "SELECT sum(freight_value)::DECIMAL(18,2) FROM order_items")
    )
    _one_review_may_belong_to_two_orders(olist)
    _late_and_on_time_orders_have_the_stars_of_the_files(olist)
    _promises_are_kept_as_the_files_say(olist)
    assert report(take_in(olist, "olist")) == {"taken": 0, "known": rows, "rejected": 0}
    worker.catch_up()
    assert (Case.objects.count(), Outgoing.objects.count()) == (0, 0)


def _one_review_may_belong_to_two_orders(olist: Path) -> None:
    reviews = [row["review"] for row in journal("review").values_list("attributes", flat=True)]
    twice = counted(olist, "SELECT count(*) - count(DISTINCT review_id) FROM order_reviews")
    assert len(reviews) - len(set(reviews)) == twice > 0


def _late_and_on_time_orders_have_the_stars_of_the_files(olist: Path) -> None:
    from oyez.measure.ask import ask
    from oyez.measure.core.question import parse

    worker.catch_up()
    answer = ask(OPERATOR, parse("stars", by=("attr:late",), every="", where=(), since="", until=""))
    found = {point.keys[0]: (point.result.value, point.result.n) for point in answer.points}
    for late in ("true", "false"):
        mean, n = counted(
            olist,
            f"""SELECT avg(review_score), count(*) FROM order_reviews JOIN orders USING (order_id)
                WHERE order_delivered_customer_date IS NOT NULL
                AND (order_delivered_customer_date > order_estimated_delivery_date) = {late}""",
        )
        value, count = found[late]
        assert value is not None and abs(value - mean) < 1e-9
        assert count == n


UNHAPPY = """SELECT count(DISTINCT customer_unique_id), count(*)
    FROM order_reviews JOIN orders USING (order_id) JOIN customers USING (customer_id)
    WHERE review_score <= 2
    AND review_answer_timestamp >= TIMESTAMP '{day}' - INTERVAL {days} DAY
    AND review_answer_timestamp < TIMESTAMP '{day}'"""


@pytest.mark.parametrize(("day", "days"), [("2018-07-01", 7), ("2018-03-01", 400)])
def test_olist_reacts_to_as_many_as_its_files_say(
    watchful: Town, olist: Path, monkeypatch: pytest.MonkeyPatch, day: str, days: int
) -> None:
    monkeypatch.setenv("OYEZ_NEWS_DAYS", str(days))
    cases, answers = counted(olist, UNHAPPY.format(day=day, days=days))
    assert cases > 0
    words = ("import", str(olist), "--as", "olist", "--react", "--as-of", day, "--json")
    would = sum(_data(*words, "--dry-run")["would"].values())
    assert would == answers, "what it would do is told beforehand: cases, and answers that join one"
    assert _data(*words, "--yes")["rejected"] == 0
    worker.catch_up()
    assert Case.objects.count() == Outgoing.objects.count() == cases
    heard = CaseEntry.objects.filter(kind=CaseEntry.Kind.HEARD).values_list("details", flat=True)
    assert sum(bool(said["fired"]) for said in heard) == answers
    assert _data(*words, "--yes")["taken"] == 0
    worker.catch_up()
    assert Case.objects.count() == Outgoing.objects.count() == cases


def _data(*words: str) -> Any:
    done = CliRunner().invoke(command_line, list(words))
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def _promises_are_kept_as_the_files_say(olist: Path) -> None:
    found = ask(OPERATOR, parse("promise")).total

    [early, on_the_day, late] = counted(
        olist,
        "SELECT count(*) FILTER (came < promised), count(*) FILTER (came = promised), count(*) FILTER (came > promised)"
        " FROM (SELECT CAST(order_delivered_customer_date AS DATE) AS came,"
        " CAST(order_estimated_delivery_date AS DATE) AS promised FROM orders)",
    )
    assert found is not None
    assert found.n == early + on_the_day + late
    assert found.value == pytest.approx((early - late) / found.n)
