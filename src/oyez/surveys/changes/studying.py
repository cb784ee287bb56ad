"""Writes about field notes, their codes, and insights."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.changes import accept
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import Refused
from oyez.people.queries import person_of
from oyez.surveys import studies
from oyez.surveys.core import evidence
from oyez.surveys.models import Code, FieldNote, Insight


@dataclass(frozen=True)
class Written:
    """A note as it was written; `agreed`: the person it is about agreed to being noted with their name."""

    method: str
    on: date
    text: str
    unit: str = ""
    touchpoint: str = ""
    subject: str = ""
    agreed: bool = False
    codes: tuple[str, ...] = ()
    study: str = ""


@transaction.atomic
def write_note(viewer: Viewer, said: Written) -> FieldNote:
    """A new note; one about a person stands on their timeline as well."""
    viewer.needs(Can.PROGRAMME)
    _check(said)
    row = FieldNote(by=viewer.name, created_at=now())
    _keep(row, said)
    audit(viewer, "write_note", f"note:{row.pk}", after={"method": said.method})
    return row


@transaction.atomic
def change_note(viewer: Viewer, number: int, said: Written) -> FieldNote:
    """Another wording; whom it is about stays as it was."""
    viewer.needs(Can.PROGRAMME)
    row = studies.note(viewer, number)
    row = FieldNote.objects.select_for_update().get(pk=row.pk)
    if said.subject != row.subject:
        raise Refused("Whom a note is about cannot be changed. Write another one.")
    _check(said)
    row.revision += 1
    _keep(row, said)
    audit(viewer, "change_note", f"note:{row.pk}", after={"revision": row.revision})
    return row


def _check(said: Written) -> None:
    if not said.text.strip():
        raise Refused("A note says something.")
    if said.method not in FieldNote.Method.values:
        raise Refused(f"A note comes from one of: {', '.join(FieldNote.Method.values)}.")
    if len(said.codes) > evidence.MOST_CODES:
        raise Refused(f"A note has at most {evidence.MOST_CODES} codes.")
    if said.subject and not said.agreed:
        raise Refused("A person is named only if they agreed to it. Ask them, or leave the name out.")
    if said.subject and person_of(said.subject) is None:
        raise Refused(f"Nobody is known as “{said.subject}”.")


def _keep(row: FieldNote, said: Written) -> None:
    row.method, row.on, row.text = said.method, said.on, said.text.strip()
    row.unit, row.touchpoint, row.study = said.unit, said.touchpoint, said.study
    row.subject, row.codes = said.subject, list(said.codes)
    row.save()
    if not row.subject:
        return
    noon = datetime.combine(row.on, time(12), ZoneInfo(the_company().time_zone))
    told = evidence.fact(
        row.pk, row.revision, occurred_at=to_micros(noon), method=row.method, subject=row.subject, text=row.text,
        unit=row.unit, touchpoint=row.touchpoint, codes=row.codes, study=row.study,
    )  # fmt: skip
    accept([told])


@transaction.atomic
def define_code(viewer: Viewer, key: str, meaning: str) -> Code:
    """What a code means from now on."""
    viewer.needs(Can.PROGRAMME)
    found = evidence.codes_of(key)
    if len(found) != 1 or not meaning.strip():
        raise Refused("A code is one word, and it means something.")
    row, _is_new = Code.objects.update_or_create(key=found[0], defaults={"meaning": meaning.strip()[:300]})
    audit(viewer, "define_code", f"code:{row.key}", after={"meaning": row.meaning})
    return row


@transaction.atomic
def write_insight(viewer: Viewer, statement: str, notes: Collection[int], use: str = "") -> Insight:
    """A new insight; what only one note says is none."""
    viewer.needs(Can.PROGRAMME)
    row = Insight(by=viewer.name)
    return _keep_insight(viewer, row, statement, notes, Insight.Status.OPEN, use)


@transaction.atomic
def change_insight(
    viewer: Viewer, number: int, statement: str, notes: Collection[int], *, status: str, use: str = ""
) -> Insight:
    """Another wording, other notes, another status; never fewer than two notes."""
    viewer.needs(Can.PROGRAMME)
    studies.insight(viewer, number)
    row = Insight.objects.select_for_update().get(pk=number)
    return _keep_insight(viewer, row, statement, notes, status, use)


def _keep_insight(
    viewer: Viewer, row: Insight, statement: str, notes: Collection[int], status: str, use: str
) -> Insight:
    if not statement.strip():
        raise Refused("An insight says something.")
    if status not in Insight.Status.values:
        raise Refused(f"An insight is one of: {', '.join(Insight.Status.values)}.")
    found = list(studies.notes(viewer).filter(pk__in=notes))
    if len(found) < evidence.FEWEST_NOTES:
        raise Refused("An insight stands on two notes or more: what one says alone is an observation.")
    row.statement, row.status, row.use = statement.strip()[:400], status, use.strip()[:300]
    row.changed_at = now()
    row.save()
    row.notes.set(found)
    audit(viewer, "keep_insight", f"insight:{row.pk}", after={"status": status, "notes": len(found)})
    return row
