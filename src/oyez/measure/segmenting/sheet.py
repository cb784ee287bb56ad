"""The list of segments and the sheet of one; every number by way of `ask`, narrowed to the viewer's data scope."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.core.scales import BUILT_IN, scale_of
from oyez.journal.queries import scales
from oyez.kit.clock import today
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.measure.ask import ask
from oyez.measure.choices import metrics
from oyez.measure.comparing import usual_dimension
from oyez.measure.core.calendar import add_months
from oyez.measure.core.compare import difference, known
from oyez.measure.core.definitions.segment import YES, Segment
from oyez.measure.core.intervals.mean import Moments
from oyez.measure.core.ladder import TREND
from oyez.measure.core.metric import Sums
from oyez.measure.core.narrow import narrow
from oyez.measure.core.question import Filter, Question, parse
from oyez.measure.core.result import Answer, Card, Result
from oyez.measure.core.scores.between import between_groups
from oyez.measure.definitions.standing import definitions
from oyez.measure.drivers.ask import Asked, drivers, usual
from oyez.measure.drivers.studies import studies
from oyez.measure.drivers.words import place
from oyez.measure.metrics import MEAN
from oyez.measure.metrics.mean import moments
from oyez.measure.reading import prepare, read
from oyez.measure.segmenting.remembering import remembered
from oyez.measure.segmenting.tastes import preferences, used
from oyez.measure.segmenting.told import Apart, Between, Line, Segments, Sheet, Standard, Stands, TopDriver

MONTHS = 24
SCORED = ("points", "share", "mean")
STANDARDS = ("promise", "expected")
TOP = 3
MOST_AT_ONCE = 20_000
MOST_AGAINST = 12


def segments(viewer: Viewer, metric: str = "", since: str = "") -> Segments:
    """Every segment with its groups by one score, over the last two years or since a day."""
    viewer.needs(Can.NUMBERS)
    first = _since(since)
    return remembered(viewer, metric, first, lambda: _segments(viewer, metric, first))


def _segments(viewer: Viewer, metric: str, since: date) -> Segments:
    score = _score(viewer, metric)
    lines = [
        line
        for one in definitions().segments.values()
        if _may_ask(viewer, one)
        for line in _lines(viewer, one, score, since)
    ]
    return Segments(metric=score, since=since.isoformat(), lines=tuple(lines))


def sheet(
    viewer: Viewer, key: str, group: str = "", metric: str = "", since: str = "", against: Sequence[str] = ()
) -> Sheet:
    """All about one group of a segment; `against` are the dimensions whose say is compared with the segment's."""
    viewer.needs(Can.NUMBERS)
    first, others = _since(since), tuple(dict.fromkeys(against))[:MOST_AGAINST]
    return remembered(
        viewer,
        (key, group, metric, others),
        first,
        lambda: _sheet(viewer, key, group, metric, first, others),
    )


def _sheet(viewer: Viewer, key: str, group: str, metric: str, since: date, against: tuple[str, ...]) -> Sheet:
    found = segment(viewer, key)
    group = group or found.values[0]
    if group not in found.values:
        raise NotFound(f"The segment “{key}” has no group “{group}”. Known: {', '.join(found.values)}.")
    score = _score(viewer, metric)
    here = Filter(f"segment:{key}", (group,))
    others = Filter(f"segment:{key}", tuple(value for value in found.values if value != group))
    mine, rest = (_total(viewer, Question(score.name, where=(one,), since=since)) for one in (here, others))
    persons = _total(viewer, Question("persons", where=(here,), since=since))
    top, survey, refused = _drivers(viewer, here, since)
    return Sheet(
        key=key,
        group=group,
        label=found.heading.label,
        explained=found.heading.explained,
        groups={part.key: part.label for part in found.parts}
        | ({} if not found.is_yes_or_no else {"no": ""}),
        where=f"segment:{key}={group}",
        metric=score,
        persons=persons,
        accounts=_accounts(viewer, here, since) if persons.n else None,
        interactions=_total(viewer, Question("count", where=(here,), since=since)).n if persons.n else None,
        score=mine,
        rest=rest,
        apart=apart(score, mine, rest),
        tastes=(
            *used(viewer, "channel", here, others, since),
            *used(viewer, "language", here, others, since),
            *preferences(viewer, here, others, since),
        ),
        standards=tuple(_standards(viewer, here, others, since)),
        between=tuple(_between(viewer, (f"segment:{key}", *(against or _usual(viewer))), score, since)),
        drivers=top,
        drivers_survey=survey,
        drivers_refused=refused,
    )


def segment(viewer: Viewer, key: str) -> Segment:
    """A segment that this viewer may ask for."""
    found = definitions().segments.get(key)
    if found is None or not _may_ask(viewer, found):
        raise NotFound("There is no such segment.")
    return found


def apart(metric: Card, mine: Result, rest: Result) -> Apart | None:
    """How far the group lies from everybody else, where both may be shown."""
    one, other = known(mine), known(rest)
    if one is None or other is None:
        return None
    found = difference(one, other)
    sure = min(one.n, other.n) >= TREND and found.leaves_out_zero()
    stands = (Stands.HIGHER if found.value > 0 else Stands.LOWER) if sure else Stands.UNDECIDED
    return Apart(value=found.value, lo=found.lo, hi=found.hi, stands=stands)


def _since(said: str = "") -> date:
    found = parse("count", since=said).since
    return found or add_months(today(the_company().time_zone).replace(day=1), -MONTHS)


