"""Results in words: values as people read them, and what has to be said beside them."""

from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.measure.core.question import is_attribute
from oyez.measure.core.result import Answer, Card, Flag, Point, Result
from oyez.measure.definitions.standing import label_of


def value(card: Card, result: Result, currency: str = "") -> str:
    """The value alone; wherever it stands, n and interval stand beside it."""
    return "" if result.value is None else number(card, result.value, result.n or 0, currency)


def number(card: Card, of: float, n: int, currency: str = "") -> str:
    """Any number on a metric's scale, a bound or a difference as well."""
    match card.shown:
        case "points":
            return numerals.points(of, n)
        case "share":
            return numerals.percent(of, n)
        case "mean":
            return numerals.number(of, 2)
        case "count":
            return numerals.number(of)
        case "money":
            return numerals.money(of, currency)


def interval(card: Card, result: Result) -> str:
    """The bounds, or that it was counted, or why nothing is shown."""
    if result.suppressed:
        return hidden(result)
    if result.value is None:
        return _("no answers")
    if result.lo is None or result.hi is None:
        return _("counted")
    return _between(card, result.lo, result.hi, result.n or 0, get_language())


@lru_cache(maxsize=numerals.REMEMBERED)
def _between(card: Card, lo: float, hi: float, n: int, language: str | None) -> str:
    return numerals.between(number(card, lo, n), number(card, hi, n))


def hidden(result: Result) -> str:
    """Why a result is not shown."""
    if Flag.DOMINATED in result.flags:
        return _("one account gave nearly all answers")
    if Flag.REMAINDER in result.flags:
        return _("hidden, since it would give away a smaller group")
    return _("not enough answers yet")


def flag(one: Flag) -> str:
    """What a flag means, in a sentence."""
    return {
        Flag.SMALL_N: _("Few answers: the interval is wide."),
        Flag.LOW_RESPONSE: _(
            "Fewer than one in five of those invited answered; the others may think differently."
        ),
        Flag.MIX_SHIFT: _("Who answered has changed more than what they answered."),
        Flag.CONFIDENTIAL_LEFT_OUT: _(
            "Confidential answers are left out: they are counted by survey, unit and whole months only."
        ),
        Flag.TOO_FEW: _("Too few answers to be shown."),
        Flag.REMAINDER: _("Hidden, since it would give away a smaller group."),
        Flag.DOMINATED: _("Hidden, since one account gave nearly all answers."),
        Flag.PARTIAL: _("A part of the index has no answers: it is left out, and the others count for more."),
        Flag.WEIGHTS_MATTER: _("Weighting moves this by more than its standard error: look at both values."),
        Flag.OTHER_SCALE: _(
            "Not one answer of 6 or 7: these look like answers to the older question for effort, 1 to 5, which runs the"
            " other way. Give it a scale of its own."
        ),
    }[one]


METRICS = {
    "Net Promoter Score": gettext_lazy("Net Promoter Score"),
    "Satisfied customers": gettext_lazy("Satisfied customers"),
    "Ease of getting it done": gettext_lazy("Ease of getting it done"),
    "Stars": gettext_lazy("Stars"),
    "Better than expected": gettext_lazy("Better than expected"),
    "Promises kept": gettext_lazy("Promises kept"),
    "Interactions": gettext_lazy("Interactions"),
    "Persons": gettext_lazy("Persons"),
    "Amount": gettext_lazy("Amount"),
}


def metric(card: Card) -> str:
    """What a metric is called; pages ask hundreds of times, so only this name is translated."""
    return str(METRICS.get(card.label, card.label))


DIMENSIONS = {
    "unit": gettext_lazy("Unit"),
    "touchpoint": gettext_lazy("Touchpoint"),
    "channel": gettext_lazy("Channel"),
    "kind": gettext_lazy("Kind"),
    "account": gettext_lazy("Account"),
    "language": gettext_lazy("Language"),
    "survey": gettext_lazy("Survey"),
    "source": gettext_lazy("Source"),
    "currency": gettext_lazy("Currency"),
    "stage": gettext_lazy("Stage"),
    "tier": gettext_lazy("Tier"),
    "region": gettext_lazy("Region"),
    "branch": gettext_lazy("Branch"),
    "dealer": gettext_lazy("Dealer"),
    "segment": gettext_lazy("Segment"),
}


def dimension(name: str) -> str:
    """What a dimension is called."""
    if is_attribute(name):
        return name.partition(":")[2].replace("_", " ").capitalize()
    return str(DIMENSIONS.get(name) or "") or label_of(name) or name.replace("_", " ").capitalize()


def group(answer: Answer, point: Point) -> list[str]:
    """The names of a point's keys."""
    return [
        _("none") if key is None else answer.names.get(name, {}).get(key, key)
        for name, key in zip(answer.by, point.keys, strict=True)
    ]
