"""How a person is called where their name may not be shown."""

import re

PSEUDONYM = re.compile(r"[Pp]-?([0-9]{1,15})\Z")


def pseudonym(person_id: int) -> str:
    """P-1043: the same on every page and in every export, and of no use outside."""
    return f"P-{person_id}"


def person_of(text: str) -> int | None:
    """The person behind a pseudonym, or `None` where the text is none."""
    found = PSEUDONYM.match(text.strip())
    return int(found[1]) if found else None
