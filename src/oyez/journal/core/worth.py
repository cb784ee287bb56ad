"""Which attributes tell what a customer is worth, and are for those alone who may know it."""

import re
from collections.abc import Mapping
from typing import TypeVar

WORTH = frozenset(
    ("amount", "billed", "budget", "clv", "cost", "discount", "fee", "freight", "ltv", "paid", "price", "prices",
     "revenue", "spend", "spent", "total", "turnover", "worth")
)  # fmt: skip
PARTS = re.compile(r"[^a-z]+")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

Value = TypeVar("Value")


def tells_worth(name: str) -> bool:
    """`amount`, `unit_price`, `orderTotal`: whatever has such a word in its name; `paid_by` is a way to pay."""
    words = PARTS.split(HUMP.sub("_", name).lower())
    return words[-1] != "by" and not WORTH.isdisjoint(words)


def without_worth(attributes: Mapping[str, Value]) -> dict[str, Value]:
    """What else an interaction says."""
    return {name: value for name, value in attributes.items() if not tells_worth(name)}
