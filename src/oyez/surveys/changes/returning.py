"""What came back about an invitation, as the journal tells it: not arrived, annoyed, answered by hand."""

from collections.abc import Sequence

from oyez.journal.models import Interaction
from oyez.surveys.models import Invitation
from oyez.surveys.originals import CAUSE

State = Invitation.State
UNANSWERED = (State.WAITING, State.POSTED)
KINDS = ("bounce", "complaint", "message", "opt_out")


def settle(rows: Sequence[Interaction]) -> None:
    """Write each outcome beside its invitation; what was answered stays answered."""
    for row in rows:
        if row.kind in KINDS and row.subject:
            _settle(row)


def _settle(row: Interaction) -> None:
    cause = str(row.attributes.get("cause", ""))
    number = cause.removeprefix(CAUSE)
    about = Invitation.objects.filter(pk=int(number) if number.isdecimal() else 0)
    match row.kind:
        case "bounce" if row.attributes.get("hard"):
            about.filter(state__in=UNANSWERED).update(state=State.BOUNCED, reason="bounced")
        case "complaint":
            about.update(state=State.REFUSED, reason="complained")
        case "message":
            about.filter(state__in=UNANSWERED).update(reason="wrote_back")
        case "opt_out":
            rows = Invitation.objects.filter(subject=row.subject, state__in=UNANSWERED)
            rows.update(state=State.REFUSED, reason="opted_out")
