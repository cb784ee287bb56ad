"""Which surveys can be asked for their drivers, and how their answers lie in the journal.

A survey asks in steps when one score stands at several touchpoints and the attribute `response` says which answers
belong together. Otherwise its ratings are the scores of one interaction beside the overall one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import BUILT_IN, Scale, scale_of
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound
from oyez.measure.core.metric import Present, Sum, column_of
from oyez.measure.core.plan import Aggregate, Column, Derive, Dimension, Identified, Is, Keep, Narrow, Scan
from oyez.measure.dimensions import scope_conditions
from oyez.measure.store.engine import Engine, Rows, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

FEWEST_STEPS = 3
FEWEST_RATINGS = 2
OVERALL = "overall"
SCORE = column_of("")


@dataclass(frozen=True)
class Study:
    """One survey: its overall scores, the usual one first, and its ratings.

    `step` is the score that stands at each of the touchpoints `drivers`; without it drivers are names of scores.
    """

    survey: str
    outcomes: tuple[str, ...]
    drivers: tuple[str, ...]
    step: str = ""

    def outcome(self, name: str) -> str:
        if not name:
            return self.outcomes[0]
        if name not in self.outcomes:
            raise NotFound(f"“{name}” is no overall score of {self.survey}: {', '.join(self.outcomes)}.")
        return name

    def score_of(self, driver: str) -> str:
        """The score in which a driver was rated."""
        return self.step or driver


def studies(viewer: Viewer) -> dict[str, Study]:
    """All surveys with an overall score and enough ratings beside it, within the viewer's data scope."""
    viewer.needs(Can.NUMBERS)
    store = engine()
    try:
        return _studies(viewer, store, store.snapshot())
    except Gone:
        return _studies(viewer, store, store.reload())


def _studies(viewer: Viewer, store: Engine, snapshot: Snapshot) -> dict[str, Study]:
    known = scales()
    names = sorted(
        name
        for column in snapshot.scores
        if column.startswith(SCORE) and scale_of(name := column.removeprefix(SCORE), known)
    )
    if not names:
        return {}
    counts = _counts(_rows(viewer, store, snapshot, names), names)
    found = (_study(survey, counts[survey]) for survey in sorted(counts))
    return {study.survey: study for study in found if study}


def _rows(viewer: Viewer, store: Engine, snapshot: Snapshot, names: list[str]) -> Rows:
    return store.run(
        snapshot,
        (
            Scan(),
            Narrow(scope_conditions(viewer)),
            Identified(corrected=bool(snapshot.corrected)),
            Keep((Is("mention", False),)),
            Derive((Dimension("by0", Column("survey")), Dimension("by1", Column("touchpoint")))),
            Aggregate(("by0", "by1"), tuple(Sum(name, Present(column_of(name))) for name in names)),
        ),
    )


Counts = dict[str, dict[str | None, int]]


def _counts(rows: Rows, names: list[str]) -> dict[str, Counts]:
    """survey → score → touchpoint → how many."""
    found: dict[str, Counts] = {}
    for survey, touchpoint, *counted in rows:
        if survey is not None:
            for name, count in zip(names, counted, strict=True):
                if count:
                    at = found.setdefault(survey, {}).setdefault(name, {})
                    at[touchpoint] = at.get(touchpoint, 0) + count
    return found


def _study(survey: str, counts: Counts) -> Study | None:
    steps = {name: [key for key in at if key is not None] for name, at in counts.items()}
    step = max(steps, key=lambda name: (len(steps[name]), name))
    others = [name for name in counts if name != step]
    if len(steps[step]) >= FEWEST_STEPS and any(_is_overall(name) for name in others):
        return Study(
            survey, _in_order([n for n in others if _is_overall(n)]), tuple(sorted(steps[step])), step
        )
    overall = _in_order([name for name in counts if _is_overall(name)])
    ratings = tuple(sorted(name for name in counts if name not in overall))
    if overall and len(ratings) >= FEWEST_RATINGS:
        return Study(survey, overall, ratings)
    return None


def _is_overall(name: str) -> bool:
    return name in BUILT_IN or name.replace(".", "_").endswith(OVERALL)


def _in_order(names: list[str]) -> tuple[str, ...]:
    """Satisfaction before recommendation, then by name."""
    first = ("csat", "nps", "stars", "ces")
    stems = [name.replace(".", "_").split("_", 1)[0] for name in names]
    rank = {
        n: first.index(stem) if stem in first else len(first) for n, stem in zip(names, stems, strict=True)
    }
    return tuple(sorted(names, key=lambda name: (rank[name], name)))


def scale_for(score: str, known: Mapping[str, Scale]) -> Scale:
    """The scale of a score that a study has."""
    found = scale_of(score, known)
    if found is None:
        raise NotFound(f"There is no scale for the score “{score}”.")
    return found
