"""A relationship survey sent to some people of the town, and what they answered."""

from collections.abc import Iterable

from oyez.company.core.scope import OPERATOR
from oyez.kit.worker import catch_up
from oyez.people import changes as people
from oyez.surveys import doors
from oyez.surveys.changes import answering, sending, waving
from oyez.surveys.changes.answering import Arrival, Step
from oyez.surveys.models import Invitation, Survey, Wave
from tests.surveys.asking import FITTING, published
from tests.town import HARBOUR, HILL

RELATION = FITTING.replace("kind: transactional", "kind: relationship")
PLAN = waving.Plan("Autumn", audience='person.country == "AT"', any_hour=True)
Form = dict[str, list[str]]


def crowd(count: int, unit: str = HARBOUR, language: str = "de") -> None:
    """Persons who can be asked, each a contact of a firm of their own."""
    subjects = [f"email:{unit}{number}@example.net" for number in range(count)]
    keys = [f"{unit}-{number}" for number in range(count)]
    sightings = [
        people.Sighting((subject,), name=f"P {at}", country="AT", language=language)
        for at, subject in enumerate(subjects)
    ]
    known = people.recognise(OPERATOR, sightings, "test")
    people.ensure_accounts(OPERATOR, [people.AccountSeen(key, name=key, unit=unit) for key in keys])
    roles = [(known[subject], key, "decision_maker") for subject, key in zip(subjects, keys, strict=True)]
    people.ensure_contacts(OPERATOR, roles)


def sent(text: str = RELATION, plan: waving.Plan = PLAN) -> Wave:
    """The wave of a published survey, all its mails posted."""
    if not Survey.objects.filter(key="fitting").exists():
        published(text)
    row = waving.plan(OPERATOR, "fitting", "autumn", plan)
    waving.begin(row)
    while sending.send_some():
        pass
    row.refresh_from_db()
    return row


def answer(one: Invitation, pages: Iterable[Form]) -> None:
    """Somebody sends these pages, one after the other."""
    pages = list(pages)
    arrival = Arrival(one.version, "email", one.language or "en", one.given, one)
    name = doors.fresh_name()
    saved = answering.begin(arrival, name, 0, Step(pages[0]))
    for form in pages[1:]:
        assert saved.next is not None
        saved = answering.take_page(saved.response.pk, saved.next, Step(form))


def promoter(one: Invitation) -> None:
    answer(one, [{"nps": ["10"]}])


def detractor(one: Invitation, why: str = "Too slow.") -> None:
    answer(one, [{"nps": ["3"]}, {"causes": ["late"], "why": [why]}])


def invitations(row: Wave, unit: str = HARBOUR) -> list[Invitation]:
    return list(row.invitations.filter(unit=unit).order_by("pk"))


def told() -> None:
    """Everything that was answered is counted."""
    catch_up()


__all__ = [
    "HARBOUR",
    "HILL",
    "RELATION",
    "answer",
    "crowd",
    "detractor",
    "invitations",
    "promoter",
    "sent",
    "told",
]
