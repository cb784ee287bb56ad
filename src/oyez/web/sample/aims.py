"""What Aurora wants to reach and what it did about it: goals of this year, three initiatives registered in time."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from oyez.act.changes.aims import WantedGoal, WantedInitiative, note_cost, register, set_goal
from oyez.act.models import Goal, Initiative
from oyez.company.core.scope import Viewer
from oyez.company.models import Member
from oyez.kit.errors import Refused
from oyez.web.sample.truths import Initiative as Truth
from oyez.web.sample.truths import truths

BEGAN = date(2026, 1, 1)
ENDS = date(2027, 1, 1)
CHECKED = date(2026, 11, 22)
GOALS: tuple[tuple[str, str, float, dict[str, str], str], ...] = (
    ("Fitting satisfies", "csat", 0.90, {"stage": "fit"}, "jonas.weil"),
    (
        "Advice in the Rhine region satisfies",
        "csat",
        0.69,
        {"unit": "rhine", "survey": "after-advice"},
        "carla.dietz",
    ),
    ("Advice satisfies", "csat", 0.68, {"survey": "after-advice"}, "paul.amsel"),
    ("Stars in our shop", "stars", 4.3, {}, "marta.kessler"),
    ("Recommended everywhere", "nps", 0.30, {}, "henrik.sand"),
)
METRICS = {
    "csat": {"metric": "mean:csat"},
    "first-visit": {"metric": "count", "hit": "attr:complete=true", "where": "kind=fitting; attr:visit=1"},
}


def aim(viewer: Viewer) -> None:
    """Set the goals and register the initiatives that are not there yet; a goal that cannot be shown is left out."""
    members = {member.email.partition("@")[0]: member for member in Member.objects.all()}
    for name, metric, target, narrowed, owner in GOALS:
        if not Goal.objects.filter(name=name).exists():
            _set(viewer, WantedGoal(name=name, metric=metric, target=target, since=BEGAN, until=ENDS,
                                    owner=members[owner].pk, **narrowed))  # fmt: skip
    for truth in truths().initiatives:
        if not Initiative.objects.filter(name=truth.name).exists():
            row = register(viewer, _wanted(truth, members), at=_before(truth.since))
            note_cost(viewer, row.key, Decimal(str(truth.cost)))


def _set(viewer: Viewer, wanted: WantedGoal) -> None:
    try:
        set_goal(viewer, wanted)
    except Refused:  # a small share of Aurora has too few answers for some goals
        return


def _wanted(truth: Truth, members: dict[str, Member]) -> WantedInitiative:
    measured = {"where": f"survey={truth.survey}"} | METRICS[truth.metric]
    return WantedInitiative(
        name=truth.name, since=truth.since, check_on=CHECKED, worthwhile=truth.worthwhile,
        owner=members[truth.owner].pk, sponsor=members[truth.sponsor].pk, treated=list(truth.treated),
        others=list(truth.untreated), budget=Decimal(str(truth.cost)), **measured,
    )  # fmt: skip


def _before(day: date) -> datetime:
    return datetime.combine(day - timedelta(days=21), time(9), UTC)
