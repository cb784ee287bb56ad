"""Opening cases, and adding to open ones what more the customer says."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from oyez.act.bench import Bench, bench_for, enabled_rules, heard_row
from oyez.act.changes import telling
from oyez.act.changes.recontact import asked_about, is_open_still, judge, open_again
from oyez.act.core.asked_again import word
from oyez.act.core.conditions import Reason
from oyez.act.core.hours import due
from oyez.act.core.routing import Desk
from oyez.act.core.rules import BY_HAND, Fired, Promise, deciding, joining
from oyez.act.core.states import State, Verb, after
from oyez.act.desks import Desks
from oyez.act.mails import Mailroom
from oyez.act.models import Case, CaseEntry, Trigger
from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import OPERATOR, Viewer
from oyez.company.models import Company
from oyez.company.queries import the_company
from oyez.journal import queries as journal
from oyez.journal.changes import accept
from oyez.journal.models import Interaction
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.settings import HOLIDAYS, WORKING_HOURS
from oyez.kit.week import Week, week_of
from oyez.people.changes import Sighting, recognise
from oyez.people.models import Person
from oyez.people.queries import account_keys, persons_of

Place = tuple[int, str]


def react(rows: Sequence[Interaction]) -> None:
    """Open cases for what is news and sets off a trigger; the caller's transaction moves the bookmark too."""
    seen = _entered([row.seq for row in rows])
    fresh = [row for row in rows if may_open(row) and row.seq not in seen]
    if not fresh:
        return
    _recognise({row.subject or "" for row in fresh})
    bench = bench_for(enabled_rules(), [heard_row(row) for row in fresh])
    people = {person.pk for person in bench.people.values()}
    reaction = Reaction(bench, Desks(), Mailroom(the_company()), _open_cases(people))
    for row in fresh:
        reaction.to(row)
    accept([telling.opened(case) for case in reaction.opened])


def may_open(row: Interaction) -> bool:
    """Only what a known person said to us, and what came in as news, may cause anything."""
    said_to_us = row.direction == "in" and row.mode == "identified" and not row.mention
    return said_to_us and row.news and bool(row.subject)


def _entered(seqs: Sequence[int]) -> set[int]:
    """What is in a case already: reading the journal again adds nothing."""
    rows = CaseEntry.objects.filter(interaction_seq__in=seqs)
    return {seq for seq in rows.values_list("interaction_seq", flat=True) if seq is not None}


def _recognise(subjects: set[str]) -> None:
    """A case is about a person, also one who is known by nothing but this one identifier."""
    unknown = sorted(subjects - set(persons_of(subjects)))
    if unknown:
        recognise(OPERATOR, [Sighting((subject,)) for subject in unknown], "triggers")


def _open_cases(ids: Collection[int]) -> dict[Place, dict[str, Case]]:
    """The open cases of some persons, and of those merged into them, by person, touchpoint and trigger.

    They are locked, so that nobody closes one while more is heard of it.
    """
    rows = Case.objects.filter(Q(person__in=ids) | Q(person__merged_into__in=ids)).exclude(state=State.CLOSED)
    found: dict[Place, dict[str, Case]] = defaultdict(dict)
    locked = rows.select_for_update(of=("self",))
    for case in locked.select_related("person", "owner").order_by("due_at"):
        found[case.person.merged_into_id or case.person_id, case.touchpoint].setdefault(case.trigger, case)
    return found


@dataclass
class Reaction:
    """What one batch of the journal causes."""

    bench: Bench
    desks: Desks
    mailroom: Mailroom
    open_at: dict[Place, dict[str, Case]]
    opened: list[Case] = field(default_factory=list)

    def to(self, row: Interaction) -> None:
        person = self.bench.people[row.subject or ""]
        here = self.open_at[person.pk, row.touchpoint or ""]
        set_off = self.bench.fired(heard_row(row))
        about = asked_about(row, person.pk)
        if about is not None and self._again(about, row, here, set_off):
            return
        decided = deciding(set_off, here)
        joined = joining(decided, here) if decided is not None else None
        if joined is not None:
            hear(here[joined], row, set_off, self.mailroom.company)
        elif decided is not None:
            here[decided.rule.key] = self._open(row, person, decided, set_off)
        elif here and row.text:
            hear(next(iter(here.values())), row, (), self.mailroom.company)

    def _again(self, case: Case, row: Interaction, here: dict[str, Case], set_off: Sequence[Fired]) -> bool:
        """Take what a customer says of a closed case into it; false where another case is open for it."""
        if not set_off and not is_open_still(row):
            _enter(case, row, set_off)
            judge(case, word(row.scores, self.bench.scales))
            return True
        if not open_again(case):
            return False
        _enter(case, row, set_off)
        case.due_at = _answer_due(case, row.occurred_at, self.mailroom.company)
        case.save(update_fields=["due_at"])
        here[case.trigger] = case
        if case.owner is not None:
            self.mailroom.tell_reopened(case, case.owner, row.text, f"{case.number}:{row.seq}")
        return True

    def _open(self, row: Interaction, person: Person, decided: Fired, set_off: Sequence[Fired]) -> Case:
        rule, reason = decided.rule, decided.reason
        desk = self.desks.find(
            rule.first_route(reason, self.bench.scales), row.touchpoint or "", row.account, row.unit
        )
        opening = Opening(row, person, rule.key, rule.promise, desk, reason)
        try:
            with transaction.atomic():
                case = _create(opening, self.mailroom.company)
        except IntegrityError:  # somebody opened the same at this moment, or reopened it
            case = Case.objects.exclude(state=State.CLOSED).get(
                person=person, touchpoint=row.touchpoint or "", trigger=rule.key
            )
            hear(case, row, set_off, self.mailroom.company)
            return case
        _enter(case, row, set_off, desk)
        self.opened.append(case)
        if desk.member is not None:
            self.mailroom.tell_owner(case, self.desks.handlers[desk.member], row.text)
        return case


