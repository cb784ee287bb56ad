"""What every look needs to know: the period, the scores in use, who is what kind of unit, which attributes occur."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company, touchpoints, tree
from oyez.journal import queries as journal
from oyez.kit.clock import today
from oyez.measure.ask import ask
from oyez.measure.core.calendar import add_months
from oyez.measure.core.ladder import SCORE
from oyez.measure.core.question import Filter, Question
from oyez.measure.core.result import Answer, Card, Point, Result
from oyez.people import queries as people
from oyez.share.core.comparison import Measured

YEAR = 12
TWO_YEARS = 24
SAMPLED = 8_000
MOST_VALUES = 60
FEWEST_ROWS = 20
CONTACT_KINDS = ("ticket", "complaint", "call", "message", "mail", "chat")
OUTCOMES = frozenset(("buy_again", "again", "would_buy_again", "recommend", "would_recommend", "wave"))
COLLEAGUES = frozenset(("agent", "by", "employee", "fitter", "adviser", "clerk"))
IDS = frozenset(("order", "ticket", "job", "reference", "amount", "currency", "author", "review", "promised"))


@dataclass(frozen=True)
class Scene:
    """The company as a search finds it; days are half-open."""

    today: date
    year: date
    two_years: date
    metrics: tuple[Card, ...]
    kinds: dict[str, str]
    stages: dict[str, str]
    levels: dict[str, int]
    asked: dict[str, tuple[str, ...]]
    topics: tuple[str, ...]
    answers: int

    @property
    def until(self) -> date:
        """The first day that no longer counts: tomorrow."""
        return date.fromordinal(self.today.toordinal() + 1)


def scene(viewer: Viewer) -> Scene:
    """Look around once."""
    day = today(the_company().time_zone)
    year, two_years = add_months(day, -YEAR), add_months(day, -TWO_YEARS)
    standing = tree()
    answers = [ask(viewer, Question(name, since=year)) for name in journal.scales()]
    used = [answer for answer in answers if answer.total and (answer.total.n or 0) >= SCORE]
    asked, topics = _attributes(viewer)
    levels: dict[str, int] = defaultdict(int)
    for kind in standing.kinds.values():
        levels[kind] += 1
    return Scene(
        today=day,
        year=year,
        two_years=two_years,
        metrics=tuple(answer.metric for answer in used),
        kinds=standing.kinds,
        stages={row.key: row.stage for row in touchpoints(viewer)},
        levels=dict(levels),
        asked=asked,
        topics=topics,
        answers=max((answer.total.n or 0 for answer in used if answer.total), default=0),
    )


def _attributes(viewer: Viewer) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Attributes worth comparing: of answers those with two values, of contacts those that name a topic.

    Found in a sample over the whole journal, since files came in one after another.
    """
    answers: dict[str, list[str]] = defaultdict(list)
    contacts: dict[str, list[str]] = defaultdict(list)
    rows = journal.narrowed(viewer, people.account_keys(viewer)).filter(seq__in=journal.spread_out(SAMPLED))
    incoming = rows.filter(direction="in").order_by("seq")
    for kind, attributes in incoming.values_list("kind", "attributes"):
        if kind in ("response", "review"):
            _collect(answers, attributes)
        elif kind in CONTACT_KINDS:
            _collect(contacts, attributes)
    few = {name: _values(said) for name, said in answers.items() if len(set(said)) == 2}
    topics = tuple(
        name
        for name, said in contacts.items()
        if 2 < len(set(said)) <= MOST_VALUES and len(said) >= FEWEST_ROWS
    )
    return few, topics


def _collect(found: dict[str, list[str]], attributes: dict[str, object]) -> None:
    """What somebody answered elsewhere in the same answer is another outcome, not a circumstance."""
    for name, value in attributes.items():
        if name in IDS or name in OUTCOMES or name in COLLEAGUES:
            continue
        if isinstance(value, bool):
            found[name].append(str(value).lower())
        elif isinstance(value, str):
            found[name].append(value)


def _values(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(said)))


def measured(result: Result | None) -> Measured | None:
    """A result as something to compare, if enough people answered and it may be shown."""
    if result is None or result.suppressed or None in (result.value, result.lo, result.hi):
        return None
    assert result.value is not None
    assert result.lo is not None
    assert result.hi is not None
    return Measured(result.value, result.lo, result.hi, result.n or 0)


def enough(result: Result | None) -> Measured | None:
    """The same, from thirty answers on."""
    found = measured(result)
    return found if found and found.n >= SCORE else None


def from_customers() -> tuple[Filter, ...]:
    """What customers bring up: their tickets, calls and messages, not ours."""
    return (Filter("kind", CONTACT_KINDS), Filter("direction", ("in",)))


def width(card: Card) -> float:
    """How wide a metric's scale is."""
    return (card.maximum if card.maximum is not None else card.minimum + 1) - card.minimum


def by_key(answer: Answer) -> dict[str, Point]:
    """The points of an answer by one dimension; what has no key is left out."""
    return {point.keys[0]: point for point in answer.points if point.keys[0] is not None}
