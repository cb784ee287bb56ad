"""Setting goals, registering initiatives before they start, writing down what is expected."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oyez.act.core.questions import filters, question_of
from oyez.act.keys import slug_for
from oyez.act.models import Expectation, Goal, Initiative
from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Member
from oyez.company.queries import the_company, tree
from oyez.kit.clock import now, today
from oyez.kit.errors import NotFound, Refused
from oyez.measure import wording
from oyez.measure.ask import ask
from oyez.measure.core.calendar import add_months
from oyez.measure.core.compare import Known, known
from oyez.measure.core.goals import detectable, se_of
from oyez.measure.core.question import Question, parse_filter
from oyez.measure.core.result import Card

BASELINE_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class WantedGoal:
    """A goal as somebody wants it; `target` on the metric's own scale."""

    name: str
    metric: str
    target: float
    until: date
    owner: int
    since: date | None = None
    unit: str = ""
    stage: str = ""
    touchpoint: str = ""
    survey: str = ""


@dataclass(frozen=True, kw_only=True)
class WantedInitiative:
    """An initiative as somebody registers it."""

    name: str
    metric: str
    since: date
    check_on: date
    worthwhile: float
    owner: int
    sponsor: int
    treated: list[str]
    others: list[str] = field(default_factory=list)
    about: str = ""
    hit: str = ""
    where: str = ""
    budget: Decimal | None = None


@transaction.atomic
def set_goal(viewer: Viewer, wanted: WantedGoal) -> Goal:
    """Set a goal that the answers to come can show; its baseline is written down with it."""
    viewer.needs(Can.PROGRAMME)
    day = today(the_company().time_zone)
    since = wanted.since or day.replace(day=1)
    if wanted.until <= max(since, day):
        raise Refused(_("A goal ends in the future, after it began."))
    first = add_months(since, -BASELINE_MONTHS)
    narrowed = {name: getattr(wanted, name) for name in ("unit", "stage", "touchpoint", "survey")}
    answer = ask(viewer, question_of(wanted.metric, first, since, **narrowed))
    base = known(answer.total) if answer.total is not None else None
    if base is None:
        raise Refused(
            _("There is no baseline: nobody answered in the twelve months before, or too few to be shown.")
        )
    smallest = _shown_by(
        base, answer.metric, wanted.target, (since - first).days, (wanted.until - since).days
    )
    goal = Goal.objects.create(
        key=_key(Goal, wanted.name), name=wanted.name, metric=answer.metric.name, target=wanted.target,
        since=since, until=wanted.until, owner=_member(wanted.owner), detectable=smallest, set_at=now(),
        baseline=asdict(base) | {"since": first.isoformat(), "until": since.isoformat()}, **narrowed,
    )  # fmt: skip
    audit(viewer, "set_goal", f"goal:{goal.key}", after={"metric": goal.metric, "target": goal.target})
    return goal


def _shown_by(base: Known, card: Card, target: float, days: int, days_to_come: int) -> float:
    """The smallest change that the answers to come can show; a smaller one is no goal."""
    change = (target - base.value) * (1 if card.higher_is_better else -1)
    if change <= 0:
        raise Refused(
            _("The score is %(now)s already; a goal is better than that.")
            % {"now": wording.number(card, base.value, base.n)}
        )
    expected = base.n * days_to_come / days
    smallest = detectable(se_of(base.lo, base.hi), base.n, expected)
    if change < smallest:
        reach = base.value + smallest * (1 if card.higher_is_better else -1)
        raise Refused(
            _("About %(n)s answers are expected until then, and so many cannot tell a change of less than "
              "%(smallest)s from chance. Aim at %(reach)s, give it more time, or ask more people.")
            % {"n": f"{expected:,.0f}", "smallest": wording.number(card, smallest, 0),
               "reach": wording.number(card, reach, 0)}
        )  # fmt: skip
    return smallest


