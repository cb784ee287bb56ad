"""A figure as a page shows it: a number never comes alone."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.kit.charts.strip import Look, Strip, window

Verdict = Literal["", "met", "missed", "undecided"]
FAINT_BELOW = 30


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Words and a strip; `hidden` is the sentence that stands where no number may."""

    name: str
    value: str = ""
    unit: str = ""
    range: str = ""
    count: str = ""
    strip: Strip | None = None
    verdict: Verdict = ""
    target: str = ""
    faint: bool = False
    hidden: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A value with its interval; shares 0 to 1 for percent, −1 to 1 for points, `floor` and `ceiling` else."""

    form: numerals.Form
    value: float
    lo: float
    hi: float
    n: int
    floor: float = 0
    ceiling: float = 1
    currency: str = ""


def measured(
    name: str, result: Measured, *, target: float | None = None, verdict: Verdict = "", unit: str = ""
) -> Figure:
    """A figure with its interval; few answers make it faint, an undecided verdict makes its dot hollow."""
    return Figure(
        name=name,
        value=_write(result, result.value),
        unit=unit,
        range=numerals.between(_write(result, result.lo), _write(result, result.hi)),
        count=n_of(result.n),
        strip=_strip(result, target, _look(verdict)),
        verdict=verdict,
        target="" if target is None else _("target %(value)s") % {"value": _write(result, target)},
        faint=result.n < FAINT_BELOW,
    )


def counted(
    name: str, value: str, share: float, words: str, verdict: Verdict = "", target: str = ""
) -> Figure:
    """A figure that was counted, not estimated: no interval, a solid bar, and it says so."""
    return Figure(
        name=name,
        value=value,
        range=_("counted"),
        count=words,
        strip=Strip(value=share, low=0, high=1, look="counted"),
        verdict=verdict,
        target=target,
    )


def hidden(name: str, n_needed: int) -> Figure:
    """Where fewer people answered than may be shown."""
    sentence = _("Not enough answers yet: it takes %(count)s.") % {"count": n_needed}
    return Figure(name=name, hidden=sentence)


def n_of(n: int) -> str:
    """How many answered, in one piece: a line never ends between the letter and the number."""
    return _n_of(n, get_language())


@lru_cache(maxsize=numerals.REMEMBERED)
def _n_of(n: int, language: str | None) -> str:
    return (_("n %(count)s") % {"count": numerals.number(n)}).replace(" ", "\N{NO-BREAK SPACE}")


def _write(result: Measured, value: float) -> str:
    return numerals.written(result.form, value, result.n, result.currency)


def _look(verdict: Verdict) -> Look:
    looks: dict[Verdict, Look] = {"undecided": "undecided", "missed": "bad"}
    return looks.get(verdict, "")


def _strip(result: Measured, target: float | None, look: Look) -> Strip:
    floor = -1.0 if result.form == "points" else result.floor
    low, high = window(result.lo, result.hi, floor, result.ceiling, target)
    return Strip(
        value=result.value, low=low, high=high, lo=result.lo, hi=result.hi, reference=target, look=look
    )
