"""Invitations leave: at their pace, after a last look at the rules, each once for ever."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import QuerySet

from oyez.company.core.scope import OPERATOR
from oyez.company.models import Company
from oyez.company.queries import the_company
from oyez.contact.changes.approaching import approach
from oyez.contact.core.asking import Asking
from oyez.contact.core.moments import business_days, next_moment
from oyez.contact.core.stopping import must_stop
from oyez.contact.queries.deciding import decide
from oyez.contact.queries.leaving import may_leave
from oyez.contact.rules import standing, week
from oyez.journal.changes import accept
from oyez.journal.core.facts import Fact
from oyez.kit import crash
from oyez.kit.clock import now, to_micros
from oyez.kit.outbox import Mail, post_all
from oyez.surveys import mails, texts
from oyez.surveys.models import Invitation, Survey, Wave
from oyez.surveys.queries import asked_in

AT_ONCE = 250
MINUTE = timedelta(minutes=1)
LATER = timedelta(hours=6)
SEND = "send"
TEXTS = "texts"


def within_hours() -> bool:
    """Whether mail may leave now by the contact rules: nobody is asked at night or on a Sunday."""
    return next_moment(now(), week(standing())) <= now()


def due() -> QuerySet[Invitation]:
    """Invitations of waves under way that may leave now."""
    rows = Invitation.objects.filter(
        state=Invitation.State.WAITING,
        wave__state=Wave.State.SENDING,
        survey__state=Survey.State.LIVE,
        due_at__lte=now(),
    )
    return rows if within_hours() else rows.filter(wave__any_hour=True)


@transaction.atomic
def send_some() -> int:
    """Post the mails of the first wave whose pace allows some now; say how many were settled."""
    for number in due().order_by("wave").values_list("wave", flat=True).distinct():
        wave = Wave.objects.select_for_update(of=("self",)).select_related("survey", "version").get(pk=number)
        if rows := _at_pace(wave):
            post(rows, "invitation")
            return len(rows)
    return 0


def _at_pace(wave: Wave) -> list[Invitation]:
    """As many as each domain may get a minute, less what it got in the last one; a full one holds up no other."""
    sent = Counter(
        domain(subject)
        for subject in wave.invitations.filter(sent_at__gt=now() - MINUTE).values_list("subject", flat=True)
    )
    waiting = due().filter(wave=wave).select_related("wave")
    for host in (host for host, count in sent.items() if count >= wave.per_minute):
        full = {"subject__startswith": "phone:"} if host == TEXTS else {"subject__iendswith": f"@{host}"}
        waiting = waiting.exclude(**full)
    chosen: list[Invitation] = []
    for row in waiting.order_by("pk")[:AT_ONCE]:
        host = domain(row.subject)
        if sent[host] < wave.per_minute:
            sent[host] += 1
            chosen.append(row)
    return chosen


def domain(subject: str) -> str:
    """What a pace holds for: a mail host, or the one provider of all text messages."""
    return TEXTS if subject.startswith("phone:") else subject.rpartition("@")[2].lower()


def post(rows: Sequence[Invitation], kind: str) -> None:
    """The last look, the mail, the journal's line and the invitation's state, in one transaction."""
    if not rows:
        return
    company = the_company()
    purpose = asked_in(rows[0].version_id).purpose.value
    verdicts = may_leave([row.subject for row in rows], purpose)
    leaving = [row for row in rows if verdicts[row.subject] == SEND]
    held = [row for row in rows if verdicts[row.subject] != SEND]
    written = [_written(row, company, kind) for row in leaving]
    post_all(written)
    crash.here("invitations-posted")
    _mark(leaving, written, kind)
    stays = {} if kind == "reminder" else {"state": Invitation.State.HELD}
    for reason in {verdicts[row.subject] for row in held}:
        ids = [row.pk for row in held if verdicts[row.subject] == reason]
        Invitation.objects.filter(pk__in=ids).update(reason=reason, **stays)
    accept([_told(row, kind) for row in leaving])


def _mark(leaving: Sequence[Invitation], written: Sequence[Mail], kind: str) -> None:
    """That they were asked, or reminded; by its message id a mail that comes back is known."""
    rows = Invitation.objects.filter(pk__in=[row.pk for row in leaving])
    if kind == "reminder":
        rows.update(reminded_at=now())
        return
    rows.update(state=Invitation.State.POSTED, sent_at=now())
    ids = [(mail.message_id, row.pk) for row, mail in zip(leaving, written, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE surveys_invitation SET message_id = %s WHERE id = %s", ids)


def _written(row: Invitation, company: Company, kind: str) -> Mail:
    if row.channel == "sms":
        return texts.invitation(row, company) if kind == "invitation" else texts.reminder(row, company)
    return mails.invitation(row, company) if kind == "invitation" else mails.reminder(row, company)


def _told(row: Invitation, kind: str) -> Fact:
    """That somebody was asked is part of their story."""
    definition = asked_in(row.version_id)
    attributes: dict[str, str | int | float | bool] = {"programme": str(definition.kind)}
    if row.wave is not None:
        attributes["wave"] = row.wave.key
    return Fact(
        source="oyez",
        id=f"{kind}:{row.pk}",
        occurred_at=to_micros(now()),
        kind=kind,
        channel=row.channel,
        direction="out",
        subject=row.subject,
        account=row.account or None,
        unit=row.unit or None,
        touchpoint=row.touchpoint or None,
        survey=definition.survey,
        attributes=attributes,
    )


def finish_waves() -> int:
    """A wave with nothing left to send is open; one past its end is closed; one that annoys people is stopped."""
    changed = 0
    for wave in Wave.objects.filter(state__in=(Wave.State.SENDING, Wave.State.OPEN)).select_related("survey"):
        changed += _settle(wave)
    return changed


@transaction.atomic
def _settle(wave: Wave) -> bool:
    rows = wave.invitations
    sent = rows.exclude(sent_at=None).count()
    refused = rows.filter(reason="opted_out").exclude(sent_at=None).count()
    complained = rows.filter(reason="complained").count()
    if must_stop(sent, refused, complained, standing()):
        why = f"{refused} of {sent} opted out and {complained} complained: stopped by the contact rules"
        return bool(_move(wave, Wave.State.PAUSED, why))
    if wave.closes_at is not None and wave.closes_at <= now():
        open_states = (Invitation.State.WAITING, Invitation.State.POSTED)
        rows.filter(state__in=open_states).update(state=Invitation.State.EXPIRED)
        return bool(_move(wave, Wave.State.CLOSED, ""))
    waiting = rows.filter(state=Invitation.State.WAITING).exists()
    if wave.state == Wave.State.SENDING and not waiting:
        return bool(_move(wave, Wave.State.OPEN, ""))
    return False


def _move(wave: Wave, state: str, why: str) -> int:
    return Wave.objects.filter(pk=wave.pk, state=wave.state).update(state=state, why=why)


@transaction.atomic
def remind_some() -> int:
    """Remind once, after some days, whoever neither began nor refused, as far as the rules let."""
    wave = (
        Wave.objects.filter(state=Wave.State.OPEN, reminder_days__gt=0)
        .filter(invitations__in=_unreminded())
        .select_related("survey")
        .order_by("pk")
        .first()
    )
    if wave is None:
        return 0
    looked_at = list(_unreminded().filter(wave=wave).select_related("wave").order_by("pk")[:AT_ONCE])
    rows = {row.person: row for row in looked_at if row.person is not None and _is_time(row, wave)}
    definition = asked_in(wave.version_id)
    asking = Asking(
        kind="reminder", key=wave.survey.key, wave=wave.key,
        purpose=definition.purpose.value, channel=wave.channel,
    )  # fmt: skip
    decisions = decide(OPERATOR, asking, list(rows), now())
    done = approach(OPERATOR, asking, decisions)
    chosen = [rows[one.person] for one in done.asked if one.person in rows]
    post(chosen, "reminder")
    _put_off([row.pk for row in looked_at if row not in chosen])
    return len(looked_at)


def _is_time(row: Invitation, wave: Wave) -> bool:
    """Whether as many business days passed as the wave says; the rules may want more, and are asked besides."""
    if row.sent_at is None:
        return False
    zone = ZoneInfo(the_company().time_zone)
    passed = business_days(
        row.sent_at.astimezone(zone).date(), now().astimezone(zone).date(), week(standing())
    )
    return passed >= wave.reminder_days


def _put_off(ids: list[int]) -> None:
    """Whoever may not be reminded now is looked at again later; the wave's end is the end of it."""
    Invitation.objects.filter(pk__in=ids).update(due_at=now() + LATER)


def _unreminded() -> QuerySet[Invitation]:
    """Whoever was asked and may be looked at again now."""
    rows = Invitation.objects.filter(
        state=Invitation.State.POSTED,
        reminded_at=None,
        reason="",
        wave__state=Wave.State.OPEN,
        sent_at__lt=now() - timedelta(days=1),
        due_at__lte=now(),
    )
    return rows if within_hours() else rows.filter(wave__any_hour=True)
