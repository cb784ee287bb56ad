"""Writes one block of rows: persons, accounts, units, facts and rejections, all in the caller's transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from django.db import transaction

from oyez.collect.changes.refusals import Refusal, keep
from oyez.collect.core.blocks import Block
from oyez.collect.core.taking import AccountSaid, PersonSeen, Taken, UnitSaid
from oyez.collect.models import SeenRow
from oyez.company import changes as company
from oyez.company.core.scope import Viewer
from oyez.journal import changes as journal
from oyez.people import changes as people

DEFAULT_HIERARCHY = "regions"
PART = 500

_encode = msgspec.msgpack.Encoder(enc_hook=str).encode


@dataclass
class Counts:
    """What became of rows: each is taken, known or rejected (or waited so already); and the new facts in them."""

    taken: int = 0
    known: int = 0
    rejected: int = 0
    waited: int = 0
    facts: int = 0
    news: int = 0


@dataclass
class Writer:
    """Writes blocks for one viewer and one source, and remembers what it made so as not to make it again."""

    viewer: Viewer
    source: str
    units: set[UnitSaid] = field(default_factory=set)
    accounts: set[AccountSaid] = field(default_factory=set)
    unwritten: dict[int, PersonSeen] = field(default_factory=dict)  # said so far on rows that were not taken

    def write(self, block: Block, origins: dict[str, str]) -> Counts:
        """Write what can be written and keep the rest as rejected; `origins` names each file's rejected rows."""
        appended = _append_rows(block)
        refused = block.refused | appended.conflicts
        others = {at: row for at, row in block.others.items() if at not in appended.conflicts}
        self._make(list(others.values()))
        self._know(self._named(block, appended.conflicts))
        counts = _count(block, others, appended)
        refusals = [
            Refusal(self.source, origins[block.files[at]], block.lines[at], reason, block.raws[at])
            for at, reason in sorted(refused.items())
        ]
        counts.waited = keep(refusals, set(origins.values()))
        return counts

    def _make(self, rows: Sequence[Taken]) -> None:
        """Units, touchpoints and accounts, in the order in which they need each other."""
        units = [unit for row in rows for unit in row.units if unit not in self.units]
        if units:
            self._make_units(units)
        for key, name in {touchpoint for row in rows for touchpoint in row.touchpoints}:
            company.ensure_touchpoint(self.viewer, key, name)
        accounts = [account for row in rows for account in row.accounts if account not in self.accounts]
        if accounts:
            self.accounts.update(accounts)
            people.ensure_accounts(self.viewer, [_account(account) for account in accounts])
        billed = [
            (each.account, each.reference, each.on, each.currency, each.amount)
            for row in rows
            for each in row.billed
        ]
        if billed:
            people.bill(self.viewer, billed)

    def _make_units(self, units: Sequence[UnitSaid]) -> None:
        self.units.update(units)
        alone = [unit for unit in units if not unit.parent]
        company.ensure_units(
            self.viewer,
            [(unit.key, unit.name, unit.kind, unit.hierarchy or DEFAULT_HIERARCHY) for unit in alone],
        )
        for unit in dict.fromkeys(units):
            if unit.parent:
                company.ensure_unit(
                    self.viewer, unit.key, unit.name, kind=unit.kind, places={unit.hierarchy: unit.parent}
                )

    def _named(self, block: Block, conflicts: Mapping[int, str]) -> list[PersonSeen]:
        """Persons whom rows name that were taken, each once."""
        if not (conflicts or self.unwritten):
            return list(block.persons.values())
        waiting = self.unwritten | block.persons
        taken = {number for row, number in block.named if row not in conflicts}
        self.unwritten = {number: person for number, person in waiting.items() if number not in taken}
        return [person for number, person in waiting.items() if number in taken]

    def _know(self, seen: Sequence[PersonSeen]) -> None:
        """Persons with their identifiers, and their roles at accounts."""
        if not seen:
            return
        ids = people.recognise(self.viewer, [_sighting(person) for person in seen], self.source)
        contacts = [
            (ids[person.subjects[0]], person.account, person.role)
            for person in seen
            if person.account and person.role
        ]
        if contacts:
            people.ensure_contacts(self.viewer, contacts)


