"""How much a segment asks for when everything is counted that the segments in it ask for.

A few small texts that name each other again and again would keep every page busy; so what they come to is bounded.
"""

from collections.abc import Mapping
from typing import NamedTuple

from oyez.measure.core.definitions.conditions import Before, InSegment, ShareBefore, Tenure, each
from oyez.measure.core.definitions.segment import Segment
from oyez.measure.core.definitions.trouble import DefinitionError, Place

MOST_CONDITIONS = 2_000
MOST_LOOKS = 30


class Size(NamedTuple):
    """Conditions, and how many of them look at the past."""

    conditions: int
    looks: int


def check_size(one: Segment, known: Mapping[str, Segment]) -> None:
    """Refuse a segment that makes itself, or another that stands on it, too large. None stands on itself."""
    sizes: dict[str, Size] = {}
    for key in (one.key, *known):
        size = _size(key, known, sizes)
        whose = "it" if key == one.key else f"with it, the segment “{key}”"
        if size.looks > MOST_LOOKS:
            raise DefinitionError(
                Place(1, 1), f"{whose} looks at the past {size.looks:,} times; {MOST_LOOKS} are the most."
            )
        if size.conditions > MOST_CONDITIONS:
            raise DefinitionError(
                Place(1, 1),
                f"{whose} comes to {size.conditions:,} conditions; {MOST_CONDITIONS:,} are the most.",
            )


def _size(key: str, known: Mapping[str, Segment], sizes: dict[str, Size]) -> Size:
    if key not in sizes:
        conditions = looks = 0
        for one in each(tuple(said for part in known[key].parts for said in part.conditions)):
            conditions += 1
            if isinstance(one, (Before, ShareBefore, Tenure)):
                looks += 1
            elif isinstance(one, InSegment) and one.key in known:
                inside = _size(one.key, known, sizes)
                conditions, looks = conditions + inside.conditions, looks + inside.looks
        sizes[key] = Size(conditions, looks)
    return sizes[key]
