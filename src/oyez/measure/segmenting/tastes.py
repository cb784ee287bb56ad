"""What persons in a segment like: the channels they use, their languages, what is noted as their preference.

Shares are of persons. Groups of fewer than k are hidden, and what they could be worked out from.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from oyez.company.core.scope import Viewer
from oyez.measure.ask import ask
from oyez.measure.core.groups import Group
from oyez.measure.core.narrow import narrow
from oyez.measure.core.question import Filter, Question
from oyez.measure.persons import persons_behind
from oyez.measure.reading import prepare, read
from oyez.measure.segmenting.told import Portion
from oyez.measure.store.columns import person_tokens
from oyez.measure.store.engine import engine
from oyez.people.models import Identifier, Preference

MOST = 8


def used(viewer: Viewer, dimension: str, here: Filter, others: Filter, since: date) -> Iterator[Portion]:
    """The share of persons with at least one interaction of each value, the most common first."""
    mine, rest = (_shares(viewer, dimension, side, since) for side in (here, others))
    for name in sorted(mine, key=lambda one: -(mine[one] or 0))[:MOST]:
        yield Portion(what=dimension, name=name, here=mine[name], elsewhere=rest.get(name))


def _shares(viewer: Viewer, dimension: str, side: Filter, since: date) -> dict[str, float | None]:
    answer = ask(viewer, Question("persons", by=(dimension,), where=(side,), since=since))
    whole = answer.total.n if answer.total else None
    return {
        point.keys[0]: point.result.n / whole if point.result.n and whole else None
        for point in answer.points
        if point.keys[0]
    }


def preferences(viewer: Viewer, here: Filter, others: Filter, since: date) -> Iterator[Portion]:
    """The newest preference of each person by name: the share of all persons here, and elsewhere.

    What too few share is their own words: it is not even named.
    """
    noted = _noted()
    if not noted:
        return
    mine, rest = (_preferring(viewer, side, since, noted) for side in (here, others))
    told = {said: share for said, share in mine.items() if share is not None}
    for said in sorted(told, key=lambda one: (-told[one], one))[:MOST]:
        yield Portion(
            what="preference", name=f"{said[0]}: {said[1]}", here=told[said], elsewhere=rest.get(said)
        )


Noted = dict[tuple[str, str], set[int]]


def _noted() -> Noted:
    """Who noted what, under the numbers by which questions know persons."""
    newest: dict[tuple[int, str], str] = {}
    rows = Preference.objects.order_by("noted_on", "id").values_list(
        "person_id", "person__merged_into_id", "name", "value"
    )
    for person, into, name, value in rows:
        newest[into or person, name] = value
    numbers = _numbers()
    found: Noted = defaultdict(set)
    for (person, name), value in newest.items():
        if person in numbers:
            found[name, value].add(numbers[person])
    return found


def _numbers() -> dict[int, int]:
    """Whoever noted something: by a number of their own if known by several names, else by the token of their name."""
    noted = Preference.objects.values("person")
    standing = Preference.objects.filter(person__merged_into__isnull=False).values("person__merged_into")
    behind = persons_behind(engine().snapshot())
    several = set(behind.values())
    rows = list(
        Identifier.objects.filter(person__in=noted.union(standing))
        .values_list("kind", "value", "person_id")
        .iterator()
    )
    tokens = person_tokens(f"{kind}:{value}" for kind, value, _ in rows)
    return {
        person: -person if -person in several else token
        for (_, _, person), token in zip(rows, tokens, strict=True)
    }


def _preferring(
    viewer: Viewer, side: Filter, since: date, noted: Noted
) -> dict[tuple[str, str], float | None]:
    asking = prepare(viewer, Question("persons", where=(side,), since=since))
    reading, rules = read(asking)
    persons = set().union(*(reading.persons or {}).values())
    groups = [
        Group((name, value), None, {"n": len(persons & who)})
        for (name, value), who in sorted(noted.items())
        if persons & who
    ]
    points = narrow(viewer, asking.metric, groups, rules)
    return {
        (str(point.keys[0]), str(point.keys[1])): point.result.n / len(persons) if point.result.n else None
        for point in points
    }
