"""Transactional surveys follow interactions: who is due is noted at once, and decided on when the hour has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from oyez.company.queries import the_company
from oyez.contact.core.moments import business_days_later
from oyez.journal.models import Interaction
from oyez.kit.settings import HOLIDAYS, WORKING_HOURS
from oyez.kit.week import week_of
from oyez.people.queries import persons_of
from oyez.surveys.core.conditions import holds
from oyez.surveys.core.definition import Definition
from oyez.surveys.models import Invitation, Survey, Version
from oyez.surveys.queries import standing

TEXT = 200
CASE_CLOSED = "case_closed"


def follow(rows: Sequence[Interaction]) -> None:
    """Note an invitation for each interaction that a live survey comes after."""
    surveys = list(standing(Survey.State.LIVE))
    wanted = [(version, asked) for version, asked in surveys if asked.timing.after]
    if not wanted:
        return
    kinds = {asked.timing.after for _, asked in wanted}
    said = [row for row in rows if row.kind in kinds and row.subject and not row.mention]
    persons = persons_of({row.subject for row in said if row.subject})
    found = [
        _noted(row, version, asked, persons[row.subject].pk)
        for row in said
        for version, asked in wanted
        if row.subject in persons and row.kind == asked.timing.after and holds(asked.timing.where, event(row))
    ]
    Invitation.objects.bulk_create(found, batch_size=500, ignore_conflicts=True)


def event(row: Interaction) -> dict[str, Any]:
    """What texts and conditions may say of an interaction."""
    said = {"kind": row.kind, "channel": row.channel, "unit": row.unit, "touchpoint": row.touchpoint}
    said |= {"date": row.occurred_at.date().isoformat(), **row.attributes}
    return {f"event.{name.lower()}": value for name, value in said.items() if value not in (None, "")}


def _noted(row: Interaction, version: Version, asked: Definition, person: int) -> Invitation:
    return Invitation(
        survey_id=version.survey_id,
        version=version,
        cause=f"event:{row.seq}",
        person=person,
        subject=row.subject or "",
        account=row.account or "",
        unit=row.unit or "",
        touchpoint=asked.touchpoint or row.touchpoint or "",
        language=row.language or "",
        given={
            name: str(value)[:TEXT] if isinstance(value, str) else value for name, value in event(row).items()
        },
        due_at=_due(row, asked.timing.hours),
    )


def _due(row: Interaction, hours: int) -> datetime:
    """So many hours after an interaction; after a case, only days count on which people work."""
    if row.kind != CASE_CLOSED:
        later: datetime = row.occurred_at + timedelta(hours=hours)
        return later
    zone = the_company().time_zone
    closed = row.occurred_at.astimezone(ZoneInfo(zone))
    on = business_days_later(closed.date(), hours // 24, week_of(WORKING_HOURS.text(), HOLIDAYS.text(), zone))
    return datetime.combine(on, closed.timetz()) + timedelta(hours=hours % 24)
