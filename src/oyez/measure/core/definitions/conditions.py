"""The conditions of a circumstance: what an interaction says, and what happened to its person before it.

All that stands in one block must hold. What an interaction does not say does not hold; what happened before is neither
true nor false where nobody knows the person.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from oyez.kit.errors import Refused
from oyez.measure.core.definitions.marked import Block, Scalar, day, number
from oyez.measure.core.definitions.trouble import DefinitionError, Place, unknown
from oyez.measure.core.question import ATTRIBUTE, SEGMENT, Filter, filter_of, is_segment, segment_of

SCORE = "score:"
SIDES: dict[str, "Operator"] = {"from": ">=", "above": ">", "below": "<", "to": "<="}
WORDS = ("any", "all", "not", "before", "tenure", "share_before", SEGMENT)
SECONDS = {"hour": 3_600, "day": 86_400, "week": 7 * 86_400, "year": 365 * 86_400}
DURATION = re.compile(r"(\d{1,5}) (hour|day|week|year)s?")
LONGEST = 100 * SECONDS["year"]

Of = Literal["person", "account"]
Operator = Literal[">=", ">", "<", "<="]


@dataclass(frozen=True)
class Bound:
    """One end of a band; seconds where it is a length of time."""

    operator: Operator
    value: float | date


@dataclass(frozen=True)
class Says:
    """A filter, as in any question."""

    filter: Filter
    place: Place


@dataclass(frozen=True)
class In:
    """A number or a day that the interaction says lies between bounds. The name is `attr:NAME` or `score:NAME`."""

    name: str
    bounds: tuple[Bound, ...]


@dataclass(frozen=True)
class Away:
    """A day that is said lies so many days after the day of the interaction; before it, where negative."""

    name: str
    bounds: tuple[Bound, ...]


@dataclass(frozen=True)
class Before:
    """So many earlier interactions of the same person or account, of which all this holds."""

    conditions: tuple["Condition", ...]
    of: Of
    seconds: int | None
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True)
class Tenure:
    """The time since the first interaction of the person or account."""

    of: Of
    bounds: tuple[Bound, ...]


@dataclass(frozen=True)
class ShareBefore:
    """Which share of the earlier interactions `among` also holds `conditions`; never where there were none."""

    conditions: tuple["Condition", ...]
    among: tuple["Condition", ...]
    of: Of
    seconds: int | None
    bounds: tuple[Bound, ...]


@dataclass(frozen=True)
class InSegment:
    """It lies in another segment."""

    key: str
    value: str
    place: Place


@dataclass(frozen=True)
class AnyOf:
    """At least one of these sets holds."""

    sets: tuple[tuple["Condition", ...], ...]


@dataclass(frozen=True)
class NotAll:
    """Not all of these hold."""

    conditions: tuple["Condition", ...]


Condition = Says | In | Away | Before | Tenure | ShareBefore | InSegment | AnyOf | NotAll


def conditions(block: Block, *, past: bool = True) -> tuple[Condition, ...]:
    """Everything in a block; `past`: whether it may ask what happened before."""
    found = tuple(one for key in block for one in _one(block, key, past))
    if not found:
        raise DefinitionError(block.place, "there is no condition here.")
    return found


def each(given: tuple[Condition, ...]) -> Iterator[Condition]:
    """All conditions, those inside others as well."""
    for one in given:
        yield one
        match one:
            case Before(inside) | NotAll(inside):
                yield from each(inside)
            case ShareBefore(inside, among):
                yield from each((*inside, *among))
            case AnyOf(sets):
                for some in sets:
                    yield from each(some)
            case _:
                pass


def _one(block: Block, key: str, past: bool) -> Iterator[Condition]:
    if (key in ("before", "tenure", "share_before", SEGMENT) or is_segment(key)) and not past:
        raise DefinitionError(block.at(key), f"“{key}” cannot stand here: only what an interaction says.")
    match key:
        case "any":
            yield AnyOf(tuple(conditions(one, past=past) for one in _several(block, key)))
        case "all":
            for one in _several(block, key):
                yield from conditions(one, past=past)
        case "not":
            yield NotAll(conditions(block.block(key), past=past))
        case "before":
            yield from (_before(one) for one in _several(block, key))
        case "tenure":
            yield _tenure(block.block(key))
        case "share_before":
            yield _share(block.block(key))
        case "segment":
            yield from _segments(block)
        case _ if is_segment(key):
            values = block.scalars(key)
            inside = tuple((InSegment(segment_of(key), one.text, one.place),) for one in values)
            yield AnyOf(inside)
        case _:
            yield _said(block, key)


def _several(block: Block, key: str) -> list[Block]:
    found = block.blocks(key)
    if not found:
        raise DefinitionError(block.at(key), f"“{key}” needs at least one block of conditions.")
    return found


def _segments(block: Block) -> Iterator[Condition]:
    for said in block.scalars(SEGMENT):
        key, equals, value = said.text.partition("=")
        inside = InSegment(key.removeprefix("!").strip(), value.strip() if equals else "yes", said.place)
        yield replace(inside, value="no") if key.startswith("!") else inside


def _said(block: Block, key: str) -> Condition:
    entry = block.entries[key]
    if isinstance(entry, Block):
        return _band(block, key, entry)
    if key.startswith(SCORE):
        raise DefinitionError(block.at(key), f"“{key}” takes bounds, such as {{below: 3}}.")
    values = block.scalars(key)
    try:
        return Says(filter_of(key, [one.text for one in values]), block.at(key))
    except Refused as refused:
        raise DefinitionError(block.at(key), str(refused)) from None


def _band(block: Block, key: str, entry: Block) -> Condition:
    if not key.startswith((ATTRIBUTE, SCORE)):
        if key not in WORDS:
            raise DefinitionError(
                block.at(key), f"“{key}” takes values; only attr:NAME and score:NAME take bounds."
            )
        raise unknown(block.at(key), "condition", key, WORDS)
    if "days_away" in entry:
        entry.only(f"“{key}”", ("days_away",))
        if key.startswith(SCORE):
            raise DefinitionError(entry.at("days_away"), "a score is no day.")
        return Away(key, bounds(entry.block("days_away"), number))
    return In(key, bounds(entry, number if key.startswith(SCORE) else number_or_day))


def bounds(
    block: Block, read: Callable[[Scalar, str], float | date], also: tuple[str, ...] = ()
) -> tuple[Bound, ...]:
    """The ends that a block gives: from, above, below, to; `also`: settings of others beside them."""
    block.only("a band", (*SIDES, *also))
    found = tuple(Bound(SIDES[key], read(block.scalar(key), key)) for key in block if key in SIDES)
    if not found:
        raise DefinitionError(block.place, f"a band needs an end: {', '.join(SIDES)}.")
    kinds = {type(one.value) for one in found}
    if len(kinds) > 1:
        raise DefinitionError(block.place, "both ends of a band are numbers, or both are days.")
    lows = [one for one in found if one.operator in (">=", ">")]
    highs = [one for one in found if one.operator in ("<", "<=")]
    if len(lows) > 1 or len(highs) > 1:
        raise DefinitionError(block.place, "a band has one lower and one upper end.")
    if lows and highs and _is_empty(lows[0], highs[0]):
        raise DefinitionError(block.place, "nothing can lie in this band: its upper end is below its lower.")
    return found


def _is_empty(low: Bound, high: Bound) -> bool:
    if low.value == high.value:
        return not (low.operator == ">=" and high.operator == "<=")
    return low.value > high.value  # type: ignore[operator]


def number_or_day(said: Scalar, key: str) -> float | date:
    """A day where it is written as one, else a number."""
    return day(said, key) if re.fullmatch(r"\d{4}-\d\d-\d\d", said.text) else number(said, key)


def seconds(said: Scalar, key: str) -> int:
    """A length of time: `30 days`, `4 weeks`, `48 hours`, `2 years` (of 365 days)."""
    found = DURATION.fullmatch(said.text.strip())
    if found is None:
        raise DefinitionError(said.place, f"“{key}” is a time such as “30 days”; “{said.text}” is not.")
    length = int(found[1]) * SECONDS[found[2]]
    if length > LONGEST:
        raise DefinitionError(said.place, f"“{key}” is at most a hundred years.")
    return length


PAST = ("within", "at_least", "at_most", "of")


def _before(block: Block) -> Before:
    """Without bounds at least one; its other settings are conditions."""
    inside = _without(block, PAST)
    at_least, at_most = block.whole("at_least"), block.whole("at_most")
    if at_least is not None and at_most is not None and at_least > at_most:
        raise DefinitionError(block.at("at_least"), "“at_least” is more than “at_most”.")
    if at_least == 0 and at_most is None:
        raise DefinitionError(block.at("at_least"), "at least 0 always holds; say how many.")
    held = conditions(inside, past=False) if inside.entries else ()
    if any(isinstance(one, Away) for one in each(held)) and not all(
        isinstance(one, Away) or not any(isinstance(deep, Away) for deep in each((one,))) for one in held
    ):
        raise DefinitionError(block.place, "“days_away” stands directly in “before”, not in any or not.")
    return Before(
        conditions=held,
        of=_of(block),
        seconds=_within(block),
        at_least=1 if at_least is None and at_most is None else at_least,
        at_most=at_most,
    )


def _tenure(block: Block) -> Tenure:
    block_of = _of(block)
    return Tenure(block_of, bounds(block, seconds, ("of",)))


def _share(block: Block) -> ShareBefore:
    inside = _without(block, (*SIDES, "within", "of", "among"))
    found = bounds(_part(block, tuple(SIDES)), number)
    for one in found:
        if not 0 <= one.value <= 1:  # type: ignore[operator]
            raise DefinitionError(block.place, "a share lies between 0 and 1.")
    return ShareBefore(
        conditions=conditions(inside, past=False),
        among=conditions(block.block("among"), past=False) if "among" in block else (),
        of=_of(block),
        seconds=_within(block),
        bounds=found,
    )


def _within(block: Block) -> int | None:
    return seconds(block.scalar("within"), "within") if "within" in block else None


def _of(block: Block) -> Of:
    said = block.text("of", "person")
    match said:
        case "person" | "account":
            return said
        case _:
            raise unknown(block.scalar("of").place, "“of”", said, ("person", "account"))


def _without(block: Block, keys: tuple[str, ...]) -> Block:
    return _part(block, tuple(key for key in block if key not in keys))


def _part(block: Block, keys: tuple[str, ...]) -> Block:
    kept = [key for key in keys if key in block]
    return Block(
        block.place, {key: block.entries[key] for key in kept}, {key: block.keys[key] for key in kept}
    )
