"""Bulk invitations as people paste them: one member a line, checked as a whole before anybody is invited."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from io import StringIO

from oyez.company.core.roles import ROLES

FIELDS = "name, e-mail, role, unit, hierarchy"


@dataclass(frozen=True)
class Wanted:
    """One member to invite, in one role."""

    name: str
    email: str
    role: str
    unit: str | None = None
    hierarchy: str | None = None


def read(text: str, places: Collection[tuple[str, str]]) -> tuple[list[Wanted], list[str]]:
    """Who is to be invited, and what is wrong, line by line; `places` are the known (hierarchy, unit)."""
    wanted: list[Wanted] = []
    wrong: list[str] = []
    for number, cells in enumerate(csv.reader(StringIO(text.replace(";", ",").replace("\t", ","))), 1):
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        problem = _problem(cells, places)
        if problem:
            wrong.append(f"Line {number}: {problem}")
        else:
            unit, hierarchy = [*cells[3:5], "", ""][:2]
            wanted.append(Wanted(cells[0], cells[1].lower(), cells[2], unit or None, hierarchy or None))
    return wanted, wrong


def _problem(cells: list[str], places: Collection[tuple[str, str]]) -> str | None:
    if len(cells) < 3:
        return f"needs {FIELDS}; has only {len(cells)} part(s)."
    name, email, role = cells[:3]
    unit, hierarchy = [*cells[3:5], "", ""][:2]
    if not name:
        return "has no name."
    if "@" not in email or "." not in email.rsplit("@", 1)[-1] or " " in email:
        return f"“{email}” is not an e-mail address."
    if role not in ROLES:
        return f"“{role}” is not a role. Roles: {', '.join(ROLES)}."
    if unit and (hierarchy, unit) not in places:
        return f"there is no unit “{unit}” in the hierarchy “{hierarchy}”."
    return None
