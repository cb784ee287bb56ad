"""Writes of whoever does not want to be asked, or was not the one."""

from django.db import transaction

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.opting import opt_out
from oyez.journal.changes import accept
from oyez.journal.core.facts import Fact
from oyez.kit.clock import now, to_micros
from oyez.surveys.models import Invitation

OPEN = (Invitation.State.WAITING, Invitation.State.POSTED, Invitation.State.STARTED)


@transaction.atomic
def stop(invitation: Invitation, how: str) -> None:
    """Nobody asks this person again, from this moment on, by any channel. Asked twice, it is done once."""
    opt_out(OPERATOR, invitation.subject, purpose="all", how=how, cause=f"invitation:{invitation.pk}")
    Invitation.objects.filter(subject=invitation.subject, state__in=OPEN).update(
        state=Invitation.State.REFUSED, reason="opted_out"
    )


@transaction.atomic
def not_me(invitation: Invitation) -> None:
    """The invitation ends, and the journal says that it reached somebody else."""
    ended = Invitation.objects.filter(pk=invitation.pk, state__in=OPEN).update(
        state=Invitation.State.REFUSED, reason="not_me"
    )
    if ended:
        accept([_said(invitation)])


def _said(invitation: Invitation) -> Fact:
    return Fact(
        source="oyez",
        id=f"invitation:{invitation.pk}:not_me",
        occurred_at=to_micros(now()),
        kind="not_me",
        channel=invitation.channel,
        subject=invitation.subject,
        account=invitation.account or None,
        unit=invitation.unit or None,
        survey=invitation.survey.key,
    )
