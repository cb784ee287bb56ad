"""The Olist shop, imported by one command and counted again by DuckDB on its files."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from oyez.act.models import Case
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Unit
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.models import Outgoing
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.people.models import Person
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


def test_olist_counts_like_its_files(town: Town, olist: Path) -> None:
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
