"""What happened with the accounts: how often each was contacted, how many contacts it has, what is delayed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from oyez.contact.core.asking import Asking
from oyez.contact.core.eligible import WEEK, Room
from oyez.contact.core.regular import NEVER
from oyez.contact.core.several import NO_ACCOUNT
from oyez.contact.gathering.rows import MOST_NAMED, Ints, coded, fetch, in_parts
from oyez.journal.core.facts import DAY

CONTACTS = (
    "SELECT a.key, COUNT(DISTINCT COALESCE(p.merged_into_id, p.id)) FROM people_contact c"
    " JOIN people_account a ON a.id = c.account_id JOIN people_person p ON p.id = c.person_id"
    " WHERE (c.since IS NULL OR c.since <= %s) AND (c.until IS NULL OR c.until >= %s) AND {narrow} GROUP BY a.key"
)
THIS_WEEK = (
    "SELECT account, COUNT(*) FROM contact_approach"
    " WHERE account <> '' AND at >= %s AND {narrow} GROUP BY account"
)
THIS_WAVE = (
    "SELECT account, COUNT(*) FROM contact_approach WHERE account <> '' AND key = %s AND wave = %s"
    " AND kind <> 'reminder' AND {narrow} GROUP BY account"
)
DELAYS = "SELECT account, until FROM contact_delay WHERE ended_at IS NULL AND until > %s"
UNLIMITED = 1_000_000


@dataclass(frozen=True)
class Accounts:
    """The account of each person as a place in `rooms`, and until which day each person is delayed."""

    account: Ints
    rooms: Sequence[Room]
    delayed_until: Ints


def accounts(keys: Sequence[str], asking: Asking, day: int, today: date) -> Accounts:
    """What the rules need to know of the accounts with these keys, one key a person."""
    names = sorted({*keys} - {""})
    place = {name: at for at, name in enumerate(names)} | {"": NO_ACCOUNT}
    account = coded(keys, place, len(keys))
    if not names:
        return Accounts(account, (), np.full(len(keys), NEVER, np.int64))
    contacts = _counted(CONTACTS, "a.key", names, today, today)
    week = _counted(THIS_WEEK, "account", names, (day - WEEK + 1) * DAY)
    wave = _counted(THIS_WAVE, "account", names, asking.key, asking.wave)
    is_wave = bool(asking.wave) and asking.kind != "reminder"  # a reminder asks nobody new
    rooms = [
        Room(
            week=week.get(name, 0),
            wave=wave.get(name, 0) if is_wave else 0,
            contacts=contacts.get(name, 1) if is_wave else UNLIMITED,
        )
        for name in names
    ]
    return Accounts(account, rooms, _delays(place, account, today))


def _counted(sql: str, column: str, names: list[str], *params: Any) -> dict[str, int]:
    if len(names) > MOST_NAMED:
        return dict(fetch(sql.format(narrow="1 = 1"), *params))
    return dict(in_parts(sql, column, names, *params))


def _delays(place: dict[str, int], account: Ints, today: date) -> Ints:
    until = np.full(len(place) - 1, NEVER, np.int64)
    for key, last in fetch(DELAYS, today):
        if key in place:
            ends = last if isinstance(last, date) else date.fromisoformat(last)
            until[place[key]] = max(until[place[key]], (ends - date(1970, 1, 1)).days)
    return np.where(account == NO_ACCOUNT, NEVER, until[account])
