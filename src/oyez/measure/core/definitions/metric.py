"""A metric in a file: what it counts of which score or attribute, its name, and cases whose answer is known."""

from dataclasses import dataclass
from math import inf, nextafter
from typing import Literal

from oyez.measure.core.definitions.conditions import Bound, Condition, Says, bounds, conditions, each
from oyez.measure.core.definitions.golden import few, rows_of
from oyez.measure.core.definitions.heading import Heading, heading
from oyez.measure.core.definitions.marked import Block, Scalar, number
from oyez.measure.core.definitions.trouble import DefinitionError, Place, unknown
from oyez.measure.core.question import ATTRIBUTE_NAME, Filter

ROWS = "rows"
ESTIMATES = ("share", "net", "mean", "count", "ratio")
SHOWN = ("share", "points", "mean", "count")
TOLERANCE = 0.0005

Kind = Literal["share", "net", "mean", "count", "ratio"]


@dataclass(frozen=True)
class Range:
    """From the lowest to the highest, both included."""

    lowest: float = -inf
    highest: float = inf


@dataclass(frozen=True)
class Golden:
    """Some interactions and what the metric must make of them."""

    rows: tuple[dict[str, str], ...]
    expected: dict[str, float | None]
    tolerance: float
    place: Place


@dataclass(frozen=True)
class MetricFile:
    """How it is estimated: `of` a score, an attribute (`attr:NAME`) or rows; `ranges` and `marks` as the kind needs."""

    heading: Heading
    kind: Kind
    of: str
    place: Place
    ranges: tuple[Range, ...] = ()
    marks: tuple[tuple[Condition, ...], ...] = ()
    scale: Range | None = None
    where: tuple[Says, ...] = ()
    shown: str = ""
    higher_is_better: bool = True
    golden: tuple[Golden, ...] = ()

    @property
    def key(self) -> str:
        return self.heading.key

    @property
    def filters(self) -> tuple[Filter, ...]:
        return tuple(one.filter for one in self.where)

    @property
    def is_of_score(self) -> bool:
        return self.of != ROWS and not self.of.startswith("attr:")


def metric(block: Block) -> MetricFile:
    """A metric from its text."""
    block.only(
        "a metric",
        ("metric", "label", "explained", *ESTIMATES, "where", "shown", "higher_is_better", "golden"),
    )
    found = heading("metric", block)
    named = [kind for kind in ESTIMATES if kind in block]
    if len(named) != 1:
        raise DefinitionError(block.place, f"a metric says one of: {', '.join(ESTIMATES)}.")
    read = {"share": _share, "net": _net, "mean": _mean, "count": _count, "ratio": _ratio}[named[0]]
    of, place, ranges, marks, scale = read(block.block(named[0]))
    shown = block.text("shown")
    if shown and shown not in SHOWN:
        raise unknown(block.scalar("shown").place, "“shown”", shown, SHOWN)
    return MetricFile(
        heading=found,
        kind=named[0],  # type: ignore[arg-type]
        of=of,
        place=place,
        ranges=ranges,
        marks=marks,
        scale=scale,
        where=_where(block),
        shown=shown,
        higher_is_better=block.truth("higher_is_better", True),
        golden=tuple(_golden(one, of) for one in block.blocks("golden")),
    )


Estimate = tuple[str, Place, tuple[Range, ...], tuple[tuple[Condition, ...], ...], Range | None]


def _share(block: Block) -> Estimate:
    block.only("a share", ("of", "from", "above", "below", "to", "where", "among"))
    block.needed("a share", "of")
    of = _of(block, rows=True)
    if of != ROWS:
        block.only(f"a share of {of}", ("of", "from", "above", "below", "to"))
        return of, block.scalar("of").place, (_range(block, ("of",)),), (), None
    block.only("a share of rows", ("of", "where", "among"))
    block.needed("a share of rows", "where")
    hit = _plain(block, "where")
    among = _plain(block, "among") if "among" in block else ()
    return of, block.scalar("of").place, (), (hit, among), None


def _net(block: Block) -> Estimate:
    block.only("a net", ("of", "better", "worse"))
    block.needed("a net", "of", "better", "worse")
    better, worse = (_range(block.block(side)) for side in ("better", "worse"))
    if max(better.lowest, worse.lowest) <= min(better.highest, worse.highest):
        raise DefinitionError(block.at("worse"), "“better” and “worse” share a value.")
    return _of(block), block.scalar("of").place, (better, worse), (), None


