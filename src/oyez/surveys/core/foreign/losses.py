"""The loss report: where something stood, what it was, and what became of it."""

from enum import StrEnum

import msgspec

MOST_PLACES = 8
LONGEST = 300


class Became(StrEnum):
    """What happened to a thing that has no place in our surveys."""

    KEPT = "kept as text"
    APPROXIMATED = "approximated"
    DROPPED = "dropped"


class Loss(msgspec.Struct, frozen=True):
    """One line of the report. `places` counts them all, `where` names the first ones."""

    where: str
    what: str
    became: Became
    places: int = 1


class Losses:
    """Gathers lines; the same thing at several places is one line."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Became], dict[str, None]] = {}

    def dropped(self, where: str, what: str) -> None:
        self._add(where, what, Became.DROPPED)

    def approximated(self, where: str, what: str) -> None:
        self._add(where, what, Became.APPROXIMATED)

    def kept(self, where: str, what: str) -> None:
        self._add(where, what, Became.KEPT)

    def told(self) -> tuple[Loss, ...]:
        """The report, in the order in which things were met."""
        return tuple(
            Loss(_listed(list(places)), what, became, len(places))
            for (what, became), places in self._found.items()
        )

    def _add(self, where: str, what: str, became: Became) -> None:
        self._found.setdefault((shortened(what), became), {})[shortened(where, 80)] = None


def _listed(places: list[str]) -> str:
    more = len(places) - MOST_PLACES
    return ", ".join(places[:MOST_PLACES]) + (f" and {more:,} more" if more > 0 else "")


def shortened(text: str, most: int = LONGEST) -> str:
    """A text of one line that is no longer than it may be."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
