"""Mistakes that one can make: each is put into the program while the proof runs, and the proof must see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """What is wrong, in which scenes it shows, and what the proof must say about it."""

    claim: str
    scenes: tuple[str, ...]
    seen: str
    make: Callable[[], None]


MISTAKES: dict[str, Mistake] = {}


def mistake(claim: str, *scenes: str, seen: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def keep(make: Callable[[], None]) -> Callable[[], None]:
        MISTAKES[make.__name__.replace("_", "-")] = Mistake(claim, scenes, seen, make)
        return make

    return keep


def _ready() -> None:
    from oyez.web.cli import setup

    setup()


@mistake("the disk is not waited for", "fdatasync", seen="before the disk had the fact")
def commit_without_sync() -> None:
    from oyez.web import settings

    options: dict[str, Any] = settings.DATABASES["default"]["OPTIONS"]  # type: ignore[assignment]
    options["init_command"] += "PRAGMA synchronous=OFF;"


@mistake(
    "what comes from outside is written with what comes next",
    "inbox-written by the sender",
    seen="was acknowledged and is lost",
)
def acknowledge_before_commit() -> None:
    _ready()
    from oyez.journal import changes

    accept = changes.accept
    kept: list[Any] = []

    def later(facts: Sequence[Any]) -> None:
        if any(fact.source == "oyez" for fact in facts):
            accept(facts)
            return
        written = kept[:]
        kept[:] = facts
        if written:
            accept(written)

    changes.accept = later


@mistake(
    "the inbox is emptied before the rows enter the journal",
    "append-inserted",
    seen="was acknowledged and is lost",
)
def empty_the_inbox_first() -> None:
    _ready()
    from django.db import transaction

    from oyez.journal import changes, readers
    from oyez.journal.models import Inbox
    from oyez.kit import crash

    def append_inbox() -> int:
        with transaction.atomic():
            batches = changes._next_batches()
            Inbox.objects.filter(pk__in=[batch.pk for batch in batches]).delete()
        with transaction.atomic():
            changes.lock()
            facts = [fact for batch in batches for fact in changes._decode(bytes(batch.payload))]
            changes._keep_conflicts(facts, changes._insert(facts))
            crash.here("append-inserted")
        return len(facts)

    readers.append_inbox = append_inbox  # type: ignore[attr-defined]


@mistake(
    "the bookmark moves before the effect", "inbox-written by the triggers", seen="facts were worth a case"
)
def bookmark_before_effect() -> None:
    _ready()
    from oyez.journal.readers import Reader
    from oyez.kit import worker

    def take(self: Any, lease: Any, rows: Sequence[Any], end: int) -> Any:
        from django.db import transaction

        with transaction.atomic():
            moved = worker.move(lease, end)
        with transaction.atomic():
            if rows:
                self.effect(rows)
        return moved

    Reader._take = take  # type: ignore[method-assign]


@mistake(
    "a segment is published before the bookmark moves",
    "effect-before-bookmark analytics",
    seen="the copy holds",
)
def publish_before_bookmark() -> None:
    _ready()
    from oyez.kit import worker
    from oyez.measure import changes
    from oyez.measure.models import Store

    def publish(lease: Any, sealed_to: int, new: Any, replaced: Any = ()) -> Any:
        from django.db import transaction

        with transaction.atomic():
            changes._swap(new, replaced)
        with transaction.atomic():
            Store.objects.filter(pk=1).update(sealed_to=sealed_to)
            return worker.move(lease, sealed_to)

    changes.publish = publish


@mistake(
    "a mail is marked as sent before it leaves",
    "outgoing-claimed to staff",
    seen="are sent and arrived 0 times",
)
def mark_before_sending() -> None:
    _ready()
    from oyez.kit import outbox
    from oyez.kit.models import Outgoing

    def claim(channel: str) -> Outgoing | None:
        row = Outgoing.objects.filter(outbox.due(channel)).order_by("id").first()
        if row is not None:
            Outgoing.objects.filter(pk=row.pk).update(state=Outgoing.State.SENT)
        return row

    outbox.claim = claim


@mistake(
    "a mail to a customer that may have left is sent again",
    "outgoing-left to a customer",
    seen="mails to customer are sent and arrived 2 times",
)
def send_to_customers_again() -> None:
    _ready()
    from oyez.kit import outbox
    from oyez.kit.models import Outgoing

    def settle(channel: str = "email") -> None:
        Outgoing.objects.filter(state=Outgoing.State.SENDING, channel=channel).update(
            state=Outgoing.State.WAITING
        )

    outbox.settle = settle


@mistake(
    "that somebody was approached is written before the invitation",
    "wave-slice",
    seen="20 people were to be asked; 0 are invited",
)
def approach_before_invitation() -> None:
    _ready()
    from oyez.kit import crash
    from oyez.surveys.changes import waving

    def slice(wave: Any, decisions: Any) -> int:
        from django.db import transaction

        with transaction.atomic():
            done = waving.approach(waving.OPERATOR, decisions.asking, decisions)
        crash.here("wave-slice")
        with transaction.atomic():
            waving.invite(wave.version, done.asked, cause=f"wave:{wave.key}", wave=wave)
        return len(done.asked)

    waving._slice = slice


@mistake(
    "invitations are marked as posted before their mails are in the outbox",
    "invitations-posted",
    seen="20 people were to be asked; 0 are sent a mail",
)
def mark_before_posting() -> None:
    _ready()
    from oyez.kit import crash
    from oyez.surveys.changes import sending
    from oyez.surveys.models import Invitation

    def send_some() -> int:
        from django.db import transaction

        rows = list(sending.due().select_related("wave"))
        with transaction.atomic():
            marked = Invitation.objects.filter(pk__in=[row.pk for row in rows])
            marked.update(state=Invitation.State.POSTED, sent_at=sending.now())
        crash.here("invitations-posted")
        with transaction.atomic():
            sending.post(rows, "invitation")
        return len(rows)

    sending.send_some = send_some
