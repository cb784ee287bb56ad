"""Billed revenue over the last twelve months, in several currencies, told in one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

TRAILING_DAYS = 365
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Revenue:
    """Trailing billed revenue: in the company's currency, and what could not be converted, by currency."""

    amount: Decimal
    unconverted: Mapping[str, Decimal]


def trailing(
    billings: Iterable[tuple[date, str, Decimal]], *, until: date, currency: str, rates: Mapping[str, Decimal]
) -> Revenue:
    """Sum what was billed in the 365 days up to and with `until`; `rates`: one unit of a currency in the company's."""
    since = until - timedelta(days=TRAILING_DAYS)
    total = Decimal(0)
    left: dict[str, Decimal] = {}
    for billed_on, own, amount in billings:
        if not since < billed_on <= until:
            continue
        rate = Decimal(1) if own == currency else rates.get(own)
        if rate is None:
            left[own] = left.get(own, Decimal(0)) + amount
        else:
            total += amount * rate
    return Revenue(total.quantize(CENT), left)
