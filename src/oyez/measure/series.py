"""An answer laid out for showing: its groups, each with its results in the order of the periods."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oyez.measure import wording
from oyez.measure.core.calendar import starts
from oyez.measure.core.compare import Halves, halves
from oyez.measure.core.question import Every
from oyez.measure.core.result import Answer, Point, Result

CURRENCY = "currency"


@dataclass(frozen=True)
class Group:
    """One group with its results; without `every` there is exactly one. What has no key is not `is_named`."""

    name: str
    is_named: bool
    currency: str
    results: tuple[Result | None, ...]
    whole: Result | None
    windows: tuple[Result | None, ...] = ()

    @property
    def result(self) -> Result | None:
        return self.results[0]

    @property
    def n(self) -> int:
        """How many answers the group has in all periods; 0 where that may not be shown."""
        return (self.whole.n or 0) if self.whole else 0


@dataclass(frozen=True)
class Series:
    """An answer as groups and periods."""

    answer: Answer

    @cached_property
    def every(self) -> Every | None:
        return Every(self.answer.every) if self.answer.every else None

    @cached_property
    def periods(self) -> list[date]:
        """All stretches from the first to the last that has any answers, those without any too."""
        seen = sorted({point.start for point in self.answer.points if point.start})
        return starts(seen[0], _day_after(seen[-1]), self.every) if seen and self.every else []

    @cached_property
    def stretches(self) -> list[str]:
        """The periods in words."""
        return [stretch(start, self.every) for start in self.periods] if self.every else []

    @cached_property
    def labels(self) -> list[str]:
        """The periods as they stand below an axis."""
        every, count = self.every, len(self.periods)
        return [short_stretch(start, every, count) for start in self.periods] if every else []

    @cached_property
    def groups(self) -> list[Group]:
        """Each group once, by name, the one without a key last."""
        gathered: dict[tuple[str | None, ...], dict[date | None, Result]] = {}
        names: dict[tuple[str | None, ...], Point] = {}
        for point in self.answer.points:
            gathered.setdefault(point.keys, {})[point.start] = point.result
            names.setdefault(point.keys, point)
        wholes = {point.keys: point.result for point in self.answer.over_time}
        windows = {(point.keys, point.start): point.result for point in self.answer.rolling}
        order: list[date | None] = list(self.periods) if self.every else [None]
        found_groups = [
            Group(
                self.name_of(names[keys]),
                None not in keys,
                self.currency_of(names[keys]),
                tuple(found.get(start) for start in order),
                wholes.get(keys) if self.every else found.get(None),
                tuple(windows.get((keys, start)) for start in order) if windows else (),
            )
            for keys, found in gathered.items()
        ]
        return sorted(found_groups, key=lambda group: (not group.is_named, group.name.casefold()))

    @cached_property
    def halves(self) -> list[tuple[Group, Halves | None]]:
        """Each group's later half against its earlier one, at a level that holds for all of them together."""
        return [(group, halves(group.results, len(self.groups))) for group in self.groups]

    @cached_property
    def drawn_groups(self) -> list[Group]:
        """What is counted without a key would dwarf all that has one; it stays in the table."""
        named = [group for group in self.groups if group.is_named]
        return named if self.is_counted and named else self.groups

    @cached_property
    def overall(self) -> tuple[Result | None, ...]:
        """All groups together, period by period."""
        known = {point.start: point.result for point in self.answer.overall}
        return tuple(known.get(start) for start in self.periods)

    @cached_property
    def by(self) -> tuple[str, ...]:
        """The dimensions that tell groups apart; the one currency that there is does not."""
        return tuple(name for name in self.answer.by if name != CURRENCY or len(self.currencies) > 1)

    @cached_property
    def currencies(self) -> set[str]:
        return {found for point in self.answer.points if (found := self.currency_of(point))}

    @cached_property
    def mixes_currencies(self) -> bool:
        return self.answer.metric.shown == "money" and len(self.currencies) > 1

    @cached_property
    def currency(self) -> str:
        return next(iter(self.currencies), "") if len(self.currencies) == 1 else ""

    @cached_property
    def is_counted(self) -> bool:
        return self.answer.metric.shown in ("count", "money")

    @cached_property
    def factor(self) -> float:
        """Scores and shares are drawn as they are read: −100 to 100, 0 to 100."""
        return 100 if self.answer.metric.shown in ("points", "share") else 1

    def name_of(self, point: Point) -> str:
        """“Rhine”, or “Rhine, web” for two dimensions."""
        words = {
            name: said
            if key is not None
            else _("no %(dimension)s") % {"dimension": wording.dimension(name).lower()}
            for name, key, said in zip(
                self.answer.by, point.keys, wording.group(self.answer, point), strict=True
            )
        }
        return ", ".join(words[name] for name in self.by) or _("All")

    def currency_of(self, point: Point) -> str:
        keys = dict(zip(self.answer.by, point.keys, strict=True))
        return (keys.get(CURRENCY) or "") if self.answer.metric.shown == "money" else ""


def stretch(start: date, every: Every) -> str:
    """A period in words."""
    match every:
        case Every.DAY:
            return date_format(start, "j M Y")
        case Every.WEEK:
            return _("week of %(day)s") % {"day": date_format(start, "j M Y")}
        case Every.MONTH:
            return date_format(start, "M Y")
        case Every.QUARTER:
            return _("Q%(quarter)d %(year)d") % {"quarter": (start.month + 2) // 3, "year": start.year}
        case Every.YEAR:
            return str(start.year)


def short_stretch(start: date, every: Every, periods: int) -> str:
    """A period below an axis: the year only where it is needed."""
    match every:
        case Every.DAY | Every.WEEK:
            return date_format(start, "j M")
        case Every.MONTH if periods <= 12:
            return date_format(start, "M")
        case _:
            return stretch(start, every)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
