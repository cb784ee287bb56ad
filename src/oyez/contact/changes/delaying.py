"""An account manager asks to wait with an account: for days, with a reason, and never for good."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from oyez.company.changes import audit
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.contact.models import Delay
from oyez.contact.queries.accounts import own_account
from oyez.contact.rules import standing
from oyez.kit.clock import now, to_micros, today
from oyez.kit.errors import NotFound, Refused

REMEMBERED_DAYS = 90  # delays one after the other would exclude somebody in the end


@transaction.atomic
def delay(viewer: Viewer, account: str, until: date, reason: str) -> Delay:
    """Ask nobody at an account before a day. The days within three months add up and stay within the longest delay."""
    row = own_account(viewer, account)
    this_day, longest = today(the_company().time_zone), standing().longest_delay
    if not reason.strip():
        raise Refused(_("Say why it should wait: the reason is kept."))
    if until <= this_day:
        raise Refused(_("Choose a day after today."))
    spent = sum(
        _days(one)
        for one in Delay.objects.filter(account=row.key, until__gt=this_day - timedelta(REMEMBERED_DAYS))
    )
    standing_days = _overlap(row.key, this_day, until)
    if spent + (until - this_day).days - standing_days > longest:
        raise Refused(
            _("An account waits at most %(longest)s days within three months; it has waited %(spent)s.")
            % {"longest": longest, "spent": spent}
        )
    Delay.objects.filter(account=row.key, ended_at=None, until__gt=this_day).update(ended_at=now())
    made = Delay.objects.create(
        account=row.key,
        until=until,
        reason=reason.strip()[:300],
        by_id=viewer.member,
        name=viewer.name,
        at=to_micros(now()),
    )
    audit(
        viewer,
        "delay_account",
        f"account:{row.key}",
        after={"until": until.isoformat(), "reason": made.reason},
    )
    return made


@transaction.atomic
def end_delay(viewer: Viewer, account: str) -> None:
    """Let an account be asked again."""
    row = own_account(viewer, account)
    if not Delay.objects.filter(
        account=row.key, ended_at=None, until__gt=today(the_company().time_zone)
    ).update(ended_at=now()):
        raise NotFound(_("Nothing is delayed for this account."))
    audit(viewer, "end_delay", f"account:{row.key}")


def _days(one: Delay) -> int:
    """How long it held: to its end, or to when it was ended."""
    began: date = one.at.date()
    ended: date = min(one.until, one.ended_at.date()) if one.ended_at else one.until
    return max(0, (ended - began).days)


def _overlap(account: str, today: date, until: date) -> int:
    """The days ahead that a standing delay holds anyway."""
    rows = Delay.objects.filter(account=account, ended_at=None, until__gt=today)
    return max((min(until, one.until) - today).days for one in rows) if rows else 0
