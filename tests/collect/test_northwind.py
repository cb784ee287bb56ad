"""Accounts and orders of a CRM in SQLite, through mappings of under thirty lines."""

import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from oyez.journal.models import Interaction
from oyez.people.models import Account, Billing, Contact
from tests.collect.importing import report, take_in
from tests.town import HOTEL, Town

pytestmark = pytest.mark.django_db
MAPPINGS = Path(__file__).parent / "mappings"
CENT = Decimal("0.01")


@pytest.fixture
def northwind(real_data: Any) -> Path:
    path: Path = real_data("crm_northwind_chinook/northwind.sqlite")
    return path


def counted(path: Path, question: str) -> Any:
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as db:
        return db.execute(question).fetchone()[0]


def billed() -> Decimal:
    total: Decimal = Billing.objects.aggregate(total=Sum("amount"))["total"]
    return Decimal(str(total)).quantize(CENT)


@pytest.mark.parametrize("name", ["northwind_accounts", "northwind_orders"])
def test_the_mappings_are_short(name: str) -> None:
    assert len((MAPPINGS / f"{name}.yaml").read_text(encoding="utf-8").splitlines()) < 30


def test_accounts_with_their_revenue_to_the_cent(town: Town, northwind: Path) -> None:
    mapping = (MAPPINGS / "northwind_accounts.yaml").read_text(encoding="utf-8")
    run = take_in(northwind, mapping)
    customers = counted(northwind, "SELECT count(*) FROM Customers")
    assert report(run) == {"taken": customers, "known": 0, "rejected": 0}
    assert Account.objects.exclude(key=HOTEL).count() == customers
    assert billed() == Decimal("1265793.04")
    assert Contact.objects.count() == counted(northwind, "SELECT count(ContactName) FROM Customers")
    assert report(take_in(northwind, mapping)) == {"taken": 0, "known": customers, "rejected": 0}
    assert billed() == Decimal("1265793.04")


def test_orders_with_their_revenue_to_the_cent(town: Town, northwind: Path) -> None:
    mapping = (MAPPINGS / "northwind_orders.yaml").read_text(encoding="utf-8")
    run = take_in(northwind, mapping)
    orders = counted(northwind, "SELECT count(*) FROM Orders")
    assert report(run) == {"taken": orders, "known": 0, "rejected": 0}
    assert billed() == Decimal("1265793.04")
    assert Interaction.objects.filter(kind="order").count() == orders
    shipped = counted(northwind, "SELECT count(ShippedDate) FROM Orders")
    assert Interaction.objects.filter(kind="delivery").count() == shipped
    late = counted(northwind, "SELECT count(*) FROM Orders WHERE ShippedDate > RequiredDate")
    assert Interaction.objects.filter(kind="delivery", attributes__late=True).count() == late > 0
    assert report(take_in(northwind, mapping)) == {"taken": 0, "known": orders, "rejected": 0}