def _mean(block: Block) -> Estimate:
    block.only("a mean", ("of", "minimum", "maximum"))
    block.needed("a mean", "of")
    of = _of(block)
    if not of.startswith("attr:"):
        block.only("a mean of a score, which has its scale,", ("of",))
        return of, block.scalar("of").place, (), (), None
    block.needed("a mean of an attribute", "minimum", "maximum")
    low, high = block.number("minimum"), block.number("maximum")
    assert low is not None and high is not None
    if low >= high:
        raise DefinitionError(block.at("minimum"), "“minimum” is below “maximum”.")
    return of, block.scalar("of").place, (), (), Range(low, high)


def _count(block: Block) -> Estimate:
    block.only("a count", ("of",))
    block.needed("a count", "of")
    if block.text("of") != ROWS:
        raise unknown(block.scalar("of").place, "thing to count", block.text("of"), (ROWS,))
    return ROWS, block.scalar("of").place, (), (), None


def _ratio(block: Block) -> Estimate:
    """The two sides name different kinds of interactions, so that no row counts on both."""
    block.only("a ratio", ("count", "per"))
    block.needed("a ratio", "count", "per")
    above, below = _plain(block, "count"), _plain(block, "per")
    kinds = [_kinds(one) for one in (above, below)]
    if not all(kinds) or kinds[0] & kinds[1]:
        raise DefinitionError(
            block.place,
            "both sides of a ratio name a kind, and not the same; for a part of the same rows say “share”.",
        )
    return ROWS, block.place, (), (above, below), None


def _kinds(given: tuple[Condition, ...]) -> set[str]:
    return {
        value
        for one in given
        if isinstance(one, Says) and one.filter.dimension == "kind"
        for value in one.filter.values
    }


def _plain(block: Block, key: str) -> tuple[Condition, ...]:
    return conditions(block.block(key), past=False)


def _of(block: Block, rows: bool = False) -> str:
    said = block.scalar("of")
    if said.text == ROWS and rows:
        return ROWS
    if said.text.startswith("attr:") and ATTRIBUTE_NAME.fullmatch(said.text):
        return said.text
    if not said.text.replace("_", "").replace(".", "").isalnum():
        raise DefinitionError(said.place, f"“{said.text}” is no score; attributes are written attr:NAME.")
    return said.text


def _range(block: Block, also: tuple[str, ...] = ()) -> Range:
    found = Range()
    for one in bounds(block, number, also):
        found = _narrowed(found, one)
    return found


def _narrowed(found: Range, bound: Bound) -> Range:
    value = float(bound.value)  # type: ignore[arg-type]
    match bound.operator:
        case ">=":
            return Range(value, found.highest)
        case ">":
            return Range(nextafter(value, inf), found.highest)
        case "<=":
            return Range(found.lowest, value)
        case "<":
            return Range(found.lowest, nextafter(value, -inf))


def _where(block: Block) -> tuple[Says, ...]:
    """Filters of the house; a circumstance stands in a segment, which may be named here."""
    if "where" not in block:
        return ()
    inside = block.block("where")
    found: list[Says] = []
    for key in inside:
        if isinstance(inside.entries[key], Block) or key in ("any", "all", "not", "before", "tenure"):
            raise DefinitionError(
                inside.at(key),
                "a metric's “where” takes filters; put anything else into a segment and name that.",
            )
        from oyez.kit.errors import Refused
        from oyez.measure.core.question import filter_of

        try:
            said = filter_of(key, [one.text for one in inside.scalars(key)])
        except Refused as refused:
            raise DefinitionError(inside.at(key), str(refused)) from None
        found.append(Says(said, inside.at(key)))
    return tuple(found)


def _golden(block: Block, of: str) -> Golden:
    block.only("a golden case", ("answers", "rows", "expect", "tolerance"))
    block.needed("a golden case", "expect")
    if ("answers" in block) == ("rows" in block):
        raise DefinitionError(block.place, "a golden case has either “answers” or “rows”.")
    if "answers" in block and of == ROWS:
        raise DefinitionError(block.at("answers"), "what counts rows has “rows” in its golden cases.")
    rows = (
        few(block, [{_column(of): one.text} for one in block.scalars("answers")])
        if "answers" in block
        else rows_of(block)
    )
    tolerance = block.number("tolerance")
    return Golden(
        tuple(rows),
        _expected(block.block("expect")),
        TOLERANCE if tolerance is None else tolerance,
        block.at("expect"),
    )


def _column(of: str) -> str:
    return of if of.startswith("attr:") else f"score:{of}"


def _expected(block: Block) -> dict[str, float | None]:
    block.only("what is expected", ("value", "n", "lo", "hi"))
    block.needed("what is expected", "value", "n")
    return {key: _or_none(block.scalar(key), key) for key in block}


def _or_none(said: Scalar, key: str) -> float | None:
    return None if said.text in ("", "null", "~", "none") else number(said, key)


def all_conditions(one: MetricFile) -> list[Condition]:
    """Everything it looks at."""
    return [*one.where, *each(tuple(part for mark in one.marks for part in mark))]
