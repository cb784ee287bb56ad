"""Whom a survey could ask: persons with what is known of them, as conditions and texts name it."""

from collections.abc import Iterator, Sequence
from typing import Any

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.people.models import Account, Contact, Person, Preference
from oyez.surveys.core.conditions import holds, names

PART = 2_000
REMEMBERED = 10_000
Facts = dict[str, Any]
BUILT_IN = frozenset(("person.name", "person.language", "person.country", "person.prospect", "person.role"))


def audience(viewer: Viewer, condition: str) -> list[int] | None:
    """The persons for whom a condition holds; `None` stands for everybody."""
    viewer.needs(Can.PROGRAMME)
    if not condition:
        return None
    asked = names(condition)
    everybody = Person.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True)
    verdicts: dict[tuple[Any, ...], bool] = {}  # few differ in what a condition looks at
    found: list[int] = []
    for part in _parts(list(everybody)):
        for person, facts in known(part, asked).items():
            said = tuple(map(facts.get, asked))
            verdict = verdicts.get(said)
            if verdict is None:
                verdict = holds(condition, facts)
                if len(verdicts) < REMEMBERED:
                    verdicts[said] = verdict
            if verdict:
                found.append(person)
    return found


def known(persons: Sequence[int], asked: frozenset[str] | None = None) -> dict[int, Facts]:
    """What texts and conditions may say of persons: `person.name`, `account.tier`, `person.role` and the like."""
    found: dict[int, Facts] = {}
    rows = Person.objects.filter(pk__in=persons)
    for pk, name, language, country, prospect in rows.values_list(
        "pk", "name", "language", "country", "prospect"
    ):
        found[pk] = {
            "person.name": name,
            "person.language": language,
            "person.country": country,
            "person.prospect": prospect,
        }
    if asked is None or any(name.startswith("person.") for name in asked - BUILT_IN):
        _add_preferences(persons, found)
    if asked is None or any(name.startswith("account.") or name == "person.role" for name in asked):
        _add_accounts(persons, found)
    return found


def _add_preferences(persons: Sequence[int], found: dict[int, Facts]) -> None:
    """What was noted of a person, the newest last: `person.segment`, `person.channel` …; what is known above stays."""
    rows = Preference.objects.filter(person__in=persons).order_by("noted_on", "pk")
    for person, name, value in rows.values_list("person_id", "name", "value"):
        if person in found and f"person.{name}" not in BUILT_IN:
            found[person][f"person.{name}"] = value


def _add_accounts(persons: Sequence[int], found: dict[int, Facts]) -> None:
    rows = Contact.objects.filter(person__in=persons, until=None).order_by("pk")
    for person, role, key, name, tier, unit in rows.values_list(
        "person_id", "role", "account__key", "account__name", "account__tier", "account__unit__key"
    ):
        if person in found and "account.key" not in found[person]:
            found[person] |= {
                "person.role": role,
                "account.key": key,
                "account.name": name,
                "account.tier": tier,
                "account.unit": unit or "",
            }


def accounts(keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Each account's name, and the unit that it belongs to."""
    rows = Account.objects.filter(key__in=set(keys)).values_list("key", "name", "unit__key")
    return {key: (name, unit or "") for key, name, unit in rows}


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + PART] for start in range(0, len(ids), PART))


def turns(persons: Sequence[int] | None) -> dict[int, str]:
    """The name under which each person has a turn: the account's, or the person's own."""
    rows = Person.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True)
    ids = list(rows) if persons is None else list(persons)
    found = {pk: f"person:{pk}" for pk in ids}
    contacts = Contact.objects.filter(until=None).order_by("-pk").values_list("person_id", "account__key")
    found.update({person: f"account:{key}" for person, key in contacts if person in found})
    return found
