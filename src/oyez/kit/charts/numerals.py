"""Numbers as people read them: their language's separators, true minus signs, no false precision."""

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from django.utils import formats
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

Form = Literal["points", "percent", "number", "money"]

MINUS = "\N{MINUS SIGN}"
THIN = "\N{NARROW NO-BREAK SPACE}"
APART, CLOSED = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
ENOUGH_FOR_A_DECIMAL = 1000
ENOUGH_FOR_TWO = (
    100  # of a mean of stars and the like: with one, 4.25 misses a target of 4.3 that it seems to meet
)
REMEMBERED = 8192  # by language: a page of figures writes the same few numbers again and again
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "TRY": "₺"}


def number(value: float | Decimal, decimals: int = 0) -> str:
    """1846 as 1,846 in English and 1.846 in German; a negative number with a minus, not a hyphen."""
    return _plain(f"{value:.{decimals}f}", decimals, get_language())


def signed(value: float | Decimal, decimals: int = 0) -> str:
    """With its sign, for scores that run through zero and for differences; zero has none."""
    return _signed(f"{value:.{decimals}f}", decimals, get_language())


def points(share: float, n: int = 0) -> str:
    """A score of −1 to 1 as −100 to 100 with its sign; a decimal only where 1,000 answers carry it."""
    return signed(100 * share, decimals_for(n))


def percent(share: float, n: int = 0) -> str:
    """A share of 0 to 1; a decimal only where 1,000 answers carry it."""
    decimals = decimals_for(n)
    return _percent(f"{100 * share:.{decimals}f}", decimals, get_language())


def money(amount: float | Decimal, currency: str) -> str:
    """Whole units of the currency: nobody decides by cents."""
    return isolated(_with_currency(_digits(amount), currency))


def short_money(amount: float | Decimal, currency: str) -> str:
    """Two or three figures that people keep in mind: €2.4 M, €460 k, €920."""
    size = abs(float(amount))
    if size >= 999_500:
        decimals = 0 if size >= 99_500_000 else 1
        millions = _digits(float(amount) / 1e6, decimals)
        return isolated(_with_currency(f"{millions}{THIN}{pgettext('millions', 'M')}", currency))
    if size >= 10_000:
        thousands = _digits(float(amount) / 1e3)
        return isolated(_with_currency(f"{thousands}{THIN}{pgettext('thousands', 'k')}", currency))
    return money(amount, currency)


def between(lo: str, hi: str) -> str:
    return _between(lo, hi, get_language())


def written(form: Form, value: float, n: int = 0, currency: str = "") -> str:
    """A value in its form; money is always short here, as figures are."""
    match form:
        case "points":
            return points(value, n)
        case "percent":
            return percent(value, n)
        case "money":
            return short_money(value, currency)
        case "number":
            return number(value, 2 if n >= ENOUGH_FOR_TWO else 1)


def decimals_for(n: int) -> int:
    return 1 if n >= ENOUGH_FOR_A_DECIMAL else 0


def isolated(digits: str) -> str:
    """In right-to-left text a sign would jump behind its number, so the number is set apart."""
    return f"{APART}{digits}{CLOSED}" if get_language_bidi() else digits


@lru_cache(maxsize=REMEMBERED)
def _plain(rounded: str, decimals: int, language: str | None) -> str:
    return isolated(_grouped(rounded, decimals))


@lru_cache(maxsize=REMEMBERED)
def _signed(rounded: str, decimals: int, language: str | None) -> str:
    digits = _grouped(rounded, decimals)
    return isolated(f"+{digits}" if Decimal(rounded) > 0 else digits)


@lru_cache(maxsize=REMEMBERED)
def _percent(rounded: str, decimals: int, language: str | None) -> str:
    return isolated(pgettext("percent", "%(number)s%%") % {"number": _grouped(rounded, decimals)})


@lru_cache(maxsize=REMEMBERED)
def _between(lo: str, hi: str, language: str | None) -> str:
    return _("%(lo)s to %(hi)s") % {"lo": lo, "hi": hi}


def _digits(value: float | Decimal, decimals: int = 0) -> str:
    return _grouped(f"{value:.{decimals}f}", decimals)


def _grouped(rounded: str, decimals: int) -> str:
    exact = Decimal(rounded)
    digits = formats.number_format(abs(exact), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{digits}" if exact < 0 else digits


def _with_currency(digits: str, currency: str) -> str:
    symbol = SYMBOLS.get(currency.upper())
    if symbol is None:
        return f"{digits}{THIN}{currency}".strip()
    sign, bare = (MINUS, digits[1:]) if digits.startswith(MINUS) else ("", digits)
    return sign + pgettext("money", "%(symbol)s%(amount)s") % {"symbol": symbol, "amount": bare}
