"""Writes about waves: planned, begun in slices, paused, gone on with, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import OPERATOR, Viewer
from oyez.contact.changes.approaching import approach
from oyez.contact.core.asking import Asking
from oyez.contact.core.decisions import Decision, Decisions
from oyez.contact.queries.deciding import decide
from oyez.kit import crash, sms
from oyez.kit.clock import now
from oyez.kit.errors import NotFound, Refused
from oyez.surveys import selecting
from oyez.surveys.core.conditions import names, read
from oyez.surveys.core.definition import Definition, Kind
from oyez.surveys.core.piping import places
from oyez.surveys.models import Invitation, Survey, Version, Wave
from oyez.surveys.queries import asked_in
from oyez.surveys.turns import in_turn

SLICE = 2_000
CHANNELS = ("email", "sms")
APPROACH = {Kind.TRANSACTIONAL: "transaction", Kind.RELATIONSHIP: "relationship", Kind.STUDY: "study"}


@dataclass(frozen=True)
class Plan:
    """How a wave is meant to go."""

    name: str
    audience: str = ""
    rate: float = 1.0
    per_minute: int = 600
    reminder_days: int = 0
    opens_at: datetime | None = None
    days: int = 28
    channel: str = "email"
    any_hour: bool = False


def asking(wave: Wave, definition: Definition) -> Asking:
    """A wave as the contact rules see it."""
    return Asking(
        kind=APPROACH[definition.kind],  # type: ignore[arg-type]
        key=wave.survey.key,
        wave=wave.key,
        purpose=definition.purpose.value,
        rate=wave.rate,
        channel=wave.channel,
    )


@transaction.atomic
def plan(viewer: Viewer, survey: str, key: str, given: Plan) -> Wave:
    """A wave of the published survey; nothing leaves before it opens."""
    viewer.needs(Can.PROGRAMME)
    row = Survey.objects.filter(key=survey).first()
    version = row.versions.order_by("-number").first() if row else None
    if row is None or version is None or row.state != Survey.State.LIVE:
        raise Refused(f"“{survey}” is not live. Publish it first.")
    if Wave.objects.filter(key=key).exists():
        raise Refused(f"There is a wave “{key}” already.")
    check_channel(given.channel)
    if given.audience:
        read(given.audience)
    opens_at = given.opens_at or now()
    wave = Wave.objects.create(
        survey=row,
        version=version,
        key=key,
        name=given.name or key,
        channel=given.channel,
        audience=given.audience,
        rate=given.rate,
        per_minute=max(1, given.per_minute),
        reminder_days=given.reminder_days,
        any_hour=given.any_hour,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=given.days),
        by=viewer.name,
        created_at=now(),
    )
    audit(viewer, "plan_wave", f"wave:{key}", after={"survey": survey, "opens": opens_at.isoformat()})
    return wave


def check_channel(channel: str) -> None:
    """Refuse a way that nothing can leave by."""
    if channel not in CHANNELS:
        raise Refused(f"“{channel}” is no way to ask: {', '.join(CHANNELS)}.")
    if channel == "sms" and not sms.is_set():
        raise Refused("Text messages have no way out yet: set OYEZ_SMS_URL.")


def foresee(viewer: Viewer, wave: Wave, at: datetime | None = None) -> Decisions:
    """The dry run: who would be asked and why the others not, by the same function that the real run obeys."""
    definition = asked_in(wave.version_id)
    persons = in_turn(viewer, wave, definition)
    return decide(viewer, asking(wave, definition), persons, at or now())


def begin(wave: Wave) -> int:
    """Ask everybody whom the rules let ask, in slices that each hold by themselves; say how many are asked.

    After a crash it goes on where it was: whoever was asked in this wave is not asked again.
    """
    decisions = foresee(OPERATOR, wave)
    count = 0
    for start in range(0, max(1, len(decisions)), SLICE):
        count += _slice(wave, part(decisions, start, start + SLICE))
        crash.here("wave-slice")
    Wave.objects.filter(pk=wave.pk, state=Wave.State.PLANNED).update(state=Wave.State.SENDING)
    return count


def part(decisions: Decisions, start: int, end: int) -> Decisions:
    """Some rows of the decisions."""
    rows = slice(start, end)
    return Decisions(
        asking=decisions.asking,
        day=decisions.day,
        persons=decisions.persons[rows],
        owners=decisions.owners[rows],
        addresses=decisions.addresses[rows],
        accounts=decisions.accounts[rows],
        languages=decisions.languages[rows],
        countries=decisions.countries[rows],
        bases=decisions.bases[rows],
        code=decisions.code[rows],
        detail=decisions.detail[rows],
    )


@transaction.atomic
def _slice(wave: Wave, decisions: Decisions) -> int:
    done = approach(OPERATOR, decisions.asking, decisions)
    invite(wave.version, done.asked, cause=f"wave:{wave.key}", wave=wave)
    return len(done.asked)


def invite(version: Version, asked: Sequence[Decision], *, cause: str, wave: Wave | None = None) -> None:
    """An invitation for each who is asked, with what its texts may say of them."""
    definition = asked_in(version.pk)
    facts = selecting.known([one.person for one in asked], _named(definition))
    firms = selecting.accounts([one.account for one in asked if one.account])
    Invitation.objects.bulk_create(
        [
            Invitation(
                survey_id=version.survey_id,
                version=version,
                wave=wave,
                cause=cause,
                person=one.person,
                subject=one.subject,
                channel=wave.channel if wave else "email",
                account=one.account,
                unit=firms.get(one.account, ("", ""))[1],
                touchpoint=definition.touchpoint,
                language=one.language or facts.get(one.person, {}).get("person.language", ""),
                given=given_of(one, facts.get(one.person, {}), firms),
                due_at=now(),
            )
            for one in asked
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


def given_of(one: Decision, facts: dict[str, Any], firms: dict[str, tuple[str, str]]) -> dict[str, Any]:
    said = {name: value for name, value in facts.items() if value not in ("", None, False)}
    if one.account:
        said |= {"account.key": one.account, "account.name": firms.get(one.account, (one.account, ""))[0]}
    return {**said, "person.subject": one.subject}


def _named(definition: Definition) -> frozenset[str]:
    """The fields that its texts and conditions ask for."""
    said = [text for _, words in definition.texts() for text in words.values()]
    conditions = [one.when for one in definition.questions if one.when]
    conditions += [*definition.calculated.values(), *(one.when for one in definition.endings if one.when)]
    found = [*map(places, said), *map(names, conditions)]
    known = [one.known for one in definition.questions if one.known]
    return frozenset(known).union(*found)


@transaction.atomic
def pause(viewer: Viewer, key: str, why: str = "") -> Wave:
    """Nothing more leaves until somebody goes on."""
    wave = _wave(viewer, key)
    if wave.state not in (Wave.State.PLANNED, Wave.State.SENDING, Wave.State.OPEN):
        raise Refused("Only a wave that is under way can be paused.")
    _set(viewer, wave, Wave.State.PAUSED, why.strip()[:300] or f"paused by {viewer.name}")
    return wave


@transaction.atomic
def go_on(viewer: Viewer, key: str) -> Wave:
    wave = _wave(viewer, key)
    if wave.state != Wave.State.PAUSED:
        raise Refused("This wave is not paused.")
    begun = wave.invitations.exists()
    _set(viewer, wave, Wave.State.SENDING if begun else Wave.State.PLANNED, "")
    return wave


@transaction.atomic
def close(viewer: Viewer, key: str) -> Wave:
    """The end of fieldwork: whoever comes later is thanked, and nothing more is sent."""
    wave = _wave(viewer, key)
    _set(viewer, wave, Wave.State.CLOSED, "")
    open_states = (Invitation.State.WAITING, Invitation.State.POSTED)
    wave.invitations.filter(state__in=open_states).update(state=Invitation.State.EXPIRED)
    return wave


def _set(viewer: Viewer, wave: Wave, state: str, why: str) -> None:
    before, wave.state, wave.why = wave.state, state, why
    wave.save(update_fields=["state", "why"])
    audit(viewer, "set_wave_state", f"wave:{wave.key}", before={"state": before}, after={"state": state})


def _wave(viewer: Viewer, key: str) -> Wave:
    viewer.needs(Can.PROGRAMME)
    wave = Wave.objects.select_for_update().filter(key=key).first()
    if wave is None:
        raise NotFound(f"There is no wave “{key}”.")
    return wave
