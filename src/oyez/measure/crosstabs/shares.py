"""The distribution of a dimension: of those who have a value in it, the share of each value, narrowed like a score.

Groups are hidden by how many have a value at all. A value that fewer than k have is not named; where everybody has one
value, such values are put together with the next smallest, so that they do not follow from the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from oyez.company.core.scope import Viewer
from oyez.kit.errors import Refused
from oyez.measure.ask import card, names_of
from oyez.measure.core.distribution import WILSON, share_of
from oyez.measure.core.groups import Group, Place, as_asked
from oyez.measure.core.metric import Metric, Sums, added
from oyez.measure.core.narrow import Rules, narrow, narrow_total
from oyez.measure.core.question import Question, attribute_of, is_attribute, is_each
from oyez.measure.core.result import Answer, Estimate
from oyez.measure.metrics import DISTRIBUTION
from oyez.measure.reading import ABOUT_ACCOUNTS, Asking, prepare, read

MOST_VALUES = 30
MOST_DISTINCT = 300
OTHERS = "\x00others"
COUNT = "count"
ACCOUNT = "account"

Keys = tuple[str | None, ...]
Table = dict[Keys, Group]


@dataclass(frozen=True)
class Values:
    """The values that are named, the largest first; `rest` are put together, `left_out` are not shown at all."""

    named: tuple[str, ...]
    rest: frozenset[str] = frozenset()
    left_out: int = 0

    @property
    def shown(self) -> tuple[str, ...]:
        return (*self.named, *([OTHERS] if self.rest else []))


def shares(
    viewer: Viewer, of: str, question: Question, values: Values | None = None
) -> tuple[Answer, Values]:
    """Of those who have a value in the dimension `of`, the share of each, by the question's one dimension or none."""
    asking = prepare(viewer, replace(question, metric=COUNT, by=(*question.by, of)))
    tables, rules = _table(asking, of, ())
    among = tuple(attribute_of(name) for name in question.by if is_each(name))
    bare = prepare(viewer, replace(question, metric=COUNT, by=(of,)))
    whole = _table(bare, of, among)[0].get((), Group((), None))
    values = values or _values(whole.sums, rules.k, is_each(of))
    if _is_identifier(whole.sums, values):
        raise Refused(f"Nearly every answer has a value of its own in “{of}”: it makes no table.")
    metric = _metric(of, values)
    groups = [_only(group, values) for group in tables.values()] if question.by else []
    points = narrow(viewer, metric, groups, rules)
    if asking.is_guarded:
        points = [point for point in points if not point.result.suppressed]
        seen = {point.keys for point in points}
        groups = [group for group in groups if group.keys in seen]
    total = narrow_total(viewer, metric, groups, _only(whole, values), rules)
    names = names_of(asking, ()) | {
        one.name: {key: one.names.get(key, key) for key in _keys_of(at, one.name, groups, values, of)}
        for at, one in enumerate(asking.by)
    }
    answer = Answer(
        metric=card(metric), by=question.by, every=None, where=tuple(map(str, question.where)), period=rules.period,
        points=tuple(points), over_time=(), overall=(), total=total, names=names,
    )  # fmt: skip
    return answer, values


def _keys_of(at: int, name: str, groups: Sequence[Group], values: Values, of: str) -> Sequence[str]:
    if name == of:
        return values.named
    return [key for group in groups if (key := group.keys[at]) is not None]


def _table(asking: Asking, of: str, among: tuple[str, ...]) -> tuple[Table, Rules]:
    """The groups of all dimensions but the last, whose values become their sums beside `n`.

    Each has its largest account. Who has no value is not counted.
    """
    reading, rules = read(replace(asking, among=among))
    identified: defaultdict[Keys, dict[str, float]] = defaultdict(dict)
    released: defaultdict[Keys, dict[str, float]] = defaultdict(dict)
    for group in reading.folded(as_asked):
        at, value = group.keys[:-1], group.keys[-1]
        if value is not None:
            for into, sums in ((identified, group.identified), (released, group.released)):
                n = sums.get("n", 0)
                into[at][_sum(value)] = into[at].get(_sum(value), 0) + n
    said = (*among, *([attribute_of(of)] if is_attribute(of) else []))
    several = _once(asking, said) if is_each(of) else None
    largest = _largest(asking, said)
    voices = {one.place: one.voices for one in reading.folded(_under_any_value)}
    found = {}
    for place, sums in identified.items():
        also = released[place]
        base = (sum(sums.values()), sum(also.values())) if several is None else (several[place], 0.0)
        found[place] = Group(
            place,
            None,
            {"n": base[0], **sums},
            {"n": base[1], **also} if base[1] else {},
            largest.get(place, 0),
            voices=voices.get((place, None)),
        )
    return found, replace(rules, dominance=_can_be_dominated(asking))