def _may_ask(viewer: Viewer, one: Segment) -> bool:
    """A segment by what customers are worth is not even named to those who may not know it."""
    try:
        prepare(viewer, Question("count", by=(f"segment:{one.key}",)))
    except NotAllowed:
        return False
    return True


def _score(viewer: Viewer, name: str) -> Card:
    """The score asked for, or the usual one."""
    cards = [one for one in metrics(viewer) if one.shown in SCORED and one.name != "promise"]
    found = next((one for one in cards if one.name == name or not name), None)
    if found is None:
        raise NotFound(f"There is no score “{name}”. Known: {', '.join(one.name for one in cards)}.")
    return found


def _lines(viewer: Viewer, one: Segment, score: Card, since: date) -> Iterator[Line]:
    by = f"segment:{one.key}"
    answer = ask(viewer, Question(score.name, by=(by,), since=since))
    persons = _by_key(ask(viewer, Question("persons", by=(by,), since=since)))
    results = _by_key(answer)
    placed = sum(found.n or 0 for key, found in results.items() if key is not None)
    for part in one.parts:
        mine = results.get(part.key) or _empty(answer)
        others = tuple(value for value in one.values if value != part.key)
        rest = results.get(others[0]) if len(others) == 1 else None
        if rest is None:
            rest = _total(viewer, Question(score.name, where=(Filter(by, others),), since=since))
        yield Line(
            key=one.key,
            group=part.key,
            label=one.heading.label if part.key == YES else f"{one.heading.label}: {part.label}",
            persons=found.n if (found := persons.get(part.key)) else None,
            share=mine.n / placed if mine.n and placed and not mine.suppressed else None,
            score=mine,
            rest=rest,
            apart=apart(score, mine, rest),
        )


def _by_key(answer: Answer) -> dict[str | None, Result]:
    return {point.keys[0]: point.result for point in answer.points}


def _empty(answer: Answer) -> Result:
    assert answer.total is not None
    return Result(
        value=None, n=0, lo=None, hi=None, method=answer.total.method, period=answer.period,
        rung=answer.total.rung, mode=answer.total.mode,
    )  # fmt: skip


def _total(viewer: Viewer, question: Question) -> Result:
    found = ask(viewer, question).total
    assert found is not None  # nothing here is of several currencies
    return found


def _accounts(viewer: Viewer, here: Filter, since: date) -> int | None:
    """How many accounts; not told where naming one could tell what somebody there answered."""
    question = Question("count", by=("account",), where=(here,), since=since)
    if prepare(viewer, question).is_guarded:
        return None
    found = ask(viewer, question)
    return sum(point.keys[0] is not None for point in found.points)


def _standards(viewer: Viewer, here: Filter, others: Filter, since: date) -> Iterator[Standard]:
    """Promises kept, and experience against expectation, where there are any."""
    for one in metrics(viewer):
        if one.name.replace(".", "_").partition("_")[0] not in STANDARDS:
            continue
        mine, rest = (
            _total(viewer, Question(one.name, where=(side,), since=since)) for side in (here, others)
        )
        if mine.n or mine.suppressed:
            yield Standard(metric=one, here=mine, elsewhere=rest, apart=apart(one, mine, rest))


def _usual(viewer: Viewer) -> tuple[str, ...]:
    """Who customers are, as far as every company knows it."""
    return ("tier", usual_dimension(viewer), "language")


def _between(viewer: Viewer, dimensions: Sequence[str], score: Card, since: date) -> Iterator[Between]:
    """How much of the spread of single answers each dimension tells apart."""
    has_scale = scale_of(score.name, {**BUILT_IN, **scales()}) is not None
    for dimension in dict.fromkeys(dimensions):
        question = Question(f"{MEAN}{score.name}" if has_scale else score.name, by=(dimension,), since=since)
        asking = prepare(viewer, question)
        reading, rules = read(asking)
        groups = list(reading.groups)
        points = narrow(viewer, asking.metric, groups, rules)
        shown = [
            answers
            for group, point in zip(groups, points, strict=True)
            if point.keys[0] is not None and not point.result.suppressed and (answers := _moments(group.sums))
        ]
        found = between_groups(shown)
        if found is not None:
            yield Between(dimension=dimension, share=found)


def _moments(sums: Sums) -> Moments | None:
    """Of a mean, or of a share, whose answers are ones and noughts; nothing else has a spread of single answers."""
    if "squares" in sums:
        return moments(sums)
    return Moments(sums["n"], sums["hits"], sums["hits"]) if "hits" in sums else None


def _drivers(viewer: Viewer, here: Filter, since: date) -> tuple[tuple[TopDriver, ...], str, str]:
    """The first drivers among their answers; a survey of very many answers is left to its own page."""
    study = usual(studies(viewer))
    if study is None:
        return (), "", ""
    question = Question("drivers", where=(here,), since=since)
    size = _total(viewer, replace(question, metric="count", where=(here, Filter("survey", (study.survey,)))))
    if (size.n or 0) > MOST_AT_ONCE:
        return (), study.survey, ""
    try:
        told = drivers(viewer, Asked(survey=study.survey, question=question))
    except Refused as refused:
        return (), study.survey, str(refused)
    found: Sequence[TopDriver] = [
        TopDriver(name=told.name(one.key), share=one.share, place=place(one))
        for one in told.analysis.drivers[:TOP]
        if told.analysis.explains_enough and one.share is not None
    ]
    return tuple(found), study.survey, ""
