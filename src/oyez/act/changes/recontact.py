"""What follows when a customer is asked, some time after a case, whether it was solved: recovered, or open again."""

from django.db import IntegrityError, transaction

from oyez.act.changes import telling
from oyez.act.core import numbers
from oyez.act.core.asked_again import Word, outcome
from oyez.act.core.states import Outcome, State, Verb, after
from oyez.act.models import Case, CaseEntry
from oyez.company.changes import audit
from oyez.company.core.scope import OPERATOR
from oyez.journal.changes import accept
from oyez.journal.models import Interaction
from oyez.kit.clock import now

CASE = "case"  # the attribute that says which case somebody was asked about
KINDS = ("response", "contact_request")
STILL = "still"  # the question whether it came back; `yes` says so


def asked_about(row: Interaction, person: int) -> Case | None:
    """The closed case that somebody was asked about; `None` where an answer is about no case of theirs."""
    number = numbers.NUMBER.match(str(row.attributes.get(CASE, "")))
    if number is None or not row.survey or row.kind not in KINDS:
        return None
    cases = Case.objects.select_for_update(of=("self",)).select_related("person", "owner")
    case = cases.filter(pk=int(number[1]), state=State.CLOSED).first()
    if case is None or person not in (case.person_id, case.person.merged_into_id):
        return None
    return case


def is_open_still(row: Interaction) -> bool:
    """Somebody says that it came back, or wants to be contacted about it."""
    return row.kind == "contact_request" or row.attributes.get(STILL) == "yes"


def judge(case: Case, said: Word) -> None:
    """Write down how a closed case ended, as its customer says."""
    before = Outcome(case.outcome)
    case.outcome = outcome(before, said)
    if case.outcome != before:
        case.save(update_fields=["outcome"])
        audit(OPERATOR, "judge_case", f"case:{case.number}", {"outcome": before}, {"outcome": case.outcome})


def open_again(case: Case) -> bool:
    """Open a case again because its customer says that it is not solved; not where another one is open for it."""
    before = case.outcome
    case.state = after(State(case.state), Verb.REOPEN)
    case.root_cause, case.outcome, case.closed_at = None, "", None
    try:
        with transaction.atomic():
            case.save(update_fields=["state", "root_cause", "outcome", "closed_at"])
    except IntegrityError:
        return False
    CaseEntry.objects.create(case=case, kind=CaseEntry.Kind.REOPENED, at=now(), details={"by": "customer"})
    accept([telling.reopened(case)])
    audit(OPERATOR, "reopen_case", f"case:{case.number}", {"outcome": before}, {"state": str(case.state)})
    return True
