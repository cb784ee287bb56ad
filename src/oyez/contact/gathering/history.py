"""What happened with the persons: approaches, purchases, open cases, wishes and plans, as columns."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from oyez.contact.core.asking import Asking
from oyez.contact.core.eligible import FAR, YEAR
from oyez.contact.core.moments import business_days_later, date_of
from oyez.contact.core.policy import INVITATIONS, Policy, Regular
from oyez.contact.core.regular import NEVER
from oyez.contact.gathering.persons import Persons
from oyez.contact.gathering.rows import NOBODY, Ints, coded, columns, ints
from oyez.journal.core.facts import DAY
from oyez.kit.week import Week

Truths = npt.NDArray[np.bool_]

APPROACHES = (
    "SELECT person_id, kind, MAX(at), SUM(CASE WHEN at >= %s THEN 1 ELSE 0 END) FROM contact_approach"
    " WHERE person_id IS NOT NULL AND at >= %s AND {narrow} GROUP BY person_id, kind"
)
OF_WAVE = (
    "SELECT person_id, kind, MAX(at), COUNT(*), MAX(answered_at) FROM contact_approach"
    " WHERE key = %s AND wave = %s AND person_id IS NOT NULL AND {narrow} GROUP BY person_id, kind"
)
RECONTACTS = (
    "SELECT person_id, COUNT(*) FROM contact_approach"
    " WHERE key = %s AND kind = 'recontact' AND person_id IS NOT NULL AND {narrow} GROUP BY person_id"
)
# whoever was merged may have bought often only together with the others
PURCHASES = (
    "SELECT person_id, at FROM contact_purchase WHERE person_id IS NOT NULL AND {narrow} AND (person_id IN"
    " (SELECT person_id FROM contact_purchase WHERE person_id IS NOT NULL GROUP BY person_id HAVING COUNT(*) >= %s)"
    " OR person_id IN (SELECT id FROM people_person WHERE merged_into_id IS NOT NULL)"
    " OR person_id IN (SELECT merged_into_id FROM people_person WHERE merged_into_id IS NOT NULL))"
)
CASES = 'SELECT person_id FROM contact_opencase WHERE person_id IS NOT NULL AND "case" <> %s AND {narrow}'
OPT_OUTS = (
    "SELECT person_id FROM contact_optout WHERE withdrawn_at IS NULL AND purpose IN ('all', %s)"
    " AND person_id IS NOT NULL AND {narrow}"
)
CONSENTS = (
    "SELECT person_id FROM contact_consent WHERE purpose = %s AND channel IN (%s, %s)"
    " AND since <= %s AND (until IS NULL OR until > %s) AND {narrow}"
)
PLANS = (
    "SELECT person_id, kind, at FROM contact_planned WHERE at >= %s AND at < %s AND NOT (key = %s AND wave = %s)"
    " AND {narrow}"
)


@dataclass(frozen=True)
class History:
    """The last day of an approach by kind, and how many that count fell within a year."""

    last: dict[str, Ints]
    in_year: Ints


def history(found: Persons, policy: Policy, day: int) -> History:
    """All approaches of the persons, also of those they absorbed."""
    persons, kinds, newest, counts = columns(
        found.narrow.rows(APPROACHES, "person_id", (day - YEAR + 1) * DAY, _matters_from(policy, day)), 4
    )
    row, last_day, count = found.rows.of(ints(persons)), ints(newest) // DAY, ints(counts)
    codes = {kind: at for at, kind in enumerate(sorted(set(kinds)))}
    coded_kinds = coded(kinds, codes, len(kinds))
    last: dict[str, Ints] = {}
    in_year = np.zeros(len(found.rows), np.int64)
    for kind, code in codes.items():
        here = np.flatnonzero((coded_kinds == code) & (row != NOBODY))
        last[kind] = np.full(len(found.rows), NEVER, np.int64)
        np.maximum.at(last[kind], row[here], last_day[here])
        if kind in policy.yearly_counts:
            np.add.at(in_year, row[here], count[here])
    return History(last, in_year)


def _matters_from(policy: Policy, day: int) -> int:
    """The moment before which no approach can matter to any rule any more."""
    return (day - max(YEAR, policy.longest_rest)) * DAY


@dataclass(frozen=True)
class Wave:
    """Who was asked in this wave before, and for reminders what followed."""

    asked: Truths
    invited: Truths
    answered: Truths
    reminders: Ints
    remind_on: Ints


def wave(found: Persons, asking: Asking, policy: Policy, week: Week) -> Wave:
    """What this wave did so far. Without a name for the wave there is none, and nobody was asked in it."""
    count = len(found.rows)
    here = Wave(
        asked=np.zeros(count, np.bool_),
        invited=np.zeros(count, np.bool_),
        answered=np.zeros(count, np.bool_),
        reminders=np.zeros(count, np.int64),
        remind_on=np.zeros(count, np.int64),
    )
    if not asking.wave and asking.kind != "reminder":
        return here
    rows = found.narrow.rows(OF_WAVE, "person_id", asking.key, asking.wave)
    places = found.rows.of(ints(columns(rows, 5)[0])).tolist()
    later: dict[int, int] = {}
    for at, (_person, kind, newest, times, answered) in zip(places, rows, strict=True):
        if at == NOBODY:
            continue
        here.asked[at] |= kind == asking.kind
        here.invited[at] |= kind in INVITATIONS
        here.answered[at] |= answered is not None
        here.reminders[at] += times if kind == "reminder" else 0
        last = newest // DAY
        if last not in later:
            later[last] = remind_on(last, policy, week)
        here.remind_on[at] = max(here.remind_on[at], later[last])
    if asking.kind == "reminder":
        here.asked[:] = False
    return here


def remind_on(last: int, policy: Policy, week: Week) -> int:
    """The first day for a reminder after the last contact in a wave."""
    on = business_days_later(date_of(last), policy.reminders.business_days, week)
    return (on - date(1970, 1, 1)).days


def recontacts(found: Persons, asking: Asking) -> Ints:
    """How often each was asked about this case."""
    counts = np.zeros(len(found.rows), np.int64)
    if asking.kind == "recontact":
        rows = found.narrow.rows(RECONTACTS, "person_id", asking.key)
        row, times = (found.rows.of(ints(columns(rows, 2)[0])), ints(columns(rows, 2)[1]))
        np.add.at(counts, row[row != NOBODY], times[row != NOBODY])
    return counts


def regular(found: Persons, asking: Asking, rule: Regular, day: int) -> Ints:
    """The latest day of a purchase as a regular buyer, as `regular_on` finds it, for all at once."""
    latest = np.full(len(found.rows), NEVER, np.int64)
    if asking.kind != "transaction":
        return latest
    buyers, moments = columns(found.narrow.rows(PURCHASES.replace("%s", str(rule.orders)), "person_id"), 2)
    row, days = found.rows.of(ints(buyers)), ints(moments) // DAY
    known = (row != NOBODY) & (days <= day)
    row, days = row[known], days[known]
    order = np.lexsort((days, row))
    row, days = row[order], days[order]
    back = rule.orders - 1
    first, sixth = slice(0, max(0, len(row) - back)), slice(back, None)
    often = (row[sixth] == row[first]) & (days[sixth] - days[first] < rule.within_days)
    np.maximum.at(latest, row[sixth][often], days[sixth][often])
    return latest


def _marked(found: Persons, sql: str, *params: Any) -> Truths:
    """Whether a question names the person, or one they absorbed."""
    row = found.rows.of(ints(columns(found.narrow.rows(sql, "person_id", *params), 1)[0]))
    here = np.zeros(len(found.rows), np.bool_)
    here[row[row != NOBODY]] = True
    return here


def with_case(found: Persons, asking: Asking) -> Truths:
    """Who has an open case other than the one that is asked about."""
    return _marked(found, CASES, asking.key if asking.kind == "recontact" else "")


def opted_out(found: Persons, asking: Asking) -> Truths:
    """Who wants no more of this purpose."""
    return _marked(found, OPT_OUTS, asking.purpose)


def consented(found: Persons, asking: Asking, policy: Policy, moment: int) -> Truths:
    """Who said yes to this purpose; where a channel needs a consent, it has to name the channel."""
    any_channel = asking.channel if asking.channel in policy.law.channels else ""
    return _marked(found, CONSENTS, asking.purpose, any_channel, asking.channel, moment, moment)


def higher_on(found: Persons, asking: Asking, policy: Policy, day: int) -> Ints:
    """The next day on which something of higher priority is planned."""
    soonest = np.full(len(found.rows), FAR, np.int64)
    if not any(policy.outranks(kind, asking.kind) for kind in policy.priority):
        return soonest
    rows = found.narrow.rows(PLANS, "person_id", day * DAY, FAR * DAY, asking.key, asking.wave)
    persons, _kinds, moments = columns([one for one in rows if policy.outranks(one[1], asking.kind)], 3)
    row, days = found.rows.of(ints(persons)), ints(moments) // DAY
    np.minimum.at(soonest, row[row != NOBODY], days[row != NOBODY])
    return soonest
