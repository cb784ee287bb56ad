"""Answers weighted to the accounts of the data scope: by tier, by region, by what accounts are known by."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from oyez.kit.errors import Refused
from oyez.measure.core.groups import Group, as_asked
from oyez.measure.core.intervals.interval import Interval
from oyez.measure.core.ladder import SCORE
from oyez.measure.core.metric import Metric, Sums, added
from oyez.measure.core.result import Flag, Point, Result
from oyez.measure.core.scores.claims import Claim, Population, narrowed
from oyez.measure.core.scores.raking import Margin
from oyez.measure.core.scores.raking import Place as Cell
from oyez.measure.core.scores.weighing import Weights, differs, weighted, weights
from oyez.measure.dimensions import Dimensions
from oyez.measure.reading import Asking, prepare, read
from oyez.people.models import Account
from oyez.people.queries import account_keys

Cells = dict[Cell, Sums]


@dataclass(frozen=True)
class Weighed:
    """The cells of each group and period, and the weight of an answer in each of them."""

    metric: Metric
    cells: Mapping[tuple[object, ...], Cells]
    weights: Weights

    def result(self, keys: tuple[str | None, ...], start: object, unweighted: Result) -> Result:
        """The weighted result of a group that may be shown; with fewer than thirty answers it stays as it was."""
        cells = self.cells.get((keys, start), {})
        n = sum(sums.get("n", 0) for sums in cells.values())
        if unweighted.suppressed or n < SCORE:
            return unweighted
        found = weighted(self.metric, cells, self.weights)
        flags = (*unweighted.flags, Flag.WEIGHTS_MATTER) if differs(found) else unweighted.flags
        return msgspec.structs.replace(
            unweighted,
            value=found.value, lo=found.lo, hi=found.hi, n=found.n, method=found.method, beside=found.beside,
            weighted=True, population="accounts in the data scope", flags=flags,
        )  # fmt: skip


def weigh(asking: Asking, points: Sequence[Point], total: Result | None) -> tuple[list[Point], Result | None]:
    """The same points and whole, weighted. What was hidden stays hidden; answers of no account take no part."""
    made = _weighed(asking)
    found = [
        msgspec.structs.replace(point, result=made.result(point.keys, point.start, point.result))
        for point in points
    ]
    return found, None if total is None else made.result((), None, total)


def claim(result: Result, size: int | None) -> Result:
    """A result as a claim about exactly so many customers now, surer than one about what customers experience."""
    if size is None or result.value is None or result.lo is None or result.hi is None or not result.n:
        return result
    if size < result.n:
        raise Refused(f"{result.n} answered, which is more than the {size} that the claim is about.")
    bounds = narrowed(result.value, Interval(result.lo, result.hi), result.n, Population(Claim.CENSUS, size))
    return msgspec.structs.replace(
        result,
        lo=bounds.lo,
        hi=bounds.hi,
        method=f"{result.method}, finite population",
        population=f"these {size} customers, now",
    )


def _weighed(asking: Asking) -> Weighed:
    question = asking.question
    count = len(question.by)
    wider = prepare(asking.viewer, replace(question, by=(*question.by, *question.weigh), weigh=()))
    groups, _rules = read(wider)
    cells: defaultdict[tuple[object, ...], Cells] = defaultdict(dict)
    whole: Cells = {}
    for group in groups.folded(as_asked):
        cell = _cell(group, count)
        if cell is not None:
            place = (group.keys[:count], group.start)
            cells[place][cell] = added((cells[place].get(cell, {}), group.sums))
            whole[cell] = added((whole.get(cell, {}), group.sums))
    if not sum(sums.get("n", 0) for sums in whole.values()):
        raise Refused("None of these answers names an account, so they cannot be weighted to accounts.")
    cells[(), None] = whole
    return Weighed(asking.metric, cells, weights(whole, margins(asking, wider.dimensions)))


def _cell(group: Group, count: int) -> Cell | None:
    """Where a group's answers stand; nothing for answers of which the account is not known."""
    keys = group.keys[count:]
    return None if None in keys else tuple(key or "" for key in keys)


def margins(asking: Asking, dimensions: Dimensions) -> list[Margin]:
    """How many accounts of the data scope there are for each key of each margin."""
    keys = account_keys(asking.viewer)
    rows = Account.objects.all() if keys is None else Account.objects.filter(key__in=keys)
    units = asking.viewer.scope.units
    accounts = [
        (tier, unit) for tier, unit in rows.values_list("tier", "unit__key") if units is None or unit in units
    ]
    found: list[Margin] = []
    for name in asking.question.weigh:
        level = {} if name == "tier" else dimensions.level(name)
        held = Counter(tier if name == "tier" else level.get(unit or "") for tier, unit in accounts)
        found.append({key: float(count) for key, count in held.items() if key})
    if not all(found):
        raise Refused(
            "No account in your data scope is known by that: there is nothing to weight answers to."
        )
    return found
