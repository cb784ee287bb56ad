"""What can be asked here, by this viewer: metrics that have answers, dimensions, places, touchpoints."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Unit
from oyez.company.queries import touchpoints, tree, visible_units
from oyez.journal.core.scales import BUILT_IN
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound
from oyez.measure import wording
from oyez.measure.ask import ask, card
from oyez.measure.composite import card as index_card
from oyez.measure.core.definitions.segment import Segment
from oyez.measure.core.definitions.trouble import DefinitionError
from oyez.measure.core.metric import column_of
from oyez.measure.core.question import FILTER_ONLY, LOOKED_UP, NATIVE, Filter, Question
from oyez.measure.core.result import Card
from oyez.measure.definitions.kinds import Definitions
from oyez.measure.definitions.seeing import may_see, sees_segment
from oyez.measure.definitions.standing import definitions
from oyez.measure.dimensions import Dimensions
from oyez.measure.naming import metric_named
from oyez.measure.queries import indices
from oyez.measure.store.engine import engine

FIRST = ("nps", "csat", "ces", "stars")
COUNTED = ("count", "persons", "amount")
SHARED = (
    "Net Promoter Score", "Satisfied customers", "Ease of getting it done", "Stars", "Better than expected",
)  # fmt: skip
PROMISE = "promise"
SCORE = column_of("")


@dataclass(frozen=True)
class DimensionChoice:
    """A dimension by which to ask, or on which only to filter."""

    name: str
    label: str
    only_filter: bool = False


@dataclass(frozen=True)
class Choices:
    """Everything the form offers, read once for a page."""

    metrics: list[Card]
    dimensions: list[DimensionChoice]
    units: dict[str, dict[str, str]]
    touchpoints: dict[str, str]

    def name_of(self, dimension: str, key: str) -> str | None:
        """What a key of a dimension is called, if that is the viewer's to know."""
        if dimension == "touchpoint":
            return self.touchpoints.get(key)
        return self.unit_name(key) if dimension in ("unit", *self.units) else None

    def unit_name(self, key: str) -> str | None:
        return next((names[key] for names in self.units.values() if key in names), None)


def choices(viewer: Viewer) -> Choices:
    """The choices of a viewer; nothing is named that is not theirs to see."""
    return Choices(
        metrics=metrics(viewer),
        dimensions=dimensions(viewer),
        units=_units(viewer),
        touchpoints=_touchpoints(viewer),
    )


def metrics(viewer: Viewer) -> list[Card]:
    """Scores that somebody gave, or the built-in ones before anybody did; what is merely counted; then indices."""
    return [*single_metrics(viewer), *(index_card(index) for index in indices(viewer))]


def single_metrics(viewer: Viewer) -> list[Card]:
    """All metrics that are not made of others."""
    viewer.needs(Can.NUMBERS)
    given = {column.removeprefix(SCORE) for column in engine().snapshot().scores if column.startswith(SCORE)}
    promise = [PROMISE] if _has_promises(viewer) else []
    dimensions, known = Dimensions(), scales()
    names = [*sorted(given or BUILT_IN, key=_order), *promise, *COUNTED, *_own_metrics(viewer, dimensions)]
    found = []
    for name in names:
        try:
            metric = metric_named(name, dimensions, known)
        except (
            NotFound,
            DefinitionError,
        ):  # a score whose scale was taken away stays in the journal and is not asked for
            continue
        if not metric.money or viewer.may(Can.REVENUE):
            found.append(card(metric))
    return found


def _own_metrics(viewer: Viewer, dimensions: Dimensions) -> list[str]:
    """The metrics that the company defined; those that came with Oyez are asked for by name."""
    known = dimensions.definitions
    own = (one for one in known.all if one.kind == "metric" and one.version and one.thing)
    return [one.key for one in own if may_see(viewer, one, known)]


def _has_promises(viewer: Viewer) -> bool:
    """Whether anything that was promised is in the viewer's data scope."""
    made = ask(viewer, Question("count", where=(Filter("kind", (PROMISE,)),))).total
    return made is not None and bool(made.n)


def dimensions(viewer: Viewer) -> list[DimensionChoice]:
    """The dimensions that this company has; attributes (`attr:NAME`) come on top, whatever they are called."""
    viewer.needs(Can.NUMBERS)
    levels = sorted(set(tree().kinds.values()) - {""})
    defined = definitions()
    made = [one.key for one in defined.all if one.kind == "dimension" and may_see(viewer, one, defined)]
    names = dict.fromkeys([*levels, *NATIVE, *LOOKED_UP, *(key for key in made if key in defined.dimensions)])
    return [
        *(DimensionChoice(name, wording.dimension(name)) for name in names),
        *(DimensionChoice(f"segment:{key}", one.heading.label) for key, one in _segments(viewer, defined)),
        *(DimensionChoice(name, wording.dimension(name), only_filter=True) for name in FILTER_ONLY),
    ]


def _segments(viewer: Viewer, defined: Definitions) -> list[tuple[str, Segment]]:
    """The segments; those by what a customer is worth for those who may know it."""
    return [(key, one) for key, one in defined.segments.items() if sees_segment(viewer, one, defined)]


def called(card: Card) -> str:
    """What a metric is called; scores that share a scale are told apart by the rest of their name."""
    label = wording.metric(card)
    rest = card.name.replace(".", "_").partition("_")[2].replace("_", " ").strip()
    if card.label not in SHARED or not rest:
        return label
    return _("%(metric)s (%(rest)s)") % {"metric": label, "rest": rest}


def _order(name: str) -> tuple[int, str]:
    stem = name.replace(".", "_").partition("_")[0]
    return (FIRST.index(stem) if stem in FIRST else len(FIRST), name)


def _units(viewer: Viewer) -> dict[str, dict[str, str]]:
    """The viewer's units by kind; the widest kinds are those with the fewest."""
    by_kind: dict[str, dict[str, str]] = {}
    for unit in visible_units(viewer):
        by_kind.setdefault(unit.kind, {})[unit.key] = unit.name
    return dict(sorted(by_kind.items(), key=lambda pair: (len(pair[1]), pair[0])))


def _touchpoints(viewer: Viewer) -> dict[str, str]:
    """The touchpoints that belong to nobody else's unit."""
    return {one.key: one.name for one in touchpoints(viewer) if _is_near(viewer, one.unit)}


def _is_near(viewer: Viewer, unit: Unit | None) -> bool:
    return unit is None or viewer.scope.units is None or unit.key in viewer.scope.units


def named(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs for a select, with nothing chosen first."""
    return [("", "–"), *pairs]