def _sighting(person: PersonSeen) -> people.Sighting:
    return people.Sighting(
        subjects=person.subjects,
        name=person.name,
        language=person.language,
        country=person.country,
        prospect=person.prospect,
        preferences=dict(person.preferences),
        noted_on=person.noted_on,
    )


def _account(account: AccountSaid) -> people.AccountSeen:
    return people.AccountSeen(**msgspec.structs.asdict(account))


class _Conflict(Exception):
    """Some facts came before with other content; what was written of this block is taken back."""

    def __init__(self, refused: dict[int, str]) -> None:
        self.refused = refused


@dataclass
class Appended:
    """What the journal took: how many new facts, how many of them are news, their rows, and the rows it refused."""

    facts: int
    news: int
    rows: set[int]
    conflicts: dict[int, str] = field(default_factory=dict)


def _append_rows(block: Block) -> Appended:
    """Append the facts of whole rows; a row with a conflicting fact is left out as a whole."""
    conflicts: dict[int, str] = {}
    while True:
        left_out = {at for at, row in enumerate(block.rows) if row in conflicts} if conflicts else set()
        try:
            with transaction.atomic():
                appended = _append(block, left_out)
        except _Conflict as conflict:
            conflicts |= conflict.refused
        else:
            appended.conflicts = conflicts
            return appended


def _append(block: Block, left_out: set[int]) -> Appended:
    facts = block.facts.without(left_out) if left_out else block.facts
    places = (
        [at for at in range(len(block.rows)) if at not in left_out] if left_out else range(len(block.rows))
    )
    verdicts = journal.append_columns(facts)
    refused: dict[int, str] = {}
    if "conflict" in verdicts:
        for at, verdict in zip(places, verdicts, strict=True):
            if verdict == "conflict":
                refused.setdefault(block.rows[at], _came_before(block.ids[at]))
        raise _Conflict(refused)
    new = [at for at, verdict in zip(places, verdicts, strict=True) if verdict == "taken"]
    news = [said and verdict == "taken" for said, verdict in zip(facts.column("news"), verdicts, strict=True)]
    return Appended(len(new), sum(news), {block.rows[at] for at in new})


def _came_before(name: str) -> str:
    return (
        f"the id “{name}” came before with other content; if this file is of another survey or system, import it "
        "under a name of its own (--source NAME, on the page “Name of this survey or system”)"
    )


def _count(block: Block, others: Mapping[int, Taken], appended: Appended) -> Counts:
    """A row is taken if anything in it is new."""
    with_facts = set(block.rows)
    new_rows = _first_seen({at: row for at, row in others.items() if at not in with_facts})
    taken = len(appended.rows) + len(new_rows)
    rejected = len(block.refused) + len(appended.conflicts)
    return Counts(
        taken=taken,
        known=len(block) - rejected - taken,
        rejected=rejected,
        facts=appended.facts,
        news=appended.news,
    )


def _first_seen(rows: dict[int, Taken]) -> set[int]:
    """Rows without facts (accounts, contacts, units) that no import brought before in these words."""
    if not rows:
        return set()
    key = journal.secret()
    prints = {
        at: hashlib.blake2b(
            _encode((row.persons, row.accounts, row.billed, row.units)),
            digest_size=16,
            key=key,
            person=b"oyez row",
        ).digest()
        for at, row in rows.items()
    }
    wanted = list(set(prints.values()))
    known: set[bytes] = set()
    for start in range(0, len(wanted), PART):
        found = SeenRow.objects.filter(fingerprint__in=wanted[start : start + PART])
        known.update(bytes(print_) for print_ in found.values_list("fingerprint", flat=True))
    fresh: dict[bytes, int] = {}
    for at, print_ in prints.items():
        if print_ not in known:
            fresh.setdefault(print_, at)
    SeenRow.objects.bulk_create([SeenRow(fingerprint=print_) for print_ in fresh], batch_size=PART)
    return set(fresh.values())
