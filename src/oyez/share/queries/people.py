"""Whom a viewer may open, by what name, and what happened with them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oyez.act.queries.cases import visible as visible_cases
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import AuditLine
from oyez.company.queries import the_company
from oyez.journal import queries as journal
from oyez.journal.core.scales import Scale, scale_of
from oyez.journal.models import Interaction
from oyez.kit.clock import now
from oyez.kit.errors import NotFound
from oyez.people import queries as people
from oyez.people.core.identifiers import parts, subject
from oyez.people.models import Contact, Identifier, Person
from oyez.people.queries import Known
from oyez.share.core.pseudonyms import person_of, pseudonym
from oyez.share.core.timeline import GROUPS, KEEPS, PROMISE, Event
from oyez.share.queries import identity

REVEALED_FOR = timedelta(hours=1)
REVEAL = "reveal_identity"
CANDIDATES = (200, 5_000)  # of a name that many have, more are looked through
PART = 5_000
SHOWN = 20
SHOWN_EVENTS = 25
RECENT = 25
PROMISES = 100
NEWS = 500


def is_pseudonymous(viewer: Viewer) -> bool:
    """Who sees rows without identities sees pseudonyms: an analyst."""
    return viewer.may(Can.ROWS) and not viewer.may(Can.IDENTITIES)


def name_of(viewer: Viewer, person: Person, revealed: bool = False) -> str:
    """A person's name, or what stands for it where the viewer may not know it."""
    if is_pseudonymous(viewer) and not revealed:
        return pseudonym(person.pk)
    return person.name or pseudonym(person.pk)


def has_revealed(viewer: Viewer, person_id: int) -> bool:
    """Whether this viewer gave a reason, within the hour, to know who this is: the audit trail is the permission."""
    return (
        viewer.member is not None
        and AuditLine.objects.filter(
            member_id=viewer.member,
            verb=REVEAL,
            target=f"person:{person_id}",
            at__gte=now() - REVEALED_FOR,
        ).exists()
    )


def visible(viewer: Viewer, person_id: int) -> Known:
    """One person, if the viewer sees something of them: an interaction, a contact at an account, a case."""
    viewer.needs(Can.ROWS)
    found = people.known(person_id)
    if viewer.scope.is_everything() or _seen(viewer, dict.fromkeys(found.subjects, found.person.pk)):
        return found
    if (
        visible_cases(viewer)
        .filter(person__in=[found.person.pk, *(row.pk for row in found.absorbed)])
        .exists()
    ):
        return found
    raise NotFound(_("There is no such person."))


def _seen(viewer: Viewer, of_subject: dict[str, int]) -> set[int]:
    """Of the persons behind these subjects, those of whom the viewer sees something."""
    mine = journal.narrowed(viewer, people.account_keys(viewer)).order_by()
    seen, subjects = set[int](), list(of_subject)
    for start in range(0, len(subjects), PART):
        rows = mine.filter(subject__in=subjects[start : start + PART])
        spoken = rows.values_list("subject", flat=True).distinct()
        seen.update(of_subject[subject] for subject in spoken if subject in of_subject)
    return seen | {root(row) for row in identity.contacts(viewer, set(of_subject.values()))}


def root(contact: Contact) -> int:
    """The person that stands for a contact."""
    return contact.person.merged_into_id or contact.person_id


def named(viewer: Viewer, who: str) -> int:
    """The person behind a number, a pseudonym, an e-mail address or another identifier (`crm:4711`)."""
    viewer.needs(Can.ROWS)
    who = who.strip()
    if who.isdecimal():
        return int(who)
    if (by_pseudonym := person_of(who)) is not None:
        return by_pseudonym
    viewer.needs(Can.IDENTITIES)
    kind, value = parts(who) if ":" in who else ("email", who)
    found = people.person_of(subject(kind, value))
    if found is None:
        raise NotFound(_("There is no such person."))
    return found


@dataclass(frozen=True)
class Found:
    """One line of a search."""

    person: Person
    name: str
    identifiers: tuple[str, ...]
    accounts: tuple[str, ...]


def search(viewer: Viewer, text: str) -> list[Found]:
    """Persons by name or identifier of whom the viewer sees something; an analyst finds them by pseudonym."""
    viewer.needs(Can.ROWS)
    if is_pseudonymous(viewer) or person_of(text):
        return _by_pseudonym(viewer, text)
    shown, own = _called(viewer, text)
    firms = _account_names(viewer, [person.pk for person in shown])
    return [
        Found(
            person,
            name_of(viewer, person),
            tuple(row.value for row in own[person.pk])[:3],
            tuple(firms.get(person.pk, ())),
        )
        for person in shown
    ]


def _called(viewer: Viewer, text: str) -> tuple[list[Person], Mapping[int, Sequence[Identifier]]]:
    """Whom the viewer may see of those who are called so, and what they are known by."""
    sees_all = viewer.scope.is_everything()
    for most in (SHOWN,) if sees_all else CANDIDATES:
        found = people.search(viewer, text, most)
        own = identity.identifiers(viewer, [person.pk for person in found])
        shown = found
        if not sees_all:
            seen = _seen(viewer, {row.subject: person for person, rows in own.items() for row in rows})
            shown = [person for person in found if person.pk in seen]
        if len(shown) >= SHOWN or len(found) < most:
            break
    return shown[:SHOWN], own


def _by_pseudonym(viewer: Viewer, text: str) -> list[Found]:
    person_id = person_of(text)
    if person_id is None or not Person.objects.filter(pk=person_id).exists():
        return []
    try:
        found = visible(viewer, person_id)
    except NotFound:
        return []
    return [Found(found.person, name_of(viewer, found.person), (), ())]


