"""What is asked: a metric, by some dimensions, every so often, where something holds, in a period."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oyez.kit.errors import Refused

ATTRIBUTE = "attr:"
EACH = "each:"
SEPARATOR = " | "
NAME = re.compile(r"[a-z][a-z0-9_]*")
ATTRIBUTE_NAME = re.compile(r"(?:attr|each):[^=,\x00]{1,64}")
SEGMENT = "segment"
SEGMENT_NAME = re.compile(r"segment:[a-z][a-z0-9_]*")
VALUE = re.compile(r'\s*(?:("(?:[^"]|"")*")\s*|([^,]*))(?:,|\Z)', re.DOTALL)
NATIVE = ("unit", "touchpoint", "channel", "kind", "account", "language", "survey", "source", "currency")
LOOKED_UP = ("stage", "tier")
FILTER_ONLY = ("mention", "direction", SEGMENT)
MOST_DIMENSIONS = 3
MOST_VALUES = 500
MOST_ROLLING = 36
MOST_POPULATION = 10**9
MOST_MARGINS = 2
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Every(StrEnum):
    """The stretches of time of a series; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def whole_months(self) -> bool:
        return self in (Every.MONTH, Every.QUARTER, Every.YEAR)


@dataclass(frozen=True)
class Filter:
    """Only where a dimension has one of these values."""

    dimension: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        """As it is written: what was said is read back as it was."""
        return f"{self.dimension}={','.join(map(_quoted, self.values))}"


@dataclass(frozen=True)
class Question:
    """One question to `ask`; equal questions have equal answers, as long as nothing new is written."""

    metric: str
    by: tuple[str, ...] = ()
    every: Every | None = None
    where: tuple[Filter, ...] = ()
    since: date | None = None
    until: date | None = None
    rolling: int = 0
    weigh: tuple[str, ...] = ()
    population: int | None = None

    def filter_on(self, dimension: str) -> Filter | None:
        return next((one for one in self.where if one.dimension == dimension), None)


def parse(
    metric: str,
    *,
    by: Iterable[str] = (),
    every: str = "",
    where: Iterable[str] = (),
    since: str = "",
    until: str = "",
    rolling: str | int = "",
    weigh: Iterable[str] = (),
    population: str | int = "",
) -> Question:
    """The question that a person wrote, on the command line or in an address."""
    question = Question(
        metric=metric.strip(),
        by=tuple(name for part in by for name in _names(part)),
        every=_every(every),
        where=tuple(parse_filter(text) for text in where if text.strip()),
        since=_day(since, "since"),
        until=_day(until, "until"),
        rolling=_whole(rolling, "rolling", MOST_ROLLING) or 0,
        weigh=tuple(name for part in weigh for name in _names(part)),
        population=_whole(population, "population", MOST_POPULATION),
    )
    if question.since and question.until and question.since >= question.until:
        raise Refused("The period is empty: “until” is the first day that no longer counts.")
    return question


def parse_filter(text: str) -> Filter:
    """`channel=web`, `channel=web,email`, `attr:late=true`; with a comma in it `attr:city="Köln, Süd",Bonn`."""
    dimension, equals, said = text.partition("=")
    found = tuple(_values(said))
    if not equals or not found:
        raise Refused(f"A filter is written dimension=value, as in channel=web; “{text}” is not.")
    if len(found) > MOST_VALUES:
        raise Refused(f"A filter takes at most {MOST_VALUES} values.")
    if "\0" in said:
        raise Refused(f"A value of the filter “{dimension}” holds the character zero; take it away.")
    return Filter(_name(dimension), found)


def filter_of(dimension: str, values: Sequence[str]) -> Filter:
    """A filter whose values were given one by one."""
    if not values or not all(values) or len(values) > MOST_VALUES:
        raise Refused(f"A filter takes 1 to {MOST_VALUES} values, none of them empty.")
    return Filter(_name(dimension), tuple(values))


def _values(said: str) -> Iterator[str]:
    """The values between commas; one in quotes may hold commas, and quotes when they are doubled."""
    for quoted, plain in VALUE.findall(said):
        if quoted:
            yield quoted[1:-1].replace('""', '"')
        elif plain.strip():
            yield plain.strip()


