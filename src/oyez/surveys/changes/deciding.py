"""Those whose hour after an interaction has come: asked, or held back with the reason."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.approaching import approach
from oyez.contact.core.asking import Asking
from oyez.contact.core.decisions import Decision
from oyez.contact.models import OpenCase
from oyez.contact.queries.deciding import decide
from oyez.kit.clock import now
from oyez.surveys import selecting
from oyez.surveys.changes.following import CASE_CLOSED
from oyez.surveys.changes.sending import post, within_hours
from oyez.surveys.models import Invitation, Survey
from oyez.surveys.queries import asked_in

AT_ONCE = 100


@transaction.atomic
def ask_due() -> int:
    """Decide on those whose hour has come, one survey or one case at a time, and post to whoever may be asked."""
    oldest = _due().order_by("due_at", "pk").first() if within_hours() else None
    if oldest is None:
        return 0
    definition = asked_in(oldest.version_id)
    about_case = definition.timing.after == CASE_CLOSED
    same = _due().filter(pk=oldest.pk) if about_case else _due().filter(version_id=oldest.version_id)
    rows = list(same.select_for_update(of=("self",)).order_by("due_at", "pk")[:AT_ONCE])
    if not rows:
        return 0
    if about_case and OpenCase.objects.filter(case=_case(rows[0])).exists():
        _drop(rows, "open_case")
        return len(rows)
    latest = {row.person: row for row in rows if row.person is not None}
    _drop([row for row in rows if row not in latest.values()], "asked_about_a_later_one")
    asking = Asking(
        kind="recontact" if about_case else "transaction",
        key=_case(rows[0]) if about_case else definition.survey,
        purpose=definition.purpose.value,
    )
    decisions = decide(OPERATOR, asking, list(latest), now())
    done = approach(OPERATOR, asking, decisions)
    chosen = _addressed(latest, done.asked)
    codes = {one.person: one.code for one in decisions}
    left = [row for row in latest.values() if row not in chosen]
    for row in left:
        code = codes.get(row.person or 0, "unknown")
        row.reason = "already_asked" if code == "send" else code
    _hold(left)
    post(chosen, "invitation")
    return len(rows)


def _case(row: Invitation) -> str:
    """The number of the case that is asked about; a tool that does not say it has asked about its own fact."""
    return str(row.given.get("event.case", "")) or row.cause


def _due() -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        state=Invitation.State.WAITING,
        wave=None,
        survey__state=Survey.State.LIVE,
        due_at__lte=now(),
    )


def _addressed(rows: dict[int, Invitation], asked: Iterable[Decision]) -> list[Invitation]:
    """The rows of those who are asked, at the address that the rules chose and with what is known of them."""
    chosen = []
    asked = list(asked)
    facts = selecting.known([one.person for one in asked])
    for one in asked:
        row = rows.get(one.person)
        if row is not None and one.subject:
            row.subject, row.language = one.subject, one.language or row.language
            row.account = row.account or one.account
            known = {name: value for name, value in facts.get(one.person, {}).items() if value}
            row.given = {**row.given, **known, "person.subject": one.subject}
            chosen.append(row)
    Invitation.objects.bulk_update(chosen, ["subject", "language", "account", "given"], batch_size=100)
    return chosen


def _drop(rows: Sequence[Invitation], reason: str) -> None:
    for row in rows:
        row.reason = reason
    _hold(rows)


def _hold(rows: Sequence[Invitation]) -> None:
    for row in rows:
        row.state = Invitation.State.HELD
    Invitation.objects.bulk_update(rows, ["state", "reason"], batch_size=100)
