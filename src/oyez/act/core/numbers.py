"""The number of a case, as people read it to each other: C-2291."""

import re

from oyez.kit.errors import NotFound

NUMBER = re.compile(r"[Cc]-?([0-9]{1,15})\Z")


def number(case_id: int) -> str:
    return f"C-{case_id}"


def parse(text: str) -> int:
    """The id behind a number; something else is no case."""
    found = NUMBER.match(text.strip())
    if found is None:
        raise NotFound("There is no such case.")
    return int(found[1])