def _quoted(value: str) -> str:
    if value and "," not in value and not value.startswith('"') and value == value.strip():
        return value
    return '"' + value.replace('"', '""') + '"'


def check(question: Question, levels: Collection[str]) -> None:
    """Refuse dimensions that do not exist here, in a sentence that names those that do."""
    if len(question.by) > MOST_DIMENSIONS:
        raise Refused(f"At most {MOST_DIMENSIONS} dimensions at a time.")
    if len(set(question.by)) < len(question.by):
        raise Refused("A dimension was given twice.")
    dimensions = [*NATIVE, *LOOKED_UP, *levels]
    for name in question.by:
        _known(name, dimensions)
    for one in question.where:
        _known(one.dimension, [*dimensions, *FILTER_ONLY])
    if question.weigh and any(map(is_each, question.by)):
        raise Refused("Who chose several things stands in several groups: such groups are not weighted.")
    _check_weights(question, levels)
    if question.rolling and question.every is None:
        raise Refused("A rolling window is of periods: say every week, month or quarter as well.")
    if question.population is not None and (question.by or question.every):
        raise Refused(
            "A claim about these customers now is about one group: take the groups and periods away."
        )


def _check_weights(question: Question, levels: Collection[str]) -> None:
    if len(question.weigh) > MOST_MARGINS:
        raise Refused(f"Answers are weighted to at most {MOST_MARGINS} margins.")
    for name in question.weigh:
        if name in question.by:
            raise Refused(
                f"By {name}, each stands by itself: weighting to it changes nothing. Take one of them away."
            )
        if name not in ("tier", *levels):
            known = ", ".join(("tier", *levels))
            raise Refused(f"Accounts are known by {known}; answers cannot be weighted to “{name}”.")


def _whole(said: str | int, name: str, most: int) -> int | None:
    """A whole number from 1 on, or nothing."""
    text = str(said).strip()
    if not text or text == "0":
        return None
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise Refused(f"“{name}” is a whole number from 1 to {most}; “{text}” is not.")
    return int(text)


def is_attribute(dimension: str) -> bool:
    return dimension.startswith((ATTRIBUTE, EACH))


def is_each(dimension: str) -> bool:
    """Whether a row counts under each of several choices: `each:reasons` is price and service for “price | service”."""
    return dimension.startswith(EACH)


def attribute_of(dimension: str) -> str:
    return dimension.partition(":")[2]


def is_segment(dimension: str) -> bool:
    """Whether it is one segment: `segment:first_purchase`."""
    return dimension.startswith(f"{SEGMENT}:")


def segment_of(dimension: str) -> str:
    return dimension.removeprefix(f"{SEGMENT}:")


def _known(name: str, dimensions: Collection[str]) -> None:
    if name not in dimensions and not is_attribute(name) and not is_segment(name):
        known = ", ".join(dimensions)
        raise Refused(
            f"There is no dimension “{name}”. Known: {known}, attr:NAME for attributes, segment:KEY for"
            " segments, each:NAME where people chose several."
        )


def _names(text: str) -> list[str]:
    return [_name(part) for part in text.split(",") if part.strip()]


def _name(text: str) -> str:
    text = text.strip()
    if ATTRIBUTE_NAME.fullmatch(text) or SEGMENT_NAME.fullmatch(text):
        return text
    name = text.lower().replace("-", "_")
    if not NAME.fullmatch(name):
        raise Refused(f"“{text}” is not the name of a dimension.")
    return name


def _every(text: str) -> Every | None:
    if not text.strip():
        return None
    try:
        return Every(text.strip().lower())
    except ValueError:
        known = ", ".join(Every)
        raise Refused(f"“every” is one of {known}; “{text}” is not.") from None


def _day(text: str, name: str) -> date | None:
    """A day, or a month for its first day; years are those in which days can be counted to and fro."""
    text = text.strip()
    if not text:
        return None
    try:
        found = date.fromisoformat(f"{text}-01" if re.fullmatch(r"\d{4}-\d{2}", text) else text)
    except ValueError:
        raise Refused(f"“{name}” is a day such as 2026-01-31, or a month; “{text}” is not.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refused(f"“{name}” lies between the years {FIRST_YEAR} and {LAST_YEAR}; “{text}” does not.")
    return found
