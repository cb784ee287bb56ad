"""Which attributes tell what a customer is worth."""

import pytest

from oyez.journal.core.worth import tells_worth


@pytest.mark.parametrize(
    "name", ["amount", "unit_price", "order.total", "orderTotal", "unitPrice", "Total-Cost"]
)
def test_a_word_for_money_in_a_name_tells_worth(name: str) -> None:
    assert tells_worth(name)


@pytest.mark.parametrize("name", ["paid_by", "paidBy", "topic", "totally", "minutes"])
def test_other_names_do_not(name: str) -> None:
    assert not tells_worth(name)