@transaction.atomic
def register(viewer: Viewer, wanted: WantedInitiative, *, at: datetime | None = None) -> Initiative:
    """Register what will be done and how its effect will be judged; afterwards none of it can be changed.

    `at` is for what was registered elsewhere before; pages and programs cannot say it.
    """
    viewer.needs(Can.PROGRAMME)
    _check_units(wanted)
    if wanted.check_on <= wanted.since:
        raise Refused(_("The effect is checked after the start."))
    if wanted.worthwhile <= 0:
        raise Refused(_("Say how large an effect would be worth it, as a number above zero."))
    where = tuple(filters(wanted.where))
    if wanted.hit:
        where = (*where, parse_filter(wanted.hit))
    if bool(wanted.hit) != (wanted.metric == "count"):
        raise Refused(
            _("A share is asked as the metric count with what it is the share of; others take none.")
        )
    ask(viewer, Question(wanted.metric, where=where, until=wanted.since))  # or it cannot be asked
    said: dict[str, Any] = asdict(wanted)
    owner, sponsor = _member(said.pop("owner")), _member(said.pop("sponsor"))
    row = Initiative.objects.create(
        key=_key(Initiative, wanted.name), owner=owner, sponsor=sponsor, registered_at=at or now(), **said
    )
    audit(viewer, "register_initiative", f"initiative:{row.key}", after={"since": row.since.isoformat()})
    return row


def _check_units(wanted: WantedInitiative) -> None:
    if not wanted.treated:
        raise Refused(_("Name the units where something is done."))
    both = set(wanted.treated) & set(wanted.others)
    unknown = {*wanted.treated, *wanted.others} - set(tree().names)
    if both:
        raise Refused(_("%(unit)s cannot be on both sides.") % {"unit": min(both)})
    if unknown:
        raise Refused(_("There is no unit “%(unit)s”.") % {"unit": min(unknown)})


@transaction.atomic
def note_cost(viewer: Viewer, key: str, cost: Decimal) -> None:
    """Write down what an initiative has cost."""
    viewer.needs(Can.PROGRAMME)
    if cost < 0:
        raise Refused(_("A cost is not negative."))
    if not Initiative.objects.filter(key=key, withdrawn_at=None).update(cost=cost):
        raise NotFound(_("There is no such initiative."))
    audit(viewer, "note_cost", f"initiative:{key}", after={"cost": str(cost)})


@transaction.atomic
def withdraw_goal(viewer: Viewer, key: str) -> None:
    """Take a goal off the pages; it is kept."""
    viewer.needs(Can.PROGRAMME)
    if not Goal.objects.filter(key=key, withdrawn_at=None).update(withdrawn_at=now()):
        raise NotFound(_("There is no such goal."))
    audit(viewer, "withdraw_goal", f"goal:{key}")


@transaction.atomic
def withdraw_initiative(viewer: Viewer, key: str) -> None:
    """Take an initiative off the pages; it is kept."""
    viewer.needs(Can.PROGRAMME)
    if not Initiative.objects.filter(key=key, withdrawn_at=None).update(withdrawn_at=now()):
        raise NotFound(_("There is no such initiative."))
    audit(viewer, "withdraw_initiative", f"initiative:{key}")


@transaction.atomic
def expect(
    viewer: Viewer, metric: str, value: float, since: date, until: date, *,
    unit: str = "", survey: str = "", driver: str = "",
) -> Expectation:  # fmt: skip
    """Write down what one expects of a period that has not begun, before anybody can know."""
    viewer.needs(Can.NUMBERS)
    if viewer.member is None:
        raise Refused(_("An expectation is somebody's: sign in as a member."))
    if since <= today(the_company().time_zone):
        raise Refused(_("An expectation is written down before its period begins."))
    if until <= since:
        raise Refused(_("The period is empty."))
    answer = ask(viewer, question_of(metric, since, until, unit=unit, survey=survey))
    card = answer.metric
    if value < card.minimum or (card.maximum is not None and value > card.maximum):
        raise Refused(_("This lies outside the metric's scale."))
    mine = {"member_id": viewer.member, "metric": card.name, "unit": unit, "survey": survey, "since": since}
    if Expectation.objects.filter(**mine).exists():
        raise Refused(_("You wrote down what you expect already; it does not change."))
    row = Expectation.objects.create(**mine, until=until, value=value, driver=driver[:120], written_at=now())
    audit(viewer, "expect", f"metric:{card.name}", after={"since": since.isoformat()})
    return row


def _member(pk: int) -> Member:
    member = Member.objects.filter(pk=pk, is_active=True).first()
    if member is None:
        raise Refused(_("There is no such member."))
    return member


def _key(model: type[Goal] | type[Initiative], name: str) -> str:
    key = slug_for(name)
    if not key:
        raise Refused(_("This name gives no key; use some letters."))
    if model.objects.filter(key=key).exists():
        raise Refused(_("There is one of this name already; choose another."))
    return key
