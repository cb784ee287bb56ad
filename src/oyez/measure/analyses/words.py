"""Saved analyses in words: where they lead, and what has changed since."""

from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.measure.analyses.pages import page_of
from oyez.measure.analyses.standing import Moved
from oyez.measure.models import SavedAnalysis


def label(saved: SavedAnalysis) -> str:
    return str(page_of(saved.page).label)


def period(saved: SavedAnalysis) -> str:
    """Whether its period moves along."""
    return _("the last %(months)d months") % {"months": saved.months} if saved.months else ""


def since_then(found: Moved | None) -> str:
    """`2,310 answers then, 2,354 now; 3.91 then, 3.94 now`."""
    if found is None:
        return ""
    if found.is_same:
        return _("as it was saved")
    said = []
    if found.n != found.now.n:
        said.append(
            _("%(then)s answers then, %(now)s now") % {"then": _count(found.n), "now": _count(found.now.n)}
        )
    if found.value != found.now.value:
        said.append(
            _("%(then)s then, %(now)s now") % {"then": _value(found.value), "now": _value(found.now.value)}
        )
    return "; ".join(said)


def _count(n: int | None) -> str:
    return _("too few") if n is None else numerals.number(n)


def _value(value: float | None) -> str:
    return "–" if value is None else numerals.number(value, 3)
