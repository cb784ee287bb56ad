"""Reads numbers as people write them: with a decimal comma or point, groups of thousands, a percent sign."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from oyez.collect.core.mapping.trouble import Unusable
from oyez.collect.core.tables import Cell, shorten

PLAIN = {
    ".": re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d{1,3})?%?"),
    ",": re.compile(r"[+-]?(\d{1,3}([. ’']\d{3})+|\d+)?(,\d+)?%?"),
}
LARGEST_POWER = 300  # what a float can hold
GROUPS = {".": ",", ",": ". ’'"}

Read = Callable[[Cell], Decimal]


def number_reader(decimal: str) -> Read:
    """A function that turns a cell into an exact number."""
    pattern, groups = PLAIN[decimal], str.maketrans("", "", GROUPS[decimal])

    def number(cell: Cell) -> Decimal:
        if isinstance(cell, bool) or not isinstance(cell, (str, int, float, Decimal)):
            raise Unusable(f"“{shorten(str(cell), 40)}” is not a number")
        if isinstance(cell, Decimal):
            return cell
        if not isinstance(cell, str):
            return _finite(Decimal(str(cell)))
        text = cell.replace("\u00a0", "").replace("\u202f", "")
        if not text or len(text) > 40 or not pattern.fullmatch(text):
            raise Unusable(f"“{shorten(cell, 40)}” is not a number with decimal “{decimal}”")
        text = text.translate(groups).replace(",", ".").removesuffix("%")
        try:
            return _finite(Decimal(text))
        except InvalidOperation:
            raise Unusable(f"“{shorten(cell, 40)}” is not a number") from None

    return number


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite() or number.adjusted() > LARGEST_POWER:
        raise Unusable(f"“{number}” is not a number")
    return number


def slim(number: Decimal) -> int | float:
    """A whole number as such, everything else as a float: what JSON knows."""
    return int(number) if number == number.to_integral_value() and abs(number) < 1 << 53 else float(number)
