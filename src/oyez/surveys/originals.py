"""Which of our mails a Message-ID was: an invitation or a reminder, with what it asked about."""

from oyez.contact.originals import ORIGINALS, Original
from oyez.kit.models import Outgoing
from oyez.surveys.models import Invitation

RULES = ("survey_invitation", "survey_reminder")
CAUSE = "invitation:"


def invitation_behind(message_id: str) -> Original | None:
    """The invitation that a mail was about."""
    mail = (
        Outgoing.objects.filter(message_id=message_id, rule__in=RULES).values_list("cause", flat=True).first()
    )
    number = mail.removeprefix(CAUSE) if mail else ""
    if not number.isdecimal():
        return None
    row = Invitation.objects.select_related("survey").filter(pk=int(number)).first()
    if row is None:
        return None
    return Original(
        subject=row.subject,
        message_id=message_id,
        cause=f"{CAUSE}{row.pk}",
        about=row.survey.key,
        account=row.account or None,
        unit=row.unit or None,
        touchpoint=row.touchpoint or None,
    )


ORIGINALS.add("surveys", invitation_behind)
