"""What the conditions of a definition mean here: conditions of a plan, by the dimensions of this company."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from oyez.kit.errors import NotFound
from oyez.measure.core.definitions import conditions as said
from oyez.measure.core.definitions.dimension import DimensionFile
from oyez.measure.core.definitions.segment import YES, Segment
from oyez.measure.core.definitions.trouble import DefinitionError, unknown
from oyez.measure.core.metric import column_of
from oyez.measure.core.past import (
    All,
    Any,
    Away,
    Choice,
    Compared,
    First,
    History,
    Nay,
    Past,
    PastShare,
    Sure,
    Who,
)
from oyez.measure.core.plan import Attribute, Column, Condition, Has, Is, OneOf, Said, Source
from oyez.measure.core.question import Filter, attribute_of, is_attribute

WHO: dict[said.Of, Who] = {"person": "subject", "account": "account"}


@dataclass(frozen=True)
class Meaning:
    """What is needed to say what conditions mean: filters, the scores there are, the other segments."""

    of_filter: Callable[[Filter], Condition]
    scores: Callable[[], Collection[str]]
    segments: Mapping[str, Segment]

    def of_segment(self, segment: Segment, values: Collection[str]) -> Condition:
        """That a row lies in a segment, in one of these groups of it."""
        for value in values:
            if value not in segment.values:
                known = ", ".join(segment.values)
                raise NotFound(f"The segment “{segment.key}” has no group “{value}”. Known: {known}.")
        if segment.is_yes_or_no:
            holds = self.all_of(segment.parts[0].conditions)
            both = [holds if value == YES else Nay(holds) for value in dict.fromkeys(values)]
            return both[0] if len(both) == 1 else Any(tuple(both))
        return OneOf(self.choice(segment), tuple(sorted(values)))

    def choice(self, segment: Segment) -> Choice:
        """The value of a segment for each row."""
        if segment.is_yes_or_no:
            holds = self.all_of(segment.parts[0].conditions)
            return Choice(((holds, YES), (Nay(holds), "no")))
        return Choice(tuple((self.all_of(part.conditions), part.key) for part in segment.parts))

    def all_of(self, given: tuple[said.Condition, ...]) -> Condition:
        found = tuple(self._one(one) for one in given)
        return found[0] if len(found) == 1 else All(found)

    def _one(self, one: said.Condition) -> Condition:
        match one:
            case said.Says(filter):
                return Sure(self.of_filter(filter))
            case said.In(name, bounds):
                return self._within(name, bounds)
            case said.Away(name, bounds):
                return _every(
                    Sure(Away(Attribute(attribute_of(name)), bound.operator, float(bound.value)))  # type: ignore[arg-type]
                    for bound in bounds
                )
            case said.Before():
                return self._before(one)
            case said.Tenure(of, bounds):
                return _every(Past(First(WHO[of]), bound.operator, float(bound.value)) for bound in bounds)  # type: ignore[arg-type]
            case said.ShareBefore():
                return self._share(one)
            case said.InSegment(key, value, place):
                if key not in self.segments:
                    raise unknown(place, "segment", key, self.segments)
                try:
                    return self.of_segment(self.segments[key], (value,))
                except NotFound as trouble:
                    raise DefinitionError(place, str(trouble)) from None
            case said.AnyOf(sets):
                return Any(_looked_for_together([self.all_of(some) for some in sets]))
            case said.NotAll(inside):
                return Nay(self.all_of(inside))

    def _within(self, name: str, bounds: tuple[said.Bound, ...]) -> Condition:
        if is_attribute(name):
            source: Source = Attribute(attribute_of(name))
        else:
            column = column_of(name.removeprefix(said.SCORE))
            if column not in self.scores():
                return Any(())  # nobody has given this score yet
            source = Column(column)
        return _every(Sure(Compared(source, bound.operator, bound.value)) for bound in bounds)

    def _before(self, one: said.Before) -> Condition:
        away = [part for part in one.conditions if isinstance(part, said.Away)]
        past = History(
            who=WHO[one.of],
            conditions=self._earlier(tuple(part for part in one.conditions if part not in away)),
            seconds=one.seconds,
            away=tuple(
                Away(Attribute(attribute_of(part.name)), bound.operator, float(bound.value))  # type: ignore[arg-type]
                for part in away
                for bound in part.bounds
            ),
            once=one.at_least in (None, 1) and one.at_most in (None, 0),
        )
        least = () if one.at_least is None else (Past(past, ">=", one.at_least),)
        most = () if one.at_most is None else (Past(past, "<=", one.at_most),)
        return _every((*least, *most))

    def _share(self, one: said.ShareBefore) -> Condition:
        who = WHO[one.of]
        among = self._earlier(one.among)
        whole = History(who, among, one.seconds)
        part = History(who, (*among, self.all_of(one.conditions)), one.seconds)
        return _every(PastShare(part, whole, bound.operator, float(bound.value)) for bound in one.bounds)  # type: ignore[arg-type]

    def _earlier(self, given: tuple[said.Condition, ...]) -> tuple[Condition, ...]:
        """What is said in public counts only where it is asked for, as everywhere."""
        found = tuple(self._one(one) for one in given)
        if any(isinstance(one, said.Says) and one.filter.dimension == "mention" for one in said.each(given)):
            return found
        return (*found, Is("mention", False))


def _looked_for_together(given: list[Condition]) -> tuple[Condition, ...]:
    """Whether there was a ticket or a late delivery is one look at the past instead of two."""
    merged: dict[object, Condition] = {}
    for at, one in enumerate(given):
        match one:
            case Past(History(who, conditions, seconds, (), True) as past, ">=", 1):
                alike = merged.get((who, seconds))
                both = (*_either(alike), All(conditions)) if alike else (All(conditions),)
                whole = replace(past, conditions=conditions if len(both) == 1 else (Any(both),))
                merged[who, seconds] = Past(whole, ">=", 1)
            case _:
                merged[at] = one
    return tuple(merged.values())


def _either(one: Condition) -> tuple[Condition, ...]:
    """What was looked for so far."""
    assert isinstance(one, Past) and isinstance(one.of, History)
    match one.of.conditions:
        case (Any(several),):
            return several
        case conditions:
            return (All(conditions),)


def dimension_choice(one: DimensionFile) -> Choice:
    """The value of a defined dimension for each row."""
    source: Source = Column(one.of) if one.attribute is None else Attribute(one.attribute)
    cases: list[tuple[Condition, str]] = [
        (
            OneOf(source, tuple(sorted(group.values)))
            if group.values
            else _every(Compared(source, bound.operator, bound.value) for bound in group.bounds),
            group.key,
        )
        for group in one.groups
    ]
    if one.others is not None:
        there: Condition = Has(one.of) if one.attribute is None else Said(one.attribute)
        cases.append((there, one.others.key))
    return Choice(tuple(cases))


def attributes(given: tuple[said.Condition, ...], segments: Mapping[str, Segment]) -> Iterator[str]:
    """All attributes that conditions look at, those of other segments as well."""
    for one in said.each(given):
        match one:
            case said.Says(filter) if is_attribute(filter.dimension):
                yield attribute_of(filter.dimension)
            case said.In(name) | said.Away(name) if is_attribute(name):
                yield attribute_of(name)
            case said.InSegment(key) if key in segments:
                for part in segments[key].parts:
                    yield from attributes(part.conditions, segments)
            case _:
                pass


def looks_at_scores(given: tuple[said.Condition, ...], segments: Mapping[str, Segment]) -> bool:
    """Whether who is in it depends on what somebody answered, also by way of other segments."""
    return any(
        (isinstance(one, said.In) and one.name.startswith(said.SCORE))
        or (
            isinstance(one, said.InSegment)
            and one.key in segments
            and any(looks_at_scores(part.conditions, segments) for part in segments[one.key].parts)
        )
        for one in said.each(given)
    )


def segments_in(given: tuple[said.Condition, ...]) -> Iterator[said.InSegment]:
    """The segments that conditions name."""
    return (one for one in said.each(given) if isinstance(one, said.InSegment))


def _every(found: "Iterator[Condition] | tuple[Condition, ...]") -> Condition:
    several = tuple(found)
    return several[0] if len(several) == 1 else All(several)
