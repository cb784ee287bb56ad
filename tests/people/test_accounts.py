"""Accounts as rows name them: what one row leaves out, another may have said."""

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.people.changes import AccountSeen, ensure_accounts
from oyez.people.models import Account

pytestmark = pytest.mark.django_db


def test_a_row_that_says_nothing_takes_nothing_back() -> None:
    ensure_accounts(OPERATOR, [AccountSeen("A-1", name="Elbufer Hotels", tier="key"), AccountSeen("A-1")])
    account = Account.objects.get(key="A-1")
    assert (account.name, account.tier) == ("Elbufer Hotels", "key")


def test_of_two_rows_the_later_counts() -> None:
    ensure_accounts(OPERATOR, [AccountSeen("A-1", name="Elbufer"), AccountSeen("A-1", name="Elbufer Hotels")])
    assert Account.objects.get(key="A-1").name == "Elbufer Hotels"
