"""How many different customers are behind some interactions: one angry account is a case, not a trend."""

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.measure.core.metric import Rows, Sum
from oyez.measure.core.plan import Aggregate, Column, Derive, Dimension, Identified, Narrow, Plan, Scan
from oyez.measure.core.question import Question
from oyez.measure.core.recalling import keeping
from oyez.measure.dimensions import Dimensions, scope_conditions
from oyez.measure.persons import persons_now
from oyez.measure.store.engine import Engine, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot


def voices(viewer: Viewer, question: Question) -> int:
    """Different identified customers among what a question's filters and period keep, within the data scope."""
    viewer.needs(Can.NUMBERS)
    store = engine()
    try:
        return _count(viewer, question, store, store.snapshot())
    except Gone:
        return _count(viewer, question, store, store.reload())


def _count(viewer: Viewer, question: Question, store: Engine, snapshot: Snapshot) -> int:
    plan: Plan = (
        Scan(),
        Narrow(scope_conditions(viewer)),
        Identified(corrected=bool(snapshot.corrected)),
        *keeping(Dimensions().conditions(question), (), lambda: persons_now(snapshot)),
        Derive((Dimension("who", Column("subject")),)),
        Aggregate(("who",), (Sum("n", Rows()),)),
    )
    return len({row[0] for row in store.run(snapshot, plan)} - {None})
