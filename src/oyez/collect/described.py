"""What a row becomes, in the words of previews."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from django.utils.translation import gettext as _

from oyez.collect.core.plan import Result
from oyez.collect.core.tables import shorten
from oyez.collect.core.taking import PersonSeen, Taken
from oyez.journal.core.facts import Fact
from oyez.kit.clock import from_micros


@dataclass(frozen=True)
class Described:
    """One thing that a row becomes."""

    what: str
    when: str = ""
    who: str = ""
    where: str = ""
    says: str = ""


def described(result: Result, zone: tzinfo) -> Iterator[Described]:
    """Everything that a row becomes, its moments in the company's time zone."""
    taken = result.outcome
    if not isinstance(taken, Taken):
        return
    for unit in taken.units:
        yield Described(_("unit"), where=f"{unit.key} {unit.name}")
    for account in taken.accounts:
        yield Described(
            _("account"), who=account.key, says=" ".join(filter(None, (account.name, account.tier)))
        )
    for billed in taken.billed:
        yield Described(
            _("billed"), billed.on.isoformat(), billed.account, says=f"{billed.amount} {billed.currency}"
        )
    for person in taken.persons:
        if not taken.facts or person.name:
            yield _person(person)
    for fact in taken.facts:
        yield _fact(fact, zone)


def _person(person: PersonSeen) -> Described:
    role = f"{person.role} {person.account}".strip()
    facts = ", ".join(f"{name}: {value}" for name, value in person.preferences)
    return Described(
        _("person"), who=", ".join(person.subjects), says=" ".join(filter(None, (person.name, role, facts)))
    )


def _fact(fact: Fact, zone: tzinfo) -> Described:
    scores = ", ".join(f"{name} {value:g}" for name, value in fact.scores.items())
    more = ", ".join(f"{name}: {value}" for name, value in fact.attributes.items())
    what = _("%(kind)s (mention)") % {"kind": fact.kind} if fact.mention else fact.kind
    return Described(
        what=what,
        when=f"{from_micros(fact.occurred_at).astimezone(zone):%Y-%m-%d %H:%M}".removesuffix(" 00:00"),
        who=fact.subject or fact.account or _("nobody named"),
        where=" ".join(filter(None, (fact.unit, fact.touchpoint, fact.channel))),
        says=shorten(" · ".join(filter(None, (scores, fact.text, more))), 120),
    )
