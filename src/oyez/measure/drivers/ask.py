"""The one function through which drivers leave: a viewer's question in, an analysis or a refusal out."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import Scale
from oyez.journal.core.worth import tells_worth
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound, Refused
from oyez.measure.core.drivers.analysis import Analysis, Progress, TooFew, analyse
from oyez.measure.core.drivers.analysis import Scale as Points
from oyez.measure.core.drivers.sample import Sample
from oyez.measure.core.narrow import DOMINANT
from oyez.measure.core.question import Question, check, parse
from oyez.measure.dimensions import Dimensions, scope_conditions
from oyez.measure.drivers.rows import rows
from oyez.measure.drivers.studies import Study, scale_for, studies
from oyez.measure.store.engine import Engine, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

REMEMBERED = 64
POINTS = Points(0, 100)


@dataclass(frozen=True)
class Asked:
    """Which survey's drivers of which overall score; `not_lived` names ratings that did not concern everybody.

    Without `not_lived` those are taken that more than one in twenty left open.
    """

    survey: str = ""
    outcome: str = ""
    question: Question = field(default_factory=lambda: Question("drivers"))
    not_lived: frozenset[str] | None = None


@dataclass(frozen=True)
class Told:
    """The analysis with what its keys are called, on which scales, and whether confidential answers are missing."""

    study: Study
    outcome: str
    analysis: Analysis
    names: dict[str, str]
    outcome_scale: Scale
    rating_scales: dict[str, Scale]
    confidential_left_out: bool

    def name(self, key: str) -> str:
        return self.names.get(key, key)

    def rating(self, key: str, points: float) -> float:
        """Points of 0 to 100 on the driver's own scale."""
        scale = self.rating_scales[key]
        share = points / 100 if scale.higher_is_better else 1 - points / 100
        return scale.minimum + share * (scale.maximum - scale.minimum)

    def outcome_points(self, change: float) -> float:
        """A change of the outcome on 0 (worst) to 100 (best)."""
        scale = self.outcome_scale
        points = 100 * change / (scale.maximum - scale.minimum)
        return points if scale.higher_is_better else -points


def asked(
    survey: str = "",
    outcome: str = "",
    where: tuple[str, ...] | list[str] = (),
    since: str = "",
    until: str = "",
    not_lived: tuple[str, ...] | list[str] = (),
) -> Asked:
    """What a person wrote, on the command line, in an address or in a form."""
    question = parse("drivers", where=where, since=since, until=until)
    return Asked(
        survey=survey.strip(),
        outcome=outcome.strip(),
        question=question,
        not_lived=frozenset(name.strip() for name in not_lived if name.strip()) or None,
    )


def drivers(viewer: Viewer, given: Asked, progress: Progress = lambda share: None) -> Told:
    """What drives the overall score of a survey, as this viewer may see it.

    Refused with a sentence where there are too few answers, or nearly all are one account's.
    """
    viewer.needs(Can.NUMBERS)
    study = _study(viewer, given.survey)
    dimensions = Dimensions()
    check(given.question, dimensions.known(given.question))
    if any(map(tells_worth, dimensions.attributes(given.question))):
        viewer.needs(Can.REVENUE)
    store = engine()
    try:
        return _told(viewer, study, given, store, store.snapshot(), progress)
    except Gone:
        return _told(viewer, study, given, store, store.reload(), progress)


def usual(found: dict[str, Study]) -> Study | None:
    """The survey with most ratings."""
    return max(found.values(), key=lambda study: (len(study.drivers), study.survey), default=None)


def _study(viewer: Viewer, survey: str) -> Study:
    found = studies(viewer)
    if survey and survey not in found:
        known = ", ".join(found) or "none yet"
        raise NotFound(f"No survey “{survey}” rates single steps beside the whole. Known: {known}.")
    chosen = found[survey] if survey else usual(found)
    if chosen is None:
        raise Refused(
            "No survey in your data scope rates single steps beside the whole. Import one that has an overall score"
            " and ratings of touchpoints with the same attribute “response”."
        )
    return chosen


def _told(
    viewer: Viewer, study: Study, given: Asked, store: Engine, snapshot: Snapshot, progress: Progress
) -> Told:
    outcome = study.outcome(given.outcome)
    known = scales()
    key = (snapshot.key, scope_conditions(viewer), study, outcome, given.question, given.not_lived)
    analysis = _remembered(key) if snapshot.standing.uid else None
    if analysis is None:
        try:
            found = rows(viewer, study, outcome, given.question, store, snapshot, known)
            _refuse_one_account(found)
            analysis = analyse(found, POINTS, not_lived=given.not_lived, progress=progress)
        except Refused as refused:
            analysis = refused
        _remember(key, analysis)
    if isinstance(analysis, Refused):
        raise Refused(str(analysis))
    if isinstance(analysis, TooFew):
        raise Refused(too_few(analysis))
    return Told(
        study=study,
        outcome=outcome,
        analysis=analysis,
        names=dict(Dimensions().one("touchpoint").names) if study.step else _score_names(study),
        outcome_scale=scale_for(outcome, known),
        rating_scales={driver: scale_for(study.score_of(driver), known) for driver in study.drivers},
        confidential_left_out=bool(snapshot.confidential & {outcome, study.step, *study.drivers}),
    )


def too_few(found: TooFew) -> str:
    """Why nothing is told, and what would help."""
    if found.drivers < 2:
        return "Drivers are compared with each other: at least two ratings with 30 answers each are needed."
    return (
        f"Drivers of {found.drivers} ratings need at least {found.needed} complete answers; there are {found.n}"
        " here. Ask over a longer period or with fewer filters."
    )


def _refuse_one_account(found: Sample) -> None:
    """One account's opinion is not what drives customers, and would be given away."""
    if found.n and found.account_share > DOMINANT:
        raise Refused("One account gave nearly all of these answers, so they say nothing about the others.")


def _score_names(study: Study) -> dict[str, str]:
    """`csat_seat_comfort` is called Seat comfort."""
    bare = {name: name.replace(".", "_").split("_", 1) for name in study.drivers}
    return {
        name: (parts[1] if len(parts) > 1 else parts[0]).replace("_", " ").capitalize()
        for name, parts in bare.items()
    }


_analyses: OrderedDict[Any, Analysis | TooFew | Refused] = OrderedDict()
_lock = threading.Lock()


def _remembered(key: Any) -> Analysis | TooFew | Refused | None:
    with _lock:
        if key in _analyses:
            _analyses.move_to_end(key)
        return _analyses.get(key)


def _remember(key: Any, analysis: Analysis | TooFew | Refused) -> None:
    with _lock:
        _analyses[key] = analysis
        while len(_analyses) > REMEMBERED:
            _analyses.popitem(last=False)
