"""Why one person was or was not asked: everything that the rules did with them, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact import sentences
from oyez.contact.core.eligible import Code
from oyez.contact.models import Approach, Held, OptOut, Planned
from oyez.journal import queries as journal
from oyez.kit.errors import NotFound
from oyez.people import queries as people
from oyez.people.queries import Known

SHOWN = 200


@dataclass(frozen=True)
class Line:
    """One thing: `what` is asked, answered, held, planned, opted_out or opted_in."""

    at: datetime
    what: str
    kind: str
    key: str
    wave: str
    code: str
    text: str


def seen(viewer: Viewer, person_id: int) -> Known:
    """One person, if the viewer sees something of them: an interaction, or a contact at an account."""
    viewer.needs(Can.ROWS)
    found = people.known(person_id)
    if viewer.scope.is_everything():
        return found
    rows = journal.narrowed(viewer, people.account_keys(viewer)).filter(subject__in=list(found.subjects))
    ids = [found.person.pk, *(one.pk for one in found.absorbed)]
    if rows.exists() or people.is_contact_of(ids, people.accounts(viewer)):
        return found
    raise NotFound(_("There is no such person."))


def why(viewer: Viewer, person_id: int, limit: int = SHOWN) -> list[Line]:
    """Asked, and not asked because …, across all surveys, campaigns and merged records; the newest first."""
    known = seen(viewer, person_id)
    ids = [known.person.pk, *(one.pk for one in known.absorbed)]
    lines = [*_asked(ids, limit), *_held(ids, limit), *_wishes(ids, known.subjects), *_planned(viewer, ids)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:limit]


def _asked(ids: list[int], limit: int) -> Iterator[Line]:
    for row in Approach.objects.filter(person__in=ids).order_by("-at")[:limit]:
        text = sentences.asked(row.kind, row.key, row.channel)
        yield Line(row.at, "asked", row.kind, row.key, row.wave, Code.send.name, text)
        if row.answered_at and row.kind != "reminder":
            said = _("Answered %(key)s.") % {"key": row.key}
            yield Line(row.answered_at, "answered", row.kind, row.key, row.wave, "", said)


def _held(ids: list[int], limit: int) -> Iterator[Line]:
    for row in Held.objects.filter(person__in=ids).order_by("-at")[:limit]:
        text = sentences.not_asked(row.kind, row.key, Code[row.code], row.detail)
        yield Line(row.at, "held", row.kind, row.key, row.wave, row.code, text)


def _wishes(ids: list[int], subjects: frozenset[str]) -> Iterator[Line]:
    for row in OptOut.objects.filter(Q(person__in=ids) | Q(subject__in=list(subjects))):
        words = {"purpose": row.purpose, "how": row.how}
        said = _("Opted out of %(purpose)s (%(how)s).") % words
        yield Line(row.at, "opted_out", "", "", "", "opted_out", said)
        if row.withdrawn_at:
            again = _("May be written to again about %(purpose)s.") % words
            yield Line(row.withdrawn_at, "opted_in", "", "", "", "", again)


def _planned(viewer: Viewer, ids: list[int]) -> Iterator[Line]:
    """Whoever is judged by an answer is not told that it will be asked for."""
    rows = Planned.objects.filter(person__in=ids)
    if not viewer.may(Can.PROGRAMME):
        rows = rows.filter(about_the_seller=False)
    for row in rows:
        words = {"what": sentences.kind_words(row.kind), "key": row.key}
        said = _("Planned: %(what)s (%(key)s).") % words
        yield Line(row.at, "planned", row.kind, row.key, row.wave, "", said)