def _under_any_value(place: Place) -> Place:
    return place[0][:-1], None


def _once(asking: Asking, said: tuple[str, ...]) -> Mapping[Keys, float]:
    """How many rows have a value at all, whatever they chose."""
    reading, _ = read(_less(asking, said))
    return {group.keys: group.identified.get("n", 0) for group in reading.folded(as_asked)}


def _largest(asking: Asking, said: tuple[str, ...]) -> Mapping[Keys, float]:
    """How many answers the largest account gave in each group."""
    if not _can_be_dominated(asking):
        return {}
    reading, _ = read(_less(asking, said, ACCOUNT))
    found: Counter[Keys] = Counter()
    for group in reading.folded(as_asked):
        at, account = group.keys[:-1], group.keys[-1]
        if account is not None:
            found[at] = max(found[at], int(group.identified.get("n", 0)))
    return found


def _can_be_dominated(asking: Asking) -> bool:
    """Where an account is what is asked about, that one account gives all answers is no surprise."""
    asked = {*asking.question.by, *(one.dimension for one in asking.question.where)}
    return asking.viewer.scope.accounts is None and not asked & ABOUT_ACCOUNTS


def _less(asking: Asking, said: tuple[str, ...], *more: str) -> Asking:
    """The same without its last dimension, of those alone who said something."""
    question = replace(asking.question, by=(*asking.question.by[:-1], *more))
    return replace(prepare(asking.viewer, question), among=said)


def _values(sums: Sums, k: int, several: bool) -> Values:
    """Which values may be named, and which are put together."""
    counts = Counter({name[1:]: n for name, n in sums.items() if name != "n" and n})
    order = sorted(counts, key=lambda value: (-counts[value], value))
    named = [value for value in order if counts[value] >= k]
    rest = [value for value in order if counts[value] < k]
    if several:
        return Values(tuple(named[:MOST_VALUES]), left_out=len(rest) + len(named[MOST_VALUES:]))
    rest = named[MOST_VALUES:] + rest
    named = named[:MOST_VALUES]
    while rest and named and (len(rest) == 1 or sum(counts[value] for value in rest) < k):
        rest.append(named.pop())
    return Values(tuple(named), frozenset(rest))


def _is_identifier(sums: Sums, values: Values) -> bool:
    """Whether hardly anybody is left under a value that may be named, and there are more than a table can hold."""
    named = sum(sums.get(_sum(value), 0) for value in values.named)
    return len(sums) > MOST_DISTINCT and 2 * named < sums["n"]


def _only(group: Group, values: Values) -> Group:
    """The sums of values that are named, and of all others together."""
    return msgspec.structs.replace(
        group, identified=_named(group.identified, values), released=_named(group.released, values)
    )


def _named(sums: Sums, values: Values) -> Sums:
    if not sums:
        return sums
    rest = added([{_sum(OTHERS): sums.get(_sum(value), 0)} for value in values.rest])
    return {"n": sums["n"], **{_sum(value): sums.get(_sum(value), 0) for value in values.named}, **rest}


def _sum(value: str) -> str:
    """Values may be called anything, also n."""
    return f"={value}"


def _metric(of: str, values: Values) -> Metric:
    def combine(sums: Sums) -> Estimate:
        n = int(sums.get("n", 0))
        if n == 0:
            return Estimate(n=0, method=WILSON)
        shares = tuple(share_of(value, sums.get(_sum(value), 0), n) for value in values.shown)
        return Estimate(n=n, method=WILSON, beside=shares)

    return Metric(
        name=f"{DISTRIBUTION}{of}",
        label=of,
        explained="Share of each value, of all who have one.",
        shown="share",
        sums=(),
        combine=combine,
        maximum=1,
    )
