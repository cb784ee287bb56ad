"""What an attribute may tell: measurements go along, numbers of things become pseudonyms, persons stay at home."""

import pytest

from oyez.measure.core.identifying import Profile, Telling, telling


def seen(name: str, **looks: int) -> Telling:
    usual = {
        "n": 1_000, "different": 5, "longest": 8, "numbers": 0, "padded": 0, "whole": 0, "yes_no": 0, "reaching": 0,
    }  # fmt: skip
    return telling(Profile(name, **(usual | looks)))


@pytest.mark.parametrize(
    "name",
    ["email", "customer_name", "name", "firstName", "phone", "contact-phone", "street", "postcode", "ip", "comment",
     "birth_date", "IBAN", "lat", "user"],
)  # fmt: skip
def test_what_is_called_like_a_person_stays_at_home(name: str) -> None:
    assert seen(name) is Telling.WHO


@pytest.mark.parametrize(
    "name", ["late", "product_name", "wave", "reason", "days_open", "brand", "store_type"]
)
def test_what_is_called_like_a_thing_goes_along(name: str) -> None:
    assert seen(name) is Telling.NOTHING


@pytest.mark.parametrize("name", ["order", "order_id", "response", "ticket-number", "invoice_no", "orderId"])
def test_what_numbers_things_becomes_a_pseudonym(name: str) -> None:
    assert seen(name) is Telling.WHICH


def test_looks_decide_whatever_the_name() -> None:
    assert seen("colour", reaching=1) is Telling.WHO
    assert seen("colour", longest=81) is Telling.WHO
    assert seen("colour", different=210) is Telling.WHICH
    assert seen("colour", different=200) is Telling.NOTHING
    assert seen("code", numbers=1_000, whole=1_000, different=990, longest=7) is Telling.WHICH
    assert seen("minutes", numbers=1_000, different=990, longest=7) is Telling.NOTHING
    assert seen("colour", n=10, different=10) is Telling.NOTHING
