"""What the worker does for surveys: invite after interactions and in waves, send, remind, tell what stood still.

What decides about many persons at once is loaded when there is something to decide.
"""

import time
from collections.abc import Sequence

from django.db.models import QuerySet

from oyez.journal.models import Interaction
from oyez.journal.readers import Reader, register
from oyez.kit import worker
from oyez.kit.clock import now
from oyez.kit.worker import Lease, Step
from oyez.surveys.changes.following import follow
from oyez.surveys.changes.returning import settle
from oyez.surveys.models import Invitation, Wave

SEND_EVERY_SECONDS = 2
LOOK_EVERY_SECONDS = 60
TIDY_EVERY_SECONDS = 3600
_ran = {"send": 0.0, "look": 0.0, "tidy": 0.0}


def _is_time(name: str, seconds: float) -> bool:
    if time.monotonic() - _ran[name] < seconds:
        return False
    _ran[name] = time.monotonic()
    return True


def _read(rows: Sequence[Interaction]) -> None:
    follow(rows)
    settle(rows)


def _planned() -> QuerySet[Wave]:
    rows = Wave.objects.filter(state=Wave.State.PLANNED, opens_at__lte=now())
    return rows.select_related("survey", "version").order_by("pk")


def _begin(lease: Lease) -> bool:
    from oyez.surveys.changes import waving

    wave = _planned().first()
    if wave is not None:
        waving.begin(wave)
    return wave is not None


def _waits(position: int) -> bool:
    waiting = Invitation.objects.filter(state=Invitation.State.WAITING, due_at__lte=now())
    reminding = Wave.objects.filter(state=Wave.State.OPEN, reminder_days__gt=0)
    return _is_time("send", SEND_EVERY_SECONDS) and (waiting.exists() or reminding.exists())


def _send(lease: Lease) -> bool:
    from oyez.surveys.changes import deciding, sending

    return bool(deciding.ask_due() or sending.send_some() or sending.remind_some())


def _look_after(lease: Lease) -> bool:
    """What stood still is told, waves end, this month's waves are planned."""
    from oyez.company.queries import the_company
    from oyez.surveys.changes import answering, files, scheduling, sending

    answering.tell_idle()
    answering.tell_anonymous(the_company().k)
    sending.finish_waves()
    scheduling.plan_month()
    if _is_time("tidy", TIDY_EVERY_SECONDS):
        files.drop_unfinished()
        files.drop_ownerless()
    return False


register(Reader("surveys", _read, batch=200, only_news=True))
worker.STEPS.add("waves", Step("waves", lambda position: _planned().exists(), _begin))
worker.STEPS.add("invitations", Step("invitations", _waits, _send))
worker.STEPS.add(
    "responses", Step("responses", lambda position: _is_time("look", LOOK_EVERY_SECONDS), _look_after)
)
