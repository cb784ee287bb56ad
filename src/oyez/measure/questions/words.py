"""A question's answers in a sentence that a line manager understands."""

from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.measure import wording
from oyez.measure.crosstabs.shares import OTHERS
from oyez.measure.questions.ask import Asked


def sentence(one: Asked) -> str:
    """The mean with its interval, or the answer that most gave; why, where nothing may be shown."""
    result = one.result
    if result.suppressed:
        return wording.hidden(result)
    n = numerals.number(result.n or 0)
    if one.is_score and result.value is not None and result.lo is not None and result.hi is not None:
        return _("Mean %(mean)s (%(between)s), %(n)s answers") % {
            "mean": numerals.number(result.value, 2),
            "between": numerals.between(numerals.number(result.lo, 2), numerals.number(result.hi, 2)),
            "n": n,
        }
    first = next((part for part in one.parts if part.name != OTHERS), None)
    if first is None:
        return _("%(n)s answers, all of them rare") % {"n": n}
    said = {"answer": first.name, "share": numerals.percent(first.value, result.n or 0), "n": n}
    if one.several:
        return _("Most often: %(answer)s, %(share)s of %(n)s who answered; several may be chosen") % said
    return _("Most often: %(answer)s, %(share)s of %(n)s answers") % said
