"""Who may do what, and what narrows what they see."""

from oyez.company.core.roles import ALLOWS, ROLES, Can, Narrowing, Role
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table

NARROWING = {
    Narrowing.NOTHING: "nothing: the whole company",
    Narrowing.UNITS: "the units of the grant and all below them",
    Narrowing.ACCOUNTS: "the accounts that the member manages",
    Narrowing.TOUCHPOINTS: "the touchpoints that the member owns",
    Narrowing.EVERYTHING_HIDDEN: "content is hidden altogether",
}


def page() -> str:
    what = [(code(can), ALLOWS[can]) for can in Can]
    return f"""
# Roles

A member has one or several roles, company-wide or for a unit, and looks in one of them at a time. What a role
does not list is denied; what is outside its data scope looks as if it did not exist. Rows without a unit are
seen in company-wide roles only. Grants of one role unite within a hierarchy and intersect across hierarchies.

{table(("role", "comes for", "may", "narrowed by"), map(_row, ROLES.values()))}

## Capabilities

{table(("capability", "allows to"), what)}
"""


def _row(role: Role) -> tuple[str, str, str, str]:
    may = ", ".join(code(can) for can in Can if can in role.can)
    return f"**{role.title}** {code(role.key)}", role.purpose, may, NARROWING[role.narrowed_by]


PAGES.add("roles", page)
