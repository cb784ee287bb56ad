"""Goals as definitions: a text that says what the form asks for; and which goals and initiatives name definitions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oyez.act.changes.aims import WantedGoal, set_goal, withdraw_goal
from oyez.act.keys import slug_for
from oyez.act.models import Goal, Initiative
from oyez.company.core.scope import Viewer
from oyez.company.models import Member, Touchpoint
from oyez.company.queries import tree
from oyez.kit.errors import NotFound, Refused
from oyez.measure.core.definitions.heading import Heading, heading
from oyez.measure.core.definitions.marked import Block, Scalar, day
from oyez.measure.core.definitions.trouble import DefinitionError, unknown
from oyez.measure.definitions.kinds import KINDS, USES, Definitions, Kind, mentions
from oyez.measure.definitions.standing import definitions
from oyez.measure.dimensions import Dimensions
from oyez.measure.naming import metric_named

NARROWED = ("unit", "stage", "touchpoint", "survey")
HUNDREDTHS = ("share", "points")


@dataclass(frozen=True)
class GoalFile:
    """A goal as it is written; the target as people read it."""

    heading: Heading
    metric: Scalar
    target: float
    until: date
    owner: Scalar
    since: date | None
    narrowed: dict[str, Scalar]


def read(block: Block) -> GoalFile:
    """A goal from its text."""
    block.only(
        "a goal", ("goal", "label", "explained", "metric", "target", "until", "since", "owner", *NARROWED)
    )
    found = heading("goal", block)
    block.needed("a goal", "metric", "target", "until", "owner")
    target = block.number("target")
    assert target is not None
    return GoalFile(
        heading=found,
        metric=block.scalar("metric"),
        target=target,
        until=day(block.scalar("until"), "until"),
        owner=block.scalar("owner"),
        since=day(block.scalar("since"), "since") if "since" in block else None,
        narrowed={name: block.scalar(name) for name in NARROWED if name in block},
    )


def check(viewer: Viewer, goal: GoalFile, others: Definitions) -> None:
    """The metric, the owner and the places exist."""
    try:
        metric_named(goal.metric.text, Dimensions(others))
    except NotFound as trouble:
        raise DefinitionError(goal.metric.place, str(trouble)) from None
    if _owner(goal) is None:
        raise DefinitionError(goal.owner.place, f"there is no member “{goal.owner.text}”.")
    touchpoints = list(Touchpoint.objects.values_list("key", "stage"))
    known = {
        "unit": set(tree().names),
        "touchpoint": {key for key, _ in touchpoints},
        "stage": {stage for _, stage in touchpoints if stage},
    }
    for name, said in goal.narrowed.items():
        if name in known and said.text not in known[name]:
            raise unknown(said.place, name, said.text, sorted(known[name]))


def _owner(goal: GoalFile) -> Member | None:
    return Member.objects.filter(email__iexact=goal.owner.text.strip(), is_active=True).first()


def applied(viewer: Viewer, goal: GoalFile, is_new: bool) -> None:
    """The goal is set, with its baseline; one that was set does not change."""
    if not is_new:
        raise Refused(
            f"The goal “{goal.heading.key}” was set, and a goal does not change afterwards."
            " Withdraw it, and set another one under another key and label."
        )
    owner = _owner(goal)
    assert owner is not None  # checked before
    shown = metric_named(goal.metric.text).shown
    set_goal(
        viewer,
        WantedGoal(
            name=goal.heading.label,
            metric=goal.metric.text,
            target=goal.target / 100 if shown in HUNDREDTHS else goal.target,
            until=goal.until,
            owner=owner.pk,
            since=goal.since,
            **{name: said.text for name, said in goal.narrowed.items()},
        ),
    )


def withdrawn(viewer: Viewer, key: str) -> None:
    """The goal is off the pages as well."""
    found = definitions().find("goal", key)
    slug = slug_for(found.label) if found is not None else ""
    if Goal.objects.filter(key=slug, withdrawn_at=None).exists():
        withdraw_goal(viewer, slug)


def names(goal: GoalFile) -> Iterator[str]:
    yield goal.metric.text


def users(viewer: Viewer, wanted: frozenset[str]) -> Iterator[str]:
    """Goals and initiatives that stand on a definition."""
    for goal in Goal.objects.filter(withdrawn_at=None, metric__in=wanted):
        yield f"the goal “{goal.name}”"
    for row in Initiative.objects.filter(withdrawn_at=None):
        if row.metric in wanted or mentions(row.where, wanted) or mentions(row.hit, wanted):
            yield f"the initiative “{row.name}”"


def is_seen(viewer: Viewer, goal: GoalFile, known: Definitions) -> bool:
    """Whose data scope holds its unit; a goal of no unit is everybody's who sees the whole company."""
    unit = goal.narrowed.get("unit")
    if viewer.scope.is_everything():
        return True
    return unit is not None and viewer.scope.units is not None and unit.text in viewer.scope.units


KINDS.add("goal", Kind("goal", read, check, names, applied, withdrawn, is_seen))
USES.add("goals and initiatives", users)
