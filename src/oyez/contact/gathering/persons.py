"""Who the persons are: their attributes, their account, and the address that is written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from oyez.contact.core.policy import Profile
from oyez.contact.deliverable import undeliverable
from oyez.contact.gathering.rows import (
    MOST_NAMED,
    NOBODY,
    Ints,
    Narrow,
    Rows,
    coded,
    columns,
    in_parts,
    ints,
    rows_of,
)

PERSONS = (
    "SELECT id, COALESCE(merged_into_id, 0), language, country, prospect FROM people_person"
    " WHERE {narrow} ORDER BY id"
)
CONTACTS = (
    "SELECT c.person_id, a.key, a.tier, c.role FROM people_contact c JOIN people_account a ON a.id = c.account_id"
    " WHERE (c.since IS NULL OR c.since <= %s) AND (c.until IS NULL OR c.until >= %s) AND {narrow}"
)
ADDRESSES = "SELECT person_id, value FROM people_identifier WHERE kind = %s AND {narrow}"


@dataclass(frozen=True)
class Persons:
    """The persons that stand for themselves, in columns."""

    narrow: Narrow
    rows: Rows
    languages: Sequence[str]
    countries: Sequence[str]
    prospects: Sequence[bool]


def persons(people: Sequence[int] | None) -> Persons:
    """Everybody, or those named with all they absorbed; whoever was merged is looked up under who stands for them."""
    if people is None or len(people) > MOST_NAMED:
        found = _persons(Narrow().rows(PERSONS, "id"), Narrow())
        return found if people is None else _only(found, people)
    named = sorted(set(people))
    into = in_parts("SELECT id, merged_into_id FROM people_person WHERE {narrow}", "id", named)
    roots = sorted({root or pk for pk, root in into})
    absorbed = in_parts("SELECT id FROM people_person WHERE {narrow}", "merged_into_id", roots)
    narrow = Narrow(np.array(sorted({*roots, *(pk for (pk,) in absorbed)}), np.int64))
    return _persons(sorted(narrow.rows(PERSONS, "id")), narrow)


def _persons(found: list[tuple[Any, ...]], narrow: Narrow) -> Persons:
    ids, merged = map(ints, columns(found, 5)[:2])
    own = [row for row in found if not row[1]] if merged.any() else found
    _ids, _merged, languages, countries, prospects = columns(own, 5)
    return Persons(narrow, rows_of(ids, merged), languages, countries, prospects)


def _only(found: Persons, people: Sequence[int]) -> Persons:
    wanted = found.rows.of(np.array(people, np.int64))
    kept = np.unique(wanted[wanted != NOBODY])
    chosen = kept.tolist()
    return Persons(
        found.narrow,
        found.rows.only(kept),
        [found.languages[at] for at in chosen],
        [found.countries[at] for at in chosen],
        [found.prospects[at] for at in chosen],
    )


@dataclass(frozen=True)
class Firms:
    """The account of each person (its key, or nothing), and what the rules distinguish persons by."""

    keys: Sequence[str]
    profiles: Sequence[Profile]
    profile: Ints


def firms(found: Persons, today: date) -> Firms:
    """Whoever is a contact at several accounts counts for the one whose key comes first."""
    home: dict[int, tuple[str, str]] = {}
    roles: dict[int, set[str]] = {}
    contacts = found.narrow.rows(CONTACTS, "c.person_id", today, today)
    rows = found.rows.of(ints(columns(contacts, 4)[0])).tolist()
    for row, (_person, key, tier, role) in zip(rows, contacts, strict=True):
        if row != NOBODY:
            home[row] = min(home.get(row, (key, tier)), (key, tier))
            roles.setdefault(row, set()).add(role)
    keys = [""] * len(found.rows)
    said: list[tuple[str, tuple[str, ...]]] = [("", ())] * len(found.rows)
    for row, (key, tier) in home.items():
        keys[row] = key
        said[row] = (tier, tuple(sorted(roles[row])))
    attributes = (found.countries, found.languages, found.prospects, said)
    known = {one: at for at, one in enumerate(sorted(set(zip(*attributes, strict=True))))}
    profile = coded(zip(*attributes, strict=True), known, len(said))
    return Firms(keys, [_profile(*one) for one in known], profile)


def _profile(country: str, language: str, prospect: bool, said: tuple[str, tuple[str, ...]]) -> Profile:
    tier, roles = said
    return Profile(
        country=country.strip().upper(), tier=tier, roles=roles, language=language, prospect=bool(prospect)
    )


@dataclass(frozen=True)
class Addresses:
    """The address of each person (or nothing), who owns it, and whether it takes mail."""

    values: npt.NDArray[np.object_]
    owners: Ints
    deliverable: npt.NDArray[np.bool_]

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self.values != "", np.bool_)


def _all(count: int) -> npt.NDArray[np.bool_]:
    return np.ones(count, np.bool_)


def addresses(found: Persons, kind: str, only: str = "") -> Addresses:
    """The address of a kind that comes first by its letters, one that takes mail before one that does not."""
    count = len(found.rows)
    chosen = Addresses(np.full(count, "", object), found.rows.roots.copy(), _all(count))
    if not kind:
        return chosen
    usable = [row for row in found.narrow.rows(ADDRESSES, "person_id", kind) if row[1].startswith(only)]
    owning, said = columns(usable, 2)
    owners, values = ints(owning), np.array(said, object)
    rows = found.rows.of(owners)
    bad = undeliverable(kind)
    fine = np.fromiter((value not in bad for value in said), np.bool_, len(said)) if bad else _all(len(said))
    here = np.flatnonzero(rows != NOBODY)
    often = np.bincount(rows[here], minlength=count)[rows[here]] > 1
    doubtful = sorted(here[often].tolist(), key=lambda at: (not fine[at], values[at]), reverse=True)
    for at in (here[~often], np.array(doubtful, np.int64)):  # of several the last one written stays
        chosen.values[rows[at]] = values[at]
        chosen.owners[rows[at]] = owners[at]
        chosen.deliverable[rows[at]] = fine[at]
    return chosen
