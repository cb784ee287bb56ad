"""The staff roles as data: what each comes for, and what it may do."""

from dataclasses import dataclass
from enum import StrEnum


class Can(StrEnum):
    """One thing that a role may do; whatever is not listed for a role is denied."""

    NUMBERS = "numbers"
    ROWS = "rows"
    IDENTITIES = "identities"
    REVENUE = "revenue"
    CASES = "cases"
    IMPORTS = "imports"
    PROGRAMME = "programme"
    MEMBERS = "members"
    HEALTH = "health"
    AUDIT = "audit"


ALLOWS = {
    Can.NUMBERS: "see results: metrics, dashboards, the account matrix",
    Can.ROWS: "see single interactions of identified persons",
    Can.IDENTITIES: "see who a person is",
    Can.REVENUE: "see what accounts are billed",
    Can.CASES: "work on cases",
    Can.IMPORTS: "import files and mend rejected rows",
    Can.PROGRAMME: "change triggers, touchpoints, mappings and definitions",
    Can.MEMBERS: "invite members, give roles and keys",
    Can.HEALTH: "see the worker, readers and rejected rows as counts",
    Can.AUDIT: "read the audit trail",
}


class Narrowing(StrEnum):
    """What narrows the rows of a role."""

    NOTHING = "nothing"
    UNITS = "units"
    ACCOUNTS = "accounts"
    TOUCHPOINTS = "touchpoints"
    EVERYTHING_HIDDEN = "everything hidden"


@dataclass(frozen=True)
class Role:
    """A role: its name, its purpose in a line, what it may do, and what narrows what it sees."""

    key: str
    title: str
    purpose: str
    can: frozenset[Can]
    narrowed_by: Narrowing


def _role(key: str, title: str, purpose: str, narrowed_by: Narrowing, *can: Can) -> Role:
    return Role(key, title, purpose, frozenset(can), narrowed_by)


ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        _role(
            "executive",
            "Executive",
            "Five numbers with their intervals, the account matrix, revenue at risk, the top problems.",
            Narrowing.NOTHING,
            Can.NUMBERS,
            Can.REVENUE,
        ),
        _role(
            "manager",
            "Manager",
            "The own unit: open cases and problems, goals, yesterday's praise.",
            Narrowing.UNITS,
            Can.NUMBERS,
            Can.ROWS,
            Can.IDENTITIES,
            Can.CASES,
        ),
        _role(
            "account_manager",
            "Account manager",
            "The own accounts: who answered what, promises, renewal, blind spots, cases.",
            Narrowing.ACCOUNTS,
            Can.NUMBERS,
            Can.ROWS,
            Can.IDENTITIES,
            Can.REVENUE,
            Can.CASES,
        ),
        _role(
            "touchpoint_owner",
            "Touchpoint owner",
            "The problems that a trigger sent, with the evidence.",
            Narrowing.TOUCHPOINTS,
            Can.NUMBERS,
            Can.ROWS,
            Can.IDENTITIES,
            Can.CASES,
        ),
        _role(
            "analyst",
            "Analyst",
            "All rows under pseudonyms, every method, exports.",
            Narrowing.NOTHING,
            Can.NUMBERS,
            Can.ROWS,
            Can.REVENUE,
        ),
        _role(
            "agent",
            "Front-line agent",
            "The customer in front of them in a second.",
            Narrowing.UNITS,
            Can.ROWS,
            Can.IDENTITIES,
            Can.CASES,
        ),
        _role(
            "cx_manager",
            "CX manager",
            "The programme: imports, response, cases, problems, what is not listened to.",
            Narrowing.NOTHING,
            Can.NUMBERS,
            Can.ROWS,
            Can.IDENTITIES,
            Can.REVENUE,
            Can.CASES,
            Can.IMPORTS,
            Can.PROGRAMME,
            Can.HEALTH,
        ),
        _role(
            "administrator",
            "Administrator",
            "Members, roles, keys, settings, health; no content.",
            Narrowing.EVERYTHING_HIDDEN,
            Can.MEMBERS,
            Can.HEALTH,
            Can.AUDIT,
        ),
    )
}
