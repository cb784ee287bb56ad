"""What accounts were billed month by month, in the company's currency."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import CharField, FloatField, Sum
from django.db.models.functions import Cast, Substr

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.remembered import Remembered
from oyez.measure.core.calendar import add_months
from oyez.measure.core.matrix.satisfaction import Values
from oyez.people import queries as people
from oyez.people.models import Billing


@dataclass(frozen=True)
class Billed:
    """Whole months, the oldest first, and what each account was billed in each."""

    months: tuple[date, ...]
    amounts: Mapping[str, Values]

    def of(self, groups: Sequence[Sequence[str]]) -> Values:
        """(groups, months): the sums of each group of accounts."""
        found = np.zeros((len(groups), len(self.months)))
        for at, keys in enumerate(groups):
            for key in keys:
                if key in self.amounts:
                    found[at] += self.amounts[key]
        return found


BILLED: Remembered[Billed] = Remembered(16)


def billed_by_month(viewer: Viewer, today: date, count: int, keys: Collection[str]) -> Billed:
    """The last whole months before a day; what has no rate is left out."""
    viewer.needs(Can.REVENUE)
    this = today.replace(day=1)
    months = tuple(add_months(this, back) for back in range(-count, 0))
    worth = {currency: float(rate) for currency, rate in people.rates(today).items()}
    worth[the_company().currency] = 1.0
    known = {pk: key for pk, key in people.account_ids(viewer) if key in keys}
    asked = (people.billed(viewer), months, tuple(known.items()), tuple(worth.items()))
    return BILLED.get(asked) or BILLED.keep(asked, _billed(months, known, worth))


def _billed(months: tuple[date, ...], known: Mapping[int, str], worth: Mapping[str, float]) -> Billed:
    place = {f"{month:%Y-%m}": at for at, month in enumerate(months)}
    rows = (
        Billing.objects.filter(
            account__in=list(known), billed_on__gte=months[0], billed_on__lt=add_months(months[-1], 1)
        )
        .order_by()
        .values_list("account", Substr(Cast("billed_on", CharField()), 1, 7), "currency")
        .annotate(billed=Sum("amount", output_field=FloatField()))
    )
    amounts: dict[str, Values] = {}
    for pk, month, currency, amount in rows:
        if currency in worth:
            own = amounts.setdefault(known[pk], np.zeros(len(months)))
            own[place[month]] += amount * worth[currency]
    return Billed(months, amounts)