def _account_names(viewer: Viewer, ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in identity.contacts(viewer, ids):
        names = found.setdefault(root(row), [])
        if row.account.name not in names:
            names.append(row.account.name)
    return found


@dataclass(frozen=True)
class Story:
    """What the viewer sees of one person's interactions: those shown, the newest, promises and what kept them."""

    events: tuple[Event, ...]
    recent: tuple[Event, ...]
    promises: tuple[Event, ...]
    total: int

    @property
    def more(self) -> int:
        return max(0, self.total - len(self.events))


def story(viewer: Viewer, known: Known, *, only: str = "", limit: int = SHOWN_EVENTS) -> Story:
    """A person's interactions across all channels, newest first, corrections applied."""
    return _story(viewer, _rows(viewer).filter(subject__in=list(known.subjects)), only, limit)


def account_story(viewer: Viewer, account: str, *, limit: int = SHOWN_EVENTS) -> Story:
    """What happened with an account and its people there."""
    return _story(viewer, _rows(viewer).filter(account=account), "", limit)


def _rows(viewer: Viewer) -> QuerySet[Interaction]:
    return journal.narrowed(viewer, people.account_keys(viewer)).exclude(kind="redaction")


def _story(viewer: Viewer, rows: QuerySet[Interaction], only: str, limit: int) -> Story:
    wanted = rows.filter(kind__in=GROUPS[only]) if only in GROUPS else rows
    make = events_of(viewer)
    recent = _newest(rows, RECENT)
    return Story(
        events=tuple(map(make, recent if wanted is rows and limit == RECENT else _newest(wanted, limit))),
        recent=tuple(map(make, recent)),
        promises=tuple(map(make, _newest(rows.filter(kind__in=(PROMISE, *KEEPS)), PROMISES))),
        total=wanted.filter(replaces=None).count(),
    )


def _newest(rows: QuerySet[Interaction], limit: int) -> list[Interaction]:
    return journal.standing(list(rows.order_by("-occurred_at", "-seq")[:limit]))


@dataclass(frozen=True)
class EventMaker:
    """Turns rows of the journal into events in the company's time zone, on its scales."""

    viewer: Viewer
    zone: ZoneInfo
    scales: dict[str, Scale] = field(default_factory=dict)

    def __call__(self, row: Interaction) -> Event:
        return Event(
            seq=row.seq,
            at=self.local(row.occurred_at),
            kind=row.kind,
            channel=row.channel,
            direction=row.direction,
            unit=row.unit or "",
            touchpoint=row.touchpoint or "",
            account=row.account or "",
            survey=row.survey or "",
            text=row.text,
            language=row.language or "",
            mention=row.mention,
            corrected=row.replaces is not None,
            scores=row.scores,
            points=self.points(row.scores),
            attributes=journal.attributes(self.viewer, row),
        )

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def points(self, scores: dict[str, float]) -> float | None:
        """The worst score on 0 to 100."""
        found = [
            scale.points(value) for name, value in scores.items() if (scale := scale_of(name, self.scales))
        ]
        return min(found, default=None)


def events_of(viewer: Viewer) -> EventMaker:
    """How this company's rows become events."""
    return EventMaker(viewer, ZoneInfo(the_company().time_zone), journal.scales())


def praise(viewer: Viewer, since: datetime, until: datetime, limit: int = 5) -> list[Event]:
    """What people said in words with a top score between two moments, within the viewer's scope."""
    rows = _news(viewer).filter(occurred_at__gte=since, occurred_at__lt=until)
    return [event for event in _in_words(viewer, rows) if event.is_high][:limit]


def complaints(viewer: Viewer, limit: int = 5) -> list[Event]:
    """The newest words with a low score, within the viewer's scope."""
    return [event for event in _in_words(viewer, _news(viewer)) if event.is_low][:limit]


def _news(viewer: Viewer) -> QuerySet[Interaction]:
    """What came in as news, not as history: few rows, found by their own index."""
    return journal.narrowed(viewer, people.account_keys(viewer)).filter(
        news=True, kind="response", mention=False
    )


def _in_words(viewer: Viewer, rows: QuerySet[Interaction]) -> list[Event]:
    found = rows.exclude(text="").exclude(scores={}).order_by("-seq")[:NEWS]
    told = map(events_of(viewer), journal.standing(list(found)))
    return sorted(told, key=lambda event: event.at, reverse=True)


def answered_by(viewer: Viewer, limit: int = 6) -> list[tuple[Event, int, str, str]]:
    """The newest answers of the viewer's accounts: what, by whom (id and name), at which account."""
    viewer.needs(Can.IDENTITIES)
    firms = {row.key: row.name for row in people.accounts(viewer)}
    rows = (
        journal.narrowed(viewer, people.account_keys(viewer))
        .filter(account__in=list(firms), kind="response", mention=False)
        .filter(subject__isnull=False)
        .order_by("-occurred_at", "-seq")[: limit * 2]
    )
    shown = journal.standing(list(rows))[:limit]
    persons = people.persons_of({row.subject or "" for row in shown})
    make = events_of(viewer)
    return [
        (make(row), person.pk, name_of(viewer, person), firms.get(row.account or "", ""))
        for row in shown
        if (person := persons.get(row.subject or "")) is not None
    ]


def identifiers(viewer: Viewer, known: Known, revealed: bool = False) -> tuple[Identifier, ...]:
    """How a person is known, for those who may know it."""
    return known.identifiers if viewer.may(Can.IDENTITIES) or revealed else ()


def names(viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
    """What persons are called, for rows that the viewer sees already."""
    rows = Person.objects.filter(pk__in=set(ids))
    return {person.pk: name_of(viewer, person) for person in rows}
