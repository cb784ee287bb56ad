"""What a field note is in the journal, and what an insight needs."""

from collections.abc import Sequence

from oyez.journal.core.facts import Fact
from oyez.surveys.core.kinds import SEPARATOR

KIND = "observation"
SOURCE = "field_notes"
FEWEST_NOTES = 2
MOST_CODES = 12
CODE_LENGTH = 40


def fact(
    number: int, revision: int, *, occurred_at: int, method: str, subject: str, text: str, unit: str,
    touchpoint: str, codes: Sequence[str], study: str,
) -> Fact:  # fmt: skip
    """A note about a person as an interaction of theirs; one that was changed replaces what was told before.

    `occurred_at` is in microseconds.
    """
    return Fact(
        source=SOURCE,
        id=_id(number, revision),
        replaces=_id(number, revision - 1) if revision else None,
        occurred_at=occurred_at,
        kind=KIND,
        channel=method,
        subject=subject,
        unit=unit or None,
        touchpoint=touchpoint or None,
        text=text,
        attributes={"codes": SEPARATOR.join(codes)} if codes else {},
        survey=study or None,
    )


def _id(number: int, revision: int) -> str:
    return f"{number}:{revision}"


def codes_of(said: str) -> tuple[str, ...]:
    """Codes as somebody types them, `late, Price talk` → late, price_talk; each once, in order."""
    words = ("_".join(part.lower().split())[:CODE_LENGTH] for part in said.split(","))
    return tuple(dict.fromkeys(word for word in words if word))
