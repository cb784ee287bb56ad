"""Everything the matrix means for revenue, read once: the same for the page, the command line and programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oyez.company.core.scope import Viewer
from oyez.measure.core.matrix.movement import Movement
from oyez.measure.core.matrix.placing import Placed
from oyez.measure.core.matrix.regression import Recovery
from oyez.measure.core.matrix.risk import AtRisk
from oyez.share.models import NextStep
from oyez.share.queries import outlook
from oyez.share.queries.accounts import next_steps
from oyez.share.queries.matrix import Matrix
from oyez.share.queries.outlook import Drifts


@dataclass(frozen=True)
class Prospects:
    """What may be lost, who drifts, who renews soon, who could buy more, who moved, what recovered by itself."""

    risk: AtRisk | None
    drifts: Drifts
    renewals: Sequence[tuple[Placed, date]]
    growth: Sequence[Placed]
    steps: Mapping[str, NextStep]
    movement: Movement
    recovery: Recovery | None


def prospects(viewer: Viewer, present: Matrix) -> Prospects:
    """All of it for one viewer's matrix, against where accounts stood a year ago."""
    earlier = outlook.a_year_before(viewer, present)
    growing = outlook.growth(viewer, present)
    return Prospects(
        risk=outlook.risk(viewer, present, earlier),
        drifts=outlook.drift(viewer, present, earlier),
        renewals=outlook.renewals(viewer, present),
        growth=growing,
        steps=next_steps(viewer, [account.key for account in growing]),
        movement=outlook.moved(viewer, present, earlier),
        recovery=outlook.recovered(viewer, present, earlier),
    )