@dataclass(frozen=True)
class Opening:
    """What a case is opened with."""

    row: Interaction
    person: Person
    trigger: str
    promise: Promise
    desk: Desk
    reason: Reason | None = None


def _create(opening: Opening, company: Company) -> Case:
    row, reason = opening.row, opening.reason
    said_at = min(row.occurred_at, row.recorded_at)
    week = working_week(company)
    return Case.objects.create(
        person=opening.person,
        subject=row.subject or "",
        account=row.account,
        unit=row.unit,
        touchpoint=row.touchpoint or "",
        trigger=opening.trigger,
        opening_seq=row.seq,
        score_name=reason.score if reason else "",
        score=reason.value if reason else None,
        reason=asdict(reason) if reason else {},
        owner_id=opening.desk.member,
        said_at=said_at,
        opened_at=now(),
        due_at=due(said_at, opening.promise.answer_hours, week),
        solve_by=due(said_at, opening.promise.solve_hours, week),
    )


def _enter(case: Case, row: Interaction, set_off: Sequence[Fired], desk: Desk | None = None) -> None:
    details: dict[str, object] = {"fired": [{"rule": one.rule.key} | asdict(one.reason) for one in set_off]}
    if desk is not None:
        details |= {"route": desk.route, "missing": list(desk.missing)}
    CaseEntry.objects.create(
        case=case,
        kind=CaseEntry.Kind.HEARD,
        at=row.occurred_at,
        interaction_seq=row.seq,
        details=details,
    )


def hear(case: Case, row: Interaction, set_off: Sequence[Fired], company: Company) -> None:
    """Add what the customer said to a case that is open; if we waited for it, it waits for us again."""
    _enter(case, row, set_off)
    following = after(State(case.state), Verb.HEAR)
    if following != case.state:
        case.state, case.due_at = following, _answer_due(case, row.occurred_at, company)
        case.save(update_fields=["state", "due_at"])


def working_week(company: Company) -> Week:
    """When people here work: what due times are counted in."""
    return week_of(WORKING_HOURS.text(), HOLIDAYS.text(), company.time_zone)


def _answer_due(case: Case, said_at: datetime, company: Company) -> datetime:
    """The next answer may take as long as the first."""
    trigger = Trigger.objects.filter(key=case.trigger).first()
    promise = trigger.promise() if trigger else Promise()
    return due(said_at, promise.answer_hours, working_week(company))


@transaction.atomic
def open_case(viewer: Viewer, seq: int) -> Case:
    """Open a case by hand about something a viewer sees; it is on their own desk."""
    viewer.needs(Can.CASES)
    if viewer.member is None:
        raise NotAllowed(_("Only a member can open a case by hand: it needs a desk."))
    row = journal.one(viewer, seq, account_keys(viewer))
    if not row.subject or row.direction != "in" or row.mention:
        raise Refused(_("A case is about something that a known person said to you or did."))
    if _entered([seq]):
        raise Refused(_("There is a case about this already."))
    _recognise({row.subject})
    person = persons_of([row.subject])[row.subject]
    if Case.objects.exclude(state=State.CLOSED).filter(
        person=person, touchpoint=row.touchpoint or "", trigger=BY_HAND
    ):
        raise Refused(_("You or a colleague opened a case about this by hand; add to that one."))
    company = the_company()
    case = _create(Opening(row, person, BY_HAND, Promise(), Desk(None, viewer.member)), company)
    _enter(case, row, ())
    accept([telling.opened(case)])
    audit(viewer, "open_case", f"case:{case.number}", after={"interaction": seq})
    return case
