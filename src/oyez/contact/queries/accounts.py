"""The accounts whose surveys a viewer may delay and prepare, and what was delayed and prepared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.contact.models import Delay, Planned, Preparation
from oyez.kit.clock import today
from oyez.kit.errors import NotFound
from oyez.people.models import Account, Contact
from oyez.people.queries import account


def own_account(viewer: Viewer, key: str) -> Account:
    """An account that the viewer manages, or any for those who run the programme."""
    found = account(viewer, key)
    if not (viewer.may(Can.PROGRAMME) or (viewer.member is not None and found.manager_id == viewer.member)):
        raise NotFound("There is no such account.")
    return found


def delay_of(viewer: Viewer, key: str) -> Delay | None:
    """What holds now for an account."""
    own_account(viewer, key)
    return (
        Delay.objects.filter(account=key, ended_at=None, until__gt=today(the_company().time_zone))
        .order_by("-until")
        .first()
    )


def delays(viewer: Viewer, on: date | None = None) -> list[Delay]:
    """All delays that hold on a day, for those who run the programme."""
    viewer.needs(Can.PROGRAMME)
    return list(
        Delay.objects.filter(ended_at=None, until__gt=on or today(the_company().time_zone)).order_by(
            "until", "account"
        )
    )


@dataclass(frozen=True)
class Ahead:
    """A wave in which contacts of an account will be asked, and who of them."""

    kind: str
    key: str
    wave: str
    persons: tuple[int, ...]


def ahead(viewer: Viewer, key: str) -> list[Ahead]:
    """The waves planned for an account. Whoever is judged in one is not told of it."""
    row = own_account(viewer, key)
    plans = Planned.objects.filter(account=row.key).order_by("at", "key", "wave", "person")
    if not viewer.may(Can.PROGRAMME):
        plans = plans.filter(about_the_seller=False)
    waves: dict[tuple[str, str, str], list[int]] = {}
    for kind, survey, wave, person in plans.values_list("kind", "key", "wave", "person_id"):
        waves.setdefault((kind, survey, wave), []).append(person)
    return [Ahead(*name, tuple(persons)) for name, persons in waves.items()]


def contacts(viewer: Viewer, key: str) -> list[Contact]:
    """Who may be prepared at an account: its contacts today."""
    viewer.needs(Can.IDENTITIES)
    row = own_account(viewer, key)
    this_day = today(the_company().time_zone)
    found = row.contacts.select_related("person").order_by("person__name", "role")
    return [one for one in found if (one.until is None or one.until >= this_day)]


def preparations(viewer: Viewer, key: str) -> list[Preparation]:
    """Who was prepared at an account, the newest first."""
    row = own_account(viewer, key)
    return list(Preparation.objects.filter(account=row.key).select_related("person").order_by("-at", "pk"))


def prepared(viewer: Viewer, survey: str, wave: str, among: Iterable[int]) -> set[int]:
    """Of these persons those who were prepared for a wave, to compare their scores with the others'."""
    viewer.needs(Can.NUMBERS)
    rows = Preparation.objects.filter(key=survey, wave=wave)
    found = {into or person for person, into in rows.values_list("person_id", "person__merged_into_id")}
    return found & set(among)
