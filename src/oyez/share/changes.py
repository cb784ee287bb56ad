"""Writes of the room: a search kept, an identity revealed, records joined or parted, a next step, a row replayed."""

import uuid
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.changes import accept
from oyez.journal.core.facts import Fact
from oyez.journal.readers import READERS
from oyez.kit.clock import now, to_micros, wall
from oyez.kit.errors import NotFound, Refused
from oyez.kit.models import Parked
from oyez.kit.worker import describe
from oyez.people import changes as people
from oyez.share.core.findings import Chosen
from oyez.share.models import NextStep, Search
from oyez.share.queries import accounts
from oyez.share.queries.people import REVEAL, is_pseudonymous, story, visible

NOTES = "notes"
KEPT_SEARCHES = 30
LONGEST_NOTE = 4_000


@transaction.atomic
def keep_search(chosen: Chosen, seq: int) -> Search:
    """Keep what a search found, and let the oldest go."""
    row = Search.objects.create(
        seq=seq,
        searched_at=wall(),
        looked_at=chosen.looked_at,
        told=[asdict(found) for found in chosen.told],
        others=[asdict(found) for found in chosen.others],
    )
    kept = Search.objects.order_by("-id").values_list("pk", flat=True)[:KEPT_SEARCHES]
    Search.objects.exclude(pk__in=list(kept)).delete()
    return row


@transaction.atomic
def reveal(viewer: Viewer, person_id: int, reason: str) -> None:
    """Let an analyst know who somebody is, for an hour, for a reason that stays in the audit trail."""
    if not is_pseudonymous(viewer):
        raise Refused(_("You see names already."))
    if len(reason.strip()) < 10:
        raise Refused(_("Say in a few words why you need to know who this is; the reason is kept."))
    found = visible(viewer, person_id)
    audit(viewer, REVEAL, f"person:{found.person.pk}", after={"reason": reason.strip()[:500]})


@transaction.atomic
def join(viewer: Viewer, kept_id: int, absorbed_id: int, reason: str) -> None:
    """Two records that the viewer sees are one person; it can be undone."""
    viewer.needs(Can.IDENTITIES)
    kept, absorbed = visible(viewer, kept_id).person.pk, visible(viewer, absorbed_id).person.pk
    people.merge(viewer, kept, absorbed, reason.strip()[:200] or _("joined by hand"))


@transaction.atomic
def part(viewer: Viewer, person_id: int, absorbed_id: int) -> None:
    """They were two after all: each has their own history again."""
    viewer.needs(Can.IDENTITIES)
    found = visible(viewer, person_id)
    if absorbed_id not in {person.pk for person in found.absorbed}:
        raise NotFound(_("These two records are not joined."))
    people.unmerge(viewer, absorbed_id)


@transaction.atomic
def note(viewer: Viewer, person_id: int, text: str, due: datetime | None = None) -> None:
    """Write down what was said with a person; with a moment, it is a promise until then.

    It belongs to the unit and account of what happened last, so that those who see that also see the note.
    """
    viewer.needs(Can.IDENTITIES)
    text = text.strip()
    if not text:
        raise Refused(_("An empty note says nothing."))
    if due is not None and due <= now():
        raise Refused(_("A promise is for a moment that is still to come."))
    said = {"by": viewer.name} | ({"due": due.isoformat()} if due else {})
    _tell(viewer, person_id, "promise" if due else "note", text[:LONGEST_NOTE], said)


@transaction.atomic
def keep_promise(viewer: Viewer, person_id: int, seq: int) -> None:
    """A promise was kept."""
    viewer.needs(Can.IDENTITIES)
    events = story(viewer, visible(viewer, person_id)).promises
    if not any(event.seq == seq and event.kind == "promise" for event in events):
        raise NotFound(_("There is no such promise."))
    _tell(viewer, person_id, "promise_kept", "", {"by": viewer.name, "promise": str(seq)})


def _tell(viewer: Viewer, person_id: int, kind: str, text: str, attributes: dict[str, str]) -> None:
    found = visible(viewer, person_id)
    last = next(iter(story(viewer, found, limit=1).events), None)
    subject = min(found.subjects, default=None)
    if subject is None:
        raise Refused(_("This person has no identifier under which a note could be kept."))
    fact = Fact(
        source=NOTES,
        id=uuid.uuid4().hex,
        occurred_at=to_micros(now()),
        kind=kind,
        channel="desk",
        direction="out",
        subject=subject,
        unit=(last and last.unit) or None,
        account=(last and last.account) or None,
        touchpoint=(last and last.touchpoint) or None,
        text=text,
        attributes=dict(attributes),
    )
    accept([fact])
    audit(viewer, f"add_{kind}", f"person:{found.person.pk}")


@transaction.atomic
def plan_next_step(viewer: Viewer, key: str, text: str, due: date | None = None) -> NextStep:
    """What is done next at an account that could buy more; an open one is replaced."""
    account = accounts.growing(viewer, key)
    if not text.strip():
        raise Refused(_("Say in a few words what is done next."))
    before = NextStep.objects.select_for_update().filter(account=account.key, outcome="").first()
    row = before or NextStep(account=account.key)
    row.text, row.due, row.by, row.planned_at = text.strip()[:300], due, viewer.name, wall()
    row.save()
    said = {"text": row.text, "due": due.isoformat() if due else ""}
    audit(viewer, "plan_next_step", f"account:{account.key}", after=said)
    return row


@transaction.atomic
def tell_outcome(viewer: Viewer, key: str, outcome: str, worth: Decimal | None = None) -> NextStep:
    """What came of the open step at an account, and what it is worth in a year if they buy more."""
    account = accounts.growing(viewer, key)
    row = NextStep.objects.select_for_update().filter(account=account.key, outcome="").first()
    if row is None:
        raise NotFound(_("There is no open step at this account."))
    if outcome not in NextStep.Outcome.values or not outcome:
        raise Refused(_("Say whether they buy more, later, or declined."))
    row.outcome, row.worth, row.told_at = outcome, worth if outcome == NextStep.Outcome.WON else None, wall()
    row.save()
    said = {"outcome": outcome, "worth": str(row.worth) if row.worth is not None else ""}
    audit(viewer, "tell_outcome", f"account:{account.key}", after=said)
    return row


@transaction.atomic
def replay(viewer: Viewer, parked_id: int) -> None:
    """Try a row again that a step had set aside."""
    viewer.needs(Can.HEALTH)
    row = Parked.objects.select_for_update().filter(pk=parked_id, replayed_at=None).first()
    if row is None:
        raise NotFound(_("This row was replayed before, or never parked."))
    reader = READERS.get(row.step)
    if reader is None:
        raise Refused(_("The step “%(step)s” cannot replay single rows.") % {"step": row.step})
    try:
        reader.replay_parked(row)
    except Exception as error:
        raise Refused(_("It failed again and stays set aside: %(why)s") % {"why": describe(error)}) from error
    audit(viewer, "replay_parked", f"parked:{row.step}:{row.position}")
