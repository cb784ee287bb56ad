"""Who may come in, and how many in which role."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import ROLES, Can
from oyez.company.queries import members
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page


def fill(page: Page) -> Mapping[str, Any]:
    people = members(page.viewer)
    held = Counter(role for member in people for role in {grant.role for grant in member.grants.all()})
    return {
        "members": len(people),
        "inactive": sum(not member.is_active for member in people),
        "roles": [(role.title, held[key]) for key, role in ROLES.items() if held[key]],
        "idle": [member.name for member in people if not member.grants.all()],
    }


CARDS.add("members", Card("share/cards/members.html", (Can.MEMBERS,), fill))
